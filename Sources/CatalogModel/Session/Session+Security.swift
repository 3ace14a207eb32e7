import SQLSyntax

extension Session {
  // MARK: - Policies

  mutating func createPolicy(_ create: CreatePolicy) throws(CatalogError) {
    if create.command == "insert", create.using != nil {
      throw CatalogError("42601", "only WITH CHECK expression allowed for INSERT")
    }
    if create.command == "select" || create.command == "delete", create.withCheck != nil {
      throw CatalogError("42601", "WITH CHECK cannot be applied to SELECT or DELETE")
    }
    let roles = try roleNames(create.roles)
    var table = try existingTable(create.table)
    outcome.lock(table.name, .accessExclusive)
    let using = try condition(create.using, of: table)
    let check = try condition(create.withCheck, of: table)
    if table.policy(create.name) != nil { throw .duplicate(.policy, create.name, table.name) }
    let policy = Policy(
      name: Identifier.truncated(create.name), command: create.command, isPermissive: create.isPermissive,
      roles: roles, using: using, withCheck: check)
    for expression in [using, check].compactMap({ $0 }) { use(expression, of: table) }
    table.policies.append(policy)
    catalog.store(table)
    outcome.created.append(ObjectIdentity(.policy, policy.name, on: table.name))
  }

  mutating func alterPolicy(_ alter: AlterPolicy) throws(CatalogError) {
    var roles: [String]?
    if let names = alter.roles { roles = try roleNames(names) }
    var table = try existingTable(alter.table)
    outcome.lock(table.name, .accessExclusive)
    let using = try condition(alter.using, of: table)
    let check = try condition(alter.withCheck, of: table)
    guard let index = table.policies.firstIndex(where: { $0.name == alter.name }) else {
      throw .undefined(.policy, alter.name, table.name)
    }
    if let roles { table.policies[index].roles = roles }
    if let using { table.policies[index].using = using }
    if let check { table.policies[index].withCheck = check }
    for expression in [using, check].compactMap({ $0 }) { use(expression, of: table) }
    catalog.store(table)
    outcome.changed.append(ObjectIdentity(.policy, alter.name, on: table.name))
  }

  /// A policy's condition, all of whose names must be there.
  private func condition(_ expression: Expression?, of table: Table) throws(CatalogError) -> CanonicalExpression? {
    guard let expression else { return nil }
    let canonical = CanonicalExpression(expression, resolver: resolver(base: table))
    try requireNames(in: expression, canonical)
    try requireCondition(expression, .policy, "POLICY", resolver(base: table))
    return canonical
  }

  private func roleNames(_ roles: [RoleName]) throws(CatalogError) -> [String] {
    var names: [String] = []
    for role in roles {
      switch role {
      case .public: names.append("public")
      case .currentUser: names.append(self.role ?? "current_user")
      case .named(let name):
        try requireRole(name)
        names.append(name)
      }
    }
    return names.sorted()
  }

  /// A role that is named must be there; the server's own are.
  func requireRole(_ name: String) throws(CatalogError) {
    if !hasRole(name) { throw .undefinedObject(.role, name) }
  }

  /// Whether a role is there: one of the migrations', or of the server's own.
  func hasRole(_ name: String) -> Bool { catalog.roles[name] != nil || name.hasPrefix("pg_") || name == "postgres" }

  /// Memberships belong to the server; the roles must be there.
  func grantRole(_ grant: GrantRole) throws(CatalogError) {
    for role in grant.roles { try requireRole(role) }
    for case .named(let role) in grant.grantees {
      try requireRole(role)
      if grant.isGrant, grant.roles.contains(role) {
        throw CatalogError("0LP01", "role \"\(role)\" is a member of role \"\(role)\"")
      }
    }
  }

  mutating func createRole(_ create: CreateRole) throws(CatalogError) {
    if create.name.hasPrefix("pg_") || create.name == "none" || create.name == "public" {
      throw CatalogError("42939", "role name \"\(create.name)\" is reserved")
    }
    if catalog.roles[create.name] != nil { throw .duplicateObject(.role, create.name) }
    var role = Role(name: create.name)
    role.setOptions(create.options)
    catalog.store(role)
    outcome.created.append(ObjectIdentity(kind: .role, name: create.name))
  }

