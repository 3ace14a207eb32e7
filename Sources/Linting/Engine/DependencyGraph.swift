import Migrations

/// Which migration says that it depends on which; versions that no file has are left out.
struct DependencyGraph {
  /// One entry of a header's `Depends`, as places in `entries`.
  struct Edge: Hashable {
    var from: Int
    var to: Int
    /// The entry in the header.
    var range: Range<Int>
  }

  let entries: [SeriesState.Entry]
  private let edges: [[Edge]]

  init(_ state: SeriesState) {
    entries = state.entries
    let places = Dictionary(
      entries.enumerated().map { (MigrationVersion.number($0.element.version), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    edges = entries.enumerated().map { from, entry in
      entry.header.dependencies.compactMap { dependency in
        places[MigrationVersion.number(dependency.value)].map { Edge(from: from, to: $0, range: dependency.range) }
      }
    }
  }

  /// The entries that name the migration itself or one that runs after it.
  var laterEdges: [Edge] { edges.joined().filter { $0.to >= $0.from } }

  /// Where the header of a migration names another.
  func range(from: Int, to: Int) -> Range<Int>? { edges[from].first { $0.to == to }?.range }

  /// The members of the shortest cycle that an edge is part of, from its start on; `nil` where it is part of none.
  ///
  /// A migration that depends on itself makes none.
  func cycle(through edge: Edge) -> [Int]? {
    guard edge.from != edge.to else { return nil }
    var cameFrom: [Int: Int] = [edge.to: edge.from]
    var queue = [edge.to]
    var position = 0
    while position < queue.count {
      let current = queue[position]
      position += 1
      for next in edges[current].map(\.to) where cameFrom[next] == nil {
        cameFrom[next] = current
        if next == edge.from { return path(to: edge.from, cameFrom) }
        queue.append(next)
      }
    }
    return nil
  }

  private func path(to end: Int, _ cameFrom: [Int: Int]) -> [Int] {
    var path = [end]
    var current = cameFrom[end] ?? end
    while current != end {
      path.append(current)
      current = cameFrom[current] ?? end
    }
    return [end] + path.dropFirst().reversed()
  }
}
