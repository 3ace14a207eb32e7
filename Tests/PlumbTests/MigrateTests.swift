import Foundation
import Testing

@Suite("The commands of the migration procedures")
struct MigrateTests {
  /// Calls `body` with the five migrations of the procedures, and a database that has none of them.
  private func withFiveMigrations(_ body: (_ folder: String, _ database: String) throws -> Void) throws {
    try Program.withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/src/lib", withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: Program.fixture("resume-builder") + "/migrations", toPath: folder + "/src/lib/migrations")
      try FileManager.default.removeItem(atPath: folder + "/src/lib/migrations/006_user_preferences.sql")
      try TestServer.withDatabase { try body(folder, $0) }
    }
  }

  @Test("show the status to the letter")
  func status() throws {
    try withFiveMigrations { folder, database in
      #expect(try Program.plumb("migrate:up", "004", in: folder, database: database).code == 0)
      let result = try Program.plumb("migrate:status", in: folder, database: database)
      #expect(result.code == 0)
      #expect(
        result.output == """
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
      let json = try Program.plumb("migrate:status", "--format", "json", in: folder, database: database).json()
      #expect(json["applied"] as? Int == 4)
      #expect(json["pending"] as? Int == 1)
      let migrations = try #require(json["migrations"] as? [[String: Any]])
      #expect(migrations.map { $0["state"] as? String } == ["applied", "applied", "applied", "applied", "pending"])
    }
  }

  @Test("go up to a version, back to another, and all the way")
  func upAndDown() throws {
    try withFiveMigrations { folder, database in
      func lines(_ arguments: String...) throws -> [String] {
        let line = "plumb " + arguments.joined(separator: " ")
        let result = try Program.shell(line, in: folder, database: database)
        #expect(result.code == 0, "\(result.error)")
        return result.output.split(separator: "\n").map { $0.replacing(/ \(\d+ ms\)$/, with: "") }
      }
      #expect(
        try lines("migrate:up", "003") == [
          "  ✅ Applied 001: user_profile_resume", "  ✅ Applied 002: fix_rls_policies",
          "  ✅ Applied 003: chat_interactions", "Applied 3 migrations",
        ])
      #expect(try lines("migrate:down", "002") == ["  ✅ Rolled back 003: chat_interactions", "Rolled back 1 migration"])
      #expect(try lines("migrate:up").last == "Applied 3 migrations")
      #expect(try lines("migrate:up") == ["Nothing to apply: no migration is pending"])
      #expect(try lines("migrate:down", "000").last == "Rolled back 5 migrations")
      #expect(try lines("migrate:status").contains("Applied migrations: 0"))
      #expect(try lines("migrate:up").last == "Applied 5 migrations")
    }
  }

  @Test("say which version there isn't")
  func unknownVersion() throws {
    try withFiveMigrations { folder, database in
      for command in ["migrate:up", "migrate:down"] {
        let result = try Program.plumb(command, "099", in: folder, database: database)
        #expect(result.code == 2)
        #expect(
          result.error == """
            error[unknown-version]: there is no migration `099`
               = help: the last migration is 005

            1 error

            """)
      }
      let missing = try Program.plumb("migrate:down", in: folder, database: database)
      #expect(missing.code == 2)
      #expect(missing.error.hasPrefix("error: Missing expected argument '<version>'\n"))
    }
  }

  @Test("keep what the server said when a migration fails")
  func failure() throws {
    try TestServer.withDatabase { database in
      let folder = Program.fixture("down-wrong-order")
      #expect(try Program.plumb("migrate:up", in: folder, database: database).code == 0)
      let result = try Program.plumb("migrate:down", "000", in: folder, database: database)
      #expect(result.code == 1)
      for part in ["cannot drop table notes because other objects depend on it", "SQLSTATE 2BP01", "001_notes.sql:25:1"] {
        #expect(result.error.contains(part))
      }
    }
  }

  @Test("are the npm scripts of the app")
  func scripts() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: Program.fixture("resume-builder") + "/package.json"))
    let package = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let scripts = try #require(package["scripts"] as? [String: String])
    let names = [
      "migrate:up", "migrate:status", "migrate:down", "validate:schema", "test:migrations", "validate:all",
    ]
    // npm puts what stands after the script's name behind the command: `npm run migrate:up 003`.
    #expect(scripts == Dictionary(uniqueKeysWithValues: names.map { ($0, "plumb \($0)") }))
  }
}
