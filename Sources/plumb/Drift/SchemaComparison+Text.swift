import CatalogModel
import Diagnostics
import Drift
import Linting
import Reporting
import Simulation

extension SchemaComparison {
  /// The findings as diagnostics, an object each, matters of security before all others.
  func diagnostics() -> (security: [Diagnostic], others: [Diagnostic]) {
    let groups = groups
    func told(_ isSecurity: Bool) -> [Diagnostic] {
      groups.filter { $0.finding.isSecurity == isSecurity && $0.finding.doubt == nil }.map { diagnostic($0) }
    }
    return (told(true), told(false) + (accepted?.problems ?? []))
  }

  /// What may be a difference and may be none.
  var openDiagnostics: [Diagnostic] { groups.filter { $0.finding.doubt != nil }.map { diagnostic($0) } }

  /// A finding with the changes of parts that say nothing beside it.
  private struct Group {
    var finding: Finding
    var group: CatalogDiff.Group
    /// Where the differing properties got their values.
    var places: [String: StatementPlace]
  }

  /// The findings that nothing is held against and those that are open, parts put beneath their table.
  private var groups: [Group] {
    let told = drift + open
    return CatalogDiff(changes: told.map(\.change)).groups.compactMap { group in
      guard var finding = told.first(where: { $0.change == group.change }) else { return nil }
      let parts = told.filter { group.parts.contains($0.change) }
      finding.isSecurity = finding.isSecurity || parts.contains(where: \.isSecurity)
      let places = group.change.attributes.compactMap { attribute in
        provenance.place(of: group.change.object, attribute.name).map { (attribute.name, $0) }
      }
      return Group(finding: finding, group: group, places: Dictionary(places, uniquingKeysWith: { first, _ in first }))
    }.sorted {
      ($0.finding.isSecurity ? 0 : 1, $0.finding.change.object) < (
        $1.finding.isSecurity ? 0 : 1, $1.finding.change.object
      )
    }
  }

  private func diagnostic(_ group: Group) -> Diagnostic {
    let (finding, change) = (group.finding, group.finding.change)
    let (what, help) = SchemaComparison.words(change.kind)
    let (place, label) = place(of: change, group.places)
    var notes =
      change.kind == .changed || change.kind == .moved
      ? expectations(change, group.places, beside: place) : group.group.details
    if let doubt = finding.doubt { notes.append("undecided: \(doubt)") }
    return Diagnostic(
      ruleID: finding.doubt == nil ? change.kind == .added ? "schema-unmanaged" : "schema-drift" : "schema-undecided",
      severity: finding.doubt == nil ? finding.severity : .info,
      message: finding.doubt == nil ? "\(change.object) \(what)" : "whether \(change.object) \(what) isn't known",
      location: place.map { .init(source: $0.source, range: $0.range) }, label: label, notes: notes,
      help: finding.doubt == nil ? help : nil)
  }

  private static func words(_ kind: CatalogDiff.Change.Kind) -> (what: String, help: String) {
    switch kind {
    case .removed: ("is missing from the database", "make it again, or write a migration that drops it")
    case .added: ("is in the database, and no migration makes it", "write a migration that makes it, or drop it")
    case .changed:
      ("is not as the migrations made it", "write a migration that makes the change, or take the change back")
    case .moved:
      ("stands at another place in its table", "nothing has to be done, unless something depends on the order")
    }
  }

  /// The statement to show beside a finding.
  private func place(
    of change: CatalogDiff.Change, _ places: [String: StatementPlace]
  ) -> (StatementPlace?, label: String) {
    if let place = provenance.dropPlace(of: change.object) { return (place, "dropped here") }
    let made = provenance.place(of: change.object)
    if let first = change.attributes.first, change.kind == .changed, let place = places[first.name] {
      return (place, place == made ? "made here" : "\(first.name) set here")
    }
    if let made { return (made, "made here") }
    let table = change.object.parent.flatMap { provenance.place(of: ObjectIdentity(.table, $0)) }
    return (table, table == nil ? "" : "its table is made here")
  }

  /// What was expected of each property, and what was found; where that is from, unless it is shown beside it.
  private func expectations(
    _ change: CatalogDiff.Change, _ places: [String: StatementPlace], beside shown: StatementPlace?
  ) -> [String] {
    change.attributes.map { difference in
      let (title, expected, found) = difference.shown
      let place = places[difference.name].flatMap { $0 == shown ? nil : " (\($0.description))" } ?? ""
      return "\(title): expected \(expected), found \(found)\(place)"
    }
  }

  /// The whole report, without its last line.
  func text(_ style: TextStyle) -> String {
    let reporter = TextReporter.explaining(style)
    let (security, others) = diagnostics()
    func section(_ title: String, _ diagnostics: [Diagnostic]) -> String {
      diagnostics.isEmpty ? "" : title + diagnostics.map { reporter.render($0) + "\n" }.joined()
    }
    let open = openDiagnostics
    return section("Security\n\n", security) + section(security.isEmpty ? "" : "Everything else\n\n", others)
      + section("Undecided\n\n", open) + undecided.map { "undecided: \($0)\n" }.joined()
      + reporter.render(Report(security + others).summary)
  }
}
