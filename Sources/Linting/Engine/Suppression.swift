import Diagnostics
import Migrations
import SQLSyntax

/// A comment `-- plumb:allow RULE reason`.
///
/// Above a statement, or on one of its lines, it silences the rule there; in the header, or apart from the first
/// statement by an empty line, for the whole file.
struct Suppression: Hashable {
  var rule: String
  var reason: String
  /// The comment.
  var range: Range<Int>
  /// Where a finding must start to be silenced.
  var scope: Range<Int>
  var isUsed = false

  private static let mark = "plumb:allow"

  /// The suppressions of a migration, in order, for each of its files that has one.
  static func all(in migration: Migration) -> [(source: SourceText, suppressions: [Suppression])] {
    guard migration.hasOwnDownFile, let down = migration.down else {
      return all(in: [migration.up] + (migration.down.map { [$0] } ?? []), of: migration)
    }
    return all(in: [migration.up], of: migration) + all(in: [down], of: migration)
  }

  /// The suppressions of the scripts of one file.
  private static func all(
    in scripts: [Script], of migration: Migration
  ) -> [(source: SourceText, suppressions: [Suppression])] {
    let comments = scripts.flatMap(\.comments).sorted { $0.range.lowerBound < $1.range.lowerBound }
    guard let source = scripts.first?.source, comments.contains(where: { $0.text.contains(mark) }) else { return [] }
    let statements = scripts.flatMap(\.statements).map(\.range).sorted { $0.lowerBound < $1.lowerBound }
    // The header is in the file of UP.
    let header = source.path == migration.path ? migration.header : nil
    let found = comments.flatMap { parse($0, scope: scope(of: $0, statements, source, header)) }
    return found.isEmpty ? [] : [(source, found)]
  }

  private static func parse(_ comment: Comment, scope: Range<Int>) -> [Suppression] {
    let words = comment.text.split(whereSeparator: \.isWhitespace)
    guard words.first == Substring(mark), words.count > 1 else { return [] }
    // Several rules may stand in one comment, parted by commas.
    var rules = [String(words[1])]
    var rest = words.dropFirst(2)
    while rules.last?.hasSuffix(",") ?? false, let next = rest.first {
      rules.append(String(next))
      rest = rest.dropFirst()
    }
    let reason = rest.joined(separator: " ")
    return rules.flatMap { $0.split(separator: ",") }.map {
      Suppression(rule: String($0), reason: reason, range: comment.range, scope: scope)
    }
  }

  private static func scope(
    of comment: Comment, _ statements: [Range<Int>], _ source: SourceText, _ header: MigrationHeader?
  ) -> Range<Int> {
    let file = 0..<max(source.utf8.count, 1) + 1
    if !comment.startsLine {
      // After a statement on its last line, or within it.
      let line = source.position(at: comment.range.lowerBound).line
      if let statement = statements.last(where: { $0.lowerBound < comment.range.lowerBound }),
        source.position(at: statement.upperBound).line == line || statement.contains(comment.range.lowerBound)
      {
        return statement
      }
    }
    if let around = statements.first(where: { $0.contains(comment.range.lowerBound) }) { return around }
    guard let next = statements.first(where: { $0.lowerBound >= comment.range.upperBound }) else { return file }
    if next == statements.first, isApart(comment, from: next, source, header) { return file }
    return comment.range.lowerBound..<next.upperBound
  }

  /// Whether an empty line or a field of the header parts the comment from the first statement.
  private static func isApart(
    _ comment: Comment, from statement: Range<Int>, _ source: SourceText, _ header: MigrationHeader?
  ) -> Bool {
    let from = source.position(at: comment.range.lowerBound).line
    let to = source.position(at: statement.lowerBound).line
    if (from..<to).contains(where: { source.line($0).allSatisfy(\.isWhitespace) }) { return true }
    return header?.fields.values.contains { $0.range.lowerBound > comment.range.lowerBound } ?? false
  }
}