  // MARK: - Privileges

  mutating func grant(_ grant: Grant) throws(CatalogError) {
    let grantees: [String]
    do {
      grantees = try granteeNames(grant.grantees)
    } catch {
      try requireObjects(of: grant)
      throw error
    }
    try requirePrivileges(of: grant)
    if grant.isAllInSchema { return try grantAll(grant, grantees) }
    for object in grant.objects {
      switch grant.kind {
      case .table, .sequence: try grantOnRelation(grant, object.name, grantees)
      case .schema:
        guard var schema = catalog.schemas[object.name.name] else { throw .undefinedSchema(object.name.name) }
        // `public` is `pg_database_owner`'s, the database's owner, who has what the runner is granted besides.
        let isDatabaseOwners = schema.name == "public" && schema.owner == nil
        let others = isDatabaseOwners ? grantees.filter { $0 != Session.runnerName } : grantees
        let owner = isDatabaseOwners ? "pg_database_owner" : schema.owner
        change(&schema.privileges, of: owner, grant, .schema, others)
        catalog.store(schema)
        outcome.changed.append(schema.identity)
      case .function, .procedure, .routine, .aggregate:
        if let function = memberOfExtension(object.name) {
          outcome.undecided.append("who may call the extension's function `\(function.short)` isn't followed")
          outcome.changed.append(ObjectIdentity(.function, function))
          continue
        }
        let signature = try existingRoutine(object)
        guard var routine = catalog.routines[signature] else { continue }
        change(&routine.privileges, of: routine.owner, grant, .routine, grantees)
        catalog.store(routine)
        outcome.changed.append(routine.identity)
      case .type, .domain:
        var type = try existingType(object.name)
        change(&type.privileges, of: type.owner, grant, .type, grantees)
        catalog.store(type)
        outcome.changed.append(type.identity)
      case .foreignDataWrapper, .server, .language: try grantOnOther(grant, object, grantees)
      case .database, .tablespace, .largeObject, .parameter: break
      default: notModelled("GRANT ON \(grant.kind.rawValue.uppercased())")
      }
    }
  }

  /// Each kind of object has privileges of its own (0LP01); PUBLIC can't grant any.
  private func requirePrivileges(of grant: Grant) throws(CatalogError) {
    if grant.isGrant, grant.withGrantOption, grant.grantees.contains(.public) {
      throw CatalogError("0LP01", "grant options can only be granted to roles")
    }
    for object in grant.objects where !grant.isAllInSchema && grant.kind == .table {
      guard let name = relation(object.name) else { continue }
      let kind: PrivilegedKind = catalog.sequences[name] == nil ? .table : .sequence
      // PostgreSQL takes those of a sequence for those of a table, with a warning.
      if kind == .table { try requirePrivileges(of: grant, kind, "table") }
    }
    guard grant.kind != .table, let kind = PrivilegedKind(grant.kind) else { return }
    try requirePrivileges(of: grant, kind, grant.kind == .function ? "function" : kind.rawValue)
  }

  private func requirePrivileges(
    of grant: Grant, _ kind: PrivilegedKind, _ word: String
  ) throws(CatalogError) {
    for privilege in grant.privileges where privilege.name != "all" {
      let (known, word) = privilege.columns.isEmpty ? (kind, word) : (.column, "column")
      guard !Privileges.all(for: known).contains(privilege.name.uppercased()) else { continue }
      throw CatalogError("0LP01", "invalid privilege type \(privilege.name.uppercased()) for \(word)")
    }
  }

  /// What privileges are granted on is looked for before the roles are.
  private mutating func requireObjects(of grant: Grant) throws(CatalogError) {
    for object in grant.objects {
      switch grant.kind {
      case _ where grant.isAllInSchema || grant.kind == .schema:
        guard catalog.schemas[object.name.name] != nil else { throw .undefinedSchema(object.name.name) }
      case .table, .sequence: _ = try existingRelation(object.name)
      case .function, .procedure, .routine, .aggregate:
        if memberOfExtension(object.name) == nil { _ = try existingRoutine(object) }
      case .type, .domain: _ = try existingType(object.name)
      default: break
      }
    }
  }

