import Foundation
import SQLSyntax

/// An object of a rare kind as SQL.
struct OtherSQL {
  private let object: OtherObject

  init(_ object: OtherObject) { self.object = object }

  /// Whether nothing is known that would make it.
  var isUnknown: Bool { object.kind != .other && object.printed.text == nil && built == nil }

  /// The statements that make it.
  var create: [String] {
    guard let text = built ?? object.printed.text else { return additions }
    // A family's members stand in a statement of their own.
    return (object.kind == .operatorFamily ? text.components(separatedBy: ";\n") : [text]) + additions
  }

  /// ALTER … OWNER TO.
  var owner: [String] {
    object.owner.map { ["ALTER \(words) OWNER TO \(Identifier.quoted($0))"] } ?? []
  }

  /// COMMENT ON.
  var comment: [String] {
    object.kind == .other ? [] : object.comment.map { ["COMMENT ON \(words) IS \(Identifier.literal($0))"] } ?? []
  }

  /// The object as ALTER and COMMENT name it.
  var words: String { words() }

  /// The object's kind and name, with something between them: `IF EXISTS `.
  func words(after clause: String = "") -> String {
    let word =
      switch object.kind {
      case .foreignDataWrapper: "FOREIGN DATA WRAPPER"
      default: object.kind.rawValue.uppercased()
      }
    return "\(word) \(clause)\(reference)"
  }

  private var reference: String {
    let schema = object.schema.map { Identifier.quoted($0) + "." } ?? ""
    let pieces = object.title.pieces
    func sql(_ pieces: some Collection<CanonicalExpression.Piece>) -> String {
      CanonicalExpression(pieces: Array(pieces)).sql(.qualified)
    }
    switch object.kind {
    case .cast: return "(\(sql(pieces)))"
    case .transform: return "FOR " + sql(pieces).replacing(" for ", with: " LANGUAGE ", maxReplacements: 1)
    case .operator: return schema + sql(pieces)
    case .operatorClass, .operatorFamily:
      guard case .text(let name)? = pieces.first else { return schema + sql(pieces) }
      return schema + Identifier.quoted(name) + sql(pieces.dropFirst())
    case .userMapping: return mappedRole.map { "FOR \($0.role) SERVER \($0.server)" } ?? ""
    case .rule: return Identifier.quoted(object.title.text) + (object.parent.map { " ON \($0)" } ?? "")
    default: return schema + Identifier.quoted(object.title.text)
    }
  }

  /// Kinds whose statement isn't what a server printed: it holds secrets, or what happens once.
  private var built: String? {
    switch object.kind {
    case .userMapping: userMapping
    case .subscription: subscription
    default: nil
    }
  }

  /// Whom a user mapping is for, and on which server, as SQL.
  private var mappedRole: (role: String, server: String)? {
    let title = object.title.text
    guard title.hasPrefix("for "), let on = title.firstRange(of: " on server ") else { return nil }
    let role = String(title[..<on.lowerBound].dropFirst(4))
    let isKeyword = role == "public" || role == Definition.currentUser
    return (
      isKeyword ? role.uppercased() : Identifier.quoted(role), Identifier.quoted(String(title[on.upperBound...]))
    )
  }

  private var userMapping: String? {
    guard let (role, server) = mappedRole else { return nil }
    let options = object.properties.filter { $0.name.hasPrefix("option ") }.map { property in
      let name = String(property.name.dropFirst("option ".count))
      // A secret isn't kept, and has to be set again.
      return "\(Identifier.quoted(name)) \(Identifier.literal(object.text(Observed.valuePrefix + name) ?? ""))"
    }
    return "CREATE USER MAPPING FOR \(role) SERVER \(server)"
      + (options.isEmpty ? "" : " OPTIONS (\(options.joined(separator: ", ")))")
  }

  /// A subscription that connects to nothing yet.
  private var subscription: String? {
    guard let publications = object.text("publications") else { return nil }
    var options = ["connect = false", "slot_name = \(object.slot)"]
    let others: Set<String> = ["publications", "slot", "enabled"]
    options += object.properties.filter { !others.contains($0.name) }.map {
      "\($0.name) = \(Identifier.literal($0.value.text))"
    }
    return "CREATE SUBSCRIPTION \(Identifier.quoted(object.title.text)) CONNECTION '' PUBLICATION \(publications)"
      + " WITH (\(options.joined(separator: ", ")))"
  }

  /// What no CREATE says.
  private var additions: [String] {
    let state = object.stateWords
    switch object.kind {
    case .rule:
      guard let state, let table = object.parent else { return [] }
      return ["ALTER TABLE \(table) \(state) RULE \(Identifier.quoted(object.title.text))"]
    case .eventTrigger: return state.map { ["ALTER \(words) \($0)"] } ?? []
    case .statistics: return object.text("target").map { ["ALTER \(words) SET STATISTICS \($0)"] } ?? []
    case .textSearchConfiguration:
      let prefix = "mapping of "
      return object.properties.filter { $0.name.hasPrefix(prefix) }.map {
        "ALTER \(words) ADD MAPPING FOR \($0.name.dropFirst(prefix.count)) WITH \($0.value.sql)"
      }
    default: return []
    }
  }
}

/// A security label as SQL.
struct SecurityLabelSQL {
  private let provider: String
  private let object: String

  /// `nil` of another object.
  init?(_ label: OtherObject) {
    let start = "security label of "
    let title = label.title.text
    guard label.kind == .other, title.hasPrefix(start), let on = title.firstRange(of: " on ") else { return nil }
    provider = String(title[..<on.lowerBound].dropFirst(start.count))
    let rest = title[on.upperBound...]
    let kinds = SecurityLabelSQL.kinds.filter { rest.hasPrefix($0 + " ") }
    guard let kind = kinds.max(by: { $0.count < $1.count }) else { return nil }
    object = (kind.hasSuffix("column") ? "COLUMN" : kind.uppercased()) + rest.dropFirst(kind.count)
  }

  /// What `pg_identify_object` calls the kinds that have labels.
  private static let kinds = [
    "table", "table column", "view column", "materialized view column", "foreign table column", "aggregate",
    "database", "domain", "event trigger", "foreign table", "function", "language", "materialized view", "procedure",
    "publication", "role", "schema", "sequence", "subscription", "tablespace", "type", "view",
  ]

  /// SECURITY LABEL; without a text the label is taken away.
  func statement(_ text: String?) -> String {
    "SECURITY LABEL FOR \(provider) ON \(object) IS \(text.map(Identifier.literal) ?? "NULL")"
  }
}

extension OtherObject {
  /// What ALTER says of a rule or an event trigger that isn't enabled as most are.
  var stateWords: String? {
    let states = ["disabled": "DISABLE", "replica": "ENABLE REPLICA", "always": "ENABLE ALWAYS"]
    return text("enabled").flatMap { states[$0] }
  }

  /// Whether a subscription is on, which is what isn't said.
  var isEnabled: Bool { text("enabled") == nil }

  /// The slot of a subscription, as its options have it.
  var slot: String {
    let slot = text("slot") ?? "none"
    return slot == "none" ? "NONE" : Identifier.literal(slot)
  }
}
