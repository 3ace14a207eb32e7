import Diagnostics
import Foundation
import Migrations
import SQLSyntax
import Testing

/// A folder of a layout, and what should be read from it.
struct LayoutCase: CustomTestStringConvertible, Sendable {
  var name: String
  var layout: Layout
  var files: [String: String]
  /// Version, name, statements of UP, and of DOWN where there is one.
  var migrations: [String]
  var problems: [String] = []

  var testDescription: String { name }

  /// What is read, in the form of `migrations`.
  static func shown(_ migration: Migration) -> String {
    let marks: [ScriptTransaction: String] = [.never: " never", .own: " own", .always: "", .automatic: ""]
    let up = "\(migration.up.statements.count)" + (marks[migration.transaction] ?? "")
    let down = migration.down.map { "\($0.statements.count)" + (marks[migration.downTransaction] ?? "") } ?? "-"
    return "\(migration.version) \(migration.name) \(up)/\(down)"
  }
}

private let table = "CREATE TABLE a (id int);\n"
private let drop = "DROP TABLE a;\n"

@Suite struct LayoutTests {
  static let cases = [
    LayoutCase(
      name: "the document's own", layout: .plumbline,
      files: ["001_a.sql": table + "-- DOWN\n" + drop, "010_c.sql": table, "2_b.sql": "-- Version: 2\n" + table],
      migrations: ["001 a 1/1", "2 b 1/-", "010 c 1/-"]),
    LayoutCase(
      name: "the document's own without header or DOWN", layout: .plumbline, files: ["001_a.sql": table],
      migrations: ["001 a 1/-"]),
    LayoutCase(
      name: "files without header that begin at 0", layout: .plain,
      files: ["0000_a.sql": table, "0001_b.sql": table], migrations: ["0000 a 1/-", "0001 b 1/-"]),
    LayoutCase(
      name: "golang-migrate", layout: .golangMigrate,
      files: [
        "9_b.up.sql": table, "9_b.down.sql": drop + drop, "10_c.up.sql": table, "1_a.up.sql": table,
        "1_a.down.sql": "", "11_d.down.sql": drop, "12_e.up.go": "", "notes.sql": "",
      ],
      migrations: ["1 a 1/0", "9 b 1/2", "10 c 1/-"], problems: ["ignored-file", "ignored-file", "down-without-up"]),
    LayoutCase(
      name: "golang-migrate pairs by the version", layout: .golangMigrate,
      files: ["1_add.up.sql": table, "1_remove.down.sql": drop], migrations: ["1 add 1/1"]),
    LayoutCase(
      name: "golang-migrate with one version twice", layout: .golangMigrate,
      files: ["1_b.up.sql": table, "1_b.down.sql": drop, "1_a.up.sql": table, "1_a.down.sql": drop + drop],
      migrations: ["1 a 1/2", "1 b 1/1"], problems: ["duplicate-version"]),
    LayoutCase(
      name: "golang-migrate with files for several databases", layout: .golangMigrate,
      files: [
        "1_a.postgres.up.sql": table, "1_a.mysql.up.sql": "", "1_a.down.sql": drop, "1_a.mysql.down.sql": "",
        "2_b.up.sql": table, "2_b.sqlite3.up.sql": "", "2_b.sqlite3.down.sql": "", "3_c.mysql.up.sql": "",
        "4_d.postgres.autocommit.up.sql": table, "5_e.autocommit.up.sql": table, "5_e.autocommit.down.sql": drop,
      ],
      migrations: ["1 a 1/1", "2 b 1/-", "4 d 1 never/-", "5 e 1 never/1 never"]),
    LayoutCase(
      name: "sqlx by its first line", layout: .sqlx,
      files: [
        "20240101120000_a.up.sql": "-- no-transaction\n" + table, "20240101120000_a.down.sql": drop,
        "20240102120000_b.up.sql": table,
      ],
      migrations: ["20240101120000 a 1 never/1", "20240102120000 b 1/-"]),
    LayoutCase(
      name: "sqlx by its package", layout: .sqlx,
      files: ["Cargo.toml": "", "migrations/1_a.sql": table, "migrations/2_b.sql": "-- no-transaction\n" + table],
      migrations: ["1 a 1/-", "2 b 1 never/-"]),
    LayoutCase(
      name: "goose", layout: .goose,
      files: [
        "00001_a.sql": "-- top\n-- +goose Up\n\(table)\n-- +goose Down\n\(drop)",
        "00002_b.sql": "-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\nDO $$ BEGIN END $$\n"
          + "-- +goose StatementEnd\n\(table)-- +goose Down\n-- nothing\n",
        "00003_c.sql": "-- +goose up\nSELECT '\n-- +goose Down\n';",
      ],
      migrations: ["00001 a 1/1", "00002 b 2 never/0 never", "00003 c 1/-"]),
    LayoutCase(
      name: "dbmate", layout: .dbmate,
      files: [
        "20240102_b.sql": "-- migrate:up transaction:false\n\(table)-- migrate:down\n\(drop)",
        "20240101_a.sql": "-- migrate:up\n\(table)-- migrate:down\n\(drop)-- migrate:up\n\(table)-- migrate:down\n",
      ],
      migrations: ["20240101 a 2/1", "20240102 b 1 never/1"]),
    LayoutCase(
      name: "Diesel, in the order of its text", layout: .diesel,
      files: [
        "2019-02-26-002946_b/up.sql": table, "2019-02-26-002946_b/down.sql": drop,
        "00000000000000_diesel_initial_setup/up.sql": "-- nothing\n", "20190301_c/up.sql": table,
        "2019-02-28-000000_x/up.sql": table, "2019-02-28-000000_x/down.sql": drop,
        "2019-02-28-000000_x/metadata.toml": "run_in_transaction = false\n", ".diesel_lock": "",
      ],
      migrations: [
        "00000000000000 diesel_initial_setup 0/-", "2019-02-26-002946 b 1/1", "2019-02-28-000000 x 1 never/1 never",
        "20190301 c 1/-",
      ], problems: ["version-outlier"]),
    LayoutCase(
      name: "Hasura, below its database", layout: .hasura,
      files: [
        "default/1700000000000_a/up.sql": table, "default/1700000000000_a/down.sql": drop,
        "default/1700000000001_b/up.sql": table,
      ],
      migrations: ["1700000000000 a 1/1", "1700000000001 b 1/-"]),
    LayoutCase(
      name: "Hasura, counted", layout: .hasura,
      files: ["1_a/up.sql": table, "1_a/down.sql": drop, "2_b/up.sql": table, "10_c/up.sql": table],
      migrations: ["1 a 1/1", "2 b 1/-", "10 c 1/-"]),
    LayoutCase(
      name: "stamps with Flyway's separator", layout: .plain,
      files: ["20240102120000__b.sql": table, "20240101120000__a.sql": table],
      migrations: ["20240101120000 a 1/-", "20240102120000 b 1/-"]),
    LayoutCase(
      name: "Supabase", layout: .supabase,
      files: ["20240102120000_b.sql": table, "20240101120000_a.sql": table, "seed.sql": ""],
      migrations: ["20240101120000 a 1/-", "20240102120000 b 1/-"], problems: ["ignored-file"]),
    LayoutCase(
      name: "Supabase by its folder", layout: .supabase, files: ["supabase/migrations/0001_a.sql": table],
      migrations: ["0001 a 1/-"]),
    LayoutCase(
      name: "Flyway", layout: .flyway,
      files: [
        "V1__a.sql": table, "U1__a.sql": drop, "V10__d.sql": table, "V1_2__b.sql": table, "V2.0__c.sql": table,
        "R__z_view.sql": table, "R__b_view.sql": table, "V10__d.sql.conf": "executeInTransaction=false\n",
        "more/V11__e.sql": table, "V3.1.sql": table, "V4_2.sql": table,
      ],
      migrations: [
        "1 a 1/1", "1.2 b 1/-", "2.0 c 1/-", "3.1 V3.1 1/-", "4.2 V4_2 1/-", "10 d 1 never/-", "11 e 1/-",
        "R b_view 1/-", "R z_view 1/-",
      ]),
    LayoutCase(
      name: "Prisma", layout: .prisma,
      files: [
        "20240102120000_b/migration.sql": table, "20240101120000_a/migration.sql": table, "migration_lock.toml": "",
        "20240103120000_empty/notes.sql": "",
      ],
      migrations: ["20240101120000 a 1/-", "20240102120000 b 1/-"], problems: ["ignored-file"]),
    LayoutCase(
      name: "Drizzle, in the order of its journal", layout: .drizzle,
      files: [
        "0000_a.sql":
          "CREATE TABLE a (id int)\n--> statement-breakpoint\nCREATE TABLE b (id int);--> statement-breakpoint\n"
          + table,
        "0002_b.sql": table, "0001_c.sql": table, "0003_lost.sql": table,
        "meta/_journal.json": #"{"entries": [{"tag": "0000_a"}, {"tag": "0002_b"}, {"tag": "0001_c"}]}"#,
      ],
      migrations: ["0000 a 3/-", "0002 b 1/-", "0001 c 1/-"], problems: ["ignored-file"]),
    LayoutCase(
      name: "Drizzle with folders", layout: .drizzle,
      files: ["20240101120000_a/migration.sql": table, "20240101120000_a/snapshot.json": "{}"],
      migrations: ["20240101120000 a 1/-"]),
    LayoutCase(
      name: "node-pg-migrate", layout: .nodePgMigrate,
      files: [
        "1700000000000_a.sql": "-- Up Migration\n\(table)\n-- Down Migration\n\(drop)",
        "20231231235959000_b.sql": "-- up migration\n\(table)", "1600000000000_c.js": "",
      ],
      migrations: ["1700000000000 a 1/1", "20231231235959000 b 1/-"],
      problems: ["ignored-file"]),
    LayoutCase(
      name: "tern", layout: .tern,
      files: [
        "001_a.sql": "\(table)---- create above / drop below ----\n\(drop)", "002_b.sql": table,
        "003_c.sql": "---- tern: disable-tx ----\n\(table)---- create above / drop below ----\n",
      ],
      migrations: ["001 a 1/1", "002 b 1/-", "003 c 1 never/0"]),
    LayoutCase(
      name: "sql-migrate", layout: .sqlMigrate,
      files: [
        "2.sql": "-- +migrate Up notransaction\n\(table)-- +migrate Down\n\(drop)",
        "10-b.sql":
          "-- +migrate Up\n\(table)-- +migrate Down\n\(drop)-- +migrate Up\n-- +migrate StatementBegin\n\(table)"
          + "-- +migrate StatementEnd\n",
        "extra.sql": "-- +migrate Up\n" + table,
      ],
      migrations: ["2 2 1 never/1", "10 b 2/1", "extra extra 1/-"]),
    LayoutCase(
      name: "plain numbers", layout: .plain,
      files: ["0002-b.sql": table, "00010-c.sql": table, "0001-a.sql": table + "-- DOWN\n" + drop],
      migrations: ["0001 a 1/1", "0002 b 1/-", "00010 c 1/-"]),
    LayoutCase(
      name: "plain versions in pairs", layout: .plain,
      files: ["V0002.b.up.sql": table, "V0001.a.up.sql": table, "V0001.a.down.sql": drop],
      migrations: ["0001 a 1/1", "0002 b 1/-"]),
    LayoutCase(
      name: "plain pairs with underscores", layout: .plain,
      files: ["001_a_up.sql": table, "001_a_down.sql": drop, "002_speed_up.sql": table],
      migrations: ["001 a 1/1", "002 speed_up 1/-"]),
    LayoutCase(
      name: "postgrator", layout: .plain, files: ["001.do.a.sql": table, "001.undo.a.sql": drop, "2.do.sql": table],
      migrations: ["001 a 1/1", "2 2 1/-"]),
    LayoutCase(
      name: "plain dates", layout: .plain, files: ["2024-01-31-b.sql": table, "2023-12-01-a.sql": table],
      migrations: ["2023-12-01 a 1/-", "2024-01-31 b 1/-"]),
    LayoutCase(
      name: "several databases", layout: .goose,
      files: ["mysql/001_a.sql": "-- +goose Up\n", "postgres/001_a.sql": "-- +goose Up\n" + table],
      migrations: ["001 a 1/-"]),
    LayoutCase(
      name: "a digit too many", layout: .golangMigrate,
      files: [
        "20240101120000_a.up.sql": table, "202401021200000_b.up.sql": table, "20240103120000_c.up.sql": table,
      ],
      migrations: ["20240101120000 a 1/-", "20240103120000 c 1/-", "202401021200000 b 1/-"],
      problems: ["version-outlier"]),
    LayoutCase(
      name: "two forms of time, after a count", layout: .golangMigrate,
      files: ["3_a.up.sql": table, "20240103_b.up.sql": table, "20240102120000_c.up.sql": table],
      migrations: ["3 a 1/-", "20240103 b 1/-", "20240102120000 c 1/-"], problems: ["version-outlier"]),
  ]

