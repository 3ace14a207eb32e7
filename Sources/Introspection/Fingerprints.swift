package import CatalogModel
import PostgresClient
package import SQLSyntax

/// What tells, without a look at its columns and the rest, that a relation is the same in two schemas.
///
/// It is the digest of everything that the server says of the relation, word for word. Two that are the same were printed
/// from the same schema; two that aren't may still mean the same, so that they are read and compared.
package struct Fingerprint: Hashable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// Whether the fingerprint of an object's table or view says all of the object too.
  package static func covers(_ object: ObjectIdentity) -> Bool {
    switch object.kind {
    case .table, .foreignTable, .view, .materializedView, .column, .constraint, .index, .policy, .sequence, .trigger:
      true
    default: false
    }
  }
}

extension CatalogContents {
  /// Leaves out tables and views with all that their fingerprints cover.
  package mutating func leaveOut(_ alike: Set<QualifiedName>) {
    if alike.isEmpty { return }
    for object in objects.keys where Fingerprint.covers(object) {
      guard let relation = owner(of: object) ?? object.ownName, alike.contains(relation) else { continue }
      objects[object] = nil
      owners[object] = nil
    }
  }
}

/// Takes the fingerprints of all relations in the rows that a database is read by.
struct Fingerprints {
  /// The digests of a relation's rows, by its number.
  private var digests: [Int: [Digest]] = [:]
  /// The relations that a relation's foreign keys point to: it says their columns by number alone.
  private var targets: [Int: Set<Int>] = [:]
  private var names: [Int: QualifiedName] = [:]
  private var normalized: [[UInt8]: [UInt8]] = [:]
  private let context: DigestContext
  /// What decides how the server prints, and what is asked of it.
  private let dialect: Digest

  init(version: Int, queries: [String]) {
    context = DigestContext()
    dialect = context.digest(Array("\(version / 10_000)\n\(queries.joined(separator: "\n"))".utf8))
  }

  /// Adds the rows of a family whose rows are of relations.
  mutating func add(_ rows: Rows, of family: any Family.Type, ownRoles: Set<String>) throws(PostgresError) {
    guard let relationColumn = family.relation else { return }
    let columns = rows.columns.enumerated().filter { $1 != relationColumn && !family.numbers.contains($1) }
    let isTarget = rows.columns.contains("target")
    var bytes: [UInt8] = []
    for row in rows {
      guard let relation = try row.optionalInt(relationColumn) else { continue }
      bytes.removeAll(keepingCapacity: true)
      Rows.append("\(family)".utf8, to: &bytes)
      for (place, name) in columns {
        if name == "owner" || name == "privileges" {
          Rows.append(try access(row, name, ownRoles), to: &bytes)
        } else {
          rows.append(row: row.number, column: place, to: &bytes)
        }
      }
      digests[relation, default: []].append(context.digest(bytes))
      if isTarget, let target = try row.optionalInt("target"), target != relation {
        targets[relation, default: []].insert(target)
      }
      if relationColumn == "oid" {
        names[relation] = QualifiedName(schema: try row.string("schema"), name: try row.string("name"))
      }
    }
  }

  /// An owner or privileges, whoever it is that runs the migrations.
  private mutating func access(_ row: Row, _ column: String, _ ownRoles: Set<String>) throws(PostgresError) -> [UInt8] {
    guard let text = try row.optionalString(column), let owner = try row.optionalString("owner") else { return [0] }
    if column == "owner" { return ownRoles.contains(owner) ? [1] : Array(owner.utf8) }
    let key = Array("\(owner)\n\(text)".utf8)
    if let known = normalized[key] { return known }
    let value = AccessControl.normalized(try row.stringArray(column), owner: owner, ownRoles: ownRoles)
    normalized[key] = value
    return value
  }

  /// The fingerprints by the relations' names, and the numbers of the relations that have those that are `known`.
  func compared(
    with known: [QualifiedName: Fingerprint]
  ) -> (all: [QualifiedName: Fingerprint], alike: Set<Int>) {
    var all: [QualifiedName: Fingerprint] = [:]
    var alike: Set<Int> = []
    for (relation, name) in names {
      let fingerprint = fingerprint(digests[relation] ?? [])
      all[name] = fingerprint
      if known[name] == fingerprint { alike.insert(relation) }
    }
    let settled = alike
    return (all, alike.filter { targets[$0]?.isSubset(of: settled) ?? true })
  }

  private func fingerprint(_ digests: [Digest]) -> Fingerprint {
    var bytes = dialect.bytes
    for digest in digests.sorted() { bytes += digest.bytes }
    return Fingerprint(context.digest(bytes).text)
  }
}
