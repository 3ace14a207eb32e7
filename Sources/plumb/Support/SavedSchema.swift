import CatalogModel
import Reporting
import SQLSyntax

/// A schema as `schema:dump --format json` writes it, which can be read back and compared.
struct SavedSchema: Equatable {
  var contents: CatalogContents
  /// The server that it was read from, as `server_version_num`; `nil` where it was simulated.
  var serverVersion: Int?
  /// What isn't known of it, a reason each.
  var undecided: [String] = []

  /// The number of the document's form; it grows when a key changes its meaning or goes.
  static let version = 1

  var json: JSONValue {
    [
      "version": .integer(SavedSchema.version), "server": JSONValue(serverVersion),
      "objects": list(contents.objects), "shared": list(contents.shared), "undecided": JSONValue(undecided),
    ]
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

  /// Reads the document; `nil` where it isn't one.
  init?(_ json: JSONValue) {
    guard case .integer(SavedSchema.version)? = json["version"],
      let objects = json["objects"].flatMap(SavedSchema.objects),
      let shared = SavedSchema.objects(json["shared"] ?? .array([]))
    else { return nil }
    contents = CatalogContents()
    for (identity, owner, attributes) in objects {
      contents.objects[identity] = attributes
      if identity.parent == nil, let owner { contents.owners[identity] = owner }
    }
    for (identity, _, attributes) in shared { contents.shared[identity] = attributes }
    if case .integer(let number)? = json["server"] { serverVersion = number }
    contents.isObserved = serverVersion != nil
    if case .array(let reasons)? = json["undecided"] { undecided = reasons.map { $0.text(or: "") } }
  }

  init(_ contents: CatalogContents, serverVersion: Int?, undecided: [String] = []) {
    self.contents = contents
    self.serverVersion = serverVersion
    self.undecided = undecided
  }

  /// A list of objects; `nil` where it isn't one.
  private static func objects(_ json: JSONValue) -> [(ObjectIdentity, owner: QualifiedName?, [Attribute])]? {
    guard case .array(let list) = json else { return nil }
    var objects: [(ObjectIdentity, owner: QualifiedName?, [Attribute])] = []
    for item in list {
      guard let (identity, owner) = identity(item), case .object(let members)? = item["attributes"] else { return nil }
      objects.append((identity, owner, members.map { Attribute($0.name, $0.value.text(or: "")) }))
    }
    return objects
  }

  /// What an object is, and what it belongs to.
  private static func identity(_ item: JSONValue) -> (ObjectIdentity, QualifiedName?)? {
    guard case .string(let word)? = item["kind"], let kind = ObjectKind(rawValue: word),
      case .string(let name)? = item["name"]
    else { return nil }
    var schema: String?
    if case .string(let text)? = item["schema"] { schema = text }
    guard case .string(let table)? = item["table"] else {
      return (ObjectIdentity(kind: kind, schema: schema, name: name), nil)
    }
    let owner = QualifiedName(schema: schema ?? "", name: table)
    // These have names of their own beside the table's.
    if kind == .index || kind == .sequence { return (ObjectIdentity(kind: kind, schema: schema, name: name), owner) }
    return (ObjectIdentity(kind, name, on: owner), owner)
  }
}

extension JSONValue {
  /// The string, or another text where it is none.
  fileprivate func text(or other: String) -> String { if case .string(let text) = self { text } else { other } }
}
