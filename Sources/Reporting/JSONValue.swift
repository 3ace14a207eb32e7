/// A JSON document as a value; an object keeps the order in which it was written.
///
///     let value: JSONValue = ["version": 1, "names": JSONValue(["a", "b"]), "error": JSONValue(error)]
///     print(value.text)
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number that isn't finite is written as `null`: JSON has none.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One member of an object.
  package struct Member: Hashable, Sendable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }
}

extension JSONValue {
  /// A string, or `null` where there is none.
  package init(_ string: String?) { self = string.map { .string($0) } ?? .null }

  /// An integer, or `null` where there is none.
  package init(_ integer: Int?) { self = integer.map { .integer($0) } ?? .null }

  /// A truth value, or `null` where there is none.
  package init(_ bool: Bool?) { self = bool.map { .bool($0) } ?? .null }

  /// An array of strings.
  package init(_ strings: some Sequence<String>) { self = .array(strings.map { .string($0) }) }

  /// An array, one value for each element.
  package init<Elements: Sequence>(_ elements: Elements, _ value: (Elements.Element) -> JSONValue) {
    self = .array(elements.map(value))
  }

  /// The value of an object's first member of this name; setting it replaces that member or appends one.
  package subscript(name: String) -> JSONValue? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.name == name }?.value
    }
    set {
      var members: [Member] = []
      if case .object(let existing) = self { members = existing }
      switch (members.firstIndex { $0.name == name }, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name, value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }
}

extension JSONValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
