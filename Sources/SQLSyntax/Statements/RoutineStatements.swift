package import Diagnostics

/// A parameter of a function or a procedure.
package struct RoutineParameter: Sendable {
  /// Which way the value goes (`pg_proc.proargmodes`).
  package enum Mode: String, Hashable, Sendable {
    case input = "i"
    case output = "o"
    case inputOutput = "b"
    case variadic = "v"
    case table = "t"

    /// Whether a caller gives it a value.
    package var isInput: Bool { self == .input || self == .inputOutput || self == .variadic }

    /// Whether it is a part of the result.
    package var isOutput: Bool { self == .output || self == .inputOutput || self == .table }
  }

  package var name: String?
  package var type: TypeName
  package var mode: Mode
  package var defaultValue: Expression?

  /// Whether the parameter is one of those that a call gives, and so part of the signature.
  package var isInput: Bool { mode.isInput }

  init(_ node: TreeNode) {
    let body = node["FunctionParameter"] ?? node
    name = body.string("name")
    type = body["argType"].map { TypeName($0) } ?? TypeName(name: "")
    defaultValue = Expression(optional: body, "defexpr")
    mode =
      switch body.word("mode") {
      case "FUNC_PARAM_OUT": .output
      case "FUNC_PARAM_INOUT": .inputOutput
      case "FUNC_PARAM_VARIADIC": .variadic
      case "FUNC_PARAM_TABLE": .table
      default: .input
      }
  }

  /// A parameter that has a type alone.
  init(type: TypeName) {
    self.type = type
    mode = .input
  }

  /// The argument types of an `ObjectWithArgs` node: those of the input parameters.
  static func signature(_ node: TreeNode) -> [TypeName] {
    let parameters = node.list("objfuncargs").map { RoutineParameter($0) }
    guard parameters.isEmpty else { return parameters.filter(\.isInput).map(\.type) }
    return node.list("objargs").compactMap { $0["TypeName"].map { TypeName($0) } }
  }
}

/// `CREATE FUNCTION` and `CREATE PROCEDURE`.
package struct CreateFunction: Sendable {
  package var name: ObjectName
  package var parameters: [RoutineParameter]
  package var returnType: TypeName?
  package var orReplace: Bool
  package var isProcedure: Bool
  package var attributes: RoutineAttributes
  /// Where the statement's body text stands, as far as the tree says it.
  package var bodyLocation: Int?
  /// What an aggregate is computed by; `nil` of a function or a procedure.
  package var aggregate: [Definition.Property]?
  /// How many arguments of an ordered-set aggregate stand before `ORDER BY`; `nil` of others.
  package var directArguments: Int?

  init(_ node: TreeNode) {
    name = ObjectName(parts: node.strings("funcname"))
    parameters = node.list("parameters").map { RoutineParameter($0) }
    returnType = node["returnType"].map { TypeName($0) }
    orReplace = node.flag("replace")
    isProcedure = node.flag("is_procedure")
    attributes = RoutineAttributes(node.list("options"))
    if let body = node["sql_body"] { attributes.sqlBody = Query(body) }
    bodyLocation = node.list("options").compactMap { $0["DefElem"] }.first { $0.string("defname") == "as" }?.location
  }
}

extension CreateFunction {
  /// Reads `CREATE AGGREGATE`; that with a `BASETYPE` is the old form.
  init(aggregate node: TreeNode) {
    self.init(node)
    name = ObjectName(parts: node.strings("defnames"))
    orReplace = node.flag("replace")
    let elements = node.list("definition").compactMap { $0["DefElem"] }
    let arguments = node.list("args").first?.elements
    parameters = (arguments.map { $0.filter { $0["FunctionParameter"] != nil } } ?? []).map { RoutineParameter($0) }
    if node.flag("oldstyle"), let base = elements.first(where: { $0.string("defname")?.lowercased() == "basetype" }) {
      parameters = (base["arg"]?["TypeName"]).map { [RoutineParameter(type: TypeName($0))] } ?? []
    }
    aggregate = elements.compactMap { CreateFunction.aggregateProperty($0) }
    let direct = node.list("args").dropFirst().first?["Integer"]?.int("ival") ?? -1
    if direct > 0 || (direct == 0 && arguments.map(CreateFunction.beginsWithOrder) ?? false) {
      directArguments = direct
    }
  }

  /// Whether nothing stands before `ORDER BY`; libpg_query 15 writes the same number where there is none.
  private static func beginsWithOrder(_ arguments: TreeElements) -> Bool {
    guard let first = arguments.first(where: { _ in true }),
      let place = first["FunctionParameter"]?["argType"]?.location
    else { return false }
    let before = first.tree.text(before: place)
    guard let bracket = before.lastIndex(of: UInt8(ascii: "(")) else { return false }
    let word = before[(bracket + 1)...].drop { $0 <= 32 }.prefix(5)
    return String(decoding: word, as: UTF8.self).lowercased() == "order"
  }

  private static func aggregateProperty(_ element: TreeNode) -> Definition.Property? {
    let name = (element.string("defname") ?? "").lowercased()
    guard let value = element["arg"] else { return Definition.Property(name, [.text("true")]) }
    switch name {
    case "basetype": return nil
    case "stype", "mstype": return value["TypeName"].map { .init(name, [.type(TypeName($0))]) }
    case "sfunc", "finalfunc", "combinefunc", "serialfunc", "deserialfunc", "msfunc", "minvfunc", "mfinalfunc":
      return .init(name, [.function(ObjectName(value: value))])
    case "sortop": return .init(name, [.operator(ObjectName(value: value), [])])
    default: return .init(name, [.text(StorageOption.text(value))])
    }
  }
}

