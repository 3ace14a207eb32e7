/// A change of an object that a `Definition` makes, by its properties.
package struct AlterDefinition: Sendable {
  package var object: ObjectReference
  /// The properties that are set or added.
  package var set: [Definition.Property] = []
  /// The properties that are taken away, by their names.
  package var remove: [Definition.Property] = []
  /// Whether the members that the object has make place for those of `set`.
  package var replacesMembers = false
  package var ifExists = false
  /// Names that must not be there yet (`ADD`), and that must be (`SET`, `DROP`).
  package var added: Set<String> = []
  package var required: Set<String> = []
  /// What the statement does beside that, and nobody follows.
  package var unread: String?

  init(_ object: ObjectReference) { self.object = object }

  init?(_ tag: TreeWord, _ node: TreeNode) {
    switch tag {
    case "AlterEventTrigStmt": self.init(eventTrigger: node)
    case "AlterPublicationStmt": self.init(publication: node)
    case "AlterSubscriptionStmt": self.init(subscription: node)
    case "AlterFdwStmt": self.init(wrapper: node)
    case "AlterForeignServerStmt": self.init(server: node)
    case "AlterUserMappingStmt": self.init(userMapping: node)
    case "AlterOpFamilyStmt": self.init(operatorFamily: node)
    case "AlterOperatorStmt": self.init(operator: node)
    case "AlterStatsStmt": self.init(statistics: node)
    case "AlterTSDictionaryStmt": self.init(dictionary: node)
    case "AlterTSConfigurationStmt": self.init(configuration: node)
    default: return nil
    }
  }

  private init(_ kind: ObjectKind, named name: String?) {
    self.init(ObjectReference(kind: kind, name: ObjectName(name ?? "")))
  }

  // MARK: - Event triggers and replication

  private init(eventTrigger node: TreeNode) {
    self.init(.eventTrigger, named: node.string("trigname"))
    let states = ["D": "disabled", "R": "replica", "A": "always"]
    if let state = states[node.string("tgenabled") ?? ""] {
      set = [.init("enabled", [.text(state)])]
    } else {
      remove = [.init("enabled", [])]
    }
  }

  private init(publication node: TreeNode) {
    self.init(.publication, named: node.string("pubname"))
    set = node.list("options").map { StorageOption($0) }.map { .init($0.name, [.text($0.value ?? "true")]) }
    let members = PublicationMember.read(node.list("pubobjects"))
    switch node.word("action") {
    case "AP_DropObjects": remove = members
    case "AP_SetObjects":
      set += members
      replacesMembers = set.allSatisfy { $0.name == "table" || $0.name == "schema" } && !members.isEmpty
    default: set += members
    }
  }

  private init(subscription node: TreeNode) {
    self.init(.subscription, named: node.string("subname"))
    unread = "ALTER SUBSCRIPTION"
  }

  // MARK: - Foreign data

  private init(wrapper node: TreeNode) {
    self.init(.foreignDataWrapper, named: node.string("fdwname"))
    var definition = Definition(.foreignDataWrapper, object.name)
    definition.readFunctions(node.list("func_options"))
    set = definition.properties.filter { !$0.terms.isEmpty }
    remove = definition.properties.filter { $0.terms.isEmpty }
    readOptions(node.list("options"))
  }

  private init(server node: TreeNode) {
    self.init(.server, named: node.string("servername"))
    if node.flag("has_version") {
      if let version = node.string("version") {
        set = [.init("version", [.text(version)])]
      } else {
        remove = [.init("version", [])]
      }
    }
    readOptions(node.list("options"))
  }

  private init(userMapping node: TreeNode) {
    self.init(.userMapping, named: nil)
    object.suffix = Definition.userMapping(node)
    readOptions(node.list("options"))
    set = set.map { .init($0.name, [.text("yes")]) }
  }

  /// `ADD`, `SET` and `DROP` of options; without a word they are added.
  private mutating func readOptions(_ options: TreeElements) {
    for element in options.compactMap({ $0["DefElem"] }) {
      let name = "option " + (element.string("defname") ?? "")
      switch element.word("defaction") {
      case "DEFELEM_DROP":
        remove.append(.init(name, []))
        required.insert(name)
        continue
      case "DEFELEM_SET": required.insert(name)
      default: added.insert(name)
      }
      set.append(.init(name, [.text(element["arg"].map(StorageOption.text) ?? "true")]))
    }
  }

  // MARK: - Operators and statistics

  private init(operatorFamily node: TreeNode) {
    self.init(ObjectReference(kind: .operatorFamily, name: ObjectName(parts: node.strings("opfamilyname"))))
    object.suffix = NamePart.method(node.string("amname") ?? "")
    let items = node.list("items").compactMap { $0["CreateOpClassItem"] }.map { Definition.item($0, operand: nil) }
    if node.flag("isDrop") { unread = "ALTER OPERATOR FAMILY … DROP" } else { set = items }
  }

  private init(operator node: TreeNode) {
    self.init(ObjectReference(operator: node["opername"] ?? node))
    for element in node.list("options").compactMap({ $0["DefElem"] }) {
      let name = element.string("defname") ?? ""
      if let value = element["arg"] {
        set.append(.init(name, [.function(ObjectName(value: value))]))
      } else {
        remove.append(.init(name, []))
      }
    }
  }

  private init(statistics node: TreeNode) {
    self.init(ObjectReference(kind: .statistics, name: ObjectName(parts: node.strings("defnames"))))
    ifExists = node.flag("missing_ok")
    let target = node.int("stxstattarget")
    if target < 0 {
      remove = [.init("target", [])]
    } else {
      set = [.init("target", [.text(String(min(target, 10_000)))])]
    }
  }

  // MARK: - Text search

  private init(dictionary node: TreeNode) {
    self.init(ObjectReference(kind: .textSearchDictionary, name: ObjectName(parts: node.strings("dictname"))))
    for element in node.list("options").compactMap({ $0["DefElem"] }) {
      let name = "option " + (element.string("defname") ?? "").lowercased()
      if let value = element["arg"] {
        set.append(.init(name, [.text(StorageOption.text(value))]))
      } else {
        remove.append(.init(name, []))
      }
    }
  }

  private init(configuration node: TreeNode) {
    self.init(ObjectReference(kind: .textSearchConfiguration, name: ObjectName(parts: node.strings("cfgname"))))
    ifExists = node.flag("missing_ok")
    let tokens = node.strings("tokentype").map { "mapping of " + $0 }
    let dictionaries = node.list("dicts").map { [Definition.Term.object(.textSearchDictionary, ObjectName(value: $0))] }
    switch node.word("kind") {
    case "ALTER_TSCONFIG_ADD_MAPPING":
      set = tokens.map { .init($0, Definition.Term.joined(dictionaries)) }
      added = Set(tokens)
    case "ALTER_TSCONFIG_ALTER_MAPPING_FOR_TOKEN": set = tokens.map { .init($0, Definition.Term.joined(dictionaries)) }
    case "ALTER_TSCONFIG_DROP_MAPPING":
      remove = tokens.map { .init($0, []) }
      if !ifExists { required = Set(tokens) }
    default: unread = "ALTER TEXT SEARCH CONFIGURATION … REPLACE"
    }
  }
}
