import SQLSyntax

// Objects of rare kinds: rules, statistics, publications, collations, what is foreign. Their statements are those that a
// server prints; where none was asked, they are left as they are.

extension Repair {
  /// The kinds that tables and routines stand on, each before those that stand on it.
  private static let basic: [ObjectKind] = [
    .language, .accessMethod, .collation, .foreignDataWrapper, .server, .textSearchParser, .textSearchTemplate,
    .textSearchDictionary, .textSearchConfiguration,
  ]

  private static func rank(_ object: OtherObject) -> Int { basic.firstIndex(of: object.kind) ?? basic.count }

  private static func isBefore(_ one: OtherObject, _ other: OtherObject) -> Bool {
    (rank(one), one.identity) < (rank(other), other.identity)
  }

  /// Drops the rare objects that aren't wanted, or not as they are.
  mutating func removeRareObjects(areBasic: Bool) {
    for object in catalog.others.values.sorted(by: { Repair.isBefore($1, $0) })
    where object.kind != .other && Repair.basic.contains(object.kind) == areBasic {
      guard let wanted = target.others[object.identity] else {
        removeWhole(object)
        continue
      }
      if !canChange(object, to: wanted), !OtherSQL(wanted).isUnknown { removeWhole(object) }
    }
  }

  /// Makes those that are missing, and gives the others what they lack; `areBasic` are those that tables stand on.
  mutating func createRareObjects(areBasic: Bool) {
    for wanted in target.others.values.sorted(by: Repair.isBefore)
    where wanted.kind != .other && Repair.basic.contains(wanted.kind) == areBasic {
      if catalog.others[wanted.identity] == nil {
        guard !OtherSQL(wanted).isUnknown else { continue }
        var references = wanted.references
        if let parent = wanted.parent { references.remove(parent) }
        ensure(references)
        for sql in OtherSQL(wanted).create { emit(sql, wanted.identity) }
      } else {
        change(wanted)
      }
      setAccess(wanted)
    }
  }

  // MARK: - Changes

  /// Whether statements make the one of the other, without a DROP.
  private func canChange(_ present: OtherObject, to wanted: OtherObject) -> Bool {
    let (old, new) = (Repair.properties(present), Repair.properties(wanted))
    if old == new { return true }
    let names = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    switch wanted.kind {
    case .rule: return wanted.printed.text != nil
    case .statistics: return names == ["target"]
    case .eventTrigger: return names == ["enabled"]
    case .publication: return Repair.members(of: wanted) != nil && Repair.members(of: present) != nil
    case .foreignDataWrapper, .server, .userMapping:
      return names.allSatisfy { $0.hasPrefix("option ") || $0.hasPrefix(Observed.valuePrefix) }
    case .operator: return names.isSubset(of: ["restrict", "join"])
    case .subscription: return !names.contains("two_phase")
    default: return false
    }
  }

  /// The properties by their names.
  private static func properties(_ object: OtherObject) -> [String: [String]] {
    Dictionary(grouping: object.properties, by: \.name).mapValues { $0.map(\.value.text).sorted() }
  }

  private mutating func change(_ wanted: OtherObject) {
    guard let present = catalog.others[wanted.identity], Repair.properties(present) != Repair.properties(wanted) else {
      return
    }
    let words = OtherSQL(wanted).words
    switch wanted.kind {
    case .rule: changeRule(present, to: wanted)
    case .statistics: emit("ALTER \(words) SET STATISTICS \(wanted.text("target") ?? "-1")", wanted.identity)
    case .eventTrigger: emit("ALTER \(words) \(wanted.stateWords ?? "ENABLE")", wanted.identity)
    case .publication:
      guard let members = Repair.members(of: wanted), let printed = wanted.printed.text else { return }
      if Repair.members(of: present) != members { emit("ALTER \(words) SET \(members)", wanted.identity) }
      if let options = printed.firstRange(of: " WITH (") {
        // What isn't said is as it was.
        let others = [("publish_via_partition_root", "false"), ("publish_generated_columns", "none")]
        let reset = others.filter { present.text($0.0) != nil && wanted.text($0.0) == nil }.map {
          ", \($0.0) = \($0.1)"
        }
        let list = printed[options.upperBound...].dropLast() + reset.joined()
        emit("ALTER \(words) SET (\(list))", wanted.identity)
      }
    case .foreignDataWrapper, .server, .userMapping:
      for options in Repair.optionChanges(from: present, to: wanted) {
        emit("ALTER \(words) \(options)", wanted.identity, isObserved: true)
      }
    case .operator:
      let values = ["restrict", "join"].filter { present.text($0) != wanted.text($0) }.map {
        "\($0.uppercased()) = \(wanted.text($0) ?? "NONE")"
      }
      emit("ALTER \(words) SET (\(values.joined(separator: ", ")))", wanted.identity)
    case .subscription: change(subscription: present, to: wanted)
    default: break
    }
  }

