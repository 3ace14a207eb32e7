import CatalogModel
import Foundation
import Migrations
import Rehearsal
import Reporting
import Simulation

/// Writes the DOWNs of migrations, one after the other.
struct DownWriter {
  private(set) var downs: [WrittenDown] = []
  /// How many migrations were left alone: they have a DOWN or no place for one, or say that there is no way back.
  private var passedOver = 0
  private var timeline: Timeline
  private let rehearsal: Rehearsal?
  private let replaces: Bool
  /// Whether the migrations were named one by one.
  private let isNamed: Bool

  init(_ project: Project, replaces: Bool, isNamed: Bool, on server: RehearsalServer?) throws {
    timeline = try project.timeline()
    rehearsal = try server?.rehearsal(preset: project.surroundings)
    self.replaces = replaces
    self.isNamed = isNamed
  }

  /// Takes the next migration, and writes its DOWN where that is wanted.
  mutating func add(_ migration: Migration, _ file: MigrationFile, isChosen: Bool) throws {
    var trial = timeline
    let simulated = timeline.append(migration)
    guard isChosen, try isOpen(migration) else {
      try apply(migration)
      return
    }
    let draft = DownDraft(for: simulated.up)
    var down = WrittenDown(migration, draft)
    guard simulated.up.succeeds else {
      down.verdict = .upFails
      downs.append(down)
      try apply(migration)
      return
    }
    if draft.isEmpty, draft.repair.residue.isEmpty {
      down.verdict = simulated.up.undecided.isEmpty ? .nothing : .undecided(simulated.up.undecided)
      downs.append(down)
      try apply(migration)
      return
    }
    do {
      let edit = try file.writingDown(draft.parts, of: migration, withoutTransaction: draft.withoutTransaction)
      down.edit = edit
      down.judge(trial.append(edit.migration))
      if let rehearsal { down.judge(try rehearsal.rehearse(edit.migration)) }
    } catch let error as DownEditError {
      guard !isNamed else { throw CommandFailure(.wrongUse, error.description) }
      passedOver += 1
      return try apply(migration)
    } catch let error as RehearsalError {
      throw CommandFailure(.impossible, error.description)
    }
    downs.append(down)
  }

  /// Lets the server go on to the next migration.
  private func apply(_ migration: Migration) throws {
    do {
      _ = try rehearsal?.apply(migration)
    } catch {
      throw CommandFailure(.impossible, error.description)
    }
  }

  /// Whether a migration's DOWN may be written.
  private mutating func isOpen(_ migration: Migration) throws -> Bool {
    switch migration.irreversibility {
    case .declared:
      if isNamed { return true }
    case .noMarker, .noStatement: return true
    case nil:
      if replaces { return true }
      if isNamed {
        throw CommandFailure(
          .wrongUse, "`\(migration.path)` has a DOWN already\nhelp: `--replace` writes another in its place")
      }
    }
    passedOver += 1
    return false
  }

  // MARK: - Results

  /// Writes the files of what is proved.
  mutating func write() throws {
    for index in downs.indices where downs[index].isProved {
      guard let edit = downs[index].edit else { continue }
      do {
        try Data(edit.after.utf8).write(to: URL(fileURLWithPath: edit.path), options: .atomic)
      } catch {
        throw CommandFailure(.impossible, "can't write `\(edit.path)`: \(error.localizedDescription)")
      }
      downs[index].isWritten = true
    }
  }

  /// How the command ends.
  var status: ExitStatus { downs.map(\.status).reduce(.clean) { $0.or($1) } }

  var json: JSONValue { ["version": 1, "migrations": JSONValue(downs, \.json)] }

  func text(isWritten: Bool) -> String {
    var text = downs.map(\.text).joined(separator: "\n")
    if downs.isEmpty { text = "Nothing to write: every migration has a DOWN, or says that there is none\n" }
    if passedOver > 0, !downs.isEmpty { text += "\nLeft alone: \(passedOver) with a DOWN, or without a way back\n" }
    let proved = downs.count(where: \.isProved)
    guard proved > 0 else { return text }
    let amount = "\(proved) \(proved == 1 ? "DOWN" : "DOWNs")"
    return text + "\n"
      + (isWritten ? "Wrote \(amount)\n" : "Proved \(amount); `--write` writes \(proved == 1 ? "it" : "them")\n")
  }
}