/// `ALTER FUNCTION` and `ALTER PROCEDURE` with attributes.
package struct AlterFunction: Sendable {
  package var function: ObjectReference
  package var attributes: RoutineAttributes

  init(_ node: TreeNode) {
    let function = node["func"] ?? node
    self.function = ObjectReference(
      kind: node["objtype"].map { ObjectKind(objectType: $0.word) } ?? .function,
      name: ObjectName(parts: function.strings("objname")),
      arguments: function.flag("args_unspecified") ? nil : RoutineParameter.signature(function))
    attributes = RoutineAttributes(node.list("actions"))
  }
}

/// What a statement says of a routine besides its signature; `nil` is what it doesn't say.
package struct RoutineAttributes: Sendable {
  package var language: String?
  /// The body, or the object file and the symbol of a C function.
  package var body: [String]?
  /// The body of `BEGIN ATOMIC` or `RETURN`.
  package var sqlBody: Query?
  /// `immutable`, `stable` or `volatile`.
  package var volatility: String?
  package var isSecurityDefiner: Bool?
  package var isStrict: Bool?
  package var isLeakproof: Bool?
  package var isWindow: Bool?
  /// `safe`, `restricted` or `unsafe`.
  package var parallel: String?
  package var cost: String?
  package var rows: String?
  package var support: String?
  package var settings: [SetVariable] = []

  init(_ options: TreeElements) {
    for element in options.compactMap({ $0["DefElem"] }) {
      let argument = element["arg"]
      let text = argument.map(StorageOption.text)
      switch element.word("defname") {
      case "language": language = text?.lowercased()
      case "as": body = argument?.elements.map(\.stringNode)
      case "volatility": volatility = text
      case "security": isSecurityDefiner = text == "true"
      case "strict": isStrict = text == "true"
      case "leakproof": isLeakproof = text == "true"
      case "window": isWindow = text == "true"
      case "parallel": parallel = text?.lowercased()
      case "cost": cost = text
      case "rows": rows = text
      case "support": support = text
      case "set": if let set = argument?["VariableSetStmt"] { settings.append(SetVariable(set)) }
      default: break
      }
    }
  }
}

/// `DO`.
package struct DoBlock: Sendable {
  package var language: String
  package var body: String

  init(_ node: TreeNode) {
    let options = node.list("args").map { StorageOption($0) }
    language = options.first { $0.name == "language" }?.value?.lowercased() ?? "plpgsql"
    body = options.first { $0.name == "as" }?.value ?? ""
  }
}

extension DoBlock {
  /// A range of the body as one of the file; the whole statement where the body isn't found.
  package func place(_ range: Range<Int>, in statement: Range<Int>, of source: SourceText) -> Range<Int> {
    BodyPlace(of: Array(body.utf8), in: statement, of: source).range(range)
  }
}

/// `CALL`.
package struct Call: Sendable {
  package var procedure: ObjectName
  private let expression: Expression

  init(_ node: TreeNode) {
    let call = node["funccall"]?["FuncCall"] ?? node["funccall"] ?? node
    procedure = ObjectName(parts: call.strings("funcname"))
    expression = Expression(call)
  }

  /// The call with its arguments.
  package var invocation: ValueExpression.Call {
    withExtendedLifetime(expression.tree) { ValueExpression.Call(expression.node, depth: 0) }
  }
}

/// `CREATE TRIGGER`.
package struct CreateTrigger: Sendable {
  package var name: String
  package var table: ObjectName
  package var function: ObjectName
  package var arguments: [String]
  package var isForEachRow: Bool
  /// `BEFORE`, `AFTER` or `INSTEAD OF`.
  package var timing: String
  /// Of `INSERT`, `DELETE`, `UPDATE`, `TRUNCATE`, in that order, as `pg_get_triggerdef` prints them.
  package var events: [String]
  package var updateColumns: [String]
  package var condition: Expression?
  package var orReplace: Bool
  package var isConstraint: Bool
  package var isDeferrable: Bool
  package var isInitiallyDeferred: Bool
  package var referencedTable: ObjectName?
  /// `OLD TABLE AS name` and `NEW TABLE AS name`.
  package var transitionTables: [String]

  init(_ node: TreeNode) {
    name = node.string("trigname") ?? ""
    table = ObjectName(rangeVar: node["relation"] ?? node)
    function = ObjectName(parts: node.strings("funcname"))
    arguments = node.strings("args")
    isForEachRow = node.flag("row")
    timing = CreateTrigger.timing(node.int("timing"))
    events = CreateTrigger.events(node.int("events"))
    updateColumns = node.strings("columns")
    condition = Expression(optional: node, "whenClause")
    orReplace = node.flag("replace")
    isConstraint = node.flag("isconstraint")
    isDeferrable = node.flag("deferrable")
    isInitiallyDeferred = node.flag("initdeferred")
    referencedTable = node["constrrel"].map { ObjectName(rangeVar: $0) }
    transitionTables = node.list("transitionRels").compactMap { $0["TriggerTransition"] }.map {
      ($0.flag("isNew") ? "NEW" : "OLD") + " TABLE AS " + Identifier.quoted($0.string("name") ?? "")
    }
  }

  /// The timing among the bits of `pg_trigger.tgtype` (TRIGGER_TYPE_… of catalog/pg_trigger.h).
  package static func timing(_ bits: Int) -> String {
    bits & 64 != 0 ? "INSTEAD OF" : bits & 2 != 0 ? "BEFORE" : "AFTER"
  }

  /// The events among those bits.
  package static func events(_ bits: Int) -> [String] {
    [(4, "INSERT"), (8, "DELETE"), (16, "UPDATE"), (32, "TRUNCATE")].filter { bits & $0.0 != 0 }.map(\.1)
  }
}
