package import SQLSyntax

/// Whether ALTER COLUMN TYPE writes every row anew (manual, ALTER TABLE, "Notes"; measured on PostgreSQL 15).
package enum TypeChange {
  /// `using` is the conversion of the statement, `column` the column's name.
  package static func rewrites(from old: TypeName, to new: TypeName, using: Expression?, column: String) -> Bool {
    if let using, !isPlainCast(using, of: column, to: new) { return true }
    if old == new { return false }
    guard old.schema == nil, new.schema == nil, !old.isArray, !new.isArray else {
      return !(old.base == new.base && new.modifiers.isEmpty)
    }
    if isBinaryCoercible(old.name, new.name) { return false }
    switch (old.name, new.name) {
    case ("text", "character varying"): return !new.modifiers.isEmpty
    case ("character varying", "character varying"), ("bit varying", "bit varying"):
      return !isWider(old.modifiers, new.modifiers)
    case ("timestamp with time zone", "timestamp with time zone"),
      ("timestamp without time zone", "timestamp without time zone"),
      ("time without time zone", "time without time zone"), ("time with time zone", "time with time zone"),
      ("interval", "interval"):
      return !isFiner(old.modifiers, new.modifiers)
    case ("numeric", "numeric"): return !isWiderNumeric(old.modifiers, new.modifiers)
    case ("timestamp without time zone", "timestamp with time zone"),
      ("timestamp with time zone", "timestamp without time zone"):
      // Only a session whose time zone is UTC escapes; a migration can't count on that.
      return true
    default: return true
    }
  }

  /// `USING column::type` says no more than the type itself.
  private static func isPlainCast(_ expression: Expression, of column: String, to type: TypeName) -> Bool {
    guard let cast = expression.castColumn, cast.fields.last == column else { return false }
    return cast.types.allSatisfy {
      $0.name == type.name && $0.modifiers == type.modifiers && $0.isArray == type.isArray
    }
  }

  /// Pairs of types whose values are the same bytes (`pg_cast.castmethod` = `b`).
  private static func isBinaryCoercible(_ old: String, _ new: String) -> Bool {
    switch (old, new) {
    case ("character varying", "text"), ("cidr", "inet"), ("xml", "text"), ("integer", "oid"), ("oid", "integer"): true
    case ("oid", _): new.hasPrefix("reg")
    case (_, "oid"): old.hasPrefix("reg")
    default: false
    }
  }

  /// Whether a time keeps all its digits: without a precision it has six. An interval that loses fields doesn't.
  private static func isFiner(_ old: [String], _ new: [String]) -> Bool {
    guard let last = new.last else { return true }
    guard let after = Int(last), new.count == 1, old.isEmpty || Int(old[0]) != nil else { return false }
    return after >= (old.first.flatMap { Int($0) } ?? 6)
  }

  private static func isWider(_ old: [String], _ new: [String]) -> Bool {
    guard let after = new.first.flatMap({ Int($0) }) else { return true }
    guard let before = old.first.flatMap({ Int($0) }) else { return false }
    return after >= before
  }

  private static func isWiderNumeric(_ old: [String], _ new: [String]) -> Bool {
    if new.isEmpty { return true }
    guard old.count == 2, new.count == 2, let before = Int(old[0]), let after = Int(new[0]) else { return false }
    return old[1] == new[1] && after >= before
  }
}
