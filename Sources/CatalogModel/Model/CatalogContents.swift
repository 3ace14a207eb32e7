package import SQLSyntax

/// All that a comparison looks at in a catalog, as names and texts alone: what can be kept in a file.
package struct CatalogContents: Hashable, Sendable {
  /// Every object with its properties.
  package var objects: [ObjectIdentity: [Attribute]]
  /// The tables and views that indexes and sequences belong to, which their identities don't say.
  package var owners: [ObjectIdentity: QualifiedName]
  /// The database as a whole and the server's roles: compared where both sides have them.
  package var shared: [ObjectIdentity: [Attribute]] = [:]
  /// Whether a database says all that, and not a simulation, which doesn't follow the rest.
  package var isObserved = false

  package init(objects: [ObjectIdentity: [Attribute]] = [:], owners: [ObjectIdentity: QualifiedName] = [:]) {
    self.objects = objects
    self.owners = owners
  }

  package init(_ catalog: Catalog) {
    self.init(objects: catalog.objects)
    shared = catalog.sharedObjects
    isObserved = catalog.isObserved
    for index in catalog.indexes.values where objects[index.identity] != nil { owners[index.identity] = index.table }
    for sequence in catalog.sequences.values {
      if let table = sequence.owner?.table, objects[sequence.identity] != nil { owners[sequence.identity] = table }
    }
  }

  /// Leaves out what migrations say nothing of, so that it isn't compared: the database, where all of it is as in a new
  /// one, and the roles that a preset's catalog has.
  package mutating func leaveOutUnsaid(_ preset: Catalog) {
    for (object, attributes) in shared
    where object.kind == .database ? attributes == Database().attributes : preset.roles[object.name] != nil {
      shared[object] = nil
    }
  }

  /// The table, view or domain that an object belongs to, as its part or as what is there for it.
  package func owner(of object: ObjectIdentity) -> QualifiedName? { object.parent ?? owners[object] }

  /// An object's property.
  package func value(_ name: String, of object: ObjectIdentity) -> String? {
    objects[object]?.first { $0.name == name }?.value
  }
}
