import SQLSyntax

extension View: CatalogObject {
  package var identity: ObjectIdentity { ObjectIdentity(kind, name) }

  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("definition", definition.text)
    list.add("columns", columns ?? [])
    list.add("options", options)
    list.add("not populated", if: isMaterialized && !isPopulated)
    list.add("column comments", columnComments)
    list.add("column defaults", columnDefaults.mapValues(\.text))
    let columnGrants = columnPrivileges.filter { !$0.value.isEmpty }
    list.add("column privileges", columnGrants.mapValues { $0.descriptions.joined(separator: "; ") })
    list.add("properties", properties)
    list.add(owner: owner, privileges: privileges, comment: comment)
    return list.attributes
  }
}

extension Index: CatalogObject {
  package var identity: ObjectIdentity { ObjectIdentity(.index, name) }

  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("definition", definition)
    list.add("invalid", if: !isValid)
    list.add("storage parameters", options)
    list.add("tablespace", tablespace)
    list.add("part of", parent?.short)
    list.add("not ready", if: !isReady)
    list.add("statistics", statisticsText)
    list.add("schemas of names", keys.compactMap(\.schemas))
    list.add("comment", comment)
    return list.attributes
  }

  /// `1=500`, a column each.
  var statisticsText: [String] { statistics.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }

  /// The index as CREATE INDEX has it, without its name.
  package var definition: String {
    let columns = keys.map(\.text).joined(separator: ", ")
    let include = including.isEmpty ? "" : " INCLUDE (" + including.map(Identifier.quoted).joined(separator: ", ") + ")"
    return "\(isUnique ? "UNIQUE " : "")ON \(table.short) USING \(accessMethod) (\(columns))\(include)"
      + (nullsNotDistinct ? " NULLS NOT DISTINCT" : "") + (predicate.map { " WHERE (\($0.text))" } ?? "")
  }
}

extension Sequence: CatalogObject {
  package var identity: ObjectIdentity { ObjectIdentity(.sequence, name) }

  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("type", type)
    list.add("start", String(start))
    list.add("increment", String(increment))
    list.add("minimum", String(minimum))
    list.add("maximum", String(maximum))
    list.add("cache", String(cache))
    list.add("cycles", if: cycles)
    list.add("owned by", owner.map { "\($0.table.short).\(Identifier.quoted($0.column))" })
    list.add("identity", if: isIdentity)
    list.add("unlogged", if: persistence == .unlogged)
    list.add(owner: role, privileges: privileges, comment: comment)
    return list.attributes
  }
}

extension UserType: CatalogObject {
  package var identity: ObjectIdentity { ObjectIdentity(domain == nil ? .type : .domain, name) }

  package var attributes: [Attribute] {
    var list = AttributeList()
    switch kind {
    case .enumeration(let labels): list.add("labels", labels.map(Identifier.literal).joined(separator: ", "))
    case .domain(let domain):
      list.add("type", domain.type.formatted)
      list.add("not null", if: domain.isNotNull)
      list.add("default", domain.defaultValue?.text)
      list.add("collation", domain.collation)
      list.add("collation's schema", domain.collationSchema)
    case .composite: list.add("composite", if: true)
    case .range(let subtype): list.add("range of", subtype.formatted)
    case .base: list.add("base type", if: true)
    case .shell, .multirange: break
    }
    list.add("properties", properties)
    list.add(owner: owner, privileges: privileges, comment: comment)
    return list.attributes
  }
}

extension Routine: CatalogObject {
  package var identity: ObjectIdentity {
    ObjectIdentity(kind: kind, schema: signature.name.schema, name: signature.text)
  }

  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("arguments", arguments.map(\.text))
    list.add("returns", result)
    list.add("language", language)
    // Line ends are the editor's, and make no difference to what the body does.
    list.add("body", sqlBody?.text ?? body.replacing("\r\n", with: "\n"))
    list.add("volatility", volatility)
    list.add("security definer", if: isSecurityDefiner)
    list.add("strict", if: isStrict)
    list.add("leakproof", if: isLeakproof)
    list.add("window", if: isWindow)
    list.add("parallel", parallel == "unsafe" ? nil : parallel)
    list.add("cost", cost == usualCost ? nil : cost)
    list.add("rows", rows == "1000" || rows == "0" ? nil : rows)
    list.add("settings", settings)
    list.add("properties", properties)
    list.add(owner: owner, privileges: privileges, comment: comment)
    return list.attributes
  }
}

extension Routine.Argument {
  /// `OUT total integer`, as `pg_get_function_arguments` prints it.
  package var text: String {
    let modes: [RoutineParameter.Mode: String] = [
      .output: "OUT ", .inputOutput: "INOUT ", .variadic: "VARIADIC ", .table: "TABLE ",
    ]
    return (modes[mode] ?? "") + (name.map { Identifier.quoted($0) + " " } ?? "") + type.formatted
      + (defaultValue.map { " DEFAULT \($0.text)" } ?? "")
  }
}

extension Schema: CatalogObject {
  package var identity: ObjectIdentity { ObjectIdentity(kind: .schema, name: name) }

  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add(owner: owner, privileges: privileges, comment: comment)
    return list.attributes
  }
}

extension Extension: CatalogObject {
  package var identity: ObjectIdentity { ObjectIdentity(kind: .extension, name: name) }

  package var attributes: [Attribute] {
    var list = AttributeList()
    list.add("schema", schema)
    list.add("version", version)
    list.add("owner", owner)
    list.add("comment", comment)
    return list.attributes
  }
}
