import SQLSyntax

/// What is different between two catalogs, object by object.
package struct CatalogDiff: Hashable, Sendable {
  /// One object's difference.
  package struct Change: Hashable, Sendable {
    /// On which side the object is, or what became of it.
    package enum Kind: String, Hashable, Sendable {
      /// Only in the second catalog.
      case added
      /// Only in the first.
      case removed
      case changed
      /// The same column at another place in its table.
      case moved
    }

    package var object: ObjectIdentity
    package var kind: Kind
    /// The properties that differ; of an object that is in one catalog alone, all of them.
    package var attributes: [Difference]
  }

  /// A property's value on both sides; `nil` where it has none there.
  package struct Difference: Hashable, Sendable {
    package var name: String
    package var before: String?
    package var after: String?
  }

  /// Sorted by object.
  package var changes: [Change]
  /// How many properties and objects of each sort one side has and the other, a simulation, can't know.
  package private(set) var notCompared: [String: Int] = [:]

  package var isEmpty: Bool { changes.isEmpty }

  /// Whether nothing differs but the places of columns.
  package var isColumnOrderOnly: Bool { !changes.isEmpty && changes.allSatisfy { $0.kind == .moved } }

  /// A difference that is known already.
  package init(changes: [Change]) { self.changes = changes }

  /// Compares all objects of two catalogs, those of the `ignoring` schemas left out.
  package init(from before: Catalog, to after: Catalog, ignoring schemas: Set<String> = []) {
    guard before != after else {
      self.init(changes: [])
      return
    }
    var (old, new) = Catalog.comparableObjects(before, after)
    if before.isObserved, after.isObserved {
      CatalogDiff.merge(&old, before.sharedObjects, &new, after.sharedObjects)
    }
    self.init(from: old, to: new, ignoring: schemas, isMixed: before.isObserved != after.isObserved)
  }

  /// Compares what two catalogs hold. Where one is a simulation's, differences in what it doesn't follow are told, too;
  /// only of what it can't know they are counted.
  package init(from before: CatalogContents, to after: CatalogContents) {
    var (old, new) = (before.objects, after.objects)
    let isMixed = before.isObserved != after.isObserved
    CatalogDiff.merge(&old, before.shared, &new, after.shared)
    if isMixed { (old[Database().identity], new[Database().identity]) = (nil, nil) }
    self.init(from: old, to: new, ignoring: [], isMixed: isMixed, tellsUnfollowed: true)
  }

  /// Adds what belongs to databases and servers as far as both sides have it.
  private static func merge(
    _ old: inout Catalog.Objects, _ shared: Catalog.Objects, _ new: inout Catalog.Objects, _ others: Catalog.Objects
  ) {
    for (object, attributes) in shared where others[object] != nil { old[object] = attributes }
    for (object, attributes) in others where shared[object] != nil { new[object] = attributes }
  }

  /// `isMixed` says that one side alone was observed.
  private init(
    from old: Catalog.Objects, to new: Catalog.Objects, ignoring schemas: Set<String>, isMixed: Bool,
    tellsUnfollowed: Bool = false
  ) {
    var (old, new) = (old, new)
    if isMixed {
      notCompared = CatalogDiff.setAside(&old, tellsUnfollowed).merging(
        CatalogDiff.setAside(&new, tellsUnfollowed), uniquingKeysWith: +)
    }
    var changes: [Change] = []
    for (object, attributes) in old where !schemas.contains(object.parent?.schema ?? object.schema ?? "") {
      if let other = new[object] {
        changes += CatalogDiff.compare(object, attributes, other)
      } else {
        changes.append(Change(object: object, kind: .removed, attributes: CatalogDiff.all(attributes, isBefore: true)))
      }
    }
    for (object, attributes) in new
    where old[object] == nil && !schemas.contains(object.parent?.schema ?? object.schema ?? "") {
      changes.append(Change(object: object, kind: .added, attributes: CatalogDiff.all(attributes, isBefore: false)))
    }
    self.changes = CatalogDiff.withoutShifts(changes).sorted {
      ($0.object, $0.kind.rawValue) < ($1.object, $1.kind.rawValue)
    }
  }

  /// Takes away what a simulation doesn't follow, and counts it; or what it can't know alone.
  private static func setAside(_ objects: inout Catalog.Objects, _ tellsUnfollowed: Bool) -> [String: Int] {
    var counts: [String: Int] = [:]
    func isAside(_ attribute: Attribute, _ kind: ObjectKind) -> Bool {
      tellsUnfollowed
        ? Observed.isUnknowable(attribute.name, of: kind) : Observed.contains(attribute.name, of: kind)
    }
    for (object, attributes) in objects {
      if Observed.contains(object), !tellsUnfollowed {
        objects[object] = nil
        if object.kind == .other { counts["privileges and labels of objects that no migration makes", default: 0] += 1 }
        continue
      }
      let rest = attributes.filter { !isAside($0, object.kind) }
      guard rest.count < attributes.count else { continue }
      // The version of an extension that nobody asked for is the server's own affair.
      for attribute in attributes where isAside(attribute, object.kind) && object.kind != .extension {
        counts["times \(attribute.name) of \(object.kind.rawValue)", default: 0] += 1
      }
      objects[object] = rest
    }
    return counts
  }

  private static func all(_ attributes: [Attribute], isBefore: Bool) -> [Difference] {
    attributes.filter { $0.name != Attribute.position }.map {
      Difference(name: $0.name, before: isBefore ? $0.value : nil, after: isBefore ? nil : $0.value)
    }
  }

  private static func compare(_ object: ObjectIdentity, _ old: [Attribute], _ new: [Attribute]) -> [Change] {
    guard old != new else { return [] }
    let before = Dictionary(old.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(new.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let names = old.map(\.name) + new.map(\.name).filter { before[$0] == nil }
    // A version that was never asked for is whichever the server has.
    func isOpen(_ name: String) -> Bool {
      name == "version" && object.kind == .extension && (before[name] == nil || after[name] == nil)
    }
    let differences = names.filter { !SpecialMoment.isSame(before[$0], after[$0]) && !isOpen($0) }.map {
      Difference(name: $0, before: before[$0], after: after[$0])
    }
    let (position, others) = (differences.filter(\.isPosition), differences.filter { !$0.isPosition })
    return (others.isEmpty ? [] : [Change(object: object, kind: .changed, attributes: others)])
      + (position.isEmpty ? [] : [Change(object: object, kind: .moved, attributes: position)])
  }

  /// Leaves out the moves in tables that gained or lost a column: the others only close or open the gap.
  private static func withoutShifts(_ changes: [Change]) -> [Change] {
    let changed = Set(
      changes.filter { [.column, .attribute].contains($0.object.kind) && ($0.kind == .added || $0.kind == .removed) }
        .map(\.object.parent))
    return changes.filter { $0.kind != .moved || !changed.contains($0.object.parent) }
  }
}

extension Catalog {
  /// Whether scripts run the same on two catalogs whose comparison finds nothing: roles and temporary tables, at which
  /// it doesn't look, are the same too.
  package func isInterchangeable(with other: Catalog) -> Bool {
    (!hasTemporaryObjects && !other.hasTemporaryObjects && roles == other.roles) || self == other
  }
}

extension CatalogDiff.Difference {
  fileprivate var isPosition: Bool { name == Attribute.position }
}
