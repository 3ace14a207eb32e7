import CatalogModel
import Diagnostics
import Drift
import Reporting

extension SchemaComparison {
  /// The number of the document's form; it grows when a key changes its meaning or goes.
  static let formatVersion = 1

  /// The comparison for programs; `schema:diff --help` and the README describe it.
  func json(_ more: [JSONValue.Member] = []) -> JSONValue {
    let drift = drift
    let accepted = findings.filter { $0.accepted?.isValid ?? false }
    let document: [JSONValue.Member] = [
      .init("version", .integer(SchemaComparison.formatVersion)),
      .init("equal", .bool(findings.isEmpty && undecided.isEmpty)),
      .init("expected", side(expected)), .init("actual", side(actual)),
      .init("differences", JSONValue(drift + open) { json($0) }), .init("undecided", JSONValue(undecided)),
      .init("accepted", JSONValue(accepted) { json($0) }),
      .init(
        "notCompared",
        JSONValue(notCompared.sorted { $0.key < $1.key }) {
          ["kind": JSONValue($0.key), "count": .integer($0.value)]
        }),
      .init("problems", JSONValue(self.accepted?.problems ?? []) { JSONReporter.value(of: $0) }),
    ]
    let count: (Severity) -> JSONValue = { severity in .integer(drift.count { $0.severity == severity }) }
    let summary: JSONValue = [
      "error": count(.error), "warning": count(.warning), "info": count(.info),
      "security": .integer(drift.count(where: \.isSecurity)), "undecided": .integer(open.count + undecided.count),
      "accepted": .integer(accepted.count),
    ]
    return .object(document + more + [.init("summary", summary)])
  }

  private func side(_ side: Side) -> JSONValue {
    ["source": JSONValue(side.description), "server": JSONValue(side.serverVersion)]
  }

  private func json(_ finding: Finding) -> JSONValue {
    let object = finding.change.object
    let place = provenance.dropPlace(of: object) ?? provenance.place(of: object)
    return [
      "object": JSONValue(object.description), "kind": JSONValue(object.kind.rawValue),
      "schema": JSONValue(object.schemaName),
      "table": JSONValue((expected.contents.owner(of: object) ?? actual.contents.owner(of: object))?.name),
      "name": JSONValue(object.name), "change": JSONValue(SchemaComparison.word(finding.change.kind)),
      "security": .bool(finding.isSecurity), "severity": JSONValue(finding.severity.rawValue),
      "undecided": JSONValue(finding.doubt), "accepted": JSONValue(finding.accepted?.reason),
      "file": JSONValue(place?.source.path), "line": JSONValue(place?.line),
      "attributes": JSONValue(finding.change.attributes) { attribute in
        let place = provenance.dropPlace(of: object) ?? provenance.place(of: object, attribute.name)
        return [
          "name": JSONValue(attribute.name), "expected": JSONValue(attribute.before),
          "actual": JSONValue(attribute.after), "file": JSONValue(place?.source.path), "line": JSONValue(place?.line),
        ]
      },
    ]
  }

  /// What became of an object, as the document calls it.
  private static func word(_ kind: CatalogDiff.Change.Kind) -> String {
    switch kind {
    case .added: "unmanaged"
    case .removed: "missing"
    case .changed: "changed"
    case .moved: "moved"
    }
  }
}
