package import HashTreeCollections
package import SQLSyntax

/// A schema at one moment, as a plain value: every object that PostgreSQL keeps of it.
///
/// A copy costs nothing and shares what it doesn't change, so that the catalog before each statement is kept for free.
/// Objects are stored and removed by the `store` and `remove` methods alone, which keep track of who refers to whom.
package struct Catalog: Sendable {
  private var storage = Storage()

  /// Everything that a catalog holds, in one object, so that a copy costs one reference.
  private final class Storage: @unchecked Sendable {
    var schemas: TreeDictionary<String, Schema> = [:]
    var tables = ObjectMap<QualifiedName, Table>()
    var views = ObjectMap<QualifiedName, View>()
    var indexes = ObjectMap<QualifiedName, Index>()
    var sequences = ObjectMap<QualifiedName, Sequence>()
    var types = ObjectMap<QualifiedName, UserType>()
    var routines = ObjectMap<RoutineSignature, Routine>()
    var extensions: TreeDictionary<String, Extension> = [:]
    var roles: TreeDictionary<String, Role> = [:]
    var defaultPrivileges: TreeDictionary<DefaultPrivilegesKey, Privileges> = [:]
    var others: TreeDictionary<ObjectIdentity, OtherObject> = [:]
    var routinesByName: TreeDictionary<QualifiedName, [RoutineSignature]> = [:]
    var constraintCounts: TreeDictionary<QualifiedName, Int> = [:]
    var referrers: TreeDictionary<QualifiedName, TreeSet<ObjectKey>> = [:]
    var touched: TreeSet<ObjectKey> = []
    var mark: Mark?
    var relationNames: TreeSet<QualifiedName> = []
    var childrenByParent: TreeDictionary<QualifiedName, [QualifiedName]> = [:]
    var hasTemporaryObjects = false
    var database = Database()
    var isObserved = false

    init() {}

    init(copying other: Storage) {
      schemas = other.schemas
      tables = other.tables
      views = other.views
      indexes = other.indexes
      sequences = other.sequences
      types = other.types
      routines = other.routines
      extensions = other.extensions
      roles = other.roles
      defaultPrivileges = other.defaultPrivileges
      others = other.others
      routinesByName = other.routinesByName
      constraintCounts = other.constraintCounts
      referrers = other.referrers
      touched = other.touched
      mark = other.mark
      relationNames = other.relationNames
      childrenByParent = other.childrenByParent
      hasTemporaryObjects = other.hasTemporaryObjects
      database = other.database
      isObserved = other.isObserved
    }
  }

  /// The storage to change: no other catalog shares it.
  private var own: Storage {
    mutating get {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage) }
      return storage
    }
  }

  package private(set) var schemas: TreeDictionary<String, Schema> {
    get { storage.schemas }
    _modify { yield &own.schemas }
  }
  package private(set) var tables: ObjectMap<QualifiedName, Table> {
    get { storage.tables }
    _modify { yield &own.tables }
  }
  package private(set) var views: ObjectMap<QualifiedName, View> {
    get { storage.views }
    _modify { yield &own.views }
  }
  package private(set) var indexes: ObjectMap<QualifiedName, Index> {
    get { storage.indexes }
    _modify { yield &own.indexes }
  }
  package private(set) var sequences: ObjectMap<QualifiedName, Sequence> {
    get { storage.sequences }
    _modify { yield &own.sequences }
  }
  package private(set) var types: ObjectMap<QualifiedName, UserType> {
    get { storage.types }
    _modify { yield &own.types }
  }
  package private(set) var routines: ObjectMap<RoutineSignature, Routine> {
    get { storage.routines }
    _modify { yield &own.routines }
  }
  package private(set) var extensions: TreeDictionary<String, Extension> {
    get { storage.extensions }
    _modify { yield &own.extensions }
  }
  package private(set) var roles: TreeDictionary<String, Role> {
    get { storage.roles }
    _modify { yield &own.roles }
  }
  /// `ALTER DEFAULT PRIVILEGES`, by what they are for.
  package var defaultPrivileges: TreeDictionary<DefaultPrivilegesKey, Privileges> {
    get { storage.defaultPrivileges }
    _modify { yield &own.defaultPrivileges }
  }
  /// Objects of the kinds that are kept by their definition alone.
  package private(set) var others: TreeDictionary<ObjectIdentity, OtherObject> {
    get { storage.others }
    _modify { yield &own.others }
  }
  /// The routines of each name, for calls, which don't say the signature.
  package private(set) var routinesByName: TreeDictionary<QualifiedName, [RoutineSignature]> {
    get { storage.routinesByName }
    _modify { yield &own.routinesByName }
  }
  /// How many tables of a schema have a constraint of a name.
  private var constraintCounts: TreeDictionary<QualifiedName, Int> {
    get { storage.constraintCounts }
    _modify { yield &own.constraintCounts }
  }
  /// Who refers to each relation, routine and type by name.
  private var referrers: TreeDictionary<QualifiedName, TreeSet<ObjectKey>> {
    get { storage.referrers }
    _modify { yield &own.referrers }
  }
  /// The objects stored or removed since the mark was set.
  private(set) var touched: TreeSet<ObjectKey> {
    get { storage.touched }
    _modify { yield &own.touched }
  }
  private var mark: Mark? {
    get { storage.mark }
    _modify { yield &own.mark }
  }
  /// The names of all relations, which share one name space.
  private var relationNames: TreeSet<QualifiedName> {
    get { storage.relationNames }
    _modify { yield &own.relationNames }
  }
  /// The tables that inherit from each table or are its partitions.
  private var childrenByParent: TreeDictionary<QualifiedName, [QualifiedName]> {
    get { storage.childrenByParent }
    _modify { yield &own.childrenByParent }
  }
  /// Whether there was ever an object in `pg_temp`, the schema that every search path starts with.
  package private(set) var hasTemporaryObjects: Bool {
    get { storage.hasTemporaryObjects }
    _modify { yield &own.hasTemporaryObjects }
  }

  /// The database as a whole.
  package var database: Database {
    get { storage.database }
    _modify { yield &own.database }
  }
  /// Whether it was read from a database, and says what a simulation doesn't follow.
  package var isObserved: Bool {
    get { storage.isObserved }
    _modify { yield &own.isObserved }
  }

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
    let (old, new) = tables.store(table, forKey: table.name)
    if old == nil { relationNames.insert(table.name) }
    count(constraints: old?.value.constraints ?? [], table.constraints, in: table.name.schema)
    inherit(table.name, from: old?.value.parents ?? [], table.parents)
    refer(.table(table.name), from: old?.references, to: new.references)
  }

  /// Puts a view in, in place of one of its name.
  package mutating func store(_ view: View) {
    let (old, new) = views.store(view, forKey: view.name)
    if old == nil { relationNames.insert(view.name) }
    refer(.view(view.name), from: old?.references, to: new.references)
  }

  /// Puts an index in, in place of one of its name.
  package mutating func store(_ index: Index) {
    var index = index
    if index.order == 0 { index.order = nextIndexOrder(on: index.table) }
    let (old, new) = indexes.store(index, forKey: index.name)
    if old == nil { relationNames.insert(index.name) }
    refer(.index(index.name), from: old?.references, to: new.references)
  }

  /// The place behind all indexes of a table.
  private func nextIndexOrder(on table: QualifiedName) -> Int {
    var last = 0
    for case .index(let name) in referrers[table] ?? [] { last = max(last, indexes[name]?.order ?? 0) }
    return last + 1
  }

  /// Puts a sequence in, in place of one of its name.
  package mutating func store(_ sequence: Sequence) {
    let (old, new) = sequences.store(sequence, forKey: sequence.name)
    if old == nil { relationNames.insert(sequence.name) }
    refer(.sequence(sequence.name), from: old?.references, to: new.references)
  }

  /// Puts a type in, in place of one of its name.
  package mutating func store(_ type: UserType) {
    let (old, new) = types.store(type, forKey: type.name)
    if old == nil, type.isComposite { relationNames.insert(type.name) }
    refer(.type(type.name), from: old?.references, to: new.references)
  }

  /// Puts a routine in, in place of one of its signature.
  package mutating func store(_ routine: Routine) {
    let key = routine.signature
    let (old, new) = routines.store(routine, forKey: key)
    if old == nil { routinesByName[key.name, default: []].append(key) }
    refer(.routine(key), from: old?.references, to: new.references)
  }

  /// Puts an object of a rare kind in, in place of one of its identity.
  package mutating func store(_ other: OtherObject) {
    let identity = other.identity
    let old = others[identity]?.references
    others[identity] = other
    refer(.other(identity), from: old, to: other.references)
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
    count(constraints: old?.value.constraints ?? [], [], in: name.schema)
    inherit(name, from: old?.value.parents ?? [], [])
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
    if old?.value.isComposite ?? false { relationNames.remove(name) }
    refer(.type(name), from: old?.references, to: References())
  }

  /// Takes a routine out.
  package mutating func removeRoutine(_ signature: RoutineSignature) {
    refer(.routine(signature), from: routines.removeValue(forKey: signature)?.references, to: References())
    routinesByName[signature.name]?.removeAll { $0 == signature }
    if routinesByName[signature.name]?.isEmpty ?? false { routinesByName[signature.name] = nil }
  }

  /// Takes an object of a rare kind out.
  package mutating func removeOther(_ identity: ObjectIdentity) {
    refer(.other(identity), from: others[identity]?.references, to: References())
    others[identity] = nil
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
    // Most changes are at the end.
    var same = 0
    while same < min(old.count, new.count), old[same].name == new[same].name { same += 1 }
    for constraint in old.dropFirst(same) {
      let name = QualifiedName(schema: schema, name: constraint.name)
      let count = (constraintCounts[name] ?? 1) - 1
      constraintCounts[name] = count == 0 ? nil : count
    }
    for constraint in new.dropFirst(same) {
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
      && left.database == right.database
  }
}
