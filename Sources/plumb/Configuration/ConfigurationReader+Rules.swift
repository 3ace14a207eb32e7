import Diagnostics
import Yams

extension ConfigurationReader {
  private static let severities = Severity.allCases.map(\.rawValue)

  /// Reads `rules:`, a severity or a map for each rule.
  mutating func readRules(_ value: Node, of key: Node) {
    if isNull(value) { return }
    guard let mapping = value.mapping else {
      return report(
        "expected rules and their severities for `rules`, found \(described(value))", at: value,
        help: "write a line for each rule below `rules:`, such as `  missing-down: warning`")
    }
    for (key, value) in mapping {
      let id = key.scalar?.string ?? ""
      guard let options = vocabulary.rules[id] else {
        reportUnknown("rule", id, at: key, known: vocabulary.rules.keys.sorted(), more: "; `plumb rules` lists them")
        continue
      }
      readRule(value, of: key, id: id, knownOptions: options)
    }
  }

  private mutating func readRule(_ value: Node, of key: Node, id: String, knownOptions: Set<String>) {
    var rule = Configuration.Rule()
    if let mapping = value.mapping {
      for (option, value) in mapping { readOption(option, value, of: id, known: knownOptions, into: &rule) }
    } else if !isNull(value), value.scalar != nil {
      rule.severity = severity(value)
    } else {
      report(
        "expected a severity for the rule `\(id)`, found \(described(value))", at: isNull(value) ? key : value,
        help: "write `\(id): warning`, or `\(id): {severity: warning}` with options; severities are "
          + listed(Self.severities))
    }
    configuration.rules[id] = rule
  }

  private mutating func readOption(
    _ key: Node, _ value: Node, of id: String, known: Set<String>, into rule: inout Configuration.Rule
  ) {
    let name = key.scalar?.string ?? ""
    if name == "severity" {
      if text(value, of: key) != nil { rule.severity = severity(value) }
    } else if !known.contains(name) {
      reportUnknown(
        "option", name, at: key, known: ["severity"] + known.sorted(), more: "; see `plumb explain \(id)`",
        place: " of the rule `\(id)`")
    } else if value.sequence != nil {
      rule.options[name] = texts(value, of: key, example: "[…]")
    } else {
      rule.options[name] = text(value, of: key).map { [$0] }
    }
  }

  private mutating func severity(_ value: Node) -> Severity? {
    let name = value.scalar?.string ?? ""
    if let severity = Severity(rawValue: name) { return severity }
    reportUnknown("severity", name, at: value, known: Self.severities)
    return nil
  }
}
