import Diagnostics
import Foundation
import Migrations
import SQLSyntax
import Testing

@Suite struct MigrationFolderTests {
  @Test func filesAreOrderedByNumber() throws {
    let folder = try TemporaryFolder([
      "010_c.sql": "SELECT 1", "2_b.sql": "SELECT 1", "001_a_b.sql": "-- Version: 001\nSELECT 1", "README.md": "",
      ".hidden": "",
      "20250101120000_z.sql": "SELECT 1", "notes.txt": "", "003-dash.sql": "", "sub/004_x.sql": "",
      "000_zero.sql": "SELECT 1",
    ])
    let listed = try MigrationFolder(folder.path)
    #expect(listed.files.map(\.version) == ["001", "2", "010", "20250101120000"])
    #expect(listed.files.map(\.name) == ["a_b", "b", "c", "z"])
    #expect(listed.problems.map(\.ruleID) == ["ignored-file", "ignored-file", "ignored-file"])
    #expect(listed.problems.map(\.severity) == [.error, .info, .info])
    #expect(listed.migrations().map(\.name) == ["a_b", "b", "c", "z"])
  }

  @Test func aFolderWithoutDownsGoesForward() throws {
    var files = Dictionary(uniqueKeysWithValues: (1...5).map { ("000\($0)-a.sql", "SELECT 1") })
    let first = try TemporaryFolder(files)
    let forward = try MigrationFolder(first.path)
    #expect(forward.problems.map(\.ruleID) == ["down-missing"])
    #expect(forward.migrations().map(\.goesForwardOnly) == Array(repeating: true, count: 5))
    files["0003-a.sql"] = "SELECT 1;\n-- DOWN\nSELECT 2"
    let second = try TemporaryFolder(files)
    let other = try MigrationFolder(second.path)
    #expect(other.problems.isEmpty)
    #expect(other.migrations().map(\.goesForwardOnly) == Array(repeating: false, count: 5))
  }

  @Test func oneVersionTwiceNamesBothFiles() throws {
    let folder = try TemporaryFolder(["001_a.sql": "SELECT 1", "01_b.sql": "SELECT 1", "002_c.sql": "SELECT 1"])
    let problems = try MigrationFolder(folder.path).problems
    #expect(problems.map(\.ruleID) == ["duplicate-version"])
    #expect(problems.first?.message == "`001_a.sql` and `01_b.sql` have the same version 01")
  }

  @Test func foldersThatCanNotBeUsed() throws {
    let folder = try TemporaryFolder(["migrations/README.md": "", "file": ""])
    #expect(throws: MigrationFolderError.missing(path: folder.path + "/x")) { try MigrationFolder(folder.path + "/x") }
    #expect(throws: MigrationFolderError.notAFolder(path: folder.path + "/file")) {
      try MigrationFolder(folder.path + "/file")
    }
    let empty = MigrationFolderError.empty(
      path: folder.path + "/migrations", pattern: "001_name.sql", others: [])
    #expect(throws: empty) { try MigrationFolder(folder.path + "/migrations") }
    #expect(throws: empty) { try MigrationFolder.find(from: folder.path) }
  }

  @Test(arguments: MigrationFolder.usualPlaces + [""])
  func theUsualPlacesAreFound(_ place: String) throws {
    let folder = try TemporaryFolder(["\(place)/001_a.sql": "SELECT 1"])
    let found = try MigrationFolder.find(from: folder.path)
    #expect(found.path == folder.path + (place.isEmpty ? "" : "/" + place))
  }

  @Test func nowhereSaysWhereItLooked() throws {
    let folder = try TemporaryFolder(["x": ""])
    let error = #expect(throws: MigrationFolderError.self) { try MigrationFolder.find(from: folder.path) }
    #expect(error?.description.contains("supabase/migrations") == true)
  }

  @Test func anUnreadableFileDoesNotStopTheOthers() throws {
    let folder = try TemporaryFolder(["001_a.sql": "SELECT 1", "002_b.sql/x": "", "003_c.sql": "SELECT 1"])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/004_d.sql", withDestinationPath: folder.path + "/nowhere")
    let migrations = try MigrationFolder(folder.path).migrations()
    #expect(migrations.map(\.isReadable) == [true, false, true, false])
    #expect(migrations[1].problems.first?.message == "can't read the file: Is a directory")
    #expect(migrations[3].problems.first?.message == "can't read the file: No such file or directory")
  }
}