  @Test(arguments: cases)
  func isRecognizedAndRead(_ testCase: LayoutCase) throws {
    let temporary = try TemporaryFolder(testCase.files)
    var path = temporary.path
    for inner in ["supabase/migrations", "migrations"]
    where testCase.files.keys.contains(where: { $0.hasPrefix(inner) }) {
      path += "/" + inner
      break
    }
    let folder = try MigrationFolder(path)
    #expect(folder.layout == testCase.layout)
    let migrations = folder.migrations()
    #expect(migrations.map(LayoutCase.shown) == testCase.migrations)
    #expect(folder.problems.map(\.ruleID).sorted() == testCase.problems.sorted())
    #expect(migrations.allSatisfy { $0.layout == testCase.layout })
    let found = migrations.flatMap(\.problems).filter { $0.severity != .info }
    #expect(found.map(\.message) == [])
    #expect(folder.problems.allSatisfy { $0.help != nil })
  }

  @Test func everyLayoutHasACase() { #expect(Set(Self.cases.map(\.layout)).union([.sqitch]) == Set(Layout.allCases)) }

  @Test func theConfigurationDecides() throws {
    let folder = try TemporaryFolder(["20240101120000_a.sql": table, "20240102120000_b.sql": table])
    #expect(try MigrationFolder(folder.path).layout == .supabase)
    #expect(try MigrationFolder(folder.path, layout: .plumbline).layout == .plumbline)
    #expect(throws: MigrationFolderError.self) { try MigrationFolder(folder.path, layout: .flyway) }
  }

  @Test func downHasItsOwnPlaces() throws {
    let folder = try TemporaryFolder(["1_a.up.sql": table, "1_a.down.sql": "-- back\nDROP TABEL a;"])
    let migration = try #require(try MigrationFolder(folder.path).migrations().first)
    #expect(migration.hasOwnDownFile)
    #expect(migration.down?.source.path == folder.path + "/1_a.down.sql")
    #expect(migration.problems.map(\.ruleID) == ["syntax-error"])
    #expect(migration.problems.first?.location?.source.path == folder.path + "/1_a.down.sql")
    #expect(migration.problems.first?.location?.start.line == 2)
  }

  @Test func aMissingDownOrAnUnreadableOneIsSaid() throws {
    let folder = try TemporaryFolder(["1_a.up.sql": table, "1_a.down.sql/x": ""])
    let migration = try #require(try MigrationFolder(folder.path).migrations().first)
    #expect(!migration.isReadable)
    #expect(migration.problems.first?.message == "can't read the file: Is a directory")
  }
}

@Suite struct UnclearFolderTests {
  @Test func twoLayouts() throws {
    let folder = try TemporaryFolder(["1_a.up.sql": table, "V1__b.sql": table])
    let error = #expect(throws: MigrationFolderError.self) { try MigrationFolder(folder.path) }
    #expect(error?.description.contains("fits 2 layouts") == true)
    #expect(error?.description.contains("golang-migrate (`1_a.up.sql`)") == true)
    #expect(error?.description.contains("`layout: flyway`") == true)
    #expect(try MigrationFolder(folder.path, layout: .flyway).files.map(\.name) == ["b"])
  }

