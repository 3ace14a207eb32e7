extension Expression {
  /// A call of a function, and where it stands.
  package struct FunctionCall: Hashable, Sendable {
    package var function: ObjectName
    /// Where it starts within its file.
    package var location: Int?
    /// Whether a column is among its arguments, so that its result differs from row to row.
    package var readsColumns: Bool
  }

  /// The calls that aren't within a sub-select, which is computed apart.
  package var callsOutsideSubqueries: [FunctionCall] {
    var calls: [FunctionCall] = []
    Expression.collectCalls(node, &calls)
    return calls
  }

  private static func collectCalls(_ node: TreeNode, _ calls: inout [FunctionCall]) {
    if node.isArray {
      for element in node.elements { collectCalls(element, &calls) }
      return
    }
    for (tag, value) in node.fields where value.isObject || value.isArray {
      if tag == "SubLink" {
        // `auth.uid() IN (SELECT …)`: the left side is outside.
        if let test = value["testexpr"] { collectCalls(test, &calls) }
        continue
      }
      if tag == "FuncCall" {
        var readsColumns = false
        visit(value["args"] ?? value) { part in
          if case .column = part.kind { readsColumns = true }
          return true
        }
        calls.append(
          FunctionCall(
            function: ObjectName(parts: value.strings("funcname")), location: value.location,
            readsColumns: readsColumns && value["args"] != nil))
      }
      collectCalls(value, &calls)
    }
  }
}
