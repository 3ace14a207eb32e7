import CatalogModel
import Reporting
import SQLSyntax

extension CatalogDiff.Change {
  /// What DOWN did not put right, in a word: what it found added was left, what it found removed is lost.
  var residueWord: String {
    switch kind {
    case .added: "left"
    case .removed: "lost"
    case .changed: "changed"
    case .moved: "moved"
    }
  }

  /// One line: ``left: index `x` ``.
  var summary: String { "\(residueWord): \(object)" }

  /// The differences of properties, a line each; of an object that is on one side alone what defines it.
  var details: [String] {
    switch kind {
    case .changed, .moved:
      attributes.map { "\($0.name): \(CatalogDiff.shown($0.before)) → \(CatalogDiff.shown($0.after))" }
    case .added, .removed:
      attributes.filter { ["definition", "type", "arguments"].contains($0.name) }.map {
        "\($0.name): \(CatalogDiff.shown($0.before ?? $0.after))"
      }
    }
  }

  /// `asResidue` speaks of what DOWN left, lost and changed; otherwise the words are those of a comparison.
  func json(asResidue: Bool) -> JSONValue {
    [
      "change": JSONValue(asResidue ? residueWord : kind.rawValue), "kind": JSONValue(object.kind.rawValue),
      "name": JSONValue(object.parent == nil ? object.qualified : object.name),
      "table": JSONValue(object.parent?.short), "object": JSONValue(object.description),
      "attributes": JSONValue(attributes) {
        ["name": JSONValue($0.name), "before": JSONValue($0.before), "after": JSONValue($0.after)]
      },
    ]
  }
}

extension CatalogDiff {
  /// A property's value for people: on one line, long ones cut.
  static func shown(_ value: String?) -> String {
    guard let value else { return "none" }
    let line = value.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
    return line.count > 120 ? line.prefix(117) + "…" : line
  }

  /// The comparison for people: `+` is only in the second, `-` only in the first, `~` differs.
  var text: String {
    changes.map { change in
      let sign =
        switch change.kind {
        case .added: "+"
        case .removed: "-"
        case .changed, .moved: "~"
        }
      return (["\(sign) \(change.object)"] + change.details.map { "    \($0)" }).joined(separator: "\n") + "\n"
    }.joined()
  }
}
