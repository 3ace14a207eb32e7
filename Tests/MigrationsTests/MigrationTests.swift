import Diagnostics
import Foundation
import Migrations
import SQLSyntax
import Testing

private func migration(_ text: String) -> Migration {
  Migration(version: "001", name: "first", source: SourceText(path: "001_first.sql", text: text))
}

private func migration(bytes: [UInt8]) -> Migration {
  Migration(version: "001", name: "first", source: SourceText(path: "001_first.sql", utf8: bytes))
}

extension Migration {
  fileprivate var ruleIDs: [String] { problems.map(\.ruleID) }
}

@Suite struct HeaderTests {
  let text = """
    -- Migration: Add user preferences table
    -- Version: 006
    -- Date: 2025-01-25
    -- Author: Developer Name
    -- Depends: 001,  003 ,

    -- Create the table: for preferences
    CREATE TABLE a (id int);
    -- Irreversible: too late
    -- DOWN
    DROP TABLE a;
    """

  @Test func everyFieldHasItsTextAndPlace() {
    let header = migration(text).header
    #expect(header.description?.value == "Add user preferences table")
    #expect(header.version?.value == "006")
    #expect(header.date?.value == "2025-01-25")
    #expect(header.author?.value == "Developer Name")
    #expect(header.irreversible == nil)
    #expect(header.misspelt.isEmpty && header.repeated.isEmpty)
    let source = migration(text).source
    #expect(header.version.map { source[$0.valueRange] } == "006")
    #expect(header.version.map { source[$0.range] } == "-- Version: 006")
    #expect(header.dependencies.map(\.value) == ["001", "003"])
    #expect(header.dependencies.map { source[$0.range] } == ["001", "003"])
  }

  @Test func aByteOrderMarkAndCRLFChangeNothing() {
    let plain = migration(text)
    let other = migration(bytes: [0xEF, 0xBB, 0xBF] + text.replacing("\n", with: "\r\n").utf8)
    #expect(other.header.version?.value == "006")
    #expect(other.header.dependencies.map { other.source[$0.range] } == ["001", "003"])
    #expect(other.checksum == plain.checksum)
    #expect(other.down?.statements.count == 1)
    #expect(other.problems.isEmpty)
  }

  @Test func aMisspeltNameIsKnownAndOrdinaryCommentsAreNot() {
    let header = migration(
      """
      -- Migraton: x
      -- Depends on: 001
      -- Data: the rows below
      -- Note: something
      -- Steps: one
      -- Auth: enable the policies
      -- Reason: none
      -- Version: 1
      -- Version: 2
      SELECT 1;
      """
    ).header
    #expect(header.misspelt.map(\.nearest) == [.migration, .depends])
    #expect(header.repeated.map(\.value) == ["2"])
  }

  @Test func noneIsNoDependencyAndAnEmptyValueHasAPlace() {
    #expect(migration("-- Depends: none\nSELECT 1").header.dependencies.isEmpty)
    let empty = migration("-- Version:\nSELECT 1").header.version
    #expect(empty?.value == "" && empty?.valueRange == 11..<11)
  }
}

@Suite struct DownMarkerTests {
  @Test(arguments: ["-- DOWN", "-- DOWN  ", "--  DOWN", "--\tDOWN\r", "  -- DOWN"])
  func aMarkerParts(_ marker: String) throws {
    let migration = migration("SELECT 1\n\(marker)\nSELECT 2; SELECT 3")
    #expect(migration.up.statements.count == 1)
    #expect(migration.down?.statements.count == 2)
    let range = try #require(migration.downMarker)
    #expect(migration.source[range].contains("DOWN"))
    #expect(migration.problems.isEmpty)
  }

  @Test(arguments: [
    "SELECT '\n-- DOWN\n';", "SELECT $a$\n-- DOWN\n$a$;", "/*\n-- DOWN\n*/ SELECT 1;", "SELECT 1 AS \"\n-- DOWN\n\";",
    "SELECT E'\\'\n-- DOWN\n';", "SELECT 1; -- DOWN",
  ])
  func withinAQuoteOrBehindTextIsNoMarker(_ text: String) {
    #expect(migration(text).downMarker == nil)
    #expect(migration(text).problems.isEmpty)
    let second = migration(text + "\n-- DOWN\nSELECT 2;")
    #expect(second.up.statements.count == 1 && second.down?.statements.count == 1)
    #expect(second.problems.isEmpty)
  }

  @Test(arguments: ["--DOWN", "-- Down", "-- down:", "--- DOWN ---", "-- migrate:down", "-- +goose Down", "/* DOWN */"])
  func whatLooksLikeAMarkerIsAnError(_ marker: String) {
    let migration = migration("SELECT 1;\n\(marker)\nSELECT 2;")
    #expect(migration.ruleIDs == ["down-marker-malformed"])
    #expect(migration.problems.first?.message == "`\(marker)` looks like the DOWN marker but isn't one")
    let marked = Migrations.Migration(
      version: "1", name: "a", source: SourceText(path: "a", text: "SELECT 1;\n\(marker)\n-- DOWN\nSELECT 2;"))
    #expect(marked.problems.isEmpty)
  }

  @Test func aSecondMarkerIsAnError() {
    let migration = migration("SELECT 1;\n-- DOWN\nSELECT 2;\n-- DOWN\nSELECT 3;")
    #expect(migration.ruleIDs == ["down-marker-repeated"])
    #expect(migration.problems.first?.location?.start.line == 4)
    #expect(migration.down?.statements.count == 2)
  }