@Suite struct ReadingTests {
  @Test func aThousandFilesComeInOrder() throws {
    let names = (1...1000).map { "\(String(format: "%04d", $0))_m.sql" }
    let folder = try TemporaryFolder(
      Dictionary(uniqueKeysWithValues: names.map { ($0, "CREATE TABLE t (a int);\n-- DOWN\nDROP TABLE t;\n") }))
    var versions: [String] = []
    try MigrationFolder(folder.path).forEachMigration { versions.append($0.version) }
    #expect(versions == names.map { String($0.prefix(4)) })
  }

  @Test func anErrorOfTheBodyStopsTheReading() throws {
    struct Stop: Error {}
    let folder = try TemporaryFolder(
      Dictionary(uniqueKeysWithValues: (1...200).map { ("\($0)_m.sql", "SELECT \($0)") }))
    var count = 0
    #expect(throws: Stop.self) {
      try MigrationFolder(folder.path).forEachMigration { _ in
        count += 1
        if count == 5 { throw Stop() }
      }
    }
    #expect(count == 5)
  }

  @Test(arguments: [1, 2])
  func deepNestingIsNoCrash(_ files: Int) throws {
    let nested = "SELECT " + String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000)
    let not = "SELECT " + String(repeating: "NOT ", count: 10_000) + "true"
    let sum = "SELECT " + String(repeating: "1 + ", count: 10_000) + "1"
    let text = "\(nested);\n\(not);\n\(sum);\nSELECT 1;"
    let folder = try TemporaryFolder(Dictionary(uniqueKeysWithValues: (1...files).map { ("\($0)_m.sql", text) }))
    try MigrationFolder(folder.path).forEachMigration { migration in
      #expect(migration.up.statements.count + migration.up.errors.count == 4)
      #expect(migration.problems.allSatisfy { $0.ruleID == "syntax-error" })
    }
  }

  @Test func bigFilesAreRead() throws {
    let many = String(repeating: "SELECT 1;\n", count: 100_000)
    let long = "SELECT '" + String(repeating: "x", count: 10 << 20) + "';\n-- DOWN\nSELECT 1;"
    let folder = try TemporaryFolder(["001_many.sql": many, "002_long.sql": long])
    let migrations = try MigrationFolder(folder.path).migrations()
    #expect(migrations.map(\.up.statements.count) == [100_000, 1])
    #expect(migrations[1].down?.statements.count == 1)
  }

  @Test func theLargeStackPassesValuesAndErrors() throws {
    struct Stop: Error {}
    func depth(_ count: Int) -> Int { count == 0 ? 0 : 1 + depth(count - 1) }
    #expect(try DeepStack.run { depth(100_000) } == 100_000)
    #expect(throws: Stop.self) { try DeepStack.run { throw Stop() } }
  }
}

@Suite struct PresetTests {
  @Test func partsByTheLine() {
    let preset = Preset(name: "a", sql: "CREATE ROLE a;\n-- plumb:database\nCREATE SCHEMA b;\n")
    #expect(preset.serverSQL == "CREATE ROLE a;\n")
    #expect(preset.databaseSQL == "\nCREATE SCHEMA b;\n")
    let whole = Preset(name: "a", sql: "SELECT '-- plumb:database';")
    #expect(whole.serverSQL.isEmpty && whole.databaseSQL == whole.sql)
  }

  @Test func byNameOrByPath() throws {
    #expect(try Preset.named("supabase").name == "supabase")
    let error = #expect(throws: PresetError.self) { try Preset.named("supabse") }
    #expect(error?.description == "there is no preset `supabse`\nhelp: did you mean `supabase`?")
    let folder = try TemporaryFolder(["team.sql": "CREATE SCHEMA team;"])
    #expect(try Preset.named(folder.path + "/team.sql") == Preset(name: "team", sql: "CREATE SCHEMA team;"))
    #expect(throws: PresetError.self) { try Preset.named(folder.path + "/none.sql") }
  }
}

@Suite struct NameTests {
  @Test func versionsAreNumbers() {
    #expect(MigrationVersion.areSame("7", "007"))
    #expect(MigrationVersion.isOrderedBefore("9", "010"))
    #expect(MigrationVersion.isOrderedBefore("99999999999999999999", "100000000000000000000"))
    #expect(!MigrationVersion.isOrderedBefore("01", "1"))
  }
}
