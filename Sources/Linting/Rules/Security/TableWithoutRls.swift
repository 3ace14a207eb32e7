import CatalogModel

/// A table in an exposed schema whose row-level security is off at the end of the series.
struct TableWithoutRls: Rule {
  func check(_ series: SeriesContext) -> [SeriesFinding] {
    series.exposedTables.compactMap { table, origin in
      // Policies without it are another rule's: `policy-without-rls`.
      guard !table.hasRowSecurity, table.policies.isEmpty, table.foreignServer == nil else { return nil }
      return SeriesFinding(
        Finding(
          "table `\(table.name.short)` is exposed without row-level security",
          label: "everyone who may use schema `\(table.name.schema)` reaches every row",
          help: "add `ALTER TABLE \(table.name.short) ENABLE ROW LEVEL SECURITY;` and policies"),
        at: origin)
    }
  }
}
