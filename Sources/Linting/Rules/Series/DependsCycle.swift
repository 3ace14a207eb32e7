/// Migrations that depend on each other in a circle.
struct DependsCycle: Rule {
  func check(_ series: SeriesContext) -> [SeriesFinding] {
    let graph = DependencyGraph(series.state)
    var reported: Set<[Int]> = []
    return graph.laterEdges.compactMap { edge in
      guard let cycle = graph.cycle(through: edge) else { return nil }
      // From its first member on, so that the same cycle found from two of its edges is one.
      let start = cycle.indices.min { cycle[$0] < cycle[$1] } ?? 0
      let members = Array(cycle[start...] + cycle[..<start])
      guard reported.insert(members).inserted, let range = graph.range(from: members[0], to: members[1]) else {
        return nil
      }
      let first = graph.entries[members[0]]
      let path = (members + [members[0]]).map { graph.entries[$0].version }.joined(separator: " → ")
      return SeriesFinding(
        Finding(
          "migrations depend on each other in a circle: \(path)", label: "can't be applied before it is",
          help: "remove \(graph.entries[edge.to].version) from `Depends` of \(graph.entries[edge.from].version), "
            + "which runs before it"),
        at: Origin(source: first.source, version: first.version, range: range))
    }
  }
}
