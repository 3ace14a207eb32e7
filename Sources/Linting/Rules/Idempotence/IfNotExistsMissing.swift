import SQLSyntax
import Simulation

/// A statement of UP that makes something and fails where it is there already.
struct IfNotExistsMissing: Rule {
  func check(_ statement: Located<Statement>, in context: LintContext) -> [Finding] {
    guard context.direction == .up, context.outcome.error == nil else { return [] }
    return IfNotExistsMissing.parts(of: statement, context).map { form, name in
      Finding(
        "`\(form) \(name)` fails if it exists already", label: "can't be run twice",
        help: "write `\(form) IF NOT EXISTS`")
    }
  }

  /// What a statement makes without IF NOT EXISTS, where PostgreSQL has such a form.
  private static func parts(
    of statement: Located<Statement>, _ context: LintContext
  ) -> [(form: String, name: String)] {
    switch statement.value {
    case .createTable(let create) where !create.ifNotExists && create.persistence != .temporary:
      let form = create.foreignServer == nil ? "CREATE TABLE" : "CREATE FOREIGN TABLE"
      return isDropped(create.name, context) ? [] : [(form, create.name.description)]
    case .createTableAs(let create) where !create.ifNotExists && create.persistence != .temporary:
      // SELECT … INTO has no such form.
      guard context.text(statement.range).prefix(6).lowercased() == "create" else { return [] }
      let form = create.isMaterializedView ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE"
      return isDropped(create.name, context) ? [] : [(form, create.name.description)]
    case .createIndex(let create): return index(create, context)
    case .createSequence(let create) where !create.ifNotExists && create.persistence != .temporary:
      return isDropped(create.name, context) ? [] : [("CREATE SEQUENCE", create.name.description)]
    case .createSchema(let create) where !create.ifNotExists && create.elements.isEmpty:
      return isDropped(ObjectName(create.name), context) ? [] : [("CREATE SCHEMA", Identifier.quoted(create.name))]
    case .createExtension(let create) where !create.ifNotExists:
      return isDropped(ObjectName(create.name), context) ? [] : [("CREATE EXTENSION", Identifier.quoted(create.name))]
    case .alterEnum(let alter) where alter.oldValue == nil && !alter.ifNotExists:
      return [("ADD VALUE", Identifier.literal(alter.newValue))]
    case .alterTable(let alter) where alter.kind == .table || alter.kind == .foreignTable: return columns(alter)
    default: return []
    }
  }

  /// IF NOT EXISTS needs a name; and after a build that failed it keeps the invalid index that CONCURRENTLY left.
  private static func index(_ create: CreateIndex, _ context: LintContext) -> [(form: String, name: String)] {
    guard let name = create.name, !create.ifNotExists, !create.isConcurrent else { return [] }
    let qualified = ObjectName(schema: create.table.schema, name)
    return isDropped(qualified, context)
      ? [] : [(create.isUnique ? "CREATE UNIQUE INDEX" : "CREATE INDEX", Identifier.quoted(name))]
  }

  /// The added columns, but for those that the statement drops first.
  private static func columns(_ alter: AlterTable) -> [(form: String, name: String)] {
    alter.actions.compactMap { action in
      guard case .addColumn(let column, ifNotExists: false) = action else { return nil }
      let isDropped = alter.actions.contains { action in
        if case .dropColumn(column.name, _, _) = action { true } else { false }
      }
      return isDropped ? nil : ("ADD COLUMN", Identifier.quoted(column.name))
    }
  }

  /// Whether the script drops what has the name before the statement, so that nothing can be in the way.
  private static func isDropped(_ name: ObjectName, _ context: LintContext) -> Bool {
    context.run.script.statements.contains { earlier in
      guard earlier.range.lowerBound < context.step.statement.range.lowerBound, case .drop(let drop) = earlier.value
      else { return false }
      return drop.objects.contains {
        $0.name.name == name.name && ($0.name.schema ?? "public") == (name.schema ?? "public")
      }
    }
  }
}
