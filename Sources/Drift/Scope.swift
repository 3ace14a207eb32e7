package import CatalogModel
package import Migrations
package import SQLSyntax

/// What a comparison looks at: all but what the project ignores, what its platform owns, and other tools' records.
package struct Scope: Sendable {
  private let settings: DriftSettings
  private let claims: [Preset.Claim]
  private let presetObjects: Set<ObjectIdentity>
  private let presetSchemas: Set<String>
  private let record: QualifiedName?
  private let onlySecurity: Bool

  /// `preset` is the catalog that the preset makes, where there is one, and `record` a tool's record that migrations name.
  package init(
    _ settings: DriftSettings, claims: [Preset.Claim] = [], preset: Catalog? = nil, record: QualifiedName? = nil,
    onlySecurity: Bool = false
  ) {
    self.record = record
    self.settings = settings
    self.claims = claims
    self.onlySecurity = onlySecurity
    presetObjects = Set(preset?.objects.keys.map { $0 } ?? [])
    presetSchemas = Set(preset?.schemas.keys.filter { $0 != "public" } ?? [])
  }

  /// The difference of the live schema from the expected one, with the changes alone that are somebody's concern.
  package func difference(from expected: CatalogContents, to live: CatalogContents) -> CatalogDiff {
    var diff = CatalogDiff(from: expected, to: live)
    let data = dataPartitions(expected).union(dataPartitions(live))
    diff.changes = diff.changes.compactMap { change in
      let owner = expected.owner(of: change.object) ?? live.owner(of: change.object)
      guard !settings.ignored.contains(where: { $0.matches(change.object, owner: owner) }),
        !isRecord(change, owner: owner, expected, live), !isPlatforms(change, owner: owner, expected),
        !((owner ?? change.object.ownName).map(data.contains) ?? false)
      else { return nil }
      var change = change
      change.attributes = change.attributes.compactMap { withoutPlatformRoles($0) }
      if change.kind == .changed, onlySecurity {
        change.attributes.removeAll { !Security.isConcerned(by: $0, of: change.object.kind) }
      }
      if change.kind == .changed, change.attributes.isEmpty { return nil }
      return onlySecurity && !Security.isConcerned(by: change) ? nil : change
    }
    return diff
  }

  // MARK: - Partitions

  /// The partitions, at any depth, of the tables whose partitions are data.
  private func dataPartitions(_ contents: CatalogContents) -> Set<QualifiedName> {
    guard !settings.dataParents.isEmpty else { return [] }
    var parents: [QualifiedName: String] = [:]
    for (object, attributes) in contents.objects where object.kind == .table || object.kind == .foreignTable {
      guard let parent = attributes.first(where: { $0.name == "partition of" }), let name = object.ownName else {
        continue
      }
      parents[name] = parent.value
    }
    func isData(_ table: QualifiedName, depth: Int = 0) -> Bool {
      guard depth < 100, let text = parents[table] else { return false }
      let parts = Identifier.parts(of: text)
      let parent = QualifiedName(schema: parts.count > 1 ? parts[0] : "public", name: parts.last ?? "")
      return settings.dataParents.contains { $0.matches(parent) } || isData(parent, depth: depth + 1)
    }
    return Set(parents.keys.filter { isData($0) })
  }

  // MARK: - Records

  /// Whether an object is a tool's own record of the migrations that it applied, which no migration makes.
  private func isRecord(
    _ change: CatalogDiff.Change, owner: QualifiedName?, _ expected: CatalogContents, _ live: CatalogContents
  ) -> Bool {
    func isOnOneSide(_ object: ObjectIdentity) -> Bool {
      (expected.objects[object] == nil) != (live.objects[object] == nil)
    }
    if let record, owner ?? change.object.ownName == record { return true }
    if let schema = change.object.schemaName, AppliedVersions.schemas.contains(schema) {
      return isOnOneSide(ObjectIdentity(kind: .schema, name: schema))
    }
    guard let table = owner ?? change.object.ownName, AppliedVersions.tables.contains(table.name) else { return false }
    return isOnOneSide(ObjectIdentity(.table, table))
  }

  // MARK: - The platform

  /// Whether an object is the platform's and not the project's.
  private func isPlatforms(_ change: CatalogDiff.Change, owner: QualifiedName?, _ expected: CatalogContents) -> Bool {
    let object = change.object
    if isLeft(change, owner: owner) { return false }
    let isMigrations = expected.objects[object] != nil && !presetObjects.contains(object)
    if let schema = object.schemaName, owns(.schema, schema) || presetSchemas.contains(schema) { return !isMigrations }
    if object.kind == .publication, owns(.publication, object.name) {
      // Its tables are the project's.
      return change.kind != .changed
    }
    if object.kind == .extension || object.kind == .eventTrigger, owns(object.kind, object.name) { return true }
    guard !isMigrations else { return false }
    let role = change.attributes.first { $0.name == "owner" }.flatMap { $0.after ?? $0.before }
    let isOwned = change.kind == .added && (role.map { owns(.role, $0) } ?? false)
    return isOwned || isDefaultPrivilegesOfPlatform(object)
  }

  private func owns(_ kind: ObjectKind, _ name: String) -> Bool {
    claims.contains { !$0.isLeft && $0.kind == kind && ObjectPattern(kind, $0.pattern).matches(name: name) }
  }

  /// Whether a preset leaves an object in the platform's schemas to the project: a policy on one of its tables, a
  /// trigger that runs a function of the project's.
  private func isLeft(_ change: CatalogDiff.Change, owner: QualifiedName?) -> Bool {
    guard let owner else { return false }
    let isNamed = claims.contains {
      $0.isLeft && $0.kind == change.object.kind && ObjectPattern(.table, $0.pattern).matches(owner)
    }
    guard isNamed, change.object.kind == .trigger else { return isNamed }
    let definition = change.attributes.first { $0.name == "definition" }.flatMap { $0.after ?? $0.before }
    guard let call = definition?.firstRange(of: "EXECUTE FUNCTION "), let definition else { return true }
    let name = definition[call.upperBound...].prefix { $0 != "(" }
    let parts = Identifier.parts(of: String(name))
    return parts.count < 2 || !(owns(.schema, parts[0]) || presetSchemas.contains(parts[0]))
  }

  private func isDefaultPrivilegesOfPlatform(_ object: ObjectIdentity) -> Bool {
    guard object.isDefaultPrivileges, let place = object.name.firstRange(of: " of ") else { return false }
    return owns(.role, String(object.name[place.upperBound...]))
  }

  /// A difference without what the platform's own roles may do; `nil` where nothing else differs.
  private func withoutPlatformRoles(_ difference: CatalogDiff.Difference) -> CatalogDiff.Difference? {
    guard difference.name == "privileges", claims.contains(where: { $0.kind == .role }) else { return difference }
    func others(_ text: String?) -> String? {
      let kept = (text ?? "").split(separator: ", ").filter { entry in
        !owns(.role, String(entry[..<(entry.lastIndex(of: " ") ?? entry.endIndex)]))
      }
      return kept.isEmpty ? nil : kept.joined(separator: ", ")
    }
    var copy = difference
    (copy.before, copy.after) = (others(difference.before), others(difference.after))
    return copy.before == copy.after ? nil : copy
  }
}