  @Test func whyAMigrationIsIrreversible() {
    #expect(migration("SELECT 1").irreversibility == .noMarker)
    #expect(migration("SELECT 1;\n-- DOWN\n-- nothing").irreversibility == .noStatement)
    #expect(migration("-- Irreversible: data\nSELECT 1").irreversibility == .declared("data"))
    #expect(migration("SELECT 1;\n-- DOWN\nSELECT 2").irreversibility == nil)
    #expect(migration("SELECT 1;\n-- DOWN\nSELEC 2").irreversibility == nil)
  }
}

@Suite struct BadTextTests {
  @Test func syntaxErrorsKeepTheOtherStatements() {
    let migration = migration("SELECT 1;\nCREATE TABEL é (a int);\nSELECT 2;\n-- DOWN\nDROP TABEL a;\nSELECT 3;")
    #expect(migration.ruleIDs == ["syntax-error", "syntax-error"])
    #expect(migration.problems.map { $0.location?.start } == [.init(line: 2, column: 8), .init(line: 5, column: 6)])
    #expect(migration.problems.first?.location.map { $0.source[$0.range] } == "TABEL")
    #expect(migration.up.statements.count == 2 && migration.down?.statements.count == 1)
  }

  @Test func psqlCommandsAndCopyData() {
    let command = migration("\\set x 1\nSELECT 1;")
    #expect(command.ruleIDs == ["syntax-error"])
    #expect(command.problems.first?.message == "`\\set` is a command of psql, not SQL")
    let copy = migration("COPY a FROM stdin;\n1\tx\n\\.\nSELECT 1;")
    #expect(copy.ruleIDs == ["syntax-error"])
  }

  @Test func anUnterminatedQuoteIsOneError() {
    #expect(migration("SELECT 'a;\n-- DOWN\nSELECT 1;").ruleIDs == ["syntax-error"])
  }

  /// PostgreSQL ends a comment there, so what follows it is run.
  @Test func aCarriageReturnAloneEndsALine() {
    let migration = migration("-- Migration: a\rSELECT 1; -- b\rSELECT 2;\r-- DOWN\rSELECT 3;\r")
    #expect(migration.up.statements.map { migration.up.text($0.range) } == ["SELECT 1", "SELECT 2"])
    #expect(migration.down?.statements.map { migration.up.text($0.range) } == ["SELECT 3"])
  }

  @Test(arguments: ["", "  \n", "-- Migration: nothing\n", "-- DOWN\nSELECT 1;"])
  func anEmptyUpIsAnError(_ text: String) { #expect(migration(text).ruleIDs == ["empty-migration"]) }

  @Test func otherEncodingsAreNamed() throws {
    let latin = migration(bytes: Array("SELECT 'caf".utf8) + [0xE9] + Array("';".utf8))
    #expect(latin.ruleIDs == ["unreadable-file"] && !latin.isReadable && latin.up.statements.isEmpty)
    #expect(
      latin.problems.first?.message
        == "the file isn't UTF-8: the byte 0xE9 (in Latin-1 `é`) at offset 11; it looks like Latin-1")
    #expect(latin.problems.first?.location?.start == .init(line: 1, column: 12))
    let wide: [UInt8] = "SELECT 1;".utf8.flatMap { [$0, 0] as [UInt8] }
    #expect(migration(bytes: [0xFF, 0xFE] + wide).problems.first?.message == "the file is UTF-16, not UTF-8")
    #expect(migration(bytes: wide).problems.first?.message == "the file is UTF-16LE, not UTF-8")
    let zero = migration(bytes: Array("SELECT 1;\n-- ".utf8) + [0] + Array(" a long comment".utf8))
    #expect(zero.problems.first?.message == "a NUL byte at offset 13, which PostgreSQL doesn't accept in SQL")
    #expect(migration("SELECT 'é', '漢', '😀';").problems.isEmpty)
    #expect(!migration(bytes: Array("SELECT '".utf8) + [0xED, 0xA0, 0x80] + Array("'".utf8)).isReadable)
  }

  @Test func checksumsAreSHA256() {
    #expect(
      Checksum.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(Checksum.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(Checksum.sha256(Array("a\r\n\r\nb\r".utf8)) == Checksum.sha256(Array("a\n\nb\r".utf8)))
    #expect(Checksum.sha256([0xEF, 0xBB, 0xBF]) == Checksum.sha256([]))
  }
}

@Suite struct AutocommitTests {
  @Test(arguments: [
    "CREATE INDEX CONCURRENTLY i ON t (a)", "DROP INDEX CONCURRENTLY i", "REINDEX TABLE CONCURRENTLY t",
    "REINDEX (CONCURRENTLY) INDEX i", "REINDEX SCHEMA s", "REINDEX DATABASE d", "VACUUM t", "VACUUM (FULL) t",
    "CLUSTER", "CREATE DATABASE d", "DROP DATABASE d", "CREATE TABLESPACE s LOCATION '/x'", "DROP TABLESPACE s",
    "ALTER SYSTEM SET work_mem = '1MB'", "ALTER DATABASE d SET TABLESPACE s", "DISCARD ALL",
    "ALTER TABLE t DETACH PARTITION p CONCURRENTLY", "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
  ])
  func refused(_ sql: String) { #expect(migration("SELECT 1; \(sql);").up.requiresAutocommit) }

  @Test(arguments: [
    "CREATE INDEX i ON t (a)", "DROP INDEX i", "REINDEX TABLE t", "REINDEX INDEX i", "ANALYZE t", "CLUSTER t USING i",
    "REFRESH MATERIALIZED VIEW CONCURRENTLY v", "ALTER TYPE e ADD VALUE 'x'", "ALTER TABLE t DETACH PARTITION p",
    "ALTER DATABASE d SET work_mem = '1MB'", "DISCARD PLANS", "SELECT 'create index concurrently'",
    "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)",
  ])
  func allowed(_ sql: String) { #expect(!migration("\(sql);").up.requiresAutocommit) }
}
