/// Where an expression stands, which decides what it may hold (`ParseExprKind`, parser/parse_node.h).
package enum ExpressionPlace: Sendable {
  case check, defaultValue, generated, indexExpression, indexPredicate, partitionKey, policy, transform
  case triggerCondition

  /// As PostgreSQL's messages name it.
  var name: String {
    switch self {
    case .check: "check constraint"
    case .defaultValue: "DEFAULT expression"
    case .generated: "column generation expression"
    case .indexExpression: "index expression"
    case .indexPredicate: "index predicate"
    case .partitionKey: "partition key expression"
    case .policy: "policy expression"
    case .transform: "transform expression"
    case .triggerCondition: "trigger WHEN condition"
    }
  }
}

/// What a function is, as far as that decides where it may be called.
package enum CallKind: Sendable {
  case plain, aggregate, window, setReturning

  /// What a function of PostgreSQL's own is.
  package init(ofBuiltIn name: String) {
    if CallKind.aggregates.contains(name) || name.hasPrefix("regr_") {
      self = .aggregate
    } else if CallKind.windows.contains(name) {
      self = .window
    } else {
      self = CallKind.sets.contains(name) ? .setReturning : .plain
    }
  }

  // SELECT DISTINCT proname FROM pg_proc WHERE prokind = 'a' AND proname NOT LIKE 'regr%'
  private static let aggregates: Set<String> = [
    "array_agg", "avg", "bit_and", "bit_or", "bit_xor", "bool_and", "bool_or", "corr", "count", "covar_pop",
    "covar_samp", "every", "json_agg", "json_object_agg", "jsonb_agg", "jsonb_object_agg", "max", "min", "mode",
    "percentile_cont", "percentile_disc", "range_agg", "range_intersect_agg", "stddev", "stddev_pop", "stddev_samp",
    "string_agg", "sum", "var_pop", "var_samp", "variance", "xmlagg",
  ]

  // SELECT DISTINCT proname FROM pg_proc WHERE prokind = 'w', those left out that are aggregates of a group as well
  private static let windows: Set<String> = [
    "first_value", "lag", "last_value", "lead", "nth_value", "ntile", "row_number",
  ]

  // SELECT DISTINCT proname FROM pg_proc WHERE proretset AND proname !~ '^(pg|ts)_'
  private static let sets: Set<String> = [
    "aclexplode", "generate_series", "generate_subscripts", "json_array_elements", "json_array_elements_text",
    "json_each", "json_each_text", "json_object_keys", "json_populate_recordset", "json_to_recordset",
    "jsonb_array_elements", "jsonb_array_elements_text", "jsonb_each", "jsonb_each_text", "jsonb_object_keys",
    "jsonb_path_query", "jsonb_path_query_tz", "jsonb_populate_recordset", "jsonb_to_recordset", "regexp_matches",
    "regexp_split_to_table", "string_to_table", "unnest",
  ]
}

extension Expression {
  /// What it holds that it may not hold where it stands; `kind` tells what a function is.
  package func misuse(in place: ExpressionPlace, _ kind: (ObjectName) -> CallKind) -> InputError? {
    Expression.misuse(node, place, kind)
  }

  private static func misuse(
    _ node: TreeNode, _ place: ExpressionPlace, _ kind: (ObjectName) -> CallKind
  ) -> InputError? {
    if node.isArray {
      for element in node.elements { if let found = misuse(element, place, kind) { return found } }
      return nil
    }
    guard node.isObject else { return nil }
    for (tag, value) in node.fields where value.isObject || value.isArray {
      if tag == "SubLink" {
        if place == .policy { continue }
        return InputError("0A000", "cannot use subquery in \(place.name)")
      }
      if let found = misuse(value, place, kind) { return found }
      if tag == "ColumnRef", place == .defaultValue {
        return InputError("0A000", "cannot use column reference in DEFAULT expression")
      }
      if tag == "FuncCall", let found = misuse(call: value, place, kind) { return found }
    }
    return nil
  }

  private static func misuse(
    call: TreeNode, _ place: ExpressionPlace, _ kind: (ObjectName) -> CallKind
  ) -> InputError? {
    let name = ObjectName(parts: call.strings("funcname"))
    switch call["over"] == nil ? kind(name) : .window {
    case .plain: return nil
    case .window where call["over"] == nil:
      return InputError("42809", "window function \(name.name) requires an OVER clause")
    case .window: return InputError("42P20", "window functions are not allowed in \(place.name)s")
    case .aggregate: return InputError("42803", "aggregate functions are not allowed in \(place.name)s")
    case .setReturning: return InputError("0A000", "set-returning functions are not allowed in \(place.name)s")
    }
  }
}
