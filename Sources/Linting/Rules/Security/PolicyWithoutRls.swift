import CatalogModel

/// Policies of a table whose row-level security is off at the end of the series.
struct PolicyWithoutRls: Rule {
  func check(_ series: SeriesContext) -> [SeriesFinding] {
    series.catalog.tables.values.sorted { $0.name < $1.name }.compactMap { table in
      guard !table.hasRowSecurity, let policy = table.policies.first,
        let origin = series.state.origins[ObjectIdentity(.policy, policy.name, on: table.name)]
          ?? series.state.origins[table.identity]
      else { return nil }
      return SeriesFinding(
        Finding(
          "`\(table.name.short)` has policies, and its row-level security is off",
          label: "does nothing until row-level security is enabled",
          help: "add `ALTER TABLE \(table.name.short) ENABLE ROW LEVEL SECURITY;`"),
        at: origin)
    }
  }
}
