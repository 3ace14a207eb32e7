import CatalogModel

extension TestResult {
  /// Where the simulation and the server say different things of the same migration; what the simulation leaves open is
  /// no disagreement.
  func disagreements(with server: TestResult) -> [String] {
    var found: [String] = []
    func compare(_ what: String, _ mine: String, _ theirs: String) {
      if mine != theirs, mine != Outcome.undecided.word {
        found.append("\(what): the simulation says \(mine), the server says \(theirs)")
      }
    }
    // What becomes of a migration whose UP fails isn't known where it isn't known whether it does.
    if up == .undecided, server.up != .ok { return [] }
    guard reverses != "undecided" || up != .ok, !server.lacksRows, !server.failsOnRows else { return [] }
    compare("up", up.word, server.up.word)
    compare("down", down.word, server.down.word)
    compare("redo", redo.word, server.redo.word)
    compare("reverses", reverses, server.reverses)
    let (mine, theirs) = (residue.compactMap(\.followed), server.residue.compactMap(\.followed))
    if reverses == server.reverses {
      for change in mine where !theirs.contains(where: change.isSame) {
        found.append("residue: only the simulation has \(change.summary)")
      }
      for change in theirs where !mine.contains(where: change.isSame) {
        found.append("residue: only the server has \(change.summary)")
      }
    }
    return found
  }
}
