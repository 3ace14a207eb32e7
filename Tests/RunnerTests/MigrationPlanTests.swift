import Diagnostics
import Migrations
import Runner
import Testing

private let files = [table("001_a", "a"), table("002_b", "b"), table("003_c", "c"), table("004_d", "d")]

private func applied(_ versions: String...) -> MigrationHistory {
  MigrationHistory(
    rows: versions.map { version in
      let file = files.first { $0.version == version }
      return .init(version: version, name: file?.name ?? "x", checksum: file?.checksum)
    })
}

private func refusal(_ body: () throws -> MigrationPlan) -> [Diagnostic] {
  do {
    _ = try body()
    return []
  } catch {
    return (error as? PlanRefusal)?.diagnostics ?? []
  }
}

extension MigrationPlan {
  fileprivate var versions: [String] { steps.map(\.migration.version) }
}

@Suite struct MigrationPlanTests {
  @Test func upAppliesWhatIsPending() throws {
    #expect(try MigrationPlan.up(files, applied()).versions == ["001", "002", "003", "004"])
    #expect(try MigrationPlan.up(files, applied("001", "002")).versions == ["003", "004"])
    #expect(try MigrationPlan.up(files, applied("001"), to: "003").versions == ["002", "003"])
    #expect(try MigrationPlan.up(files, applied("001"), to: "3").versions == ["002", "003"])
    #expect(try MigrationPlan.up(files, applied("001"), to: "003_c").versions == ["002", "003"])
    #expect(try MigrationPlan.up(files, applied("001", "002"), to: "001").versions.isEmpty)
    #expect(try MigrationPlan.up(files, applied("001", "002", "003", "004")).versions.isEmpty)
  }

  @Test func downRollsBackTheNewestFirst() throws {
    let history = applied("001", "002", "003")
    #expect(try MigrationPlan.down(files, history, to: "001").versions == ["003", "002"])
    #expect(try MigrationPlan.down(files, history, to: "000").versions == ["003", "002", "001"])
    #expect(try MigrationPlan.down(files, history, to: "0").versions == ["003", "002", "001"])
    #expect(try MigrationPlan.down(files, history, to: "004").versions.isEmpty)
  }

  @Test func anUnknownVersionNamesTheNearest() {
    let unknown = refusal { try MigrationPlan.up(files, applied(), to: "009") }
    #expect(unknown.map(\.message) == ["there is no migration `009`"])
    #expect(unknown.first?.help == "the last migration is 004")
    #expect(refusal { try MigrationPlan.down(files, applied(), to: "02_b") }.first?.help == "did you mean `002_b`?")
    #expect(refusal { try MigrationPlan.up(files, applied(), to: "000") }.first?.ruleID == "unknown-version")
  }

