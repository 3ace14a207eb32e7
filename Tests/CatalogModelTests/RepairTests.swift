import CatalogModel
import Diagnostics
import Foundation
import SQLSyntax
import Testing

@Suite("The way back from one schema to another")
struct RepairTests {
  /// A file with what is there before, what changes it, and the statements that lead back.
  struct Case: CustomTestStringConvertible {
    var path: String
    var testDescription: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Repairs").path
    static let all: [Case] = {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.filter { $0.hasSuffix(".sql") }.sorted().map { Case(path: folder + "/" + $0) }
    }()

    /// The three parts below their headings.
    func parts() throws -> (before: String, up: String, down: String) {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let up = try #require(text.range(of: "-- up\n"))
      let down = try #require(text.range(of: "-- down\n"))
      return (
        String(text[..<up.lowerBound]), String(text[up.upperBound..<down.lowerBound]), String(text[down.upperBound...])
      )
    }
  }

  @Test("is written as the file says, and leads back", arguments: Case.all)
  func statements(_ example: Case) throws {
    let (before, up, down) = try example.parts()
    var session = Session()
    _ = try apply(before, to: &session)
    let start = session.catalog
    let steps = try apply(up, to: &session)
    let repair = Repair(from: session.catalog, to: start, undoing: steps)
    let notes = repair.notes.map { "-- \($0.kind.rawValue): \($0.text)\n" }.joined()
    let text = notes + repair.statements.map(Self.text).joined()
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      let all = try String(contentsOfFile: example.path, encoding: .utf8)
      try (all.dropLast(down.count) + text).write(toFile: example.path, atomically: true, encoding: .utf8)
    } else {
      #expect(text == down, "UPDATE_SNAPSHOTS=1 writes it")
    }
    _ = try apply(text, to: &session)
    let rest = CatalogDiff(from: start, to: session.catalog)
    #expect(rest == repair.residue)
    let isExplained = repair.notes.contains { $0.kind == .noInverse }
    #expect(rest.isEmpty || rest.isColumnOrderOnly || isExplained, "\(rest.changes) \(repair.refused)")
  }

  @Test("leads to nothing where nothing is different")
  func nothing() {
    #expect(Repair(from: .empty, to: .empty).statements == [])
  }

  @Test("makes and drops indexes concurrently outside of a transaction, but for those of partitioned tables")
  func concurrently() throws {
    var session = Session()
    let tables = "CREATE TABLE t (a int); CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE INDEX gone ON t (a);"
    _ = try apply(tables, to: &session)
    let start = session.catalog
    _ = try apply("DROP INDEX gone; CREATE INDEX i ON t (a); CREATE INDEX j ON p (a);", to: &session)
    let repair = Repair(from: session.catalog, to: start, options: .init(isConcurrent: true))
    #expect(
      repair.statements.map(\.sql) == [
        "DROP INDEX CONCURRENTLY IF EXISTS i", "DROP INDEX IF EXISTS j",
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS gone ON t (a)",
      ])
  }

  @Test("writes names with their schema where the search path isn't known")
  func qualified() throws {
    var session = Session()
    _ = try apply("CREATE TYPE mood AS ENUM ('glad'); CREATE TABLE t (m mood DEFAULT 'glad');", to: &session)
    let repair = Repair(from: .empty, to: session.catalog, options: .init(names: .qualified))
    #expect(
      repair.statements.map(\.sql) == [
        "CREATE TYPE public.mood AS ENUM ('glad')",
        "CREATE TABLE IF NOT EXISTS public.t (\n  m public.mood DEFAULT 'glad'\n)",
      ])
  }

  private static func text(_ statement: RepairStatement) -> String {
    statement.notes.map { "-- \($0.kind.rawValue): \($0.text)\n" }.joined() + statement.sql + ";\n"
  }

  /// Applies SQL, every statement of which must be accepted.
  private func apply(_ sql: String, to session: inout Session) throws -> [AppliedStatement] {
    let script = Script(SourceText(path: "sql", text: sql))
    #expect(script.errors.isEmpty, "\(sql)")
    return script.statements.map { statement in
      let before = session.catalog
      let outcome = session.apply(statement.value)
      #expect(outcome.error == nil, "\(outcome.error?.message ?? ""): \(script.text(statement.range))")
      return AppliedStatement(
        statement: statement.value, before: before, outcome: outcome, searchPath: session.searchPath)
    }
  }
}
