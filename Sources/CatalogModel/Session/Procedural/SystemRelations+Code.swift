import SQLSyntax

extension SystemRelations {
  // MARK: - Triggers, policies, routines

  private func triggerRow(_ trigger: Trigger, _ relation: QualifiedName) -> Row {
    SystemRelations.row([
      "oid": .object(.member(.trigger, trigger.name, relation)), "tgname": .text(trigger.name),
      "tgrelid": .object(.relation(relation)), "tgisinternal": .boolean(false), "tgenabled": .text(trigger.mode),
      "tgfoid": catalog.routinesByName[trigger.function]?.first.map { .object(.routine($0)) } ?? .object(.builtIn),
    ])
  }

  var triggers: [Row] {
    var rows: [Row] = []
    for table in catalog.tables.values {
      rows += table.triggers.map { triggerRow($0, table.name) }
      // Foreign keys have triggers on both tables.
      for key in table.constraints.compactMap(\.foreignKey) {
        for relation in [table.name, key.target] {
          rows.append(
            SystemRelations.row([
              "tgname": .builtInName, "tgrelid": .object(.relation(relation)), "tgisinternal": .boolean(true),
            ]))
        }
      }
    }
    for view in catalog.views.values { rows += view.triggers.map { triggerRow($0, view.name) } }
    return rows
  }

  func policies(_ relation: String) -> [Row] {
    let letters = ["all": "*", "select": "r", "insert": "a", "update": "w", "delete": "d"]
    return tables.flatMap { table in
      table.policies.map { policy in
        SystemRelations.row([
          "oid": .object(.member(.policy, policy.name, table.name)), "polname": .text(policy.name),
          "polrelid": .object(.relation(table.name)), "polcmd": .text(letters[policy.command] ?? "*"),
          "polpermissive": .boolean(policy.isPermissive),
          "schemaname": SystemRelations.schemaName(table.name.schema), "tablename": .text(table.name.name),
          "policyname": .text(policy.name), "permissive": .text(policy.isPermissive ? "PERMISSIVE" : "RESTRICTIVE"),
          "cmd": .text(policy.command.uppercased()), "roles": .array(policy.roles.map { .text($0) }),
          "qual": policy.using == nil ? .null : SystemRelations.notKnown,
          "with_check": policy.withCheck == nil ? .null : SystemRelations.notKnown,
        ]).filter { relation == "pg_policies" || $0.name.hasPrefix("pol") || $0.name == "oid" }
      }
    }
  }

  /// The objects of a rare kind, by their names.
  func others(_ kind: ObjectKind, _ column: String) -> [Row] {
    catalog.others.values.filter { $0.kind == kind }.map { object in
      [.init(name: column, value: .text(Identifier.parts(of: object.title.text).joined(separator: ".")))]
    }
  }

  private func routineRow(_ name: String, _ schema: String, _ oid: Datum.Object, _ routine: Routine?) -> Row {
    SystemRelations.row([
      "oid": .object(oid), "proname": .text(name), "pronamespace": SystemRelations.schema(schema),
      "prokind": .text(routine?.kind == .procedure ? "p" : routine?.kind == .aggregate ? "a" : "f"),
      "prosecdef": .boolean(routine?.isSecurityDefiner ?? false),
      "pronargs": routine.map { .integer($0.signature.arguments.count) } ?? SystemRelations.notKnown,
      "prosrc": routine.map { .text($0.body) } ?? SystemRelations.notKnown,
    ])
  }

  var routines: [Row] {
    var rows: [Row] = []
    for (signature, routine) in catalog.routines.pairs where restrictions.allow("proname", signature.name.name) {
      rows.append(routineRow(signature.name.name, signature.name.schema, .routine(signature), routine))
    }
    for installed in catalog.extensions.values {
      for name in ExtensionFacts.functions[installed.name] ?? [] where restrictions.allow("proname", name) {
        rows.append(routineRow(name, installed.schema, .builtIn, nil))
      }
    }
    for kind in ["f", "a", "w"] { rows += builtInObjects("proname", "pronamespace", ["prokind": .text(kind)]) }
    return rows
  }
}

extension ObjectMap {
  /// The keys with their values.
  var pairs: [(Key, Value)] { keys.compactMap { key in self[key].map { (key, $0) } } }
}
