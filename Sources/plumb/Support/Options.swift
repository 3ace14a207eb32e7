import ArgumentParser
import Reporting

/// The options that mean the same in every command.
struct ProjectOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("The folder of the migrations; without it the usual places are tried.", valueName: "dir"))
  var migrations: String?

  @Option(
    name: .long,
    help: ArgumentHelp("What the migrations find in the database: `supabase`, or an SQL file.", valueName: "name"))
  var preset: String?

  @Option(
    name: .long,
    help: ArgumentHelp("The configuration; without it the nearest plumbline.yml upwards.", valueName: "file"))
  var config: String?
}

/// The live database.
struct DatabaseOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The database; without it DATABASE_URL, then libpq's own variables (PGHOST, PGSERVICE …).", valueName: "url"))
  var databaseURL: String?
}

extension ReportFormat: ExpressibleByArgument {}

/// How the result is written.
struct FormatOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("text or json.", valueName: "format"))
  var format: ReportFormat = .text
}
