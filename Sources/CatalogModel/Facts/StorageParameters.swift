import SQLSyntax

/// The storage parameters of PostgreSQL 15 with the values that each takes (`access/common/reloptions.c`).
enum StorageParameters {
  /// What has parameters.
  enum Owner: Hashable {
    case table, partitionedTable, view, column
    case index(accessMethod: String)
  }

  private enum Values {
    case boolean
    case integer(ClosedRange<Int>)
    case real(ClosedRange<Double>)
    case word(Set<String>)
  }

  /// The parameters as a catalog has them; 22023 where one isn't known or has a value that it doesn't take.
  static func read(_ options: [StorageOption], of owner: Owner) throws(CatalogError) -> [String: String] {
    for option in options { try require(option, of: owner) }
    return Session.options(options)
  }

  private static func require(_ option: StorageOption, of owner: Owner) throws(CatalogError) {
    guard let known = parameters(of: owner) else { return }
    var name = option.name
    if owner == .table, name == "oids" {
      guard StorageOption.isFalse(option.value ?? "true") else {
        throw CatalogError("0A000", "tables declared WITH OIDS are not supported")
      }
      return
    }
    if owner == .table, name.hasPrefix("toast.") {
      name = String(name.dropFirst("toast.".count))
      guard toast[name] != nil else { throw unrecognized(name) }
    } else if let space = name.firstIndex(of: ".") {
      throw CatalogError("22023", "unrecognized parameter namespace \"\(name[..<space])\"")
    }
    guard let values = known[name] else { throw unrecognized(name) }
    try require(option.value ?? "true", values, name)
  }

  private static func unrecognized(_ name: String) -> CatalogError {
    CatalogError("22023", "unrecognized parameter \"\(name)\"")
  }

  private static func require(_ value: String, _ values: Values, _ name: String) throws(CatalogError) {
    func invalid(_ kind: String) -> CatalogError {
      CatalogError("22023", "invalid value for \(kind) option \"\(name)\": \(value)")
    }
    let isWithin: Bool
    switch values {
    case .boolean:
      guard Literals.boolean(value) != nil else { throw invalid("boolean") }
      return
    case .word(let words):
      guard words.contains(value.lowercased()) else { throw invalid("enum") }
      return
    case .integer(let range):
      guard let number = Double(value) else { throw invalid("integer") }
      isWithin = Double(range.lowerBound)...Double(range.upperBound) ~= number.rounded()
    case .real(let range):
      guard let number = Double(value) else { throw invalid("floating point") }
      isWithin = range.contains(number)
    }
    if !isWithin { throw CatalogError("22023", "value \(value) out of bounds for option \"\(name)\"") }
  }

  /// `nil` of an access method that an extension brings.
  private static func parameters(of owner: Owner) -> [String: Values]? {
    switch owner {
    case .table: table
    case .partitionedTable: [:]
    case .view:
      ["security_barrier": .boolean, "security_invoker": .boolean, "check_option": .word(["local", "cascaded"])]
    case .column: ["n_distinct": distinct, "n_distinct_inherited": distinct]
    case .index(let accessMethod): indexes[accessMethod]
    }
  }

  private static let distinct = Values.real(-1...Double.greatestFiniteMagnitude)
  private static let count = Values.integer(0...Int(Int32.max))
  private static let fillFactor = Values.integer(10...100)
  private static let scale = Values.real(0...100)

  private static let indexes: [String: [String: Values]] = [
    "btree": [
      "fillfactor": fillFactor, "deduplicate_items": .boolean, "vacuum_cleanup_index_scale_factor": .real(0...1e10),
    ],
    "hash": ["fillfactor": fillFactor],
    "gist": ["fillfactor": fillFactor, "buffering": .word(["on", "off", "auto"])],
    "spgist": ["fillfactor": fillFactor],
    "gin": ["fastupdate": .boolean, "gin_pending_list_limit": .integer(64...Int(Int32.max))],
    "brin": ["pages_per_range": .integer(1...131_072), "autosummarize": .boolean],
  ]

  private static let toast: [String: Values] = [
    "autovacuum_enabled": .boolean,
    "autovacuum_freeze_max_age": .integer(100_000...2_000_000_000),
    "autovacuum_freeze_min_age": .integer(0...1_000_000_000),
    "autovacuum_freeze_table_age": .integer(0...2_000_000_000),
    "autovacuum_multixact_freeze_max_age": .integer(10_000...2_000_000_000),
    "autovacuum_multixact_freeze_min_age": .integer(0...1_000_000_000),
    "autovacuum_multixact_freeze_table_age": .integer(0...2_000_000_000),
    "autovacuum_vacuum_cost_delay": scale,
    "autovacuum_vacuum_cost_limit": .integer(1...10_000),
    "autovacuum_vacuum_insert_scale_factor": scale,
    "autovacuum_vacuum_insert_threshold": .integer(-1...Int(Int32.max)),
    "autovacuum_vacuum_scale_factor": scale,
    "autovacuum_vacuum_threshold": count,
    "log_autovacuum_min_duration": .integer(-1...Int(Int32.max)),
    "vacuum_index_cleanup": .word(["auto", "on", "off", "true", "false", "yes", "no", "1", "0"]),
    "vacuum_truncate": .boolean,
  ]

  private static let table: [String: Values] = [
    "autovacuum_analyze_scale_factor": scale,
    "autovacuum_analyze_threshold": count,
    "fillfactor": fillFactor,
    "parallel_workers": .integer(0...1024),
    "toast_tuple_target": .integer(128...8160),
    "user_catalog_table": .boolean,
  ].merging(toast) { own, _ in own }
}