  @Test func twoKindsOfMarkers() throws {
    let folder = try TemporaryFolder(["1_a.sql": "-- +goose Up\n" + table, "2_b.sql": "-- migrate:up\n" + table])
    let error = #expect(throws: MigrationFolderError.self) { try MigrationFolder(folder.path) }
    #expect(error?.description.contains("dbmate") == true && error?.description.contains("goose") == true)
  }

  @Test func aStrayFileIsNoLayout() throws {
    var files = Dictionary(uniqueKeysWithValues: (1...6).map { ("\($0)_a.up.sql", table) })
    files["V1__b.sql"] = table
    let folder = try TemporaryFolder(files)
    #expect(try MigrationFolder(folder.path).layout == .golangMigrate)
    #expect(try MigrationFolder(folder.path).problems.map(\.ruleID) == ["ignored-file", "down-missing"])
  }

  @Test func noLayout() throws {
    let folder = try TemporaryFolder(["seed.sql": table, "notes.txt": "", "sub/other.txt": ""])
    let error = #expect(throws: MigrationFolderError.self) { try MigrationFolder(folder.path) }
    #expect(error?.description.contains("found: `notes.txt`, `seed.sql`, `sub/`") == true)
    #expect(error?.description.contains("`layout: NAME`") == true)
  }

