import Migrations
package import PostgresClient
import SQLSyntax

/// The statements of a seed, those that have run and those that still wait for what they name.
struct RowFilling {
  let seed: Seed
  /// The places of the statements that have not run, in `seed.statements`.
  private(set) var waiting: [Int]
  /// Why the last try of a statement failed.
  private var refusals: [Int: ServerError] = [:]

  init(_ seed: Seed) {
    self.seed = seed
    waiting = seed.statements.indices.filter { !seed.setsSession(seed.statements[$0]) }
  }

  /// Runs what can be run now, and returns it.
  ///
  /// All of it is one transaction, so that constraints may wait for its end; where they fail there, nothing has run.
  mutating func run(on session: RehearsalSession) throws(PostgresError) -> [Located<Statement>] {
    guard !waiting.isEmpty else { return [] }
    let isOpen = Set(waiting)
    var done: [Int] = []
    try session.connection.execute("BEGIN")
    for (place, statement) in seed.statements.enumerated() {
      let isSetting = seed.setsSession(statement)
      guard isSetting || isOpen.contains(place) else { continue }
      if let error = try session.attemptNested(seed.script.text(statement.range)) {
        refusals[place] = error
      } else if !isSetting {
        done.append(place)
      }
    }
    if let error = try session.commit() {
      for place in done { refusals[place] = error }
      done = []
    }
    try session.reset()
    waiting.removeAll { done.contains($0) }
    return done.map { seed.statements[$0] }
  }

  /// What never ran, each with the server's last word about it.
  var refused: [RefusedRows] {
    waiting.compactMap { place in
      let range = seed.statements[place].range
      return refusals[place].map {
        RefusedRows(
          path: seed.script.source.path, line: seed.script.source.position(at: range.lowerBound).line, error: $0)
      }
    }
  }
}

/// A statement of a seed that the server refused every time.
package struct RefusedRows: Hashable, Sendable {
  package var path: String
  package var line: Int
  package var error: ServerError
}
