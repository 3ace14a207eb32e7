// Calls of functions.

extension CanonicalWriter {
  mutating func call(_ node: TreeNode) {
    let name = ObjectName(parts: node.strings("funcname"))
    let own = resolver.function(name)
    let arguments = Array(node.list("args"))
    let types = arguments.map { comparedType($0) }
    let mayBeBuiltIn = own == nil && (name.schema == nil || name.schema == "pg_catalog")
    let candidates = mayBeBuiltIn ? BuiltInFunctions.candidates(name.name, types) ?? [] : []
    if own == nil, let (moment, type) = dateArgument(arguments, name) {
      if type.name == "date" { return expression(moment) }
    } else if candidates.isEmpty || !types.allSatisfy({ $0?.isBuiltIn ?? false }) {
      hasKnownTypes = false
    }
    if let own {
      piece(.function(own))
    } else if castCall(arguments, name) {
      return
    } else {
      let schema = name.schema.flatMap { $0 == "pg_catalog" ? nil : Identifier.quoted($0) + "." } ?? ""
      text(schema + name.name)
    }
    text("(")
    if node.flag("agg_distinct") { text("DISTINCT ") }
    if node.flag("agg_star") { text("*") }
    let isOfSequence = ["nextval", "currval", "setval"].contains(name.name)
    if isOfSequence, let sequence = arguments.first.flatMap({ Expression($0).constant?.text }),
      let resolved = resolver.relationInString(sequence)
    {
      piece(.relation(resolved))
      if arguments.count > 1 { text(", ") }
      list(arguments.dropFirst())
    } else {
      if isOfSequence, let sequence = arguments.first { note(sequence, as: TypeName(name: "regclass")) }
      if node.flag("func_variadic") {
        variadicOperands(arguments)
      } else {
        let parameters = own == nil ? nil : resolver.parameterTypes(of: name)
        operands(arguments, types, of: candidates.count == 1 ? candidates[0] : nil, parameters, isOwn: own != nil)
      }
      noteCall(node, name, types, isOwn: own != nil)
      if Volatility.isStable(function: name.name, arguments.map { type(of: $0) }) { dependsOnSettings = true }
    }
    clauses(of: node)
  }

  /// Writes arguments; constants in quotes as what the function takes, where it is known.
  private mutating func operands(
    _ arguments: [TreeNode], _ types: [TypeName?], of function: BuiltInFunctions.Signature?, _ parameters: [TypeName]?,
    isOwn: Bool
  ) {
    let targets = function.map { self.targets(of: types, $0) } ?? []
    for (index, argument) in arguments.enumerated() {
      if index > 0 { text(", ") }
      if keepsStringCasts, !isOwn {
        stringOperand(argument, target: nil, beside: function?.parameter(index))
      } else {
        let target = targets.indices.contains(index) ? targets[index] : nil
        let parameter = parameters.flatMap { $0.indices.contains(index) ? $0[index] : nil }
        if let domain = elementDomain(of: argument, arguments, function)
          ?? parameter.flatMap({ self.domain($0, of: argument) })
        {
          coerced(argument, to: domain)
          continue
        }
        operand(argument, target: target)
        note(argument, as: target)
      }
    }
  }

  /// Writes a value with the cast to a domain that its place gives it; elements of `ARRAY[…]` with a cast each.
  private mutating func coerced(_ node: TreeNode, to domain: TypeName) {
    if domain.isArray, let array = node["A_ArrayExpr"] {
      castElements(array, to: domain.withoutArray)
    } else {
      writtenCast(node, to: domain)
    }
  }

  /// The domain that an argument is made one of, or the array of a domain, by its parameter's type; `nil` where it is one.
  private func domain(_ parameter: TypeName, of argument: TreeNode) -> TypeName? {
    let element = parameter.isArray ? parameter.withoutArray : parameter
    guard resolver.baseType(of: element) != nil, argument["NamedArgExpr"] == nil else { return nil }
    if let constant = argument["A_Const"].map({ Constant($0) }) {
      return parameter.isArray && constant != .null ? nil : parameter
    }
    if parameter.isArray, let array = argument["A_ArrayExpr"] {
      let areSame = array.list("elements").allSatisfy { type(of: $0).map { isSame($0, element) } ?? false }
      return areSame ? nil : parameter
    }
    guard let type = type(of: argument), type.isArray == parameter.isArray, !isSame(type, parameter) else { return nil }
    return parameter
  }

  /// The domain that a constant is made one of, beside an array of its values: PostgreSQL prints the cast.
  private func elementDomain(
    of argument: TreeNode, _ arguments: [TreeNode], _ function: BuiltInFunctions.Signature?
  ) -> TypeName? {
    guard argument["A_Const"] != nil, let function else { return nil }
    for (index, other) in arguments.enumerated() where function.parameter(index)?.isArrayOfElements ?? false {
      guard let type = type(of: other)?.withoutArray, resolver.baseType(of: type) != nil else { continue }
      return type
    }
    return nil
  }

