/// A constant of an expression.
package enum Constant: Hashable, Sendable {
  case string(String)
  /// An integer or a decimal number, as it was written.
  case number(String)
  case boolean(Bool)
  case bitString(String)
  case null

  /// Reads what is in an `A_Const` node.
  init(_ node: TreeNode) {
    if let value = node["ival"] {
      let number = value.int("ival")
      let negative = number == 0 ? node.location.flatMap { node.tree.negativeInteger(after: $0) } : nil
      self = .number(String(negative ?? number))
    } else if let value = node["sval"] {
      self = .string(value.string("sval") ?? "")
    } else if let value = node["fval"] {
      self = .number(value.string("fval") ?? "")
    } else if let value = node["boolval"] {
      self = .boolean(value.flag("boolval"))
    } else if let value = node["bsval"] {
      self = .bitString(value.string("bsval") ?? "")
    } else {
      self = .null
    }
  }

  /// The value's text, without quotes.
  package var text: String {
    switch self {
    case .string(let text), .number(let text), .bitString(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .null: "NULL"
    }
  }
}