  func granteeNames(_ roles: [RoleName]) throws(CatalogError) -> [String] {
    var names: [String] = []
    for role in roles {
      switch role {
      case .public: names.append(Privileges.everybody)
      case .named(let name):
        try requireRole(name)
        names.append(name)
      case .currentUser: names.append(self.role ?? "postgres")
      }
    }
    return names
  }

  private mutating func grantOnRelation(
    _ grant: Grant, _ name: ObjectName, _ grantees: [String]
  ) throws(CatalogError) {
    let relation = try existingRelation(name)
    if grant.kind == .sequence, catalog.sequences[relation] == nil { throw .wrongType(relation, "a sequence") }
    if var table = catalog.tables[relation] {
      for privilege in grant.privileges where !privilege.columns.isEmpty {
        for column in privilege.columns {
          guard let index = table.columns.firstIndex(where: { $0.name == column }) else {
            throw .undefinedColumn(column, relation)
          }
          change(&table.columns[index].privileges, of: table.owner, grant, .column, grantees, only: privilege.name)
        }
      }
      change(&table.privileges, of: table.owner, grant, .table, grantees)
      // What is taken from a table is taken from its columns, too.
      for index in table.columns.indices where !grant.isGrant && !table.columns[index].privileges.isEmpty {
        change(&table.columns[index].privileges, of: table.owner, grant, .column, grantees)
      }
      catalog.store(table)
      outcome.changed.append(table.identity)
    } else if var view = catalog.views[relation] {
      try grantOnColumns(grant, &view, grantees)
      change(&view.privileges, of: view.owner, grant, .table, grantees)
      catalog.store(view)
      outcome.changed.append(view.identity)
    } else if var sequence = catalog.sequences[relation] {
      change(&sequence.privileges, of: sequence.role, grant, .sequence, grantees)
      catalog.store(sequence)
      outcome.changed.append(sequence.identity)
    }
  }

  private func grantOnColumns(_ grant: Grant, _ view: inout View, _ grantees: [String]) throws(CatalogError) {
    for privilege in grant.privileges {
      for column in privilege.columns {
        if let columns = view.columns, !columns.contains(column) { throw .undefinedColumn(column, view.name) }
        change(
          &view.columnPrivileges[column, default: Privileges()], of: view.owner, grant, .column, grantees,
          only: privilege.name)
      }
    }
    // What is taken from a view is taken from its columns, too.
    if !grant.isGrant {
      for column in view.columnPrivileges.keys {
        change(&view.columnPrivileges[column, default: Privileges()], of: view.owner, grant, .column, grantees)
      }
    }
    view.columnPrivileges = view.columnPrivileges.filter { !$0.value.isEmpty }
  }

  private mutating func grantAll(_ grant: Grant, _ grantees: [String]) throws(CatalogError) {
    for schema in grant.objects.map(\.name.name) {
      guard catalog.schemas[schema] != nil else { throw .undefinedSchema(schema) }
      switch grant.kind {
      case .table:
        for var table in catalog.tables.values where table.name.schema == schema {
          change(&table.privileges, of: table.owner, grant, .table, grantees)
          catalog.store(table)
          outcome.changed.append(table.identity)
        }
        for var view in catalog.views.values where view.name.schema == schema {
          change(&view.privileges, of: view.owner, grant, .table, grantees)
          catalog.store(view)
          outcome.changed.append(view.identity)
        }
      case .sequence:
        for var sequence in catalog.sequences.values where sequence.name.schema == schema {
          change(&sequence.privileges, of: sequence.role, grant, .sequence, grantees)
          catalog.store(sequence)
          outcome.changed.append(sequence.identity)
        }
      default:
        for var routine in catalog.routines.values
        where routine.signature.name.schema == schema && (grant.kind == .routine || grant.kind == routine.kind) {
          change(&routine.privileges, of: routine.owner, grant, .routine, grantees)
          catalog.store(routine)
          outcome.changed.append(routine.identity)
        }
      }
    }
  }