  // MARK: - Subscriptions

  /// A subscription is off while its slot goes, and on once it has one.
  private mutating func change(subscription present: OtherObject, to wanted: OtherObject) {
    let alter = "ALTER \(OtherSQL(wanted).words) "
    var actions: [String] = []
    if present.isEnabled, !wanted.isEnabled { actions.append("DISABLE") }
    let (old, new) = (Repair.properties(present), Repair.properties(wanted))
    let options = new.keys.filter { !["publications", "enabled", "slot"].contains($0) && old[$0] != new[$0] }.sorted()
    var values = options.map { "\($0) = \(Identifier.literal(wanted.text($0) ?? ""))" }
    if old["slot"] != new["slot"] { values.insert("slot_name = \(wanted.slot)", at: 0) }
    if !values.isEmpty { actions.append("SET (\(values.joined(separator: ", ")))") }
    if old["publications"] != new["publications"], let publications = wanted.text("publications") {
      actions.append("SET PUBLICATION \(publications) WITH (refresh = false)")
    }
    if !present.isEnabled, wanted.isEnabled { actions.append("ENABLE") }
    emit(observed: actions.map { alter + $0 }, wanted.identity)
  }

  /// Drops something; a subscription without its slot, so that the publisher isn't asked (manual, DROP SUBSCRIPTION).
  private mutating func removeWhole(_ object: OtherObject) {
    guard object.kind == .subscription, object.slot != "NONE" else { return remove(.other(object.identity)) }
    let alter = "ALTER \(OtherSQL(object).words) "
    let note = RepairNote(.rowsLost, "the slot \(object.slot) stays on the publisher until it is dropped there")
    emit(observed: (object.isEnabled ? [alter + "DISABLE"] : []) + [alter + "SET (slot_name = NONE)"], object.identity)
    if catalog.others[object.identity] == nil { session.catalog.store(object) }
    emit("DROP \(OtherSQL(object).words)", object.identity, [note])
  }

  private mutating func changeRule(_ present: OtherObject, to wanted: OtherObject) {
    var (old, new) = (present, wanted)
    old.set("enabled", nil)
    new.set("enabled", nil)
    if Repair.properties(old) != Repair.properties(new), let create = wanted.printed.text {
      emit(create.replacing("CREATE RULE", with: "CREATE OR REPLACE RULE", maxReplacements: 1), wanted.identity)
    }
    guard let table = wanted.parent, catalog.others[wanted.identity]?.text("enabled") != wanted.text("enabled") else {
      return
    }
    emit(
      "\(alter(table)) \(wanted.stateWords ?? "ENABLE") RULE \(Identifier.quoted(wanted.title.text))", wanted.identity)
  }

  /// What a publication has, as SET takes it; `nil` where no statement sets it.
  private static func members(of publication: OtherObject) -> String? {
    guard let text = publication.printed.text, let start = text.firstRange(of: " FOR "),
      !text[start.upperBound...].hasPrefix("ALL TABLES")
    else { return nil }
    let rest = text[start.upperBound...]
    return String(rest.firstRange(of: " WITH (").map { rest[..<$0.lowerBound] } ?? rest)
  }

  private static func optionChanges(from present: OtherObject, to wanted: OtherObject) -> [String] {
    func options(_ object: OtherObject) -> [String: String] {
      var options: [String: String] = [:]
      for property in object.properties where property.name.hasPrefix("option ") {
        let name = String(property.name.dropFirst("option ".count))
        options[name] = object.text(Observed.valuePrefix + name) ?? property.value.text
      }
      return options
    }
    // What a statement says is in quotes already.
    return OptionsSQL.foreignChanges(from: options(present), to: options(wanted)) {
      $0.hasPrefix("'") ? $0 : Identifier.literal($0)
    }
  }

  // MARK: - Access

  private mutating func setAccess(_ wanted: OtherObject) {
    guard let present = catalog.others[wanted.identity] else { return }
    let words = OtherSQL(wanted).words
    if present.owner != wanted.owner { emit("ALTER \(words) OWNER TO \(ownerSQL(wanted.owner))", wanted.identity) }
    if present.comment != wanted.comment {
      emit("COMMENT ON \(words) IS \(wanted.comment.map(Identifier.literal) ?? "NULL")", wanted.identity)
    }
    guard present.privileges != wanted.privileges else { return }
    let object = wanted.kind == .server ? "FOREIGN \(words)" : words
    for sql in PrivilegesSQL.statements(wanted.privileges, on: object, default: present.privileges) {
      emit(sql, wanted.identity)
    }
  }

  // MARK: - DROP

  /// The DROP of a rare object.
  func drop(rare identity: ObjectIdentity) -> (sql: String, object: ObjectIdentity)? {
    catalog.others[identity].map { ("DROP \(OtherSQL($0).words(after: "IF EXISTS "))", identity) }
  }
}
