package import HashTreeCollections
package import SQLSyntax

/// A schema at one moment, as a plain value: every object that PostgreSQL keeps of it.
///
/// A copy costs nothing and shares what it doesn't change, so that the catalog before each statement is kept for free.
/// Objects are stored and removed by the `store` and `remove` methods alone, which keep track of who refers to whom.
package struct Catalog: Sendable {
  package private(set) var schemas: TreeDictionary<String, Schema> = [:]
  package private(set) var tables = ObjectMap<QualifiedName, Table>()
  package private(set) var views = ObjectMap<QualifiedName, View>()
  package private(set) var indexes = ObjectMap<QualifiedName, Index>()
  package private(set) var sequences = ObjectMap<QualifiedName, Sequence>()
  package private(set) var types = ObjectMap<QualifiedName, UserType>()
  package private(set) var routines = ObjectMap<RoutineSignature, Routine>()
  package private(set) var extensions: TreeDictionary<String, Extension> = [:]
  package private(set) var roles: TreeDictionary<String, Role> = [:]
  /// `ALTER DEFAULT PRIVILEGES`, by what they are for.
  package var defaultPrivileges: TreeDictionary<DefaultPrivilegesKey, Privileges> = [:]
  /// Objects of the kinds that are kept by their definition alone.
  package var others: TreeDictionary<ObjectIdentity, OtherObject> = [:]
  /// The routines of each name, for calls, which don't say the signature.
  package private(set) var routinesByName: TreeDictionary<QualifiedName, [RoutineSignature]> = [:]
  /// How many tables of a schema have a constraint of a name.
  private var constraintCounts: TreeDictionary<QualifiedName, Int> = [:]
  /// Who refers to each relation, routine and type by name.
  private var referrers: TreeDictionary<QualifiedName, TreeSet<ObjectKey>> = [:]
  /// The objects stored or removed since the mark was set.
  private(set) var touched: TreeSet<ObjectKey> = []
  private var mark: Mark?
  /// The names of all relations, which share one name space.
  private var relationNames: TreeSet<QualifiedName> = []
  /// The tables that inherit from each table or are its partitions.
  private var childrenByParent: TreeDictionary<QualifiedName, [QualifiedName]> = [:]
  /// Whether there was ever an object in `pg_temp`, the schema that every search path starts with.
  private(set) var hasTemporaryObjects = false

  /// Nothing at all.
  package init() {}

  /// A new database: the schema `public`, which everybody may use and nobody but its owner change (PostgreSQL 15).
  package static var empty: Catalog {
    var catalog = Catalog()
    var schema = Schema(name: "public")
    schema.comment = "standard public schema"
    schema.privileges.grant(["USAGE"], to: Privileges.everybody)
    catalog.store(schema)
    return catalog
  }

  // MARK: - Marks

  /// The moment from which `touched` counts.
  private final class Mark: Sendable {}

  /// Starts to count what is touched, so that catalogs that come of this one are compared by that alone.
  package mutating func setMark() {
    mark = Mark()
    touched = []
  }

  /// The relations, types and routines in which two catalogs may differ; `nil` where that can be any of them.
  func mayDiffer(from other: Catalog) -> TreeSet<ObjectKey>? {
    guard let mark, mark === other.mark else { return nil }
    return touched.union(other.touched)
  }

  // MARK: - Storing

  /// Puts a schema in, in place of one of its name.
  package mutating func store(_ schema: Schema) { schemas[schema.name] = schema }

  /// Puts a table in, in place of one of its name.
  package mutating func store(_ table: Table) {
    let old = tables.updateValue(table, forKey: table.name)
    if old == nil { relationNames.insert(table.name) }
    count(constraints: old?.constraints ?? [], table.constraints, in: table.name.schema)
    inherit(table.name, from: old?.parents ?? [], table.parents)
    refer(.table(table.name), from: old?.references, to: table.references)
  }

  /// Puts a view in, in place of one of its name.
  package mutating func store(_ view: View) {
    let old = views.updateValue(view, forKey: view.name)
    if old == nil { relationNames.insert(view.name) }
    refer(.view(view.name), from: old?.references, to: view.references)
  }

  /// Puts an index in, in place of one of its name.
  package mutating func store(_ index: Index) {
    let old = indexes.updateValue(index, forKey: index.name)
    if old == nil { relationNames.insert(index.name) }
    refer(.index(index.name), from: old?.references, to: index.references)
  }

  /// Puts a sequence in, in place of one of its name.
  package mutating func store(_ sequence: Sequence) {
    let old = sequences.updateValue(sequence, forKey: sequence.name)
    if old == nil { relationNames.insert(sequence.name) }
    refer(.sequence(sequence.name), from: old?.references, to: sequence.references)
  }

  /// Puts a type in, in place of one of its name.
  package mutating func store(_ type: UserType) {
    let old = types.updateValue(type, forKey: type.name)
    if old == nil, type.isComposite { relationNames.insert(type.name) }
    refer(.type(type.name), from: old?.references, to: type.references)
  }

  /// Puts a routine in, in place of one of its signature.
  package mutating func store(_ routine: Routine) {
    let key = routine.signature
    let old = routines.updateValue(routine, forKey: key)
    if old == nil { routinesByName[key.name, default: []].append(key) }
    refer(.routine(key), from: old?.references, to: routine.references)
  }

  /// Puts an extension in, in place of one of its name.
  package mutating func store(_ extension: Extension) { extensions[`extension`.name] = `extension` }
  /// Puts a role in, in place of one of its name.
  package mutating func store(_ role: Role) { roles[role.name] = role }

  // MARK: - Removing

  /// Takes a schema out; what is in it stays.
  package mutating func removeSchema(_ name: String) { schemas[name] = nil }
  /// Takes an extension out.
  package mutating func removeExtension(_ name: String) { extensions[name] = nil }
  /// Takes a role out.
  package mutating func removeRole(_ name: String) { roles[name] = nil }

  /// Takes a table out; its indexes and sequences stay.
  package mutating func removeTable(_ name: QualifiedName) {
    let old = tables.removeValue(forKey: name)
    relationNames.remove(name)
    count(constraints: old?.constraints ?? [], [], in: name.schema)
    inherit(name, from: old?.parents ?? [], [])
    refer(.table(name), from: old?.references, to: References())
  }

  /// Takes a view out.
  package mutating func removeView(_ name: QualifiedName) {
    relationNames.remove(name)
    refer(.view(name), from: views.removeValue(forKey: name)?.references, to: References())
  }

  /// Takes an index out; its table still names it.
  package mutating func removeIndex(_ name: QualifiedName) {
    relationNames.remove(name)
    refer(.index(name), from: indexes.removeValue(forKey: name)?.references, to: References())
  }

  /// Takes a sequence out.
  package mutating func removeSequence(_ name: QualifiedName) {
    relationNames.remove(name)
    refer(.sequence(name), from: sequences.removeValue(forKey: name)?.references, to: References())
  }

  /// Takes a type out.
  package mutating func removeType(_ name: QualifiedName) {
    let old = types.removeValue(forKey: name)
    if old?.isComposite ?? false { relationNames.remove(name) }
    refer(.type(name), from: old?.references, to: References())
  }

  /// Takes a routine out.
  package mutating func removeRoutine(_ signature: RoutineSignature) {
    refer(.routine(signature), from: routines.removeValue(forKey: signature)?.references, to: References())
    routinesByName[signature.name]?.removeAll { $0 == signature }
    if routinesByName[signature.name]?.isEmpty ?? false { routinesByName[signature.name] = nil }
  }

  /// Notes that an object is stored or removed, and what it refers to before and after that.
  private mutating func refer(_ key: ObjectKey, from old: References?, to new: References) {
    if !touched.contains(key) { touched.insert(key) }
    if key.name.schema == "pg_temp" { hasTemporaryObjects = true }
    let old = old ?? References()
    guard old != new else { return }
    for name in old.names where !new.contains(name) {
      referrers[name]?.remove(key)
      if referrers[name]?.isEmpty ?? false { referrers[name] = nil }
    }
    for name in new.names where !old.contains(name) { referrers[name, default: []].insert(key) }
  }

  private mutating func inherit(_ table: QualifiedName, from old: [QualifiedName], _ new: [QualifiedName]) {
    guard old != new else { return }
    for parent in old where !new.contains(parent) {
      let others = childrenByParent[parent]?.filter { $0 != table } ?? []
      childrenByParent[parent] = others.isEmpty ? nil : others
    }
    for parent in new where !old.contains(parent) { childrenByParent[parent, default: []].append(table) }
  }

  private mutating func count(constraints old: [Constraint], _ new: [Constraint], in schema: String) {
    guard old != new else { return }
    for constraint in old {
      let name = QualifiedName(schema: schema, name: constraint.name)
      let count = (constraintCounts[name] ?? 1) - 1
      constraintCounts[name] = count == 0 ? nil : count
    }
    for constraint in new {
      constraintCounts[QualifiedName(schema: schema, name: constraint.name), default: 0] += 1
    }
  }

  // MARK: - Looking up

  /// Whether a table of the schema has a constraint of this name.
  package func hasConstraint(_ name: QualifiedName) -> Bool { constraintCounts[name] != nil }

  /// The objects that refer to a relation, a routine or a type of this name, in a stable order.
  package func referrers(of name: QualifiedName) -> [ObjectKey] {
    (referrers[name].map(Array.init) ?? []).sorted()
  }

  /// The tables that inherit from a table or are its partitions, in a stable order.
  package func children(of name: QualifiedName) -> [QualifiedName] { childrenByParent[name]?.sorted() ?? [] }

  /// Whether a table, a view, an index, a sequence or a composite type has this name: they share one name space.
  package func hasRelation(_ name: QualifiedName) -> Bool { relationNames.contains(name) }
}

extension Catalog: Equatable {
  /// Whether both hold the same objects; what is shared isn't looked at.
  package static func == (left: Catalog, right: Catalog) -> Bool {
    left.tables == right.tables && left.indexes == right.indexes && left.views == right.views
      && left.sequences == right.sequences && left.types == right.types && left.routines == right.routines
      && left.schemas == right.schemas && left.extensions == right.extensions && left.roles == right.roles
      && left.defaultPrivileges == right.defaultPrivileges && left.others == right.others
  }
}