  @Test func severalFolders() throws {
    let folder = try TemporaryFolder(["one/001_a.sql": table, "two/1_a.up.sql": table])
    let error = #expect(throws: MigrationFolderError.self) { try MigrationFolder(folder.path) }
    #expect(error?.description.contains("`one` (plumbline), `two` (golang-migrate)") == true)
  }
}

@Suite struct MarkerTests {
  private func migration(_ layout: Layout, _ text: String) -> Migration {
    Migration(version: "1", name: "a", layout: layout, source: SourceText(path: "1_a.sql", text: text))
  }

  @Test(arguments: [
    (Layout.goose, table, "the file has no `-- +goose Up`, without which goose refuses it"),
    (.goose, "-- +goose Up\n-- +goose Up\n" + table, "a second `-- +goose Up`, which goose refuses"),
    (.goose, "-- +goose Down\n" + drop, "`-- +goose Down` before `-- +goose Up`, which goose refuses"),
    (.goose, table + "-- +goose Up\n", "a statement before `-- +goose Up`, which goose refuses"),
    (
      .goose, "-- +goose Up\n-- +goose StatementBegin\n" + table,
      "`-- +goose StatementBegin` without a `StatementEnd`, which goose refuses"
    ),
    (.goose, "-- +goose Up\n-- +goose Donw\n" + table, "goose doesn't know the marker `donw`, and refuses the file"),
    (.dbmate, "-- migrate:up\n" + table, "the file has no `-- migrate:down`, without which dbmate refuses it"),
    (
      .nodePgMigrate, table + "-- Down Migration\n" + drop,
      "without `-- Up Migration`, node-pg-migrate runs all of the file as UP, what is below this line too"
    ),
    (
      .sqlMigrate, table + "-- +migrate Up\n" + table,
      "a statement above the first marker, which sql-migrate never runs"
    ),
  ])
  func whatAToolRefuses(_ layout: Layout, _ text: String, _ message: String) {
    let problems = migration(layout, text).problems.filter { $0.ruleID == "marker-misplaced" }
    #expect(problems.map(\.message) == [message])
    #expect(problems.allSatisfy { $0.help != nil })
  }

  @Test func aHeaderMayDeclareNoReturn() {
    let text = "-- Irreversible: rows are gone\n-- +goose Up\n" + table
    #expect(migration(.goose, text).irreversibility == .declared("rows are gone"))
  }

  @Test func commentsAboveTheMarkerAreThoseOfUp() {
    let text = "-- plumb:allow x y\n-- +goose Up\n" + table
    #expect(migration(.goose, text).up.comments.first?.text == " plumb:allow x y")
  }

  @Test func theDocumentsMarkerIsOnlyItsOwn() {
    #expect(migration(.supabase, table + "-- DOWN\n" + drop).up.statements.count == 2)
    #expect(migration(.supabase, table + "-- migrate:down\n").problems.isEmpty)
  }
}
