import Diagnostics
import Linting
import Migrations
import Testing

/// What a rule finds in a series of migrations: their texts, and each finding as `version:line message`.
struct RuleCase: CustomTestStringConvertible {
  var name: String
  var migrations: [String]
  var expected: [String]

  var testDescription: String { name }

  init(_ name: String, _ migrations: [String], finds expected: [String] = []) {
    self.name = name
    self.migrations = migrations
    self.expected = expected
  }

  /// What the rule finds.
  func findings(of rule: String, preset: String? = nil) throws -> [Diagnostic] {
    let series = migrations.enumerated().map { index, text in
      let version = "00\(index + 1)"
      return Migration(
        version: version, name: "case", source: SourceText(path: "\(version)_case.sql", text: text))
    }
    return try LintRun(series, preset: preset).diagnostics.filter { $0.ruleID == rule }
  }

  func check(_ rule: String, preset: String? = nil, _ location: SourceLocation = #_sourceLocation) throws {
    let found = try findings(of: rule, preset: preset).map { finding in
      let version = finding.location?.source.path.prefix(3) ?? ""
      return "\(version):\(finding.location?.start.line ?? 0) \(finding.message)"
    }
    #expect(found == expected, "\(name)", sourceLocation: location)
  }
}

@Suite("Rules about headers and the series")
struct SeriesRuleTests {
  private static func header(_ lines: String...) -> String {
    (["-- Migration: A case", "-- Version: 001", "-- Date: 2025-02-03"] + lines).joined(separator: "\n")
      + "\n\nSELECT 1;"
  }

  private static func dependsOn(_ versions: String, _ statement: String = "SELECT 1") -> String {
    "-- Migration: A case\n-- Depends: \(versions)\n\n\(statement);"
  }

  @Test(
    "header-malformed",
    arguments: [
      RuleCase("a leap day", ["-- Date: 2024-02-29"]),
      RuleCase("no leap day", ["-- Date: 2023-02-29"], finds: ["001:1 the date `2023-02-29` isn't in the calendar"]),
      RuleCase(
        "no leap century", ["-- Date: 1900-02-29"], finds: ["001:1 the date `1900-02-29` isn't in the calendar"]),
      RuleCase(
        "a short date", ["-- Date: 2025-2-3"], finds: ["001:1 the date `2025-2-3` isn't of the form `YYYY-MM-DD`"]),
      RuleCase("month 13", ["-- Date: 2025-13-01"], finds: ["001:1 the date `2025-13-01` isn't in the calendar"]),
      RuleCase("no dependency", ["-- Depends: none"]),
      RuleCase("a name for a version", ["-- Version: v2"], finds: ["001:1 the version `v2` isn't a number"]),
      RuleCase("a list", ["-- Depends: 001, two"], finds: ["001:1 the dependency `two` isn't a version"]),
      RuleCase("empty", ["-- Author:"], finds: ["001:1 the field `Author` is empty"]),
      RuleCase(
        "twice", ["-- Version: 001\n-- Version: 001"], finds: ["001:2 the header has the field `Version` twice"]),
      RuleCase("below the first statement", ["SELECT 1;\n-- Date: never"]),
    ])
  func headerMalformed(_ one: RuleCase) throws { try one.check("header-malformed") }

  @Test(
    "header-mismatch",
    arguments: [
      RuleCase("the same", ["-- Version: 001"]),
      RuleCase(
        "other padding", ["-- Version: 1"], finds: ["001:1 the header says version `1`, the file's name says `001`"]),
      RuleCase("no number", ["-- Version: first"]),
    ])
  func headerMismatch(_ one: RuleCase) throws { try one.check("header-mismatch") }

  @Test(
    "header-missing",
    arguments: [
      RuleCase("an empty file", [""]),
      RuleCase(
        "one field", ["-- Migration: A\n-- Version: 001\nSELECT 1;"], finds: ["001:1 the migration has no `-- Date:`"]),
      RuleCase("a misspelt field", ["-- Migration: A\n-- Version: 001\n-- Dat: 2025-01-01\nSELECT 1;"]),
    ])
  func headerMissing(_ one: RuleCase) throws { try one.check("header-missing") }