  @Test func editedAndMissingFilesAreRefused() {
    let edited = [migration("001_a", "SELECT 2;\n-- DOWN\nSELECT 2;")] + files.dropFirst()
    let reasons = refusal { try MigrationPlan.up(Array(edited), applied("001", "005")) }
    #expect(
      reasons.map(\.ruleID) == [
        "applied-file-missing", "edited-after-apply", "out-of-order", "out-of-order", "out-of-order",
      ])
    // Rolling back what is above doesn't need them.
    #expect(refusal { try MigrationPlan.down(Array(edited), applied("001", "002"), to: "001") }.isEmpty)
    #expect(
      refusal { try MigrationPlan.down(Array(edited), applied("001"), to: "000") }.map(\.ruleID)
        == ["edited-after-apply"])
  }

  @Test func otherLineEndsAreNoEdit() {
    let crlf = migration("001_a", files[0].source[0..<files[0].source.utf8.count].replacing("\n", with: "\r\n"))
    #expect(refusal { try MigrationPlan.up([crlf] + files.dropFirst(), applied("001")) }.isEmpty)
  }

  @Test func aLateMergeIsRefused() {
    let late = refusal { try MigrationPlan.up(files, applied("001", "003")) }
    #expect(late.map(\.message) == ["`002_b.sql` is pending, but the later migration 003 is applied"])
  }

  @Test func irreversibleMigrationsAreNotRolledBack() throws {
    let texts = [
      "SELECT 1;", "SELECT 1;\n-- DOWN\n-- nothing\n", "-- Irreversible: data\nSELECT 1;\n-- DOWN\nSELECT 1;",
    ]
    let messages = [
      "`001_x.sql` can't be rolled back: it has no `-- DOWN`",
      "`001_x.sql` can't be rolled back: there is no statement after `-- DOWN`",
      "`001_x.sql` declares itself irreversible: data",
    ]
    for (text, message) in zip(texts, messages) {
      let file = migration("001_x", text)
      let history = MigrationHistory(rows: [.init(version: "001", name: "x", checksum: file.checksum)])
      #expect(refusal { try MigrationPlan.down([file], history, to: "000") }.map(\.message) == [message])
    }
  }

  @Test func dependenciesHaveToBeAppliedBefore() {
    let depends = [
      migration("001_a", "-- Depends: 002\nSELECT 1;"), migration("002_b", "-- Depends: 001, 009\nSELECT 1;"),
    ]
    #expect(
      refusal { try MigrationPlan.up(depends, applied()) }.map(\.message) == [
        "`001_a.sql` depends on `002`, which isn't applied before it",
        "`002_b.sql` depends on `009`, and there is no such migration",
      ])
  }

  @Test func whatCanNotRunIsRefusedBefore() {
    let bad = [
      migration("001_a", "SELEC 1;"), migration("002_b", "SELECT 1; COMMIT; SELECT 2;"),
      migration("003_c", "BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;"),
      migration("004_d", "BEGIN; SAVEPOINT a; SELECT 1; RELEASE a; COMMIT;"),
    ]
    let reasons = refusal { try MigrationPlan.up(bad, applied()) }
    #expect(
      reasons.map(\.ruleID)
        == ["syntax-error", "transaction-control", "transaction-control", "transaction-control"])
    #expect(ExecutableScript(bad[3].up).statements.count == 3)
  }

  @Test func unfinishedRowsStopARun() {
    let file = migration("001_a", "CREATE INDEX CONCURRENTLY i ON app.t (a);")
    for message in ["running", "partly done: x"] {
      let history = MigrationHistory(rows: [.init(version: "001", name: "a", success: false, errorMessage: message)])
      let reasons = refusal { try MigrationPlan.up([file], history) }
      #expect(reasons.map(\.ruleID) == ["unfinished-migration"])
      #expect(reasons.first?.help?.contains("DROP INDEX CONCURRENTLY IF EXISTS app.i;") == true)
      #expect(
        reasons.first?.help?.contains("DELETE FROM public.schema_migrations WHERE version = '001';") == true)
    }
    let failed = MigrationHistory(rows: [.init(version: "001", name: "a", success: false, errorMessage: "ERROR: x")])
    #expect(refusal { try MigrationPlan.up([file], failed) }.isEmpty)
    #expect(throws: Never.self) { try MigrationPlan.down([file], failed, to: "000") }
    #expect((try? MigrationPlan.down([file], failed, to: "000"))?.forgotten == ["001"])
  }
}

@Suite struct MigrationStatusTests {
  @Test func theTextIsThatOfTheDocument() {
    let names = [
      "user_profile_resume", "fix_rls_policies", "chat_interactions", "job_scrapings", "schema_validation_helpers",
    ]
    let migrations = names.enumerated().map { table("00\($0 + 1)_\($1)", "t") }
    let rows = migrations.prefix(4).map {
      MigrationHistory.Row(version: $0.version, name: $0.name, checksum: $0.checksum)
    }
    #expect(
      MigrationStatus(migrations: migrations, history: MigrationHistory(rows: rows)).text == """
        📋 Database Migration Status
        ============================
        Total migration files: 5
        Applied migrations: 4
        Pending migrations: 1

        Migration Details:
          ✅ Applied 001: user_profile_resume
          ✅ Applied 002: fix_rls_policies
          ✅ Applied 003: chat_interactions
          ✅ Applied 004: job_scrapings
          ⏳ Pending 005: schema_validation_helpers
        """)
  }

  @Test func otherStatesHaveTheSameStyle() {
    let history = MigrationHistory(rows: [
      .init(version: "001", name: "a", checksum: files[0].checksum), .init(version: "002", name: "b", checksum: "x"),
      .init(version: "003", name: "c", success: false, errorMessage: "ERROR: no (SQLSTATE 42P01)\nHINT: look"),
      .init(version: "0035", name: "gone", checksum: "y"),
    ])
    let status = MigrationStatus(migrations: files, history: history, invalidIndexes: ["public.i"])
    #expect(
      status.text == """
        📋 Database Migration Status
        ============================
        Total migration files: 4
        Applied migrations: 3
        Pending migrations: 1
        Failed migrations: 1

        Migration Details:
          ✅ Applied 001: a
          ⚠️  Changed 002: b
          ❌ Failed 003: c
             ERROR: no (SQLSTATE 42P01)
             HINT: look
          ⏳ Pending 004: d
          ⚠️  Missing 0035: gone

        Invalid indexes:
          ⚠️  public.i: drop it and build it again
        """)
  }
}
