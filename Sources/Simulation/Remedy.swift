import CatalogModel
import SQLSyntax

/// The statement that takes back a change which DOWN leaves.
struct Remedy {
  let change: CatalogDiff.Change
  private let object: ObjectIdentity

  init(_ change: CatalogDiff.Change) {
    self.change = change
    object = change.object
  }

  /// The words that the statement begins with.
  var form: String {
    switch change.kind {
    case .added: return words(make: false)
    case .removed: return words(make: true)
    case .changed, .moved:
      let names = Set(change.attributes.map(\.name))
      if names == ["comment"] { return "COMMENT ON" }
      if names == ["privileges"] { return change.attributes.contains { $0.before != nil } ? "GRANT" : "REVOKE" }
      if names == ["owner"] { return "ALTER … OWNER TO" }
      if object.kind == .column { return columnForm(names) }
      if Remedy.replaceable.contains(object.kind) { return "CREATE OR REPLACE \(kind)" }
      // No ALTER gives a constraint or an index another definition.
      return names.contains("definition") ? words(make: true) : "ALTER \(kind)"
    }
  }

  /// The whole statement, where it can be told.
  var statement: String? {
    switch change.kind {
    case .added: return drop
    case .changed:
      guard change.attributes.count == 1, let attribute = change.attributes.first else { return nil }
      if attribute.name == "comment", object.parent == nil || object.kind == .column {
        return "COMMENT ON \(kind) \(name) IS \(attribute.before.map(Identifier.literal) ?? "NULL");"
      }
      guard object.kind == .column, let table = object.parent?.short else { return tableSwitch(attribute) }
      let column = "ALTER TABLE \(table) ALTER COLUMN \(Identifier.quoted(object.name))"
      switch attribute.name {
      case "not null": return "\(column) \(attribute.before == nil ? "DROP" : "SET") NOT NULL;"
      case "default": return attribute.before.map { "\(column) SET DEFAULT \($0);" } ?? "\(column) DROP DEFAULT;"
      case "type": return attribute.before.map { "\(column) TYPE \($0);" }
      default: return nil
      }
    case .removed, .moved: return nil
    }
  }

  private static let replaceable: Set<ObjectKind> = [.view, .function, .procedure, .trigger]

  private var kind: String { object.kind.rawValue.uppercased() }

  /// The name as a statement has it.
  private var name: String {
    object.parent.map { "\($0.short).\(Identifier.quoted(object.name))" } ?? object.qualified
  }

  private var drop: String? {
    guard let parent = object.parent?.short else {
      return object.kind == .other ? nil : "DROP \(kind) IF EXISTS \(object.qualified);"
    }
    let member = Identifier.quoted(object.name)
    switch object.kind {
    case .column, .constraint: return "ALTER TABLE \(parent) DROP \(kind) IF EXISTS \(member);"
    case .attribute: return "ALTER TYPE \(parent) DROP ATTRIBUTE IF EXISTS \(member);"
    case .domainConstraint: return "ALTER DOMAIN \(parent) DROP CONSTRAINT IF EXISTS \(member);"
    default: return "DROP \(kind) IF EXISTS \(member) ON \(parent);"
    }
  }

  private func tableSwitch(_ attribute: CatalogDiff.Difference) -> String? {
    guard object.kind == .table else { return nil }
    let isOn = attribute.before != nil
    switch attribute.name {
    case "row level security": return "ALTER TABLE \(name) \(isOn ? "ENABLE" : "DISABLE") ROW LEVEL SECURITY;"
    case "force row level security": return "ALTER TABLE \(name) \(isOn ? "" : "NO ")FORCE ROW LEVEL SECURITY;"
    default: return nil
    }
  }

  private func words(make: Bool) -> String {
    let verb = make ? "ADD" : "DROP"
    switch object.kind {
    case .column, .constraint: return "ALTER TABLE … \(verb) \(kind)"
    case .attribute: return "ALTER TYPE … \(verb) ATTRIBUTE"
    case .domainConstraint: return "ALTER DOMAIN … \(verb) CONSTRAINT"
    case .other: return object.isDefaultPrivileges ? "ALTER DEFAULT PRIVILEGES" : verb
    default: return "\(make ? "CREATE" : "DROP") \(kind)"
    }
  }

  private func columnForm(_ names: Set<String>) -> String {
    switch names {
    case ["not null"]: "ALTER COLUMN … \(change.attributes[0].before == nil ? "DROP" : "SET") NOT NULL"
    case ["default"]: "ALTER COLUMN … \(change.attributes[0].before == nil ? "DROP" : "SET") DEFAULT"
    case ["type"]: "ALTER COLUMN … TYPE"
    default: "ALTER COLUMN"
    }
  }
}
