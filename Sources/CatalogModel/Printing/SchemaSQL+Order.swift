import SQLSyntax

extension SchemaSQL {
  /// Something that other definitions need.
  private enum Node: Hashable {
    case named(QualifiedName)
    case object(ObjectKind, QualifiedName)
  }

  /// A definition with what it gives to others and needs of them.
  private struct Definition {
    var rank: Int
    var provides: [Node]
    var needs: Set<Node>
    var statements: [String]
  }

  /// Types, routines, operators, sequences, tables and views, each behind what it needs; where two need each other, by
  /// their kinds.
  var orderedDefinitions: [String] {
    let definitions = definitions
    var providers: [Node: [Int]] = [:]
    for (index, definition) in definitions.enumerated() {
      for node in definition.provides { providers[node, default: []].append(index) }
    }
    var missing = [Int](repeating: 0, count: definitions.count)
    var dependents = [[Int]](repeating: [], count: definitions.count)
    for (index, definition) in definitions.enumerated() {
      let needed = Set(definition.needs.flatMap { providers[$0] ?? [] }).subtracting([index])
      missing[index] = needed.count
      for other in needed { dependents[other].append(index) }
    }
    var queue = Queue(ranks: (definitions.map(\.rank).max() ?? 0) + 1)
    for index in definitions.indices where missing[index] == 0 { queue.add(index, rank: definitions[index].rank) }
    var isWritten = [Bool](repeating: false, count: definitions.count)
    let byRank = definitions.indices.sorted { (definitions[$0].rank, $0) < (definitions[$1].rank, $1) }
    var next = 0
    var result: [String] = []
    while true {
      while next < byRank.count, isWritten[byRank[next]] { next += 1 }
      guard next < byRank.count else { return result }
      let index = queue.removeFirst { !isWritten[$0] } ?? byRank[next]
      isWritten[index] = true
      result += definitions[index].statements
      for other in dependents[index] {
        missing[other] -= 1
        if missing[other] == 0 { queue.add(other, rank: definitions[other].rank) }
      }
    }
  }

  /// What is ready to be written, the lowest rank first.
  private struct Queue {
    private var buckets: [[Int]]
    private var starts: [Int]

    init(ranks: Int) {
      buckets = Array(repeating: [], count: ranks)
      starts = Array(repeating: 0, count: ranks)
    }

    mutating func add(_ index: Int, rank: Int) { buckets[rank].append(index) }

    mutating func removeFirst(where isWanted: (Int) -> Bool) -> Int? {
      for rank in buckets.indices {
        while starts[rank] < buckets[rank].count {
          starts[rank] += 1
          let index = buckets[rank][starts[rank] - 1]
          if isWanted(index) { return index }
        }
      }
      return nil
    }
  }

  // MARK: - The definitions

  private var definitions: [Definition] {
    typeDefinitions + routineDefinitions + otherDefinitions + sequenceDefinitions + tableDefinitions + viewDefinitions
  }

  private func nodes(_ references: References) -> Set<Node> { Set(references.names.map { .named($0) }) }

  /// The functions that the types' own properties name, each with its type, which is a shell when they are made.
  private var functionsOfTypes: [QualifiedName: Set<QualifiedName>] {
    var functions: [QualifiedName: Set<QualifiedName>] = [:]
    for type in catalog.types.values {
      for function in SchemaSQL.functions(of: type) { functions[function, default: []].insert(type.name) }
    }
    return functions
  }

  private static func functions(of type: UserType) -> [QualifiedName] {
    let properties: Set<String> = [
      "input", "output", "receive", "send", "typmod_in", "typmod_out", "analyze", "subscript", "canonical",
      "subtype_diff",
    ]
    return type.properties.filter { properties.contains($0.key) }.values.compactMap { text in
      let parts = Identifier.parts(of: text)
      return parts.count == 2 ? QualifiedName(schema: parts[0], name: parts[1]) : nil
    }
  }

  /// The names of types whose functions come before them.
  var shells: [String] {
    sorted(
      catalog.types.values.filter {
        !SchemaSQL.functions(of: $0).isEmpty && $0.properties["input"] ?? $0.properties["canonical"] != nil
      }
    ) { $0.name }
    .map { "CREATE TYPE \($0.name)" }
  }

