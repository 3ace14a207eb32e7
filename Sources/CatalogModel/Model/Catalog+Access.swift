import SQLSyntax

extension Catalog {
  /// Calls the body with every object's owner and privileges, a table's columns too.
  func forEachAccess(_ body: (_ object: String, _ owner: String?, _ privileges: Privileges) -> Void) {
    for schema in schemas.values { body("schema \(schema.name)", schema.owner, schema.privileges) }
    for table in tables.values {
      body("table \(table.name.short)", table.owner, table.privileges)
      for column in table.columns { body("column \(column.name) of \(table.name.short)", nil, column.privileges) }
    }
    for view in views.values {
      body("view \(view.name.short)", view.owner, view.privileges)
      for (column, privileges) in view.columnPrivileges {
        body("column \(column) of view \(view.name.short)", nil, privileges)
      }
    }
    for sequence in sequences.values { body("sequence \(sequence.name.short)", sequence.role, sequence.privileges) }
    for type in types.values { body("type \(type.name.short)", type.owner, type.privileges) }
    for routine in routines.values { body("function \(routine.signature.text)", routine.owner, routine.privileges) }
    for other in others.values { body(other.identity.description, other.owner, other.privileges) }
  }

  /// Changes every object's owner and privileges.
  mutating func changeAccess(_ change: (inout String?, inout Privileges) -> Void) {
    for var schema in schemas.values {
      change(&schema.owner, &schema.privileges)
      store(schema)
    }
    for var table in tables.values {
      change(&table.owner, &table.privileges)
      var nobody: String?
      for index in table.columns.indices { change(&nobody, &table.columns[index].privileges) }
      store(table)
    }
    for var view in views.values {
      change(&view.owner, &view.privileges)
      var nobody: String?
      for column in view.columnPrivileges.keys {
        change(&nobody, &view.columnPrivileges[column, default: Privileges()])
      }
      view.columnPrivileges = view.columnPrivileges.filter { !$0.value.isEmpty }
      store(view)
    }
    for var sequence in sequences.values {
      change(&sequence.role, &sequence.privileges)
      store(sequence)
    }
    for var type in types.values {
      change(&type.owner, &type.privileges)
      store(type)
    }
    for var routine in routines.values {
      change(&routine.owner, &routine.privileges)
      store(routine)
    }
    for var other in others.values {
      change(&other.owner, &other.privileges)
      store(other)
    }
  }
}
