import SQLSyntax

/// Settings as SQL.
enum SettingSQL {
  /// The settings that are lists of names, which stay apart only where they aren't in quotes as a whole
  /// (`GUC_LIST_QUOTE` in the server's `guc.c`).
  private static let lists: Set<String> = [
    "search_path", "temp_tablespaces", "session_preload_libraries", "shared_preload_libraries",
    "local_preload_libraries", "unix_socket_directories",
  ]

  /// `search_path TO app, public`, as SET has it.
  static func assignment(_ name: String, _ value: String) -> String {
    let key = OptionsSQL.name(name)
    guard lists.contains(name.lowercased()) else { return "\(key) TO \(Identifier.literal(value))" }
    return "\(key) TO \(value == "\"\"" || value.isEmpty ? "''" : value)"
  }

  /// `SET …` and `RESET …`, as ALTER has them.
  static func changes(from old: [String: String], to new: [String: String]) -> [String] {
    let set = new.filter { old[$0.key] != $0.value }.sorted { $0.key < $1.key }.map {
      "SET " + assignment($0.key, $0.value)
    }
    return set + old.keys.filter { new[$0] == nil }.sorted().map { "RESET " + OptionsSQL.name($0) }
  }
}

/// Options as SQL.
enum OptionsSQL {
  /// `fillfactor=70, autovacuum_enabled=false`.
  static func list(_ options: [String: String]) -> String {
    options.sorted { $0.key < $1.key }.map { "\(name($0.key))=\(value($0.value))" }.joined(separator: ", ")
  }

  /// `OPTIONS (host 'h')` of foreign data.
  static func foreign(_ options: [String: String]) -> String {
    "OPTIONS ("
      + options.sorted { $0.key < $1.key }.map { "\(Identifier.quoted($0.key)) \(Identifier.literal($0.value))" }
      .joined(separator: ", ") + ")"
  }

  /// `OPTIONS (…)` as ALTER has them; nothing where there is no difference.
  static func foreignChanges(
    from old: [String: String], to new: [String: String], literal: (String) -> String = Identifier.literal
  ) -> [String] {
    let actions = Set(old.keys).union(new.keys).sorted().compactMap { name -> String? in
      guard old[name] != new[name] else { return nil }
      guard let value = new[name] else { return "DROP \(Identifier.quoted(name))" }
      return "\(old[name] == nil ? "ADD" : "SET") \(Identifier.quoted(name)) \(literal(value))"
    }
    return actions.isEmpty ? [] : ["OPTIONS (\(actions.joined(separator: ", ")))"]
  }

  /// The options of a list `n_distinct=5, n_distinct_inherited=6`.
  static func read(_ list: String?) -> [String: String] {
    let pairs = (list ?? "").components(separatedBy: ", ").map { $0.split(separator: "=", maxSplits: 1) }
    return Dictionary(pairs.filter { $0.count == 2 }.map { (String($0[0]), String($0[1])) }) { first, _ in first }
  }

  /// `toast.autovacuum_enabled`: a name space and a name.
  static func name(_ text: String) -> String {
    text.split(separator: ".").map { Identifier.quoted(String($0)) }.joined(separator: ".")
  }

  /// A word or a number as it is, anything else in quotes.
  private static func value(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    return isPlain && !text.hasPrefix("-") ? text : Identifier.literal(text)
  }

  /// `SET (…)` and `RESET (…)`, as ALTER has them.
  static func changes(from old: [String: String], to new: [String: String]) -> [String] {
    let changed = new.filter { old[$0.key] != $0.value }
    let gone = old.keys.filter { new[$0] == nil }.sorted()
    return (changed.isEmpty ? [] : ["SET (\(list(changed)))"])
      + (gone.isEmpty ? [] : ["RESET (\(gone.joined(separator: ", ")))"])
  }
}

