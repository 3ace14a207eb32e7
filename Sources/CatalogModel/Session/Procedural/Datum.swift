import SQLSyntax

/// A value that the simulation computes, or why it can't be known.
indirect enum Datum: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// Text, and everything else by its text: names, numbers with a fraction, times.
  case text(String)
  case array([Datum])
  case record([Field])
  case object(ObjectNumber)
  /// The name of one of PostgreSQL's own objects, which no migration makes.
  case builtInName
  /// The database's name, which no schema depends on: a text that equals none that is known.
  case databaseName
  /// The name of the role that runs the migrations, which equals none that is known.
  case runnerName
  /// A value that isn't known, but isn't null; the reason as for `unknown`.
  case something(String)
  /// A value unlike any other, as `gen_random_uuid()` makes one.
  case fresh(Int)
  /// A time of a day whose number is known, since 1970-01-01: `now()`; the time of day isn't, but for midnight.
  case time(day: Int, isMidnight: Bool)
  /// The reason, as it stands in "whether `…` holds isn't known: …".
  case unknown(String)

  /// A column of a record.
  struct Field: Hashable, Sendable {
    var name: String
    var value: Datum
  }

  /// An object's oid: which object, and whether it is written as its name (`regclass` and its like).
  struct ObjectNumber: Hashable, Sendable {
    var object: Object
    var isName = false
    /// Whether a routine's name is written with its argument types, as `regprocedure` does.
    var hasArguments = false

    static func == (left: ObjectNumber, right: ObjectNumber) -> Bool { left.object == right.object }
    func hash(into hasher: inout Hasher) { hasher.combine(object) }
  }

  /// What an oid is the number of.
  enum Object: Hashable, Sendable {
    case relation(QualifiedName)
    case type(TypeName)
    case routine(RoutineSignature)
    case schema(String)
    case role(String)
    case `extension`(String)
    /// A member of a table: a constraint, a trigger, a policy.
    case member(ObjectKind, String, QualifiedName)
    /// One of PostgreSQL's own.
    case builtIn
    /// Oid 0.
    case none
  }

  var isUnknown: Bool { reason != nil }

  /// Why the value isn't known.
  var reason: String? {
    switch self {
    case .unknown(let reason), .something(let reason): reason
    case .fresh: "it is made anew each time"
    case .time: "the time of day isn't known"
    case .builtInName: "it is about PostgreSQL's own objects"
    default: nil
    }
  }

  /// Whether the value is null, or may be.
  var mayBeNull: Bool {
    switch self {
    case .null, .unknown: true
    default: false
    }
  }

  var isFresh: Bool { if case .fresh = self { true } else { false } }

  /// What is known where the value is this or the other one.
  func or(_ other: Datum) -> Datum {
    if self == other { return self }
    let reason = other.reason ?? reason ?? "it depends on a condition"
    return mayBeNull || other.mayBeNull ? .unknown(reason) : .something(reason)
  }

  static func object(_ object: Object) -> Datum { .object(ObjectNumber(object: object)) }

  static func text(_ value: String?) -> Datum { value.map { .text($0) } ?? .null }

  static func boolean(_ value: Bool?, _ reason: String) -> Datum { value.map { .boolean($0) } ?? .unknown(reason) }
}

extension Datum {
  /// The value as text, which `||` and `format` take; `nil` of null and of what isn't known.
  func text(in session: Session) -> String? {
    switch self {
    case .null, .builtInName, .unknown, .something, .fresh, .time, .record: nil
    case .databaseName: Session.databaseName
    case .runnerName: Session.runnerName
    case .boolean(let value): value ? "t" : "f"
    case .integer(let value): String(value)
    case .text(let text): text
    case .array(let elements): Datum.arrayText(elements, session)
    case .object(let number): number.isName ? number.text(in: session) : nil
    }
  }

  private static func arrayText(_ elements: [Datum], _ session: Session) -> String? {
    var texts: [String] = []
    for element in elements {
      if element == .null {
        texts.append("NULL")
      } else if case .array(let inner) = element {
        guard let text = arrayText(inner, session) else { return nil }
        texts.append(text)
      } else {
        guard let text = element.text(in: session) else { return nil }
        let needsQuotes =
          text.isEmpty || text.lowercased() == "null" || text.contains { "{},\"\\".contains($0) || $0.isWhitespace }
        texts.append(needsQuotes ? "\"" + Datum.escaped(text) + "\"" : text)
      }
    }
    return "{" + texts.joined(separator: ",") + "}"
  }

  private static func escaped(_ text: String) -> String {
    String(text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] })
  }

  /// Reads the text of an array: `{a,"b c",NULL}`; `nil` where it is of another form.
  static func array(_ text: String) -> [Datum]? {
    let trimmed = text.drop { $0 == " " }
    guard trimmed.first == "{", trimmed.last == "}" else { return nil }
    var elements: [Datum] = []
    var current = ""
    var wasQuoted = false
    var isQuoted = false
    var isEscaped = false
    func element() -> Datum { !wasQuoted && current.lowercased() == "null" ? .null : .text(current) }
    for character in trimmed.dropFirst().dropLast() {
      if isEscaped {
        current.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
        wasQuoted = true
      } else if character == ",", !isQuoted {
        elements.append(element())
        (current, wasQuoted) = ("", false)
      } else if character == "{", !isQuoted {
        return nil
      } else if isQuoted || character != " " {
        current.append(character)
      }
    }
    if !current.isEmpty || wasQuoted || !elements.isEmpty { elements.append(element()) }
    return elements
  }
}

extension Datum.ObjectNumber {
  fileprivate func text(in session: Session) -> String? {
    let name = object.name(in: session)
    guard hasArguments, case .routine(let signature) = object else { return name }
    return name.map { "\($0)(\(signature.arguments.joined(separator: ",")))" }
  }
}

extension Datum.Object {
  /// The object's name as `regclass` and its like print it: with its schema where that is needed.
  func name(in session: Session) -> String? {
    func qualified(_ name: QualifiedName, _ found: QualifiedName?) -> String {
      found == name ? Identifier.quoted(name.name) : name.description
    }
    switch self {
    case .relation(let name): return qualified(name, session.relation(ObjectName(name.name)))
    case .type(let type):
      guard let name = type.qualifiedName else { return type.formatted }
      let found = session.typeName(TypeName(name: name.name))
      return qualified(name, found) + (type.isArray ? "[]" : "")
    case .schema(let name), .role(let name): return Identifier.quoted(name)
    case .routine(let signature):
      let found = session.lookUp(ObjectName(signature.name.name)) { session.catalog.routinesByName[$0] != nil }
      return qualified(signature.name, found)
    case .extension, .member, .builtIn: return nil
    case .none: return "-"
    }
  }
}
