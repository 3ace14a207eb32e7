package import CatalogModel
import SQLSyntax

extension Residue {
  /// Why something is left, lost or changed: the statement that did it, and the one that should have undone it.
  package struct Cause: Hashable, Sendable {
    /// A script of the migration, as a sentence names it.
    package enum Script: String, Hashable, Sendable {
      case up = "UP"
      case down = "DOWN"
    }

    /// What the statement did.
    package enum Verb: String, Hashable, Sendable {
      case made
      case madeAnew = "made anew"
      case changed
      case dropped
    }

    /// A statement that came near to undoing it or to not needing it, and what became of that.
    package struct Attempt: Hashable, Sendable {
      /// What became of it.
      package enum Problem: String, Hashable, Sendable {
        case findsNothing = "finds nothing"
        case foundItThere = "found it there"
        case makesSomethingElse = "makes it something else"
      }

      package var statement: StatementPlace
      package var problem: Problem
    }

    package var script: Script
    package var verb: Verb
    /// The statement that did it; `nil` where none can be named.
    package var statement: StatementPlace?
    /// The words that the statement missing in DOWN begins with: `DROP INDEX`; `nil` where none is missing, or nothing
    /// can undo it.
    package var missing: String?
    /// The whole statement, where it can be told.
    package var remedy: String?
    package var attempts: [Attempt] = []
    /// What is to be said of it beside the statements.
    fileprivate var outcome: String
  }

  /// Why a change is there.
  package func cause(of change: CatalogDiff.Change) -> Cause {
    let isOfUp = isOfUp(change)
    let run = isOfUp ? up : down
    let step = step(behind: change, in: run)
    let form = Remedy(change).form
    var cause = Cause(
      script: isOfUp ? .up : .down, verb: .changed, statement: step.map { StatementPlace($0, in: run) }, outcome: "")
    let isUndoable = change.kind != .moved && !change.addsEnumValue
    if isOfUp, isUndoable {
      cause.missing = form
      cause.remedy = Remedy(change).statement
    }
    switch change.kind {
    case .added:
      cause.verb = .made
      cause.outcome = isOfUp ? "no `\(form)` takes it back" : "it wasn't there before UP"
      if isOfUp { cause.attempts = misses(change) }
    case .removed:
      cause.verb = .dropped
      cause.outcome = isOfUp ? "no `\(form)` brings it back" : "UP didn't make it"
      if !isOfUp { cause.attempts = found(change) }
    case .moved: cause.outcome = "a column that is added again comes last"
    case .changed:
      if step?.outcome.created.contains(change.object) ?? false { cause.verb = .madeAnew }
      if isOfUp { cause.attempts = spoils(change) }
      if isOfUp, cause.attempts.isEmpty {
        cause.outcome = isUndoable ? "no `\(form)` in DOWN restores it" : "no statement takes a value out of an enum"
      } else if !isOfUp, cause.verb == .madeAnew {
        // A new object has none of what the old one was given: privileges, a comment.
        cause.missing = form
        cause.outcome = "no `\(form)` after it restores it"
      }
    }
    return cause
  }

  /// The statement that did it last, in UP or in DOWN; where the simulation saw none, the only one that it couldn't follow.
  private func step(behind change: CatalogDiff.Change, in run: ScriptRun) -> ScriptRun.Step? {
    let object = change.object
    let names = Set(change.attributes.map(\.name))
    func differs(_ step: ScriptRun.Step) -> Bool {
      let (before, after) = (step.before.attributes(of: object), step.after.attributes(of: object))
      guard let before, let after, change.kind == .changed else { return before != after }
      return before.filter { names.contains($0.name) } != after.filter { names.contains($0.name) }
    }
    let steps = run.steps.reversed()
    let touching = steps.filter { Residue.touches($0.outcome, object) }
    if let step = touching.first(where: differs) ?? touching.first ?? steps.first(where: differs) { return step }
    let open = steps.filter { !$0.outcome.undecided.isEmpty }
    return open.count == 1 ? open[0] : nil
  }

