import CatalogModel
import Introspection
import Reporting
import SQLSyntax

/// A schema as `schema:dump --format json` writes it, which can be read back and compared.
struct SavedSchema: Equatable {
  var contents: CatalogContents
  /// The server that it was read from, as `server_version_num`; `nil` where it was simulated.
  var serverVersion: Int?
  /// The fingerprints of its tables and views, where a server said them.
  var fingerprints: [QualifiedName: Fingerprint] = [:]
  /// What isn't known of it, a reason each.
  var undecided: [String] = []
  /// How many objects it has, those too that were left out.
  private(set) var objectCount: Int

  /// The number of the document's form; it grows when a key changes its meaning or goes.
  static let version = 1

  init(
    _ contents: CatalogContents, serverVersion: Int?, fingerprints: [QualifiedName: Fingerprint] = [:],
    undecided: [String] = []
  ) {
    self.contents = contents
    self.serverVersion = serverVersion
    self.fingerprints = fingerprints
    self.undecided = undecided
    objectCount = contents.objects.count
  }

  // MARK: - Writing

  var json: JSONValue {
    var document: JSONValue = ["version": .integer(SavedSchema.version), "server": JSONValue(serverVersion)]
    // They stand before the objects: who reads them knows which objects to pass over.
    if !fingerprints.isEmpty { document["fingerprints"] = fingerprintList }
    document["objects"] = list(contents.objects)
    document["shared"] = list(contents.shared)
    document["undecided"] = JSONValue(undecided)
    return document
  }

  private var fingerprintList: JSONValue {
    let bySchema = Dictionary(grouping: fingerprints.sorted { $0.key < $1.key }, by: \.key.schema)
    return .object(
      bySchema.sorted { $0.key < $1.key }.map { schema, tables in
        .init(schema, .object(tables.map { .init($0.key.name, .string($0.value.text)) }))
      })
  }

  private func list(_ objects: [ObjectIdentity: [Attribute]]) -> JSONValue {
    JSONValue(objects.sorted { $0.key < $1.key }) { identity, attributes in
      [
        "kind": JSONValue(identity.kind.rawValue), "schema": JSONValue(identity.parent?.schema ?? identity.schema),
        "table": JSONValue(contents.owner(of: identity)?.name), "name": JSONValue(identity.name),
        "attributes": .object(attributes.map { .init($0.name, JSONValue($0.value)) }),
      ]
    }
  }

  // MARK: - Reading

  /// Reads the document, without the tables and views that are known to be `alike` where it is compared; `nil` where it
  /// is another document.
  init?(_ utf8: [UInt8], leavingOut alike: Set<QualifiedName> = []) throws(JSONReader.Failure) {
    var saved = SavedSchema(CatalogContents(), serverVersion: nil)
    var (isVersion, isWhole) = (false, false)
    _ = try JSONReader.read(utf8) { reader throws(JSONReader.Failure) in
      try reader.members { name, reader throws(JSONReader.Failure) in
        switch name {
        case "version": isVersion = try reader.value() == .integer(SavedSchema.version)
        case "server": if case .integer(let number) = try reader.value() { saved.serverVersion = number }
        case "fingerprints": saved.fingerprints = try SavedSchema.fingerprints(&reader)
        case "objects": isWhole = try saved.read(&reader, \.objects, leavingOut: alike)
        case "shared": isWhole = try saved.read(&reader, \.shared) && isWhole
        case "undecided":
          try reader.elements { reader throws(JSONReader.Failure) in saved.undecided.append(try reader.text() ?? "") }
        default: try reader.skip()
        }
      }
    }
    guard isVersion, isWhole else { return nil }
    saved.contents.isObserved = saved.serverVersion != nil
    self = saved
  }

  /// The fingerprints in a document, none where it is another one.
  static func fingerprints(_ utf8: [UInt8]) -> [QualifiedName: Fingerprint] {
    var found: [QualifiedName: Fingerprint] = [:]
    _ = try? JSONReader.read(utf8) { reader throws(JSONReader.Failure) in
      try reader.members { name, reader throws(JSONReader.Failure) in
        switch name {
        case "fingerprints": found = try fingerprints(&reader)
        // What comes now is read when they are known.
        case "objects": throw JSONReader.Failure(expected: "nothing more", offset: 0)
        default: try reader.skip()
        }
      }
    }
    return found
  }

  private static func fingerprints(
    _ reader: inout JSONReader
  ) throws(JSONReader.Failure) -> [QualifiedName: Fingerprint] {
    var found: [QualifiedName: Fingerprint] = [:]
    try reader.members { schema, reader throws(JSONReader.Failure) in
      try reader.members { name, reader throws(JSONReader.Failure) in
        found[QualifiedName(schema: schema, name: name)] = try reader.text().map(Fingerprint.init)
      }
    }
    return found
  }

  /// Reads a list of objects; `false` where it isn't one.
  private mutating func read(
    _ reader: inout JSONReader, _ place: WritableKeyPath<CatalogContents, [ObjectIdentity: [Attribute]]>,
    leavingOut alike: Set<QualifiedName> = []
  ) throws(JSONReader.Failure) -> Bool {
    var isWhole = true
    let isList = try reader.elements { reader throws(JSONReader.Failure) in
      var entry = Entry()
      try reader.members { name, reader throws(JSONReader.Failure) in try entry.read(name, &reader) }
      guard let (identity, owner) = entry.identity, var attributes = entry.attributes else {
        isWhole = false
        return
      }
      if place == \.objects { objectCount += 1 }
      if Fingerprint.covers(identity), let relation = owner ?? identity.ownName, alike.contains(relation) { return }
      var list: [Attribute] = []
      try attributes.members { name, reader throws(JSONReader.Failure) in
        list.append(Attribute(name, try reader.text() ?? ""))
      }
      contents[keyPath: place][identity] = list
      if identity.parent == nil, let owner { contents.owners[identity] = owner }
    }
    return isWhole && isList
  }

  /// An object of the list as it is read.
  private struct Entry {
    var kind: ObjectKind?
    var schema: String?
    var table: String?
    var name: String?
    /// Where its properties start: they are read where the object is wanted.
    var attributes: JSONReader?

    mutating func read(_ member: String, _ reader: inout JSONReader) throws(JSONReader.Failure) {
      switch member {
      case "kind": kind = try reader.text().flatMap(ObjectKind.init)
      case "schema": schema = try reader.text()
      case "table": table = try reader.text()
      case "name": name = try reader.text()
      case "attributes":
        let start = reader
        if try reader.members({ _, reader throws(JSONReader.Failure) in try reader.skip() }) { attributes = start }
      default: try reader.skip()
      }
    }

    /// What the object is, and what it belongs to.
    var identity: (ObjectIdentity, QualifiedName?)? {
      guard let kind, let name else { return nil }
      guard let table else { return (ObjectIdentity(kind: kind, schema: schema, name: name), nil) }
      let owner = QualifiedName(schema: schema ?? "", name: table)
      // These have names of their own beside the table's.
      if kind == .index || kind == .sequence { return (ObjectIdentity(kind: kind, schema: schema, name: name), owner) }
      return (ObjectIdentity(kind, name, on: owner), owner)
    }
  }
}
