import ArgumentParser
import Foundation
import Migrations

/// `plumb migrate:new NAME`.
struct MigrateNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate:new", abstract: "Write a new migration with the next number, the header and a template.")

  @Argument(help: "What it does, in a few words: add_user_preferences.")
  var name: String
  @OptionGroup var project: ProjectOptions

  func run() throws {
    let project = try Project(self.project)
    let path = self.project.migrations ?? project.configuration.migrations ?? MigrateNew.usualFolder()
    let folder = try? MigrationFolder(path, layout: project.configuration.layout)
    if let layout = folder?.layout, layout != .plumbline {
      throw CommandFailure(
        .wrongUse,
        "the migrations in `\(path)` are of the layout \(layout.rawValue), and a new file of the document's format isn't "
          + "one of them\nhelp: make it with \(layout.tool), or say `layout: plumbline` in plumbline.yml")
    }
    let name = try MigrateNew.fileName(name)
    let last = folder?.files.last
    let version = MigrateNew.next(after: last?.version)
    let file = (path == "." ? "" : path + "/") + "\(version)_\(name).sql"
    let text = MigrateNew.template(name: name, version: version, depends: last?.version, date: Date())
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .withoutOverwriting)
    } catch {
      throw CommandFailure(.impossible, "can't write `\(file)`: \(error.localizedDescription)")
    }
    Output.write("Wrote \(file)\n")
  }

  /// The usual place that is there, or the first of them.
  private static func usualFolder() -> String {
    if let folder = try? MigrationFolder.find() { return folder.path }
    return MigrationFolder.usualPlaces.first { FileManager.default.fileExists(atPath: $0) } ?? "migrations"
  }

  private static func fileName(_ name: String) throws -> String {
    // `é` becomes `e`, so that the name can still be read.
    let plain = name.lowercased().folding(options: .diacriticInsensitive, locale: nil)
    let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    guard !words.isEmpty else {
      throw CommandFailure(
        .wrongUse, "`\(name)` makes no file name\nhelp: use letters and digits: add_user_preferences")
    }
    return words.joined(separator: "_")
  }

  /// The next number, with as many digits as the last.
  private static func next(after version: String?) -> String {
    let digits = String((Int(version ?? "0") ?? 0) + 1)
    return String(repeating: "0", count: max(0, max(3, version?.count ?? 3) - digits.count)) + digits
  }

  private static func template(name: String, version: String, depends: String?, date: Date) -> String {
    let day = DateFormatter()
    day.locale = Locale(identifier: "en_US_POSIX")
    day.dateFormat = "yyyy-MM-dd"
    let words = name.split(separator: "_").joined(separator: " ")
    let title = words.prefix(1).uppercased() + words.dropFirst()
    let author = ProcessInfo.processInfo.environment["GIT_AUTHOR_NAME"] ?? NSUserName()
    return """
      -- Migration: \(title)
      -- Version: \(version)
      -- Date: \(day.string(from: date))
      -- Author: \(author)
      \(depends.map { "-- Depends: \($0)\n" } ?? "")
      -- CREATE TABLE IF NOT EXISTS example_table (
      --     id UUID DEFAULT gen_random_uuid() PRIMARY KEY,
      --     user_id UUID NOT NULL REFERENCES profiles(id) ON DELETE CASCADE,
      --     created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT NOW()
      -- );
      -- COMMENT ON TABLE example_table IS 'What a row is';

      -- CREATE INDEX IF NOT EXISTS idx_example_table_user_id ON example_table(user_id);

      -- ALTER TABLE example_table ENABLE ROW LEVEL SECURITY;
      -- CREATE POLICY "Users can manage their own rows" ON example_table
      --     FOR ALL USING ((SELECT auth.uid()) = user_id);

      -- DOWN
      -- Rollback script for migration \(version)

      -- DROP TABLE IF EXISTS example_table;

      """
  }
}