  @Test(
    "depends-cycle",
    arguments: [
      RuleCase(
        "of three, once", [dependsOn("003"), dependsOn("1"), dependsOn("002")],
        finds: ["001:2 migrations depend on each other in a circle: 001 → 003 → 002 → 001"]),
      RuleCase(
        "two circles", [dependsOn("2"), dependsOn("1"), dependsOn("4"), dependsOn("3")],
        finds: [
          "001:2 migrations depend on each other in a circle: 001 → 002 → 001",
          "003:2 migrations depend on each other in a circle: 003 → 004 → 003",
        ]),
      RuleCase(
        "two later entries in one", [dependsOn("2"), dependsOn("3"), dependsOn("1")],
        finds: ["001:2 migrations depend on each other in a circle: 001 → 002 → 003 → 001"]),
      RuleCase("itself", [dependsOn("001")]),
      RuleCase("none", [dependsOn("none"), dependsOn("1"), dependsOn("1, 2")]),
    ])
  func cycle(_ one: RuleCase) throws { try one.check("depends-cycle") }

  @Test(
    "depends-later",
    arguments: [
      RuleCase("part of a circle", [dependsOn("002"), dependsOn("001")]),
      RuleCase("itself", [dependsOn("001")], finds: ["001:2 migration 001 depends on itself"]),
      RuleCase(
        "beside a circle", [dependsOn("2, 3"), dependsOn("1"), dependsOn("none")],
        finds: ["001:2 migration 001 depends on 003, which runs after it"]),
    ])
  func later(_ one: RuleCase) throws { try one.check("depends-later") }

  private static let notes = "CREATE TABLE notes (id int PRIMARY KEY);"
  private static let tags = "-- Depends: 001\nCREATE TABLE tags (id int PRIMARY KEY, note int REFERENCES notes);"

  @Test(
    "depends-undeclared",
    arguments: [
      RuleCase("declared", [notes, tags]),
      RuleCase("declared with other zeros", [notes, dependsOn("1", "ALTER TABLE notes ADD COLUMN a int")]),
      RuleCase("through another", [notes, tags, dependsOn("002", "INSERT INTO notes SELECT id FROM tags")]),
      RuleCase(
        "no field", [notes, "SELECT 1;\nALTER TABLE notes ADD COLUMN a int;\nCREATE INDEX ON notes (a);"],
        finds: ["002:2 table `notes` comes from migration 001, which `Depends` doesn't name"]),
      RuleCase(
        "the nearest is enough", [notes, tags, "DROP TABLE tags;\nDROP TABLE notes;"],
        finds: ["003:1 table `tags` comes from migration 002, which `Depends` doesn't name"]),
      RuleCase(
        "a schema", ["CREATE SCHEMA app;", "CREATE TABLE app.notes (id int);"],
        finds: ["002:1 schema `app` comes from migration 001, which `Depends` doesn't name"]),
      RuleCase(
        "a view that was made again",
        [
          notes, "CREATE VIEW v AS SELECT 1;", "DROP VIEW v;\nCREATE VIEW v AS SELECT 2;",
          "-- Depends: 003\nDROP VIEW v;",
        ],
        finds: ["003:1 view `v` comes from migration 002, which `Depends` doesn't name"]),
      RuleCase("a list that can't be read", [notes, dependsOn("first", "DROP TABLE notes")]),
      RuleCase("its own", ["CREATE TABLE a (id int);\nDROP TABLE a;"]),
      RuleCase("the preset's", ["CREATE TABLE p (id uuid REFERENCES auth.users (id));"]),
    ])
  func undeclared(_ one: RuleCase) throws { try one.check("depends-undeclared", preset: "supabase") }

  @Test(
    "table-without-comment",
    arguments: [
      RuleCase("described later", [notes, "COMMENT ON TABLE notes IS 'Notes';"]),
      RuleCase(
        "renamed", [notes, "ALTER TABLE notes RENAME TO memos;"], finds: ["001:1 table `memos` has no comment"]),
      RuleCase("gone", [notes, "DROP TABLE notes;"]),
      RuleCase("temporary", ["CREATE TEMPORARY TABLE a (b int);"]),
      RuleCase(
        "a partition",
        [
          "CREATE TABLE a (b int) PARTITION BY LIST (b);\nCOMMENT ON TABLE a IS 'A';\n"
            + "CREATE TABLE a1 PARTITION OF a FOR VALUES IN (1);"
        ]),
    ])
  func comment(_ one: RuleCase) throws { try one.check("table-without-comment") }
}
