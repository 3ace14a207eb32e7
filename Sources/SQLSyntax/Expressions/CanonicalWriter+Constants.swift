// Constants, and the casts that are left out or kept.

extension CanonicalWriter {
  /// A constant. Its type is left out: PostgreSQL adds one to each constant that it prints.
  mutating func constant(_ constant: Constant, target: TypeName?) {
    guard case .string(let value) = constant else {
      if case .bitString(let digits) = constant { return text("'\(Literals.bits(digits))'") }
      if case .number(let number) = constant { return text(Literals.number(number)) }
      return text(constant.text)
    }
    defer { if let target, resolver.type(target) != nil { leaveOutCast(to: target, isImplied: true) } }
    if keepsStringCasts, target?.isText ?? true { return text(Identifier.literal(value) + "::text") }
    guard let target else { return text(Identifier.literal(value)) }
    // The time is taken when the constant is read (manual, "Special Values").
    if let word = Literals.specialMoment(value, as: target) {
      return text(Identifier.literal("\(word)#\(word == "now" ? resolver.transactionNumber : 0)"))
    }
    let printed = Literals.printed(value, as: target)
    let isBare = target.schema == nil && !target.isArray && Literals.standBare.contains(target.name)
    text(isBare && (Double(printed) != nil || Literals.boolean(printed) != nil) ? printed : Identifier.literal(printed))
  }

  /// A cast. Left out where PostgreSQL prints one that nobody wrote: of a constant, of a string column to `text`, of a
  /// number to a wider one.
  mutating func cast(_ node: TreeNode, target: TypeName? = nil) {
    guard let argument = node["arg"], let typeNode = node["typeName"] else { return }
    let type = TypeName(typeNode)
    // A row as a whole, which PostgreSQL prints with its type.
    if argument["ColumnRef"]?.strings("fields").last == "*" { return expression(argument) }
    if argument["A_Const"] != nil || Literals.isNegativeNumber(argument) {
      if type.name == "regclass", let text = argument["A_Const"].map({ Constant($0).text }),
        let name = resolver.relationInString(text)
      {
        return piece(.relation(name))
      }
      let value = argument["A_Const"].map { Constant($0) }
      // A constant is one of the base type first.
      if resolver.baseType(of: type) != nil, !type.isArray {
        note(argument, as: type)
        return writtenCast(argument, to: type)
      }
      if resolver.type(type) == nil || value != .null || target.flatMap(resolver.type) == resolver.type(type) {
        castConstant(argument, to: type)
        note(argument, as: type)
        if case .string? = value, resolver.type(type) != nil { return writeOutCast() }
        return leaveOutCast(to: type)
      }
    }
    // A value of the type itself needs no cast.
    let source = self.type(of: argument)
    if let source, isSame(source, type) { return expression(argument, target: type) }
    if let source, Volatility.isStable(castFrom: source, to: type) { dependsOnSettings = true }
    if type.isArray, let array = argument["A_ArrayExpr"], !array.list("elements").isEmpty {
      return castElements(array, to: type.withoutArray)
    }
    if type.isArray, let inner = argument["TypeCast"], TypeName(inner["typeName"] ?? typeNode).isArray {
      return expression(argument, target: type)
    }
    // PostgreSQL takes a domain's values for those of its base type, and prints that.
    if let base = source.flatMap(resolver.baseType), base.base == type || Literals.isImplicit(from: base, to: type) {
      return expression(argument, target: type)
    }
    if let source, Literals.isImplicit(from: source, to: type) {
      return expression(argument, target: type)
    }
    writtenCast(argument, to: type)
  }

  /// A cast that PostgreSQL prints.
  mutating func writtenCast(_ node: TreeNode, to type: TypeName) {
    text("(")
    expression(node)
    text(")::")
    name(of: type)
  }

  /// Whether two names are those of one type, be one without its schema.
  func isSame(_ type: TypeName, _ other: TypeName) -> Bool {
    if type == other { return true }
    guard type.name == other.name, type.isArray == other.isArray, let name = resolver.type(type) else { return false }
    return name == resolver.type(other)
  }

  /// Of `ARRAY[…]::type[]` PostgreSQL casts each element, and not the array (`transformArrayExpr`, parser/parse_expr.c).
  mutating func castElements(_ array: TreeNode, to type: TypeName) {
    text("ARRAY[")
    for (index, element) in array.list("elements").enumerated() {
      if index > 0 { text(", ") }
      if let inner = element["A_ArrayExpr"] {
        castElements(inner, to: type)
      } else if element["A_Const"] != nil, resolver.baseType(of: type) != nil {
        writtenCast(element, to: type)
      } else if let source = self.type(of: element), !isSame(source, type),
        !Literals.isImplicit(from: source, to: type)
      {
        if Volatility.isStable(castFrom: source, to: type) { dependsOnSettings = true }
        writtenCast(element, to: type)
      } else {
        castConstant(element, to: type)
      }
    }
    text("]")
  }

  /// A constant whose cast is left out: a number that is cast to a string is one, `'5'::text`.
  mutating func castConstant(_ node: TreeNode, to type: TypeName) {
    if type.isText, case .number(let number)? = node["A_Const"].map({ Constant($0) }) {
      text(Identifier.literal(number))
    } else {
      expression(node, target: type)
    }
  }

  // MARK: - What can't be

  /// Notes where a constant in quotes can't be read as a value of a type.
  mutating func note(_ node: TreeNode, as type: TypeName?) {
    guard inputError == nil, let type, type.name != "unknown", let constant = node["A_Const"].map({ Constant($0) }),
      case .string(let value) = constant
    else { return }
    inputError = resolver.inputError(value, as: type)
  }

  /// The type that constants among values of one type take, but for `text`; notes where there is none (42804).
  mutating func commonTarget(_ nodes: [TreeNode], _ word: String) -> TypeName? {
    let types = nodes.compactMap { comparedType($0) }
    let known = types.filter { $0.name != "unknown" }
    if let first = known.first, let other = known.first(where: { ResultTypes.haveNothingInCommon(first, $0) }) {
      inputError =
        inputError ?? InputError("42804", "\(word) types \(first.formatted) and \(other.formatted) cannot be matched")
    }
    guard types.count == nodes.count, let type = common(nodes), !type.isText else { return nil }
    for node in nodes { note(node, as: type) }
    return type
  }

  /// Notes where the condition of a clause is none.
  mutating func note(condition: TreeNode, _ keyword: String) {
    guard inputError == nil else { return }
    let word = keyword.filter { $0 != " " }
    // An aggregate over rows from further out is computed there.
    let calls = scopes.count > 1 ? [] : Expression(condition).callsOutsideSubqueries
    let isAggregate = calls.contains {
      CallKind(ofBuiltIn: $0.function.name) == .aggregate && resolver.function($0.function) == nil
    }
    if word == "WHERE", isAggregate {
      inputError = InputError("42803", "aggregate functions are not allowed in WHERE")
    } else if let type = type(ofResult: condition), type.isBuiltIn, type.schema == nil, type.formatted != "boolean" {
      inputError = InputError("42804", "argument of \(word) must be type boolean, not type \(type.formatted)")
    }
  }
}
