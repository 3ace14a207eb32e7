/// A dependency on a migration that runs later, or on the migration itself.
struct DependsLater: Rule {
  func check(_ series: SeriesContext) -> [SeriesFinding] {
    let graph = DependencyGraph(series.state)
    // An edge of a cycle is what `depends-cycle` is about.
    let edges = graph.laterEdges.filter { graph.cycle(through: $0) == nil }
    return edges.map { edge in
      let (from, to) = (graph.entries[edge.from], graph.entries[edge.to])
      let isItself = edge.from == edge.to
      return SeriesFinding(
        Finding(
          isItself
            ? "migration \(from.version) depends on itself"
            : "migration \(from.version) depends on \(to.version), which runs after it",
          label: isItself ? "is the migration's own version" : "is applied later",
          help: isItself
            ? "remove it from `Depends`"
            : "remove it from `Depends`, or give this migration a version after \(to.version)"),
        at: Origin(source: from.source, version: from.version, range: edge.range))
    }
  }
}
