import CatalogModel
import SQLSyntax

extension CatalogDiff {
  /// A change, with the changes of parts that say nothing beside it: the columns of a table that is gone.
  struct Group: Hashable {
    var change: Change
    var parts: [Change] = []
  }

  /// The changes, those of a new or lost table's columns, constraints, indexes and policies put beneath the table.
  var groups: [Group] {
    var groups: [Group] = []
    var wholes: [String: Int] = [:]
    for change in changes where change.kind == .added || change.kind == .removed {
      guard change.object.parent == nil, [.table, .foreignTable, .view, .domain].contains(change.object.kind) else {
        continue
      }
      wholes["\(change.kind) \(change.object.qualified)"] = groups.count
      groups.append(Group(change: change))
    }
    var result: [Group] = []
    for change in changes {
      if let index = wholes["\(change.kind) \(change.object.qualified)"], groups[index].change == change {
        continue
      } else if let index = wholes["\(change.kind) \(change.owner ?? "")"] {
        groups[index].parts.append(change)
      } else {
        result.append(Group(change: change))
      }
    }
    return (groups + result).sorted {
      ($0.change.object, $0.change.kind.rawValue) < ($1.change.object, $1.change.kind.rawValue)
    }
  }
}

extension CatalogDiff.Change {
  /// The table that the object belongs to, as its parent or as what an index or a sequence is there for.
  fileprivate var owner: String? {
    if let parent = object.parent { return parent.short }
    func value(_ name: String) -> String? { attributes.first { $0.name == name }.flatMap { $0.before ?? $0.after } }
    if object.kind == .index, let definition = value("definition"), let start = definition.firstRange(of: "ON ") {
      return definition[start.upperBound...].firstRange(of: " USING ").map {
        String(definition[start.upperBound..<$0.lowerBound])
      }
    }
    if object.kind == .sequence, let column = value("owned by"), let dot = column.lastIndex(of: ".") {
      return String(column[..<dot])
    }
    return nil
  }
}

extension CatalogDiff.Group {
  /// What the object is, and what came or went with it.
  var details: [String] {
    let columns = parts.filter { $0.object.kind == .column }.map { column in
      let type = column.attributes.first { $0.name == "type" }.flatMap { $0.before ?? $0.after }
      return Identifier.quoted(column.object.name) + (type.map { " " + $0 } ?? "")
    }
    var counts: [String: Int] = [:]
    for part in parts where part.object.kind != .column { counts[part.object.kind.rawValue, default: 0] += 1 }
    let others = counts.sorted { $0.key < $1.key }.map { "\($0.value) \(plural($0.key, $0.value))" }
    return change.details + (columns.isEmpty ? [] : ["columns: \(CatalogDiff.shown(columns.joined(separator: ", ")))"])
      + (others.isEmpty ? [] : ["with \(others.joined(separator: ", "))"])
  }

  private func plural(_ word: String, _ count: Int) -> String {
    if count == 1 { return word }
    return word.hasSuffix("x") ? word + "es" : word.hasSuffix("y") ? word.dropLast() + "ies" : word + "s"
  }
}
