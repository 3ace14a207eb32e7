import Diagnostics
import Migrations
import SQLSyntax
import Testing

@Suite struct SqitchTests {
  private let planner = "2024-01-01T00:00:00Z A <a@example.org>"

  private func folder(_ plan: String, _ names: [String], script: String = "BEGIN;\nSELECT 1;\nCOMMIT;\n") throws
    -> TemporaryFolder
  {
    var files = ["sqitch.plan": "%syntax-version=1.0.0\n%project=x\n\n" + plan]
    for name in names { files[name + ".sql"] = script }
    return try TemporaryFolder(files)
  }

  @Test func thePlanIsTheOrder() throws {
    let plan = """
      roles \(planner) # the roles
      tables/notes [roles] \(planner) # a note: @ and # in it
      @v1 \(planner)

      +index [tables/notes !other] \(planner)
      """
    let folder = try folder(
      plan, ["deploy/roles", "revert/roles", "deploy/tables/notes", "deploy/index", "revert/index", "deploy/unused"])
    let listed = try MigrationFolder(folder.path)
    #expect(listed.layout == .sqitch)
    #expect(
      listed.migrations().map(LayoutCase.shown) == [
        "1 roles 3 own/3 own", "2 tables/notes 3 own/-", "3 index 3 own/3 own",
      ])
  }

  @Test func aReworkedChangeHasItsTagsScripts() throws {
    let plan = """
      f \(planner)
      @v1 \(planner)
      g \(planner)
      @v2 \(planner)
      f [f@v2] \(planner)
      @v3 \(planner)
      f [f@v3] \(planner)
      """
    let folder = try folder(plan, ["deploy/f@v2", "deploy/g", "deploy/f@v3", "deploy/f", "revert/f"])
    let listed = try MigrationFolder(folder.path)
    #expect(listed.files.map(\.name) == ["f@v2", "g", "f@v3", "f"])
    #expect(listed.files.map { $0.downPath != nil } == [false, false, false, true])
  }

  @Test func aScriptThatIsNotThereIsSaid() throws {
    let folder = try folder("a \(planner)\nb \(planner)\n", ["deploy/b"])
    let listed = try MigrationFolder(folder.path)
    #expect(listed.migrations().map(\.isReadable) == [false, true])
  }

  @Test func aPlanThatCanNotBeRead() throws {
    let folder = try folder("@v1 \(planner)\na \(planner)\n", ["deploy/a"])
    let error = #expect(throws: MigrationFolderError.self) { try MigrationFolder(folder.path) }
    #expect(error?.description.contains("sqitch.plan`, line 4: the tag `@v1` comes before every change") == true)
  }

  @Test func commandsOfPsqlThatLeaveTheSchemaArePassedOver() throws {
    let script = "\\set x 1\nBEGIN;\n\\copy t from program 'x'\nSELECT 1;\nCOMMIT;\n"
    let folder = try folder("a \(planner)", ["deploy/a"], script: script)
    let migration = try #require(try MigrationFolder(folder.path).migrations().first)
    #expect(migration.up.errors.isEmpty && migration.up.statements.count == 3)
    #expect(
      migration.problems.map(\.message) == [
        "`\\set` is run by psql, and passed over here", "`\\copy` is run by psql, and passed over here",
      ])
    let other = try self.folder("a \(planner)", ["deploy/a"], script: "\\i more.sql\nSELECT 1;\n")
    #expect(try MigrationFolder(other.path).migrations().first?.up.errors.count == 1)
  }

  @Test func otherFoldersForTheScripts() throws {
    let folder = try TemporaryFolder([
      "sqitch.plan": "%project=x\n\na \(planner)\n", "sqitch.conf": "[core]\n  engine = pg\n  deploy_dir = up\n",
      "up/a.sql": "SELECT 1;\n",
    ])
    #expect(try MigrationFolder(folder.path).migrations().map(\.up.statements.count) == [1])
    #expect(try MigrationFolder.find(from: folder.path).layout == .sqitch)
  }
}
