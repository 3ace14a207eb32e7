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
      attributes.map { difference in
        let (title, before, after) = difference.shown
        return "\(title): \(before) → \(after)"
      }
    case .added, .removed:
      attributes.filter { ["definition", "type", "arguments", "using", "with check"].contains($0.name) }.map {
        "\($0.name): \(CatalogDiff.shown($0.before ?? $0.after))"
      }
    }
  }

  /// The change as something that DOWN left, lost or changed.
  var json: JSONValue {
    [
      "change": JSONValue(residueWord), "kind": JSONValue(object.kind.rawValue),
      "name": JSONValue(object.parent == nil ? object.qualified : object.name),
      "table": JSONValue(object.parent?.short), "object": JSONValue(object.description),
      "attributes": JSONValue(attributes) {
        ["name": JSONValue($0.name), "before": JSONValue($0.before), "after": JSONValue($0.after)]
      },
    ]
  }
}

extension CatalogDiff.Difference {
  /// The difference for people: of privileges what differs, of long values the part where they do; no flag is `no`.
  var shown: (title: String, before: String, after: String) {
    if name == "privileges" {
      let (old, new) = (Privilege.all(in: before), Privilege.all(in: after))
      return (
        "privileges that differ", Privilege.text(old.subtracting(new)), Privilege.text(new.subtracting(old))
      )
    }
    if (before ?? after) == "yes" { return (name, before ?? "no", after ?? "no") }
    guard let before, let after, max(before.count, after.count) > 100 else {
      return (name, CatalogDiff.shown(before), CatalogDiff.shown(after))
    }
    let (old, new) = (CatalogDiff.line(before), CatalogDiff.line(after))
    let common = zip(old, new).prefix { $0 == $1 }.count
    guard common > 40 else { return (name, CatalogDiff.shown(old), CatalogDiff.shown(new)) }
    func rest(_ line: String) -> String { "…" + CatalogDiff.shown(line.dropFirst(common - 20)) }
    return (name, rest(old), rest(new))
  }

  /// One privilege of one role.
  private struct Privilege: Hashable {
    var role: Substring
    var name: Substring

    /// Reads `anon INSERT+SELECT, web SELECT`.
    static func all(in text: String?) -> Set<Privilege> {
      let entries = (text ?? "").split(separator: ", ")
      return Set(
        entries.flatMap { entry in
          let space = entry.lastIndex(of: " ") ?? entry.startIndex
          return entry[space...].dropFirst().split(separator: "+").map { Privilege(role: entry[..<space], name: $0) }
        })
    }

    static func text(_ privileges: Set<Privilege>) -> String {
      let all: Set<Substring> = ["DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"]
      let roles = Dictionary(grouping: privileges, by: \.role).sorted { $0.key < $1.key }
      let entries = roles.map { role, privileges in
        let names = Set(privileges.map(\.name))
        return "\(role) \(names == all ? "ALL" : names.sorted().joined(separator: "+"))"
      }
      return entries.isEmpty ? "none" : entries.joined(separator: ", ")
    }
  }
}

extension CatalogDiff {
  /// A property's value for people: on one line, long ones cut.
  static func shown(_ value: (some StringProtocol)?) -> String {
    guard let value else { return "none" }
    let line = line(value)
    return line.count > 120 ? line.prefix(117) + "…" : line
  }

  /// A value's lines as one.
  static func line(_ value: some StringProtocol) -> String {
    value.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
  }
}
