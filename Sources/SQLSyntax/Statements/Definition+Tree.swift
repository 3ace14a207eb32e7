extension Definition {
  /// Reads a node that makes an object; `nil` for any other.
  init?(_ tag: TreeWord, _ node: TreeNode) {
    switch tag {
    case "DefineStmt": self.init(define: node)
    case "RuleStmt": self.init(rule: node)
    case "CreateStatsStmt": self.init(statistics: node)
    case "CreateCastStmt": self.init(cast: node)
    case "CreateConversionStmt": self.init(conversion: node)
    case "CreateTransformStmt": self.init(transform: node)
    case "CreateAmStmt": self.init(accessMethod: node)
    case "CreatePLangStmt": self.init(language: node)
    case "CreateOpClassStmt": self.init(operatorClass: node)
    case "CreateOpFamilyStmt": self.init(operatorFamily: node)
    case "CreateEventTrigStmt": self.init(eventTrigger: node)
    case "CreatePublicationStmt": self.init(publication: node)
    case "CreateSubscriptionStmt": self.init(subscription: node)
    case "CreateFdwStmt": self.init(wrapper: node)
    case "CreateForeignServerStmt": self.init(server: node)
    case "CreateUserMappingStmt": self.init(userMapping: node)
    default: return nil
    }
  }

  // MARK: - DefineStmt

  /// `CREATE AGGREGATE`, `COLLATION`, `OPERATOR`, `TEXT SEARCH …`: a name and a list in parentheses.
  private init?(define node: TreeNode) {
    let kind = ObjectKind(objectType: node.word("kind"))
    self.init(kind, ObjectName(parts: node.strings("defnames")))
    ifNotExists = node.flag("if_not_exists")
    orReplace = node.flag("replace")
    let elements = node.list("definition").compactMap { $0["DefElem"] }
    switch kind {
    case .collation: readCollation(elements)
    case .operator: readOperator(elements)
    case .textSearchConfiguration, .textSearchDictionary, .textSearchParser, .textSearchTemplate:
      readTextSearch(elements)
    default: return nil
    }
  }

  private mutating func readCollation(_ elements: [TreeNode]) {
    for element in elements {
      let name = element.string("defname") ?? ""
      switch (name, element["arg"]) {
      case ("from", let value?): original = ObjectName(value: value)
      case ("deterministic", let value):
        add(name, text: value.map { StorageOption.isFalse(StorageOption.text($0)) } ?? false ? "false" : "true")
      case (_, let value?): add(name, text: StorageOption.text(value))
      case (_, nil): add(name, text: "true")
      }
    }
  }

  private mutating func readOperator(_ elements: [TreeNode]) {
    var left: TypeName?
    var right: TypeName?
    for element in elements {
      let name = element.string("defname") ?? ""
      guard let value = element["arg"] else {
        add(name, if: true)
        continue
      }
      switch name {
      case "leftarg": left = value["TypeName"].map { TypeName($0) }
      case "rightarg": right = value["TypeName"].map { TypeName($0) }
      case "function", "procedure": add("function", .function(ObjectName(value: value)))
      case "restrict", "join": add(name, .function(ObjectName(value: value)))
      case "commutator", "negator": add(name, .operator(ObjectName(value: value), []))
      default: add(name, if: !StorageOption.isFalse(StorageOption.text(value)))
      }
    }
    suffix = NamePart.operands(left, right)
  }

  private mutating func readTextSearch(_ elements: [TreeNode]) {
    for element in elements {
      let name = (element.string("defname") ?? "").lowercased()
      guard let value = element["arg"] else { continue }
      switch (kind, name) {
      case (.textSearchConfiguration, "copy"): original = ObjectName(value: value)
      case (.textSearchConfiguration, _): add(name, .object(.textSearchParser, ObjectName(value: value)))
      case (.textSearchDictionary, "template"): add(name, .object(.textSearchTemplate, ObjectName(value: value)))
      case (.textSearchDictionary, _): add("option " + name, text: StorageOption.text(value))
      default: add(name, .function(ObjectName(value: value)))
      }
    }
  }

  // MARK: - What has a node of its own

  private init(rule node: TreeNode) {
    self.init(.rule, ObjectName(node.string("rulename") ?? ""))
    table = ObjectName(rangeVar: node["relation"] ?? node)
    orReplace = node.flag("replace")
    add("event", text: (node.string("event") ?? "").dropFirst("CMD_".count).lowercased())
    add("instead", if: node.flag("instead"))
    if let condition = Expression(optional: node, "whereClause") { add("condition", .expression(condition)) }
    for action in node.list("actions") { add("action", .query(Query(action))) }
  }

  private init(statistics node: TreeNode) {
    self.init(.statistics, ObjectName(parts: node.strings("defnames")))
    ifNotExists = node.flag("if_not_exists")
    table = node.list("relations").first?["RangeVar"].map { ObjectName(rangeVar: $0) }
    let kinds = node.strings("stat_types").sorted()
    if !kinds.isEmpty { add("kinds", text: kinds.joined(separator: ", ")) }
    for element in node.list("exprs").compactMap({ $0["StatsElem"] }) {
      if let column = element.string("name") {
        add("column", .column(column))
      } else if let expression = Expression(optional: element, "expr") {
        add("expression", .expression(expression))
      }
    }
  }

  private init(cast node: TreeNode) {
    self.init(.cast, ObjectName(""))
    let types = [node["sourcetype"], node["targettype"]].map { $0.map { TypeName($0) } ?? TypeName(name: "") }
    suffix = NamePart.cast(types[0], types[1])
    if let function = node["func"] {
      add("function", .function(ObjectName(parts: function.strings("objname"))))
    } else {
      add("function", text: node.flag("inout") ? "WITH INOUT" : "WITHOUT FUNCTION")
    }
    switch node.word("context") {
    case "COERCION_IMPLICIT": add("context", text: "implicit")
    case "COERCION_ASSIGNMENT": add("context", text: "assignment")
    default: break
    }
  }

  private init(conversion node: TreeNode) {
    self.init(.conversion, ObjectName(parts: node.strings("conversion_name")))
    add("for", text: Definition.encoding(node.string("for_encoding_name")))
    add("to", text: Definition.encoding(node.string("to_encoding_name")))
    if let function = Term.function(parts: node.strings("func_name")) { add("function", function) }
    add("default", if: node.flag("def"))
  }

  /// An encoding's name without what PostgreSQL doesn't look at: case, hyphens and the like.
  private static func encoding(_ name: String?) -> String? {
    name.map { name in String(name.lowercased().filter { $0.isLetter || $0.isNumber }) }
  }

  private init(transform node: TreeNode) {
    self.init(.transform, ObjectName(""))
    orReplace = node.flag("replace")
    let type = node["type_name"].map { TypeName($0) } ?? TypeName(name: "")
    suffix = NamePart.transform(type, node.string("lang") ?? "")
    for (name, key) in [("from sql", node["fromsql"]), ("to sql", node["tosql"])] {
      if let key { add(name, .function(ObjectName(parts: key.strings("objname")))) }
    }
  }

  private init(accessMethod node: TreeNode) {
    self.init(.accessMethod, ObjectName(node.string("amname") ?? ""))
    add("type", text: node.string("amtype") == "t" ? "table" : "index")
    if let function = Term.function(parts: node.strings("handler_name")) { add("handler", function) }
  }

  private init(language node: TreeNode) {
    self.init(.language, ObjectName(node.string("plname") ?? ""))
    orReplace = node.flag("replace")
    for (name, parts) in [
      ("handler", node.strings("plhandler")), ("inline", node.strings("plinline")),
      ("validator", node.strings("plvalidator")),
    ] {
      if let function = Term.function(parts: parts) { add(name, function) }
    }
    add("trusted", if: node.flag("pltrusted"))
  }
}