/// Privileges as GRANT and REVOKE.
enum PrivilegesSQL {
  /// `owner` is who has fewer privileges than owners have.
  static func statements(
    _ privileges: Privileges, on object: String, default initial: Privileges, owner: String = "CURRENT_USER"
  ) -> [String] {
    var result: [String] = []
    var initial = initial
    for (grantee, names) in initial.grants.sorted(by: { $0.key < $1.key }) {
      let lost = names.keys.filter { privileges.grants[grantee]?[$0] == nil }.sorted()
      // All of a table's privileges have MAINTAIN among them from PostgreSQL 17 on, which only ALL takes back.
      if !lost.isEmpty, Privileges.all(for: .table).allSatisfy({ names[$0] != nil }) {
        result.append("REVOKE ALL ON \(object) FROM \(role(grantee))")
        initial.forget(grantee)
        continue
      }
      if !lost.isEmpty { result.append("REVOKE \(lost.joined(separator: ", ")) ON \(object) FROM \(role(grantee))") }
      let kept = names.filter { $0.value && privileges.grants[grantee]?[$0.key] == false }.keys.sorted()
      guard !kept.isEmpty else { continue }
      result.append("REVOKE GRANT OPTION FOR \(kept.joined(separator: ", ")) ON \(object) FROM \(role(grantee))")
    }
    for privilege in privileges.ownerLimits.subtracting(initial.ownerLimits).sorted() {
      result.append("REVOKE \(privilege) ON \(object) FROM \(owner)")
    }
    for privilege in initial.ownerLimits.subtracting(privileges.ownerLimits).sorted() {
      result.append("GRANT \(privilege) ON \(object) TO \(owner)")
    }
    for (grantee, names) in privileges.grants.sorted(by: { $0.key < $1.key }) {
      for grantable in [false, true] {
        let granted = names.filter { name, value in
          let present = initial.grants[grantee]?[name]
          return value == grantable && (present == nil || (grantable && present == false))
        }.keys.sorted()
        guard !granted.isEmpty else { continue }
        result.append(
          "GRANT \(list(granted)) ON \(object) TO \(role(grantee))"
            + (grantable ? " WITH GRANT OPTION" : ""))
      }
    }
    return result
  }

  static func statements(
    _ privileges: Privileges, on table: String, default initial: Privileges = Privileges(), column: String?
  ) -> [String] {
    let statements = statements(privileges, on: table, default: initial)
    guard let column else { return statements }
    return statements.map { sql in
      // `GRANT SELECT, UPDATE ON …` gets the column after each privilege.
      guard let on = sql.firstRange(of: " ON "), let space = sql.firstIndex(of: " ") else { return sql }
      let list = sql[sql.index(after: space)..<on.lowerBound].split(separator: ", ")
        .map { "\($0) (\(Identifier.quoted(column)))" }.joined(separator: ", ")
      return "\(sql[..<space]) \(list)\(sql[on.lowerBound...])"
    }
  }

  /// ALTER DEFAULT PRIVILEGES.
  static func statements(
    _ privileges: Privileges, for key: DefaultPrivilegesKey, default initial: Privileges
  ) -> [String] {
    let plural: [PrivilegedKind: String] = [
      .table: "TABLES", .sequence: "SEQUENCES", .routine: "ROUTINES", .type: "TYPES", .schema: "SCHEMAS",
    ]
    let role = key.role.map { " FOR ROLE \(Identifier.quoted($0))" } ?? ""
    let schema = key.schema.map { " IN SCHEMA \(Identifier.quoted($0))" } ?? ""
    let owner = key.role.map(Identifier.quoted) ?? "CURRENT_USER"
    return statements(privileges, on: plural[key.kind] ?? "TABLES", default: initial, owner: owner)
      .map { "ALTER DEFAULT PRIVILEGES\(role)\(schema) \($0)" }
  }

  /// Sorted privileges; all of a table's as `ALL`.
  private static func list(_ privileges: [String]) -> String {
    privileges == Privileges.all(for: .table).sorted() ? "ALL" : privileges.joined(separator: ", ")
  }

  private static func role(_ grantee: String) -> String {
    grantee == Privileges.everybody ? grantee : Identifier.quoted(grantee)
  }
}
