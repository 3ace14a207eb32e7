import ArgumentParser
import Diagnostics
import Migrations
import Reporting

/// `plumb validate:all`.
struct ValidateAll: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate:all",
    abstract: "Lint, test every migration up and down, and validate the schema where there is a database.")

  @Flag(name: .long, help: "Simulate only, without an embedded server.")
  var simulate = false
  @OptionGroup var project: ProjectOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    let project = try Project(self.project)
    let folder = try project.folder()
    var check = SeriesCheck(folder: folder, project: project, timeline: try project.timeline())
    let server = simulate ? nil : try RehearsalServer()
    defer { server?.server.stop() }
    var test = try MigrationTest(project, on: server)
    var failure: (any Error)?
    folder.forEachMigration { migration in
      guard failure == nil else { return }
      do { try test.add(check.add(migration), isCertain: check.timeline.isCertain) } catch { failure = error }
    }
    if let failure { throw failure }
    check.finish()
    let validation = try Database(database).map { try SchemaValidation(project, $0, simulates: simulate) }
    let findings = Report(check.diagnostics.sorted(by: Diagnostic.isOrderedBefore), checkedFiles: folder.files.count)
    if format.format == .json {
      let value: JSONValue = [
        "version": 1, "lint": JSONReporter.value(of: findings), "test": test.json,
        "schema": validation?.json ?? .null,
      ]
      Output.write(value.text + "\n")
    } else {
      show(findings, test, validation)
    }
    try ExitStatus(findings.summary).or(test.status).or(validation?.comparison.status ?? .clean).end()
  }

  private func show(_ findings: Report, _ test: MigrationTest, _ validation: SchemaValidation?) {
    let style = TextStyle.forStandardOutput()
    let reporter = TextReporter.explaining(style)
    Output.write("Lint\n\n\(reporter.render(findings))\n")
    Output.write("\(test.text())\n")
    if let validation {
      Output.write("Schema\n\n\(validation.text(style))")
    } else {
      Output.write("Schema: not validated, no database was given (`--database-url` or DATABASE_URL)\n")
    }
  }
}
