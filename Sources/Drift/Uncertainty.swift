package import CatalogModel
package import SQLSyntax
package import Simulation

/// What a simulation of migrations isn't sure of, and of which objects.
package struct Uncertainty: Sendable {
  /// Something that isn't known, and the statement that it comes of.
  package struct Reason: Hashable, Sendable {
    package var text: String
    package var place: StatementPlace

    /// `migrations/003_x.sql:7: what isn't known`.
    package var description: String { "\(place.description): \(text)" }
  }

  /// All that isn't known, in the order of the migrations.
  package private(set) var reasons: [Reason] = []
  /// The first statement that may have done anything: code that wasn't followed.
  private var anything: Reason?
  private var byName: [QualifiedName: Reason] = [:]

  package init() {}

  package var isEmpty: Bool { reasons.isEmpty }

  /// Notes what a migration's UP leaves open. What depends on rows alone leaves the schema certain.
  package mutating func note(_ run: ScriptRun) {
    for step in run.steps {
      for text in step.outcome.undecided {
        let range = step.statement.range(of: step.outcome, in: run.script.source)
        note(Reason(text: text, place: .init(source: run.script.source, range: range)), step)
      }
    }
  }

  private mutating func note(_ reason: Reason, _ step: ScriptRun.Step) {
    reasons.append(reason)
    let objects = step.outcome.created + step.outcome.changed + step.outcome.dropped
    let names = objects.compactMap { $0.parent ?? $0.ownName }
    switch step.statement.value {
    case .doBlock, .call, .select, .dataChange, .other, .createExtension: anything = anything ?? reason
    default:
      if names.isEmpty { anything = anything ?? reason }
      for name in names where byName[name] == nil { byName[name] = reason }
    }
  }

  /// Why a difference may be none; `nil` where the simulation is sure of the object.
  package func reason(for change: CatalogDiff.Change, owner: QualifiedName?) -> Reason? {
    (owner ?? change.object.ownName ?? Uncertainty.member(change.object)).flatMap { byName[$0] } ?? anything
  }

  /// What an extension brought, of which a database says who may use it: `function public.crypt(text,text)`.
  private static func member(_ object: ObjectIdentity) -> QualifiedName? {
    guard object.kind == .other, let space = object.name.firstIndex(of: " ") else { return nil }
    let parts = Identifier.parts(of: String(object.name[space...].dropFirst().prefix { $0 != "(" }))
    return parts.count == 2 ? QualifiedName(schema: parts[0], name: parts[1]) : nil
  }
}