  /// Whether a statement is about an object or about the table that it is in.
  private static func touches(_ outcome: Outcome, _ object: ObjectIdentity) -> Bool {
    (outcome.created + outcome.changed + outcome.dropped).contains {
      $0 == object || (object.parent != nil && $0.parent == nil && $0.ownName == object.parent)
    }
  }

  /// The DROP … IF EXISTS of DOWN that finds nothing to drop, where it may be meant.
  private func misses(_ change: CatalogDiff.Change) -> [Cause.Attempt] {
    down.steps.filter(\.outcome.isNoOp).compactMap { step in
      guard case .drop(let drop) = step.statement.value, drop.kind == change.object.kind else { return nil }
      return .init(statement: StatementPlace(step, in: down), problem: .findsNothing)
    }
  }

  /// The CREATE … IF NOT EXISTS of UP that found the object there.
  private func found(_ change: CatalogDiff.Change) -> [Cause.Attempt] {
    let step = up.steps.first { step in
      step.outcome.isNoOp && change.object.ownName.map(step.outcome.uses.contains) ?? false
    }
    return step.map { [.init(statement: StatementPlace($0, in: up), problem: .foundItThere)] } ?? []
  }

  /// The statement of DOWN that makes it something else than it was.
  private func spoils(_ change: CatalogDiff.Change) -> [Cause.Attempt] {
    let values = middleValues(change.object)
    guard change.attributes.contains(where: { values[$0.name] != $0.after }),
      let step = step(behind: change, in: down)
    else { return [] }
    return [.init(statement: StatementPlace(step, in: down), problem: .makesSomethingElse)]
  }

  /// The properties that differ, a line each: before UP → after DOWN.
  func values(_ change: CatalogDiff.Change) -> String {
    change.attributes.map { attribute in
      let before = Residue.shown(attribute.before)
      if change.kind == .removed { return "\n\(attribute.name): \(before)" }
      return "\n\(attribute.name): \(before) → \(Residue.shown(attribute.after))"
    }.joined()
  }

  /// A value on one line, not too long.
  private static func shown(_ value: String?) -> String {
    guard let value else { return "none" }
    let line = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "`" + (line.count > 120 ? line.prefix(119) + "…" : line) + "`"
  }
}

extension Residue.Cause {
  /// For people who may be in any folder: ``made by `CREATE …` at 002_x.sql:10; no `DROP INDEX` takes it back``.
  package var sentence: String {
    let by = statement.map { "by `\($0.excerpt)` at \($0.description)" + (script == .down ? ", in DOWN" : "") }
    let rest = rest { "at \($0.description)" }.split(separator: "\n").joined(separator: "; ")
    return "\(verb.rawValue) \(by ?? "by \(script.rawValue)")" + (rest.isEmpty ? "" : "; \(rest)")
  }

  /// What was not done about it.
  func rest(_ place: (StatementPlace) -> String) -> String {
    let lines = attempts.map { attempt in
      switch attempt.problem {
      case .makesSomethingElse: "DOWN \(attempt.problem.rawValue) \(place(attempt.statement))"
      case .foundItThere: "`IF NOT EXISTS` \(place(attempt.statement)) \(attempt.problem.rawValue)"
      case .findsNothing: "`\(attempt.statement.excerpt)` \(place(attempt.statement)) \(attempt.problem.rawValue)"
      }
    }
    return (outcome.isEmpty ? lines : [outcome] + lines).joined(separator: "\n")
  }
}

extension CatalogDiff.Change {
  /// Whether the change is an enum's new value, which can't be taken away.
  package var addsEnumValue: Bool {
    guard kind == .changed, object.kind == .type, let labels = attributes.first(where: { $0.name == "labels" }) else {
      return false
    }
    return (labels.after ?? "").utf8.count > (labels.before ?? "").utf8.count
  }
}
