/// A table that nobody described by the end of the series.
struct TableWithoutComment: Rule {
  func check(_ series: SeriesContext) -> [SeriesFinding] {
    series.tables.compactMap { table, origin in
      // A partition is described by its parent.
      guard table.comment == nil, table.partitionBound == nil else { return nil }
      return SeriesFinding(
        Finding(
          "table `\(table.name.short)` has no comment", label: "doesn't say what its rows are",
          help: "add `COMMENT ON TABLE \(table.name.short) IS '…';`"),
        at: origin)
    }
  }
}
