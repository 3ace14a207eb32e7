/// An expression as a value of its own, to be computed: what `Expression` points to, read once.
package indirect enum ValueExpression: Hashable, Sendable {
  case constant(Constant)
  /// A column or a variable, with what stands before it; `*` for all columns.
  case name([String])
  /// `$1`.
  case parameter(Int)
  case call(Call)
  /// An operator with one operand (the second) or two.
  case operation(String, ValueExpression?, ValueExpression)
  /// A chain of `||`.
  case concatenation([ValueExpression])
  case and([ValueExpression])
  case or([ValueExpression])
  case not(ValueExpression)
  case isNull(ValueExpression)
  /// `IS TRUE` and its like: which of true, false and unknown are meant.
  case isTruth(ValueExpression, [Bool?])
  case isDistinct(ValueExpression, ValueExpression)
  case isIn(ValueExpression, [ValueExpression])
  /// `left op ANY (array)`, or `ALL`.
  case quantified(String, ValueExpression, ValueExpression, isAll: Bool)
  case cast(ValueExpression, TypeName)
  case array([ValueExpression])
  case row([ValueExpression])
  case choice(of: ValueExpression?, [When], otherwise: ValueExpression?)
  case coalesce([ValueExpression])
  case subscripted(ValueExpression, ValueExpression)
  case field(ValueExpression, String)
  case exists(SelectQuery)
  /// A query in parentheses: the value of its only row.
  case scalar(SelectQuery)
  case arrayOf(SelectQuery)
  /// `left op ANY (SELECT …)`, or `ALL`.
  case quantifiedQuery(String, ValueExpression, SelectQuery, isAll: Bool)
  /// `CURRENT_USER`, `CURRENT_DATE` and their like, in lower case; `default` of INSERT and UPDATE.
  case special(String)
  /// What isn't computed, by what a sentence calls it.
  case other(String)

  /// A call of a function.
  package struct Call: Hashable, Sendable {
    package var name: ObjectName
    package var arguments: [ValueExpression]
    /// The names of the arguments that are given by name, by their places.
    package var argumentNames: [Int: String]
    /// `count(*)`.
    package var isStar: Bool
    package var isDistinct: Bool
    package var filter: ValueExpression?
    package var order: [SelectQuery.Order]
    /// Whether it is computed over a window of rows.
    package var isWindowed: Bool
    /// Whether the last argument stands for several: `VARIADIC`.
    package var isVariadic: Bool
  }

  /// A branch of CASE.
  package struct When: Hashable, Sendable {
    package var condition: ValueExpression
    package var result: ValueExpression
  }
}

/// A query as a value of its own, to be answered.
package struct SelectQuery: Hashable, Sendable {
  package var targets: [Target] = []
  package var sources: [Source] = []
  package var condition: ValueExpression?
  package var grouping: [ValueExpression] = []
  package var having: ValueExpression?
  package var order: [Order] = []
  package var limit: ValueExpression?
  package var offset: ValueExpression?
  package var isDistinct = false
  /// The rows of VALUES.
  package var values: [[ValueExpression]] = []
  package var combination: Combination?
  /// The queries of WITH.
  package var common: [Common] = []
  /// What can't be answered in it, by what a sentence calls it.
  package var unread: String?

  /// A column of the result.
  package struct Target: Hashable, Sendable {
    /// The name, as PostgreSQL gives one where the query doesn't.
    package var name: String
    package var value: ValueExpression

    package init(name: String, value: ValueExpression) {
      self.name = name
      self.value = value
    }
  }

  /// What rows are ordered by.
  package struct Order: Hashable, Sendable {
    package var value: ValueExpression
    package var isDescending: Bool
  }

  /// `UNION`, `INTERSECT`, `EXCEPT`.
  package struct Combination: Hashable, Sendable {
    /// `union`, `intersect` or `except`.
    package var kind: String
    package var isAll: Bool
    /// The two sides.
    package var sides: [SelectQuery]
  }

  /// A query of WITH.
  package struct Common: Hashable, Sendable {
    package var name: String
    /// The names that it gives to the first of its columns.
    package var columns: [String]
    package var query: SelectQuery
    /// Whether it reads its own rows, or those of a later one.
    package var isRecursive: Bool
  }

  /// What FROM reads.
  package indirect enum Source: Hashable, Sendable {
    case relation(ObjectName, alias: String?, columns: [String])
    case query(SelectQuery, alias: String?, columns: [String])
    case function(ValueExpression.Call, alias: String?, columns: [String])
    case join(Join)
    case other(String)
  }

  /// `left JOIN right`.
  package struct Join: Hashable, Sendable {
    package var left: Source
    package var right: Source
    /// `inner`, `left`, `right` or `full`.
    package var kind: String
    package var condition: ValueExpression?
    package var using: [String]
    package var isNatural: Bool
  }

  package init() {}
}

extension SelectQuery {
  /// The expression that the query is, where it has no more than one.
  package var soleExpression: ValueExpression? {
    guard targets.count == 1, sources.isEmpty, condition == nil, grouping.isEmpty, having == nil, limit == nil,
      offset == nil, values.isEmpty, combination == nil, common.isEmpty, unread == nil
    else { return nil }
    return targets[0].value
  }
}

extension ValueExpression {
  /// The expressions that this one is made of; those of sub-selects left out.
  package var parts: [ValueExpression] {
    switch self {
    case .constant, .name, .parameter, .exists, .scalar, .arrayOf, .special, .other: []
    case .call(let call): call.arguments
    case .operation(_, let left, let right): (left.map { [$0] } ?? []) + [right]
    case .concatenation(let parts), .and(let parts), .or(let parts), .array(let parts), .row(let parts),
      .coalesce(let parts):
      parts
    case .not(let inner), .isNull(let inner), .isTruth(let inner, _), .cast(let inner, _), .field(let inner, _),
      .quantifiedQuery(_, let inner, _, _):
      [inner]
    case .isDistinct(let left, let right), .quantified(_, let left, let right, _), .subscripted(let left, let right):
      [left, right]
    case .isIn(let left, let list): [left] + list
    case .choice(let operand, let branches, let otherwise):
      (operand.map { [$0] } ?? []) + branches.flatMap { [$0.condition, $0.result] } + (otherwise.map { [$0] } ?? [])
    }
  }
}
