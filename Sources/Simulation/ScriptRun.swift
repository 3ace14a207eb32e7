package import CatalogModel
package import Diagnostics
import Migrations
package import SQLSyntax

/// A script applied to a catalog, statement by statement.
package struct ScriptRun: Sendable {
  /// One statement, with the catalog before and after it; rules pass it on, which costs nothing of an object.
  package final class Step: Sendable {
    package let statement: Located<Statement>
    package let before: Catalog
    package let after: Catalog
    package let outcome: Outcome
    /// Whether the statement runs in a transaction block.
    package let isInTransaction: Bool
    /// The schemas in which names without one are looked up.
    package let searchPath: [String]

    init(
      statement: Located<Statement>, before: Catalog, after: Catalog, outcome: Outcome, isInTransaction: Bool,
      searchPath: [String]
    ) {
      self.statement = statement
      self.before = before
      self.after = after
      self.outcome = outcome
      self.isInTransaction = isInTransaction
      self.searchPath = searchPath
    }
  }

  /// Something that the simulation can't know, and where it comes from.
  package struct Undecided: Hashable, Sendable {
    package var reason: String
    /// The file that `range` is a place in: DOWN may have one of its own.
    package var source: SourceText
    package var range: Range<Int>

    package init(reason: String, source: SourceText, range: Range<Int>) {
      self.reason = reason
      self.source = source
      self.range = range
    }
  }

  package let script: Script
  package internal(set) var steps: [Step] = []
  /// The catalog that the script found.
  package let before: Catalog
  /// The catalog that it leaves; where a statement fails, that is the one before, as the transaction is rolled back.
  package internal(set) var after: Catalog
  package internal(set) var undecided: [Undecided] = []
  /// The steps that give a table another name, in order.
  package internal(set) var tableRenames: [Step] = []

  /// The first statement that PostgreSQL refuses.
  package var failure: Step? { steps.first { $0.outcome.error != nil } }

  /// What the script stops at: the first statement that PostgreSQL refuses or that can't be read.
  package var refusal: (error: CatalogError, range: Range<Int>)? {
    let refused = failure.flatMap { step in step.outcome.error.map { (error: $0, range: step.statement.range) } }
    let unread = script.errors.min { $0.range.lowerBound < $1.range.lowerBound }
    guard let unread, unread.range.lowerBound < refused?.range.lowerBound ?? .max else {
      return refused
    }
    return (CatalogError("42601", unread.message), unread.range)
  }

  /// Whether every statement can be read and none is refused.
  package var succeeds: Bool { failure == nil && script.errors.isEmpty }

  init(script: Script, before: Catalog, after: Catalog) {
    self.script = script
    self.before = before
    self.after = after
  }
}

extension ScriptRun {
  /// Runs a script as its tool does: in a transaction, or without.
  init(_ script: Script, in transaction: ScriptTransaction, _ session: inout Session, doubts: inout Doubts) {
    self.init(script: script, before: session.catalog, after: session.catalog)
    let startedIn = session
    if transaction.holds(script) { session.begin() }
    steps.reserveCapacity(script.statements.count)
    for statement in script.statements {
      let before = session.catalog
      let searchPath = session.searchPath
      let isInTransaction = session.isInTransaction
      var outcome = session.apply(statement.value)
      doubts.settle(&outcome, at: statement.range)
      let reasons = outcome.undecided + outcome.rowDependent
      undecided += reasons.map {
        Undecided(reason: $0, source: script.source, range: statement.range(of: outcome, in: script.source))
      }
      steps.append(
        Step(
          statement: statement, before: before, after: session.catalog, outcome: outcome,
          isInTransaction: isInTransaction, searchPath: searchPath))
      if case .rename(let rename) = statement.value, rename.object.kind == .table, let step = steps.last {
        tableRenames.append(step)
      }
    }
    if succeeds {
      // A transaction that the script began itself and didn't end is lost with its session.
      if transaction.holds(script) { session.commit() } else { session.rollback() }
    } else {
      session = startedIn
    }
    session.endScript(as: startedIn)
    after = session.catalog
  }
}

extension Located<Statement> {
  /// Where something isn't known: within a DO block the statement of it, else the statement itself.
  package func range(of outcome: Outcome, in source: SourceText) -> Range<Int> {
    guard case .doBlock(let block) = value, let place = outcome.undecidedPlace else { return range }
    return block.place(place, in: range, of: source)
  }
}

extension Session {
  /// What a script sets for its session doesn't reach the next one: the runner resets it.
  fileprivate mutating func endScript(as started: Session) {
    startAgain(as: started.role)
  }
}

/// What the simulation has lost sight of: after a statement that it can't follow, an object may be there or not.
struct Doubts {
  /// The first statement that wasn't followed and may have changed any object.
  private(set) var reason: String?
  /// The objects of which something alone isn't known, by their names, and what.
  private var objects: [String: String] = [:]

  /// Whether nothing is in doubt.
  var isEmpty: Bool { reason == nil && objects.isEmpty }

  /// Notes what an outcome leaves open; a refusal that what is open may have prevented is no refusal.
  mutating func settle(_ outcome: inout Outcome, at range: Range<Int>) {
    if let error = outcome.error, Doubts.states.contains(error.sqlState), let reason = reason ?? doubt(about: outcome) {
      outcome.error = nil
      outcome.undecided.append(
        "PostgreSQL would refuse it (\(error.message)), unless earlier code changed that: \(reason)")
      return note(outcome, reason)
    }
    if let first = outcome.undecided.first { note(outcome, first) }
  }

  private mutating func note(_ outcome: Outcome, _ first: String) {
    let touched = outcome.created + outcome.changed
    if outcome.isOpenEverywhere || touched.isEmpty && outcome.error == nil {
      reason = reason ?? first
      return
    }
    for object in touched {
      objects[object.name] = objects[object.name] ?? first
      if let parent = object.parent { objects[parent.name] = objects[parent.name] ?? first }
    }
  }

  /// What isn't known of an object that a refused statement names.
  private func doubt(about outcome: Outcome) -> String? {
    guard !objects.isEmpty, let error = outcome.error else { return nil }
    let names = outcome.uses.map(\.name) + error.message.split { " \",.".contains($0) }.map(String.init)
    return names.lazy.compactMap { objects[$0] }.first
  }

  /// The SQLSTATEs that depend on what is there: undefined, duplicate, dependent, of the wrong kind.
  private static let states: Set<String> = [
    "42P01", "42703", "42883", "42704", "3F000", "42P07", "42701", "42710", "42723", "42P06", "2BP01", "42809", "42830",
    "42P16", "42725", "0A000", "42804", "42P13", "42P17",
  ]
}
