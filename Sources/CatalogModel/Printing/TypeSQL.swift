import SQLSyntax

/// A type as SQL.
struct TypeSQL {
  private let type: UserType
  private let names: NameStyle

  init(_ type: UserType, _ names: NameStyle = .qualified) {
    self.type = type
    self.names = names
  }

  /// CREATE TYPE or CREATE DOMAIN.
  var create: String {
    let name = names(type.name)
    switch type.kind {
    case .enumeration(let labels):
      return "CREATE TYPE \(name) AS ENUM (" + labels.map(Identifier.literal).joined(separator: ", ") + ")"
    case .domain(let domain):
      return "CREATE DOMAIN \(name) AS \(names.type(domain.type))"
        + (domain.collation.map { " COLLATE \(Identifier.quoted($0, in: domain.collationSchema))" } ?? "")
        + (domain.defaultValue.map { " DEFAULT \($0.sql(names))" } ?? "") + (domain.isNotNull ? " NOT NULL" : "")
        + domain.constraints.filter(\.isValidated).map(clause).joined()
    case .composite(let columns):
      return "CREATE TYPE \(name) AS (" + columns.map(attribute).joined(separator: ", ") + ")"
    case .range(let subtype):
      return "CREATE TYPE \(name) AS RANGE ("
        + (["subtype = \(subtype.formatted)"] + properties).joined(separator: ", ") + ")"
    case .base where !type.properties.isEmpty: return "CREATE TYPE \(name) (\(properties.joined(separator: ", ")))"
    case .base, .shell, .multirange: return "CREATE TYPE \(name)"
    }
  }

  /// What makes up a range or a base type, as a database says it.
  private var properties: [String] {
    // A name that the server makes up by itself isn't said.
    type.properties.filter { $0.value != type.name.generatedMultirange.description }
      .sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
  }

  /// A domain's constraint, with a space in front.
  func clause(_ constraint: Constraint) -> String {
    " CONSTRAINT \(Identifier.quoted(constraint.name)) CHECK (\(constraint.check?.sql(names) ?? "true"))"
      + (constraint.isValidated ? "" : " NOT VALID")
  }

  private func attribute(_ column: Column) -> String {
    "\(Identifier.quoted(column.name)) \(names.type(column.type))\(column.collationClause)"
  }
}

/// A sequence as SQL.
struct SequenceSQL {
  private let sequence: Sequence
  private let names: NameStyle

  init(_ sequence: Sequence, _ names: NameStyle = .qualified) {
    self.sequence = sequence
    self.names = names
  }

  /// CREATE SEQUENCE.
  func create(ifNotExists: Bool = false) -> String {
    "CREATE \(sequence.persistence == .unlogged ? "UNLOGGED " : "")SEQUENCE "
      + "\(ifNotExists ? "IF NOT EXISTS " : "")\(names(sequence.name))\(options(changedFrom: nil))"
  }

  /// A new sequence of such a type and increment (manual, CREATE SEQUENCE).
  private var usual: Sequence {
    var usual = Sequence(name: sequence.name)
    let limits = Session.limits(sequence.type)
    let ascends = sequence.increment > 0
    usual.minimum = ascends ? 1 : limits.lowerBound
    usual.maximum = ascends ? limits.upperBound : -1
    usual.start = ascends ? sequence.minimum : sequence.maximum
    return usual
  }

  /// The options but the type, which is that of an identity column.
  var counting: String {
    " START \(sequence.start) INCREMENT \(sequence.increment) MINVALUE \(sequence.minimum) MAXVALUE \(sequence.maximum)"
      + " CACHE \(sequence.cache)" + (sequence.cycles ? " CYCLE" : "")
  }

  /// The options, those that another state of the sequence has already left out; of a new one those that are usual.
  func options(changedFrom other: Sequence?) -> String {
    // Without a state to compare with, the qualified form says everything.
    let saysAll = other == nil && names == .qualified
    let initial = other ?? usual
    var text = ""
    func add(_ isDifferent: Bool, _ option: String) { if isDifferent || saysAll { text += " " + option } }
    add(initial.type != sequence.type, "AS \(sequence.type)")
    add(initial.start != sequence.start, "START \(sequence.start)")
    add(initial.increment != sequence.increment, "INCREMENT \(sequence.increment)")
    add(initial.minimum != sequence.minimum, "MINVALUE \(sequence.minimum)")
    add(initial.maximum != sequence.maximum, "MAXVALUE \(sequence.maximum)")
    add(initial.cache != sequence.cache, "CACHE \(sequence.cache)")
    if initial.cycles != sequence.cycles { text += sequence.cycles ? " CYCLE" : " NO CYCLE" }
    return text
  }
}

extension Column {
  /// COLLATE with a space in front, where the collation isn't the type's own.
  var collationClause: String {
    collation.map { " COLLATE \(Identifier.quoted($0, in: collationSchema))" } ?? ""
  }
}
