import Diagnostics

/// A comment `plumb:allow` that silences nothing; the linter asks it at the end of the series.
struct UnusedAllow: Rule {
  static func finding(_ comment: Suppression) -> Finding? {
    guard RulePage.byID[comment.rule] != nil else {
      let near = nearest(to: comment.rule, in: RulePage.all.map(\.id))
      return Finding(
        "there is no rule `\(comment.rule)` to allow", label: "silences nothing",
        help: near.map { "write `plumb:allow \($0)`" } ?? "see `plumb rules` for the names")
    }
    guard !comment.isUsed else {
      guard comment.reason.isEmpty else { return nil }
      return Finding(
        "`\(comment.rule)` is allowed without a reason", label: "doesn't say why",
        help: "say why: `-- plumb:allow \(comment.rule) <reason>`")
    }
    return Finding(
      "nothing here needs `plumb:allow \(comment.rule)`", label: "silences nothing", help: "remove the comment")
  }
}
