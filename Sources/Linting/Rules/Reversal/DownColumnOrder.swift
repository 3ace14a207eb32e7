import CatalogModel

/// A DOWN that brings everything back, but a column at another place.
struct DownColumnOrder: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    guard case .columnOrder(let diff) = context.simulated.reversal, let start = context.downStart else {
      return []
    }
    let dropped = Set(context.simulated.up.steps.flatMap(\.outcome.dropped))
    // The columns behind a dropped one moved only because it left.
    let again = diff.changes.filter { dropped.contains($0.object) }
    let moved = again.isEmpty ? diff.changes : again
    let names = moved.map(\.object.description).joined(separator: ", ")
    return [
      Finding(
        "only the place of \(names) is different after DOWN", at: start.range,
        of: start.source, label: "all the rest is as before UP", notes: moved.compactMap(DownColumnOrder.note),
        help: "name the columns wherever rows are read or written: `SELECT *` and INSERT without a list see the order")
    ]
  }

  private static func note(_ change: CatalogDiff.Change) -> String? {
    guard let place = change.attributes.first(where: { $0.name == Attribute.position }), let before = place.before,
      let after = place.after
    else { return nil }
    return "\(change.object) was number \(before) and is number \(after): ADD COLUMN puts it last"
  }
}