  private var typeDefinitions: [Definition] {
    var multiranges: [QualifiedName: [Node]] = [:]
    for type in catalog.types.values {
      if case .multirange(let range) = type.kind { multiranges[range, default: []].append(.named(type.name)) }
    }
    return types.map { type in
      let functions = SchemaSQL.functions(of: type).map { Node.named($0) }
      return Definition(
        rank: 1, provides: [.named(type.name)] + (multiranges[type.name] ?? []),
        needs: nodes(type.references).union(functions), statements: [TypeSQL(type).create])
    }
  }

  private var routineDefinitions: [Definition] {
    let ofTypes = functionsOfTypes
    return routines.map { routine in
      var needs = nodes(routine.references)
      for type in ofTypes[routine.signature.name] ?? [] { needs.remove(.named(type)) }
      needs.insert(.object(.language, QualifiedName(schema: "", name: routine.language)))
      for type in (routine.properties["transforms"] ?? "").split(whereSeparator: { "{},".contains($0) }) {
        let parts = Identifier.parts(of: String(type))
        let name = parts.count == 2 ? QualifiedName(schema: parts[0], name: parts[1]).short : String(type)
        needs.insert(.object(.transform, QualifiedName(schema: "", name: "\(name) for \(routine.language)")))
      }
      if let support = routine.properties["support"].map(Identifier.parts), support.count == 2 {
        needs.insert(.named(QualifiedName(schema: support[0], name: support[1])))
      }
      return Definition(
        rank: 2, provides: [.named(routine.signature.name)], needs: needs, statements: [routine.definition])
    }
  }

  private var otherDefinitions: [Definition] {
    let ranks: [ObjectKind: Int] = [
      .collation: 0, .language: 2, .operator: 3, .cast: 3, .conversion: 3, .transform: 3, .accessMethod: 3,
      .foreignDataWrapper: 3, .textSearchTemplate: 3, .textSearchParser: 3, .textSearchDictionary: 4,
      .textSearchConfiguration: 5, .operatorFamily: 4, .operatorClass: 4, .server: 4, .userMapping: 4,
    ]
    return others.compactMap { object in
      guard let rank = ranks[object.kind] else { return nil }
      var needs = nodes(object.references)
      for piece in object.title.pieces + object.properties.flatMap(\.value.pieces) {
        if case .object(let kind, let name) = piece { needs.insert(.object(kind, name)) }
      }
      let name = QualifiedName(schema: object.schema ?? "", name: object.title.text)
      // Operators may name each other before they are there.
      if object.kind == .operator { needs = needs.filter { if case .object = $0 { false } else { true } } }
      return Definition(
        rank: rank, provides: [.object(object.kind, name)], needs: needs, statements: OtherSQL(object).create)
    }
  }

  private var sequenceDefinitions: [Definition] {
    sorted(catalog.sequences.values.filter { !$0.isIdentity && $0.persistence != .temporary }) { $0.name }.map {
      Definition(rank: 5, provides: [.named($0.name)], needs: [], statements: [SequenceSQL($0).create()])
    }
  }

  private var tableDefinitions: [Definition] {
    tables.flatMap { table in
      var needs = nodes(table.creationReferences)
      if let server = table.foreignServer { needs.insert(.object(.server, QualifiedName(schema: "", name: server))) }
      if let method = table.accessMethod {
        needs.insert(.object(.accessMethod, QualifiedName(schema: "", name: method)))
      }
      let sql = TableSQL(table, catalog)
      let definition = Definition(
        rank: 6, provides: [.named(table.name)], needs: needs, statements: sql.definition + sql.properties)
      let keys = table.constraints.filter { $0.hasIndex }.map { key in
        Definition(rank: 7, provides: [], needs: [.named(table.name)], statements: [add(key, to: table)])
      }
      return [definition] + keys
    }
  }

  private var viewDefinitions: [Definition] {
    views.map { view in
      var references = view.references
      for value in view.columnDefaults.values { references.insert(value) }
      references.remove(view.name)
      let alter = "ALTER VIEW \(view.name) ALTER COLUMN "
      let defaults = view.columnDefaults.sorted { $0.key < $1.key }.map {
        alter + "\(Identifier.quoted($0.key)) SET DEFAULT \($0.value.sql)"
      }
      var needs = nodes(references)
      if let method = view.properties["access method"] {
        needs.insert(.object(.accessMethod, QualifiedName(schema: "", name: method)))
      }
      return Definition(
        rank: 8, provides: [.named(view.name)], needs: needs, statements: [view.statement] + defaults)
    }
  }
}