  /// Writes a call that is a cast: a type's name is called like a function (manual, "Type Casts").
  private mutating func castCall(_ arguments: [TreeNode], _ name: ObjectName) -> Bool {
    let type = TypeName(name: name.name)
    guard name.schema == nil, let argument = arguments.first, arguments.count == 1 else { return false }
    // Strings become of a type that no function makes, as every type is read from text.
    if ["uuid", "json", "jsonb"].contains(name.name), argument["A_Const"] == nil,
      self.type(of: argument)?.isText == true
    {
      writtenCast(argument, to: type)
      return true
    }
    guard argument["A_Const"] != nil, resolver.type(type) != nil else { return false }
    castConstant(argument, to: type)
    note(argument, as: type)
    leaveOutCast(to: type)
    return true
  }

  /// The types that constants in quotes take as arguments of one of PostgreSQL's own functions, but for `text`.
  private func targets(of types: [TypeName?], _ function: BuiltInFunctions.Signature) -> [TypeName?] {
    guard types.contains(where: { $0?.name == "unknown" }), types.allSatisfy({ $0?.isBuiltIn ?? false }) else {
      return []
    }
    let element = function.element(types)
    return types.indices.map { index in
      guard var type = function.parameter(index) else { return nil }
      if type.isElement { type = element ?? type }
      if type.isArrayOfElements { type = element?.array ?? type }
      return type.isText || type.name.hasPrefix("any") ? nil : type
    }
  }

  /// Notes a call that no function of its name takes, and one of a window function that has no window (42809).
  private mutating func noteCall(_ node: TreeNode, _ name: ObjectName, _ types: [TypeName?], isOwn: Bool) {
    if inputError == nil, node["over"] == nil, !node.flag("agg_within_group"), name.schema == nil,
      CallKind(ofBuiltIn: name.name) == .window, !isOwn
    {
      inputError = InputError("42809", "window function \(name.name) requires an OVER clause")
    }
    guard missingFunction == nil, !node.flag("func_variadic"), !node.flag("agg_star"), !node.flag("agg_within_group"),
      !node.list("args").contains(where: { $0["NamedArgExpr"] != nil })
    else { return }
    // In FROM, `unnest` of several arrays is several calls (manual, "Table Functions").
    if name.name == "unnest", types.count > 1 { return }
    guard resolver.lacksFunction(name, types) else { return }
    let shown = types.map { $0?.formatted ?? "unknown" }.joined(separator: ", ")
    missingFunction = "\(name.schema.map { $0 + "." } ?? "")\(name.name)(\(shown))"
  }

  /// Writes arguments; those that `VARIADIC ARRAY[…]` gives as if each stood for itself, as a server prints them.
  private mutating func variadicOperands(_ arguments: [TreeNode]) {
    guard let last = arguments.last else { return }
    if let array = last["A_ArrayExpr"] { return operands(arguments.dropLast() + Array(array.list("elements"))) }
    operands(arguments.dropLast())
    text(arguments.count > 1 ? ", VARIADIC " : "VARIADIC ")
    operand(last, target: nil)
  }

  /// What `date(…)` takes the date of, and its type where that is one of PostgreSQL's own functions.
  private func dateArgument(_ arguments: [TreeNode], _ name: ObjectName) -> (TreeNode, TypeName)? {
    guard name.name == "date", let first = arguments.first, arguments.count == 1,
      let type = type(of: first), type == TypeName(name: "date") || type.name.hasPrefix("timestamp ")
    else { return nil }
    return (first, type)
  }

  private mutating func clauses(of node: TreeNode) {
    let isWithinGroup = node.flag("agg_within_group")
    if isWithinGroup { text(") WITHIN GROUP (") }
    if !node.list("agg_order").isEmpty {
      text(isWithinGroup ? "ORDER BY " : " ORDER BY ")
      sort(node.list("agg_order"), targets: [])
    }
    text(")")
    if let filter = node["agg_filter"] {
      text(" FILTER (WHERE ")
      expression(filter)
      text(")")
    }
    if let window = node["over"] { windowDefinition(window) }
  }

  private mutating func windowDefinition(_ node: TreeNode) {
    // `OVER w` is what WINDOW says of `w`; PostgreSQL prints the name for a window of the same definition, too.
    let node = node.string("name").flatMap { windows.last?[$0] } ?? node
    text(" OVER (")
    if let name = node.string("refname") { text(Identifier.quoted(name) + " ") }
    let partition = node.list("partitionClause")
    if !partition.isEmpty {
      text("PARTITION BY ")
      list(partition)
    }
    if !node.list("orderClause").isEmpty {
      text(" ORDER BY ")
      sort(node.list("orderClause"), targets: [])
    }
    // FRAMEOPTION_DEFAULTS (nodes/parsenodes.h) is what is there without a frame clause.
    if node.int("frameOptions") & 1 != 0 { text(" frame \(node.int("frameOptions"))") }
    text(")")
  }
}
