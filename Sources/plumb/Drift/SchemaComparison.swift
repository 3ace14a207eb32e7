import CatalogModel
import Diagnostics
import Drift
import Migrations
import SQLSyntax
import Simulation

/// Two schemas compared, with all that is to be said of each difference.
struct SchemaComparison {
  /// One side: what is expected, or what is there.
  struct Side {
    var contents: CatalogContents
    /// The server that printed its expressions; `nil` of a simulation.
    var serverVersion: Int?
    /// What a simulation isn't sure of.
    var uncertainty = Uncertainty()
    /// Reasons that came with a saved schema.
    var reasons: [String] = []
    /// What it has of kinds that no catalog has, counted.
    var notCompared: [String: Int] = [:]
    /// Where it is from, as a report says it.
    var description: String

    var certainty: Certainty {
      Certainty(serverVersion: serverVersion, uncertainty: uncertainty, reasons: reasons)
    }
  }

  /// One object's difference.
  struct Finding {
    var change: CatalogDiff.Change
    var severity: Severity
    var isSecurity: Bool
    /// Why it may be none.
    var doubt: String?
    var accepted: AcceptedDrift.Entry?
  }

  let expected: Side
  let actual: Side
  /// Matters of security first.
  private(set) var findings: [Finding] = []
  /// What isn't known of either side, a reason each.
  let undecided: [String]
  /// What one side has and the comparison doesn't look at, counted by its sort.
  let notCompared: [String: Int]
  var provenance = Provenance(of: [])
  var accepted: AcceptedDrift?

  init(
    from expected: Side, to actual: Side, _ scope: Scope, accepted: AcceptedDrift? = nil, unmanaged: Severity = .error
  ) {
    self.expected = expected
    self.actual = actual
    self.accepted = accepted
    undecided =
      (expected.uncertainty.reasons + actual.uncertainty.reasons).map(\.description) + expected.reasons
      + actual.reasons
    let diff = scope.difference(from: expected.contents, to: actual.contents)
    notCompared = [actual.notCompared, diff.notCompared].reduce(expected.notCompared) {
      $0.merging($1, uniquingKeysWith: +)
    }
    for change in diff.changes {
      let severity: Severity = change.kind == .added ? unmanaged : change.kind == .moved ? .warning : .error
      guard severity != .off else { continue }
      findings.append(
        Finding(
          change: change, severity: severity, isSecurity: Security.isConcerned(by: change), doubt: doubt(change),
          accepted: self.accepted?.accept(change)))
    }
    findings.sort { ($0.isSecurity ? 0 : 1, $0.change.object) < ($1.isSecurity ? 0 : 1, $1.change.object) }
  }

  /// `not compared: 2 large objects`, a line.
  var notComparedText: String {
    guard !notCompared.isEmpty else { return "" }
    let list = notCompared.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return "not compared: \(list)\n"
  }

  /// Follows the differing objects through the migrations that the expectation is from.
  mutating func trace(_ migrations: [Migration], startingWith start: Timeline) {
    guard !findings.isEmpty else { return }
    provenance = Provenance.of(findings.map(\.change.object), in: migrations, startingWith: start)
  }

  /// Why a difference may be none.
  private func doubt(_ change: CatalogDiff.Change) -> String? {
    let owner = expected.contents.owner(of: change.object) ?? actual.contents.owner(of: change.object)
    return Certainty.doubt(about: change, owner: owner, expected.certainty, actual.certainty)
  }

  /// The differences that nothing is held against.
  var drift: [Finding] { findings.filter { $0.doubt == nil && !($0.accepted?.isValid ?? false) } }
  /// The differences that may be none.
  var open: [Finding] { findings.filter { $0.doubt != nil && !($0.accepted?.isValid ?? false) } }

  /// How a command ends that found this.
  var status: ExitStatus {
    let isWrong = drift.contains { $0.severity >= .warning } || !(accepted?.problems.isEmpty ?? true)
    return isWrong ? .findings : open.isEmpty && undecided.isEmpty ? .clean : .undecided
  }
}
