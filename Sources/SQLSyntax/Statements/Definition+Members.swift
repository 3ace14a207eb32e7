// Definitions of objects that have members or options of their own.

extension Definition {
  // MARK: - Operator classes

  init(operatorClass node: TreeNode) {
    self.init(.operatorClass, ObjectName(parts: node.strings("opclassname")))
    suffix = NamePart.method(node.string("amname") ?? "")
    let type = node["datatype"].map { TypeName($0) } ?? TypeName(name: "")
    add("type", .type(type))
    let family = node.strings("opfamilyname")
    if !family.isEmpty {
      var name = ObjectName(parts: family)
      name.name += " USING " + (node.string("amname") ?? "")
      add("family", .object(.operatorFamily, name))
    }
    add("default", if: node.flag("isDefault"))
    for item in node.list("items").compactMap({ $0["CreateOpClassItem"] }) {
      properties.append(Definition.item(item, operand: type))
    }
  }

  init(operatorFamily node: TreeNode) {
    self.init(.operatorFamily, ObjectName(parts: node.strings("opfamilyname")))
    suffix = NamePart.method(node.string("amname") ?? "")
  }

  /// `OPERATOR 1 <`, `FUNCTION 1 f(int, int)` or `STORAGE type`; what a DROP names has types alone.
  static func item(_ node: TreeNode, operand: TypeName?) -> Property {
    let number = node.int("number")
    let types = node.list("class_args").compactMap { $0["TypeName"].map { TypeName($0) } }
    switch node.int("itemtype") {
    case 1:
      var terms: [Term] = []
      if let name = node["name"] {
        let given = RoutineParameter.signature(name)
        let operands = given.isEmpty ? operand.map { [$0, $0] } ?? [] : given
        terms = [.operator(ObjectName(parts: name.strings("objname")), operands)]
      }
      let family = node.strings("order_family")
      if !family.isEmpty {
        // Ordering operators sort by families of B-trees alone (manual, CREATE OPERATOR CLASS).
        var name = ObjectName(parts: family)
        name.name += " USING btree"
        terms += [.text(" FOR ORDER BY "), .object(.operatorFamily, name)]
      }
      return Property("operator \(number)", terms)
    case 2:
      guard let name = node["name"] else { return Property("function \(number)", []) }
      // A class's functions are for its own type, where they don't say another.
      let isOwn = types.isEmpty || types.allSatisfy { $0.base == operand?.base }
      let over = isOwn ? [] : [.text(" for ")] + Term.joined(types.map { [.type($0)] }, by: ",")
      return Property("function \(number)", [.function(ObjectName(parts: name.strings("objname")))] + over)
    default: return Property("storage", node["storedtype"].map { [.type(TypeName($0))] } ?? [])
    }
  }

  // MARK: - Event triggers and replication

  init(eventTrigger node: TreeNode) {
    self.init(.eventTrigger, ObjectName(node.string("trigname") ?? ""))
    add("event", text: node.string("eventname"))
    if let function = Term.function(parts: node.strings("funcname")) { add("function", function) }
    for filter in node.list("whenclause").compactMap({ $0["DefElem"] }) {
      let values = (filter["arg"]?.elements).map { $0.map(\.stringNode) } ?? []
      add("when \(filter.string("defname") ?? "")", text: values.map { $0.uppercased() }.joined(separator: ", "))
    }
  }

  init(publication node: TreeNode) {
    self.init(.publication, ObjectName(node.string("pubname") ?? ""))
    add("all tables", if: node.flag("for_all_tables"))
    for option in node.list("options").map({ StorageOption($0) }) { add(option.name, text: option.value ?? "true") }
    for member in PublicationMember.read(node.list("pubobjects")) { properties.append(member) }
  }

  init(subscription node: TreeNode) {
    self.init(.subscription, ObjectName(node.string("subname") ?? ""))
    add("publications", text: node.strings("publication").sorted().joined(separator: ", "))
    for option in node.list("options").map({ StorageOption($0) }) { add(option.name, text: option.value ?? "true") }
  }

  // MARK: - Foreign data

  init(wrapper node: TreeNode) {
    self.init(.foreignDataWrapper, ObjectName(node.string("fdwname") ?? ""))
    readFunctions(node.list("func_options"))
    add(options: node.list("options"))
  }

  /// `HANDLER f` and `VALIDATOR f`; `NO HANDLER` has no value.
  mutating func readFunctions(_ options: TreeElements) {
    for element in options.compactMap({ $0["DefElem"] }) {
      let name = element.string("defname") ?? ""
      if let value = element["arg"] {
        add(name, .function(ObjectName(value: value)))
      } else {
        properties.append(Property(name, []))
      }
    }
  }

  init(server node: TreeNode) {
    self.init(.server, ObjectName(node.string("servername") ?? ""))
    ifNotExists = node.flag("if_not_exists")
    add("wrapper", .object(.foreignDataWrapper, ObjectName(node.string("fdwname") ?? "")))
    add("type", text: node.string("servertype"))
    add("version", text: node.string("version"))
    add(options: node.list("options"))
  }

  init(userMapping node: TreeNode) {
    self.init(.userMapping, ObjectName(""))
    ifNotExists = node.flag("if_not_exists")
    suffix = Definition.userMapping(node)
    // Options hold passwords: that there is one is all that is kept.
    for option in node.list("options").map({ StorageOption($0) }) { add("option " + option.name, if: true) }
  }

  /// What a user mapping is called: `for anon on server remote`.
  static func userMapping(_ node: TreeNode) -> [NamePart] {
    let role: String
    switch node["user"].map({ RoleName($0) }) ?? .currentUser {
    case .public: role = "public"
    case .currentUser: role = currentUser
    case .named(let name): role = name
    }
    return [
      .text("for \(role) on server "), .object(.server, ObjectName(node.string("servername") ?? "")),
    ]
  }

  /// Stands for the role that runs the statement.
  package static let currentUser = "CURRENT_USER"
}

/// A table or a schema of a publication.
enum PublicationMember {
  /// Reads `PublicationObjSpec` nodes; one that continues a list is of the kind of the one before it.
  static func read(_ nodes: TreeElements) -> [Definition.Property] {
    var isSchema = false
    return nodes.compactMap { $0["PublicationObjSpec"] }.map { node in
      switch node.word("pubobjtype") {
      case "PUBLICATIONOBJ_TABLE": isSchema = false
      case "PUBLICATIONOBJ_TABLES_IN_SCHEMA", "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA": isSchema = true
      default: break
      }
      if isSchema { return schema(node) }
      return node["pubtable"].map(table)
        ?? Definition.Property("table", [.relation(ObjectName(node.string("name") ?? ""))])
    }
  }

  private static func schema(_ node: TreeNode) -> Definition.Property {
    Definition.Property("schema", [.text(node.string("name") ?? Definition.currentSchema)])
  }

  private static func table(_ node: TreeNode) -> Definition.Property {
    var terms: [Definition.Term] = [.relation(ObjectName(rangeVar: node["relation"] ?? node))]
    let columns = node.strings("columns")
    if !columns.isEmpty {
      terms += [.text(" (")] + Definition.Term.joined(columns.sorted().map { [.column($0)] }) + [.text(")")]
    }
    if let condition = Expression(optional: node, "whereClause") {
      terms += [.text(" WHERE "), .expression(condition)]
    }
    return Definition.Property("table", terms)
  }
}

extension Definition {
  /// Stands for the first schema of the search path.
  package static let currentSchema = "CURRENT_SCHEMA"
}
