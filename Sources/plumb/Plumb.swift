import ArgumentParser
import Diagnostics
import Foundation
import Migrations

@main
struct Plumb: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plumb",
    abstract: "Lint, prove, validate and run PostgreSQL migrations.",
    discussion: """
      Exit codes: 0 clean, 1 findings, 2 wrong use or configuration, 3 could not do it (server, file), \
      4 nothing wrong found but something undecided.
      """,
    version: "plumb \(Version.number) (SQL grammar of PostgreSQL \(Version.grammar))",
    groupedSubcommands: [
      CommandGroup(
        name: "Check", subcommands: [Lint.self, ValidateAll.self, TestMigrations.self, ValidateSchema.self]),
      CommandGroup(name: "Run", subcommands: [MigrateUp.self, MigrateDown.self, MigrateStatus.self]),
      CommandGroup(name: "Write", subcommands: [MigrateNew.self, MigrateWriteDown.self]),
      CommandGroup(name: "Look", subcommands: [Rules.self, Explain.self, SchemaDiff.self, SchemaDump.self]),
      CommandGroup(name: "Set up", subcommands: [Initialize.self, PostgresRun.self]),
    ])

  /// Runs the command on a deep stack, and ends with the exit code that stands for what came of it.
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    do {
      try requireKnownCommand(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot()
      try DeepStack.run { try command.run() }
      exit(ExitStatus.clean)
    } catch {
      exit(end(with: error))
    }
  }

  private static func exit(_ status: ExitStatus) -> Never {
    guard let problem = Output.problem else { Foundation.exit(status.rawValue) }
    StandardError.write("error: \(problem)")
    Foundation.exit(ExitStatus.impossible.rawValue)
  }

  /// The names of the commands, in the order of the help.
  static var commandNames: [String] {
    configuration.groupedSubcommands.flatMap(\.subcommands).compactMap { $0.configuration.commandName }
  }

  /// Names the nearest command where the first word is none; the parser would speak of an argument too many.
  private static func requireKnownCommand(_ words: [String]) throws {
    guard let word = words.first, !word.hasPrefix("-"), word != "help", !commandNames.contains(word) else { return }
    let joined = words.count > 1 ? "\(word):\(words[1])" : word
    let near = commandNames.first { $0 == joined } ?? nearest(to: word, in: commandNames)
    throw CommandFailure(
      .wrongUse,
      "there is no command `\(word)`\nhelp: "
        + (near.map { "did you mean `plumb \($0)`?" } ?? "`plumb --help` lists the commands"))
  }

  private static func end(with error: any Error) -> ExitStatus {
    if let status = error as? ExitStatus { return status }
    if let foreign = error as? ForeignExitStatus { Foundation.exit(foreign.code) }
    if let failure = error as? CommandFailure {
      failure.show()
      return failure.status
    }
    let message = fullMessage(for: error)
    if exitCode(for: error) == .success {
      Output.write(message + "\n")
      return .clean
    }
    StandardError.write(message.hasPrefix("Error:") ? "error:" + message.dropFirst(6) : message)
    return .wrongUse
  }
}

/// What this build is.
enum Version {
  static let number = "0.1.0"
  /// The major version of the PostgreSQL whose grammar libpg_query has.
  static let grammar = "15"
}
