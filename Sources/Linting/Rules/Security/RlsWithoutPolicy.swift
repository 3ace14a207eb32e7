import CatalogModel

/// A table in an exposed schema with row-level security on, and no policy that lets anybody in.
struct RlsWithoutPolicy: Rule {
  func check(_ series: SeriesContext) -> [SeriesFinding] {
    series.exposedTables.compactMap { table, origin in
      // A partition is read through its parent, whose policies count.
      guard table.hasRowSecurity, table.policies.isEmpty, table.partitionBound == nil else { return nil }
      return SeriesFinding(
        Finding(
          "row-level security of `\(table.name.short)` is on, and no policy lets anybody in",
          label: "only the owner and roles with BYPASSRLS see a row",
          help: "add a policy; if nobody is to see a row, allow this and say so"),
        at: origin)
    }
  }
}
