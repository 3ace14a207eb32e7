import Diagnostics

/// A migration with another DOWN: the file that changes, before and after.
package struct DownEdit: Sendable {
  /// The path of the file that DOWN is in.
  package let path: String
  /// The file's text; `nil` where there is no file yet.
  package let before: String?
  package let after: String
  /// The migration as it is read then.
  package let migration: Migration
}

/// Why a migration can't have a DOWN.
package enum DownEditError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The tool knows of none, or of none for such a file.
  case noDown(path: String, tool: String)
  /// Statements of UP stand below those of DOWN.
  case upBelowDown(path: String)
  /// The file has no text.
  case unreadable(path: String)

  package var description: String {
    switch self {
    case .noDown(let path, let tool): "`\(path)` can't have a DOWN: \(tool) has none for such a file"
    case .upBelowDown(let path): "`\(path)` has statements of UP below its DOWN\nhelp: move them above it"
    case .unreadable(let path): "`\(path)` can't be read"
    }
  }
}

extension MigrationFile {
  /// The migration with these statements as its DOWN, in place of what it has.
  package func writingDown(
    _ parts: [DownPart], of migration: Migration, withoutTransaction: Bool
  ) throws(DownEditError) -> DownEdit {
    guard migration.isReadable else { throw .unreadable(path: path) }
    let text = DownText(layout: layout, version: version, name: name, parts, withoutTransaction: withoutTransaction)
    var downSource: SourceText?
    var source = migration.source
    let result: (path: String, before: String?, after: String)
    switch try placeOfDown() {
    case .file(let downPath):
      let before = (try? FileBytes.read(downPath)).map { String(decoding: $0, as: UTF8.self) }
      result = (downPath, before, text.file)
      downSource = SourceText(path: downPath, text: result.after)
    case .section:
      let before = String(decoding: source.utf8, as: UTF8.self)
      result = (path, before, try text.inserted(into: migration))
      source = SourceText(path: path, text: result.after)
    }
    let edited = Migration(
      version: version, name: name, layout: layout, source: source, downSource: downSource,
      runsWithoutTransaction: runsWithoutTransaction)
    return DownEdit(path: result.path, before: result.before, after: result.after, migration: edited)
  }

  private enum Place {
    case file(String)
    case section
  }

  /// Where the tool looks for DOWN.
  private func placeOfDown() throws(DownEditError) -> Place {
    if let downPath { return .file(downPath) }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let file = String(path.dropFirst(folder.count))
    switch layout {
    case .supabase, .prisma, .drizzle: throw .noDown(path: path, tool: layout.tool)
    case .diesel, .hasura: return .file(folder + "down.sql")
    case .golangMigrate, .sqlx:
      guard let stem = path.withoutSuffix(".up.sql") else { throw .noDown(path: path, tool: layout.tool) }
      return .file(stem + ".down.sql")
    case .flyway:
      guard file.hasPrefix("V") else { throw .noDown(path: path, tool: layout.tool) }
      return .file(folder + "U" + file.dropFirst())
    case .sqitch:
      guard let range = path.ranges(of: "deploy/").last else { throw .noDown(path: path, tool: layout.tool) }
      return .file(path.replacingCharacters(in: range, with: "revert/"))
    case .plain:
      for (up, down) in MigrationFile.pairs {
        guard let range = file.ranges(of: up).last else { continue }
        return .file(folder + file.replacingCharacters(in: range, with: down))
      }
      return .section
    case .plumbline, .goose, .dbmate, .nodePgMigrate, .tern, .sqlMigrate: return .section
    }
  }

  /// How the two files of a pair are named.
  private static let pairs = [
    (".up.", ".down."), (".do.", ".undo."), ("_up.sql", "_down.sql"), ("-up.sql", "-down.sql"),
  ]
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
