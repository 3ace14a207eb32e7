import SQLSyntax

/// The values that a partition takes, as far as their order is known.
enum PartitionRange {
  case `default`
  case list([String])
  case range(from: [Limit], to: [Limit])
  case hash(modulus: Int, remainder: Int)

  /// Where a range begins or ends in one column.
  enum Limit: Equatable {
    case minimum, maximum
    case value(String)

    init(_ text: String) {
      switch text {
      case "MINVALUE": self = .minimum
      case "MAXVALUE": self = .maximum
      default: self = .value(PartitionRange.unquoted(text))
      }
    }
  }

  /// Reads a bound as the catalog has it (`pg_get_expr` of `relpartbound`).
  init?(_ text: String) {
    let lists = PartitionRange.lists(in: text)
    if text == "DEFAULT" {
      self = .default
    } else if text.hasPrefix("FOR VALUES IN"), lists.count == 1 {
      self = .list(lists[0].map(PartitionRange.unquoted))
    } else if text.hasPrefix("FOR VALUES FROM"), lists.count == 2 {
      self = .range(from: lists[0].map(Limit.init), to: lists[1].map(Limit.init))
    } else if let match = text.wholeMatch(of: /FOR VALUES WITH \(modulus (\d+), remainder (\d+)\)/),
      let modulus = Int(match.1), let remainder = Int(match.2)
    {
      self = .hash(modulus: modulus, remainder: remainder)
    } else {
      return nil
    }
  }

  /// The strategy of a table that such a partition belongs to, as `PARTITION BY` has it; `nil` of any.
  var strategy: String? {
    switch self {
    case .default: nil
    case .list: "LIST"
    case .range: "RANGE"
    case .hash: "HASH"
    }
  }

  /// Whether a range holds no value.
  func isEmpty(_ types: [TypeName?]) -> Bool {
    guard case .range(let from, let to) = self else { return false }
    return PartitionRange.isBelow(from, to, types) == false
  }

  /// Whether some value is certainly in both.
  func overlaps(_ other: PartitionRange, _ types: [TypeName?]) -> Bool {
    switch (self, other) {
    case (.default, .default): return true
    case (.list(let one), .list(let two)): return one.contains(where: two.contains)
    case (.range(let from, let to), .range(let otherFrom, let otherTo)):
      return PartitionRange.isBelow(from, otherTo, types) ?? false
        && PartitionRange.isBelow(otherFrom, to, types) ?? false
    case (.hash(let modulus, let remainder), .hash(let otherModulus, let otherRemainder)):
      let least = min(modulus, otherModulus)
      return least > 0 && remainder % least == otherRemainder % least
    default: return false
    }
  }

  /// Whether a limit is below another; `nil` where the order of the values isn't known.
  private static func isBelow(_ left: [Limit], _ right: [Limit], _ types: [TypeName?]) -> Bool? {
    for (place, (one, other)) in zip(left, right).enumerated() where one != other {
      switch (one, other) {
      case (.minimum, _), (_, .maximum): return true
      case (.maximum, _), (_, .minimum): return false
      case (.value(let one), .value(let other)):
        return types.indices.contains(place) ? types[place].flatMap { isBelow(one, other, $0) } : nil
      }
    }
    return false
  }

  private static func isBelow(_ left: String, _ right: String, _ type: TypeName) -> Bool? {
    guard type.schema == nil, !type.isArray else { return nil }
    switch type.name {
    case "smallint", "integer", "bigint":
      guard let left = Int(left), let right = Int(right) else { return nil }
      return left < right
    case "date", "timestamp without time zone", "timestamp with time zone", "uuid":
      // Printed, these are in the order of their texts, where years have four digits.
      let isInOrder = [left, right].allSatisfy { type.name == "uuid" || $0.prefixMatch(of: /\d{4}-\d\d-\d\d/) != nil }
      return isInOrder && !left.hasSuffix("BC") && !right.hasSuffix("BC") ? left < right : nil
    default: return nil
    }
  }

  /// The items of the lists in parentheses.
  private static func lists(in text: String) -> [[String]] {
    var lists: [[String]] = []
    var (isOpen, isQuoted) = (false, false)
    for character in text {
      if character == "'" { isQuoted.toggle() }
      if !isQuoted, character == "(" {
        lists.append([""])
        isOpen = true
      } else if !isQuoted, character == ")" {
        isOpen = false
      } else if !isQuoted, isOpen, character == "," {
        lists[lists.count - 1].append("")
      } else if isOpen {
        lists[lists.count - 1][lists[lists.count - 1].count - 1].append(character)
      }
    }
    return lists.map { $0.map { String($0.drop { $0 == " " }) } }
  }

  private static func unquoted(_ text: String) -> String {
    text.hasPrefix("'") && text.count > 1 ? String(text.dropFirst().dropLast()).replacing("''", with: "'") : text
  }
}

extension Session {
  /// A partition takes values of its table's kind, and none that another one takes (42P16, 42P17).
  func requireFreeBound(_ table: Table, of parent: Table) throws(CatalogError) {
    guard let bound = table.partitionBound, let range = PartitionRange(bound) else { return }
    let types = keyTypes(of: parent)
    if case .text(let key)? = parent.partitionKey?.pieces.first, let own = range.strategy, !key.hasPrefix(own) {
      let strategy = key.prefix { $0 != " " }.lowercased()
      throw CatalogError("42P16", "invalid bound specification for a \(strategy) partition")
    }
    if range.isEmpty(types) {
      throw CatalogError("42P17", "empty range bound specified for partition \"\(table.name.name)\"")
    }
    for child in children(of: parent.name) where child != table.name {
      guard let other = catalog.tables[child]?.partitionBound else { continue }
      if PartitionRange(other).map({ range.overlaps($0, types) }) ?? (other == bound) {
        throw CatalogError("42P17", "partition \"\(table.name.name)\" would overlap partition \"\(child.name)\"")
      }
    }
  }
}
