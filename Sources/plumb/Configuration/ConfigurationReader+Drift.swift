import Diagnostics
import Drift
import Foundation
import Migrations
import SQLSyntax
import Yams

extension ConfigurationReader {
  /// The keys of `drift:`.
  private enum DriftKey: String, CaseIterable {
    case unmanaged, ignore
    case partitionsAreData = "partitions-are-data"
    case owners, accepted
  }

  /// Reads `drift:`, what is said of differences between the migrations and a database.
  mutating func readDrift(_ value: Node, of key: Node) {
    if isNull(value) { return }
    guard let mapping = value.mapping else {
      return report(
        "expected keys and their values for `drift`, found \(described(value))", at: value,
        help: "write a line for each below `drift:`, such as `  unmanaged: warning`")
    }
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      switch DriftKey(rawValue: name) {
      case .unmanaged: readUnmanaged(value, of: key)
      case .ignore: configuration.drift.ignored = patterns(value, of: key)
      case .partitionsAreData:
        let tables = texts(value, of: key, example: "[events]") ?? []
        configuration.drift.dataParents = tables.map { ObjectPattern(.table, $0) }
      case .owners: configuration.drift.owners = Set(texts(value, of: key, example: "[deploy]") ?? [])
      case .accepted: configuration.drift.acceptedFile = text(value, of: key).map(resolved)
      case nil:
        reportUnknown("key", name, at: key, known: DriftKey.allCases.map(\.rawValue), place: " of `drift`")
      }
    }
  }

  private mutating func readUnmanaged(_ value: Node, of key: Node) {
    let words: [String: Severity] = ["error": .error, "warning": .warning, "info": .info, "ignore": .off]
    guard let word = text(value, of: key) else { return }
    if let severity = words[word] {
      configuration.drift.unmanaged = severity
    } else {
      reportUnknown("setting", word, at: value, known: ["error", "warning", "info", "ignore"])
    }
  }

  /// Patterns of names by kind: `table: [tmp_*]`.
  private mutating func patterns(_ value: Node, of key: Node) -> [ObjectPattern] {
    guard let mapping = value.mapping else {
      report(
        "expected kinds of objects for `ignore`, found \(described(value))", at: isNull(value) ? key : value,
        help: "write a line for each kind below `ignore:`, such as `    table: [tmp_*]`")
      return []
    }
    var patterns: [ObjectPattern] = []
    for (key, value) in mapping {
      guard let kind = objectKind(key) else { continue }
      patterns += (texts(value, of: key, example: "[tmp_*]") ?? []).map { ObjectPattern(kind, $0) }
    }
    return patterns
  }

  /// A kind of objects by its name, in which spaces may be hyphens.
  mutating func objectKind(_ node: Node) -> ObjectKind? {
    let word = node.scalar?.string ?? ""
    let kinds = ObjectKind.allCases
    if let kind = kinds.first(where: { $0.word == word || $0.rawValue == word }) { return kind }
    reportUnknown("kind of objects", word, at: node, known: kinds.map(\.word).sorted())
    return nil
  }
}

extension ConfigurationReader {
  private static let entryKeys = ["kind", "name", "attribute", "reason", "expires"]

  /// Reads a file of accepted differences; `today` is the day, `2026-11-25`.
  static func accepted(
    _ text: String, path: String, today: String
  ) throws(ConfigurationError) -> [AcceptedDrift.Entry] {
    var reader = ConfigurationReader(
      source: SourceText(path: path, text: text), vocabulary: .init(rules: [:], presets: []))
    var entries: [AcceptedDrift.Entry] = []
    do {
      if let root = try Yams.compose(yaml: text), !reader.isNull(root) { entries = reader.entries(root, today: today) }
    } catch {
      reader.report(error)
    }
    guard reader.diagnostics.isEmpty else { throw ConfigurationError(reader.diagnostics) }
    return entries
  }

  private mutating func entries(_ root: Node, today: String) -> [AcceptedDrift.Entry] {
    guard let sequence = root.sequence else {
      report(
        "expected a list of accepted differences, found \(described(root))", at: root,
        help: "write `- kind: index`, and below it `name:`, `reason:` and `expires:`")
      return []
    }
    return sequence.compactMap { entry($0, today: today) }
  }

  private mutating func entry(_ node: Node, today: String) -> AcceptedDrift.Entry? {
    guard let mapping = node.mapping else {
      report(
        "expected an accepted difference, found \(described(node))", at: node,
        help: "write `- kind: index`, for example")
      return nil
    }
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard Self.entryKeys.contains(name) else {
        reportUnknown("key", name, at: key, known: Self.entryKeys)
        continue
      }
      if text(value, of: key) != nil { values[name] = value }
    }
    for name in Self.entryKeys where name != "attribute" && values[name] == nil {
      report("an accepted difference without `\(name)`", at: node, help: "say `kind`, `name`, `reason` and `expires`")
    }
    guard let kindNode = values["kind"], let kind = objectKind(kindNode), let name = values["name"]?.scalar?.string,
      let reason = values["reason"]?.scalar?.string, let day = values["expires"]?.scalar?.string
    else { return nil }
    guard day.wholeMatch(of: /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])/) != nil else {
      report("`\(day)` isn't a day", at: values["expires"] ?? node, help: "write it as `2026-12-31`")
      return nil
    }
    return AcceptedDrift.Entry(
      pattern: ObjectPattern(kind, name), attribute: values["attribute"]?.scalar?.string, reason: reason, expires: day,
      location: location(of: node), isExpired: day < today)
  }
}