  /// Changes the privileges of an object; of the owner's own those that it lacks are kept. `owner` is `nil` for the role
  /// that runs the migrations.
  func change(
    _ privileges: inout Privileges, of owner: String?, _ grant: Grant, _ kind: PrivilegedKind, _ grantees: [String],
    only: String? = nil
  ) {
    let isAll = grant.privileges.isEmpty
    let names = only.map { [$0] } ?? grant.privileges.filter { $0.columns.isEmpty }.map(\.name)
    let expanded = isAll || names.contains("all") ? Privileges.all(for: kind) : names.map { $0.uppercased() }
    for grantee in grantees {
      if grantee == owner ?? "postgres" {
        guard kind != .column, only == nil else { continue }
        if grant.isGrant {
          privileges.ownerLimits.subtract(expanded)
        } else if !grant.withGrantOption {
          privileges.ownerLimits.formUnion(Set(expanded).intersection(Privileges.all(for: kind)))
        }
      } else if grant.isGrant {
        privileges.grant(expanded, to: grantee, grantable: grant.withGrantOption)
      } else {
        privileges.revoke(expanded, from: grantee, grantOptionOnly: grant.withGrantOption)
      }
    }
  }

  // MARK: - Default privileges

  mutating func alterDefaultPrivileges(_ alter: AlterDefaultPrivileges) throws(CatalogError) {
    let grantees = try granteeNames(alter.grant.grantees)
    for case .named(let name) in alter.roles { try requireRole(name) }
    for schema in alter.schemas where catalog.schemas[schema] == nil { throw .undefinedSchema(schema) }
    guard let kind = PrivilegedKind(alter.grant.kind) else { return notModelled("ALTER DEFAULT PRIVILEGES") }
    try requirePrivileges(of: alter.grant, kind, kind == .table ? "relation" : kind.rawValue)
    if kind == .schema, !alter.schemas.isEmpty {
      throw CatalogError("0LP01", "cannot use IN SCHEMA clause when using GRANT/REVOKE ON SCHEMAS")
    }
    let roles = alter.roles.isEmpty ? [role] : alter.roles.map { owner($0) }
    let schemas: [String?] = alter.schemas.isEmpty ? [nil] : alter.schemas.map { $0 }
    for role in roles {
      for schema in schemas {
        let key = DefaultPrivilegesKey(role: role, schema: schema, kind: kind)
        var privileges = catalog.defaultPrivileges[key] ?? key.builtInDefault
        change(&privileges, of: role, alter.grant, kind, grantees)
        catalog.defaultPrivileges[key] = privileges == key.builtInDefault ? nil : privileges
      }
    }
  }

  /// What ALTER DEFAULT PRIVILEGES gives to a new object of the current role.
  func defaultPrivileges(_ kind: PrivilegedKind, in schema: String) -> Privileges {
    var privileges =
      catalog.defaultPrivileges[DefaultPrivilegesKey(role: role, schema: nil, kind: kind)] ?? Privileges()
    if let local = catalog.defaultPrivileges[DefaultPrivilegesKey(role: role, schema: schema, kind: kind)] {
      privileges.formUnion(local)
    }
    return privileges
  }

  /// What a new routine's privileges are: everybody may execute it, unless a default says otherwise.
  func initialPrivileges(in schema: String) -> Privileges {
    var privileges =
      catalog.defaultPrivileges[DefaultPrivilegesKey(role: role, schema: nil, kind: .routine)]
      ?? DefaultPrivilegesKey(role: role, schema: nil, kind: .routine).builtInDefault
    if let local = catalog.defaultPrivileges[DefaultPrivilegesKey(role: role, schema: schema, kind: .routine)] {
      privileges.formUnion(local)
    }
    return privileges
  }
}

extension PrivilegedKind {
  init?(_ kind: ObjectKind) {
    switch kind {
    case .table: self = .table
    case .sequence: self = .sequence
    case .function, .routine, .procedure: self = .routine
    case .type: self = .type
    case .schema: self = .schema
    case .foreignDataWrapper: self = .foreignDataWrapper
    case .server: self = .server
    case .language: self = .language
    default: return nil
    }
  }
}
