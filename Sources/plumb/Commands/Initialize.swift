import ArgumentParser
import Foundation
import Migrations

/// `plumb init`.
struct Initialize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write plumbline.yml and, where there is a package.json, offer the npm scripts.")

  @Flag(name: .long, help: "Add the npm scripts to package.json without asking.")
  var yes = false
  @Option(name: .long, help: ArgumentHelp("The preset to write into plumbline.yml.", valueName: "name"))
  var preset: String?

  func run() throws {
    try writeConfiguration()
    let path = "package.json"
    guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8) else {
      return
    }
    guard let package = PackageScripts(text) else {
      throw CommandFailure(.wrongUse, "`\(path)` isn't JSON with an object in it; no scripts were added")
    }
    let missing = package.missing
    guard !missing.isEmpty else { return Output.write("package.json has the npm scripts already\n") }
    let list = missing.map { "  \"\($0.name)\": \"\($0.command)\"\n" }.joined()
    guard yes || asks("Add these npm scripts to package.json?\n\(list)[y/N] ") else {
      return Output.write("Not added to package.json; `plumb init --yes` adds them:\n\(list)")
    }
    do {
      try Data(package.adding(missing).utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure(.impossible, "can't write `\(path)`: \(error.localizedDescription)")
    }
    Output.write("Added \(missing.count) npm scripts to package.json\n")
  }

  private func writeConfiguration() throws {
    let name = Configuration.fileName
    guard !FileManager.default.fileExists(atPath: name) else {
      return Output.write("\(name) is there already\n")
    }
    let folder = (try? MigrationFolder.find())?.path ?? "migrations"
    let isSupabase = FileManager.default.fileExists(atPath: "supabase")
    let preset = self.preset ?? (isSupabase ? "supabase" : nil)
    if let preset {
      do { _ = try Preset.named(preset) } catch { throw CommandFailure(.wrongUse, error.description) }
    }
    let text = """
      # What plumb checks, proves and runs. Every key may be left out.
      migrations: \(folder)
      \(preset.map { "preset: \($0)" } ?? "# preset: supabase")
      # exposed-schemas: [public]
      # rules:
      #   table-without-comment: off

      """
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: name), options: .withoutOverwriting)
    } catch {
      throw CommandFailure(.impossible, "can't write `\(name)`: \(error.localizedDescription)")
    }
    Output.write("Wrote \(name)\n")
  }

  private func asks(_ question: String) -> Bool {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return false }
    StandardError.write(question)
    return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
  }
}

/// The npm scripts of a package.json, changed without touching the rest of its text.
struct PackageScripts {
  /// One script.
  typealias Script = (name: String, command: String)

  /// The scripts of the procedures: each runs the command of its name.
  static let wanted: [Script] = [
    "migrate:up", "migrate:down", "migrate:status", "validate:schema", "test:migrations", "validate:all",
  ].map { ($0, "plumb \($0)") }

  private let text: String
  private let existing: Set<String>

  /// `nil` where the text isn't a JSON object.
  init?(_ text: String) {
    guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else { return nil }
    self.text = text
    existing = Set((value["scripts"] as? [String: Any] ?? [:]).keys)
  }

  /// The scripts that aren't there; one of another's is left alone.
  var missing: [Script] { PackageScripts.wanted.filter { !existing.contains($0.name) } }

  /// The text with scripts added to `"scripts"`, which is made where there is none.
  func adding(_ scripts: [Script]) -> String {
    let lines = scripts.map { "    \"\($0.name)\": \"\($0.command)\"" }.joined(separator: ",\n")
    if let open = text.range(of: #""scripts"\s*:\s*\{"#, options: .regularExpression) {
      return text[..<open.upperBound] + "\n\(lines)" + (existing.isEmpty ? "\n  " : ",") + text[open.upperBound...]
    }
    guard let brace = text.firstIndex(of: "{") else { return text }
    let rest = text[text.index(after: brace)...]
    let isEmpty = rest.allSatisfy { $0.isWhitespace || $0 == "}" }
    return text[...brace] + "\n  \"scripts\": {\n\(lines)\n  }" + (isEmpty ? "\n" : ",") + rest
  }
}
