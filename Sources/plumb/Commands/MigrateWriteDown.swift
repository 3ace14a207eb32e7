import ArgumentParser
import Diagnostics
import Foundation
import Migrations
import Rehearsal
import Reporting
import Simulation

/// `plumb migrate:write-down NAME…`.
struct MigrateWriteDown: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate:write-down", abstract: "Write the DOWN that takes a migration's UP back, and prove it.",
    discussion: """
      The statements come from the schema before UP and the one after it: in reverse order of dependency, with IF \
      EXISTS, earlier definitions restored. What no statement brings back is said in a comment. Nothing is written but \
      with --write, and only what the simulation proves; --rehearse asks an embedded PostgreSQL server as well.
      """)

  @Argument(help: "Versions, names or files of migrations.")
  var names: [String] = []
  @Flag(name: .long, help: "Every migration without a DOWN.")
  var all = false
  @Flag(name: .long, help: "Write the files; without it they are shown as a diff.")
  var write = false
  @Flag(name: .long, help: "Write a new DOWN where there is one.")
  var replace = false
  @Flag(name: .long, help: "Rehearse each DOWN on an embedded PostgreSQL server.")
  var rehearse = false
  @OptionGroup var project: ProjectOptions
  @OptionGroup var format: FormatOptions

  func run() throws {
    try requireNames()
    let project = try Project(self.project)
    let folder = try project.readableFolder()
    guard folder.layout.hasDown else {
      throw CommandFailure(
        .wrongUse,
        "the migrations in `\(folder.path)` are of the layout \(folder.layout.rawValue), and \(folder.layout.tool) has "
          + "no DOWN\nhelp: a migration is taken back there by another one")
    }
    let chosen = try chosenFiles(folder)
    let server = rehearse ? try RehearsalServer() : nil
    defer { server?.server.stop() }
    var writer = try DownWriter(project, replaces: replace, isNamed: !all, on: server)
    var failure: (any Error)?
    var remaining = chosen.count
    let files = Dictionary(folder.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    folder.forEachMigration { migration in
      guard failure == nil, remaining > 0, let file = files[migration.path] else { return }
      let isChosen = chosen.contains(file.path)
      if isChosen { remaining -= 1 }
      do { try writer.add(migration, file, isChosen: isChosen) } catch { failure = error }
    }
    if let failure { throw failure }
    if write { try writer.write() }
    Output.write(format.format == .json ? writer.json.text + "\n" : writer.text(isWritten: write))
    try writer.status.end()
  }

  /// Names or all of them, and not both.
  private func requireNames() throws {
    guard names.isEmpty == all else {
      throw CommandFailure(
        .wrongUse,
        names.isEmpty
          ? "no migration was named\nhelp: name one, `plumb migrate:write-down 006`, or all without a DOWN with `--all`"
          : "migrations were named, and `--all` too\nhelp: leave out one of the two")
    }
  }

  /// The paths of the migrations that were asked for.
  private func chosenFiles(_ folder: MigrationFolder) throws -> Set<String> {
    if all { return Set(folder.files.map(\.path)) }
    var chosen: Set<String> = []
    for name in names {
      let found = folder.files.filter { file in
        [file.version, file.name, file.fileName, file.path, "./" + file.path, "\(file.version)_\(file.name)"].contains(
          name)
          || file.downPath == name
      }
      if found.isEmpty {
        let near = nearest(to: name, in: folder.files.flatMap { [$0.version, $0.name, $0.fileName] })
        throw CommandFailure(
          .wrongUse,
          "there is no migration `\(name)` in `\(folder.path)`" + (near.map { "\nhelp: did you mean `\($0)`?" } ?? ""))
      }
      chosen.formUnion(found.map(\.path))
    }
    return chosen
  }
}
