/// The name that somebody most likely meant, or `nil` where no candidate is close.
///
/// Case and the choice of `-` or `_` cost nothing; a swap of neighbours counts as one edit. Of equally near names the
/// first is taken.
package func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
  let wanted = folded(name)
  guard !wanted.isEmpty, wanted.count <= 100 else { return nil }
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let known = folded(candidate)
    let limit = max(1, max(wanted.count, known.count) / 3)
    guard abs(known.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, known)
    if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name ?? nameStarting(with: wanted, in: candidates) ?? nameHoldingWords(of: wanted, in: candidates)
}

/// The shortest name that starts with a text: `warn` is short for `warning`.
private func nameStarting(with wanted: [Character], in candidates: some Sequence<String>) -> String? {
  guard wanted.count > 2 else { return nil }
  return candidates.filter { folded($0).starts(with: wanted) }.min { $0.count < $1.count }
}

/// The shortest name that has all the words of a text: `index-concurrently` is in `index-without-concurrently`.
private func nameHoldingWords(of wanted: [Character], in candidates: some Sequence<String>) -> String? {
  let words = Set(wanted.split(separator: "-"))
  guard words.contains(where: { $0.count > 2 }) else { return nil }
  return candidates.filter { words.isSubset(of: folded($0).split(separator: "-")) }.min { $0.count < $1.count }
}

private func folded(_ name: String) -> [Character] {
  name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
}

/// How many insertions, deletions, replacements and swaps of neighbours lead from one text to the other.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for (row, character) in left.enumerated() {
    var current = [row + 1]
    for (column, other) in right.enumerated() {
      let replaced = last[column] + (character == other ? 0 : 1)
      var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, character == right[column - 1], left[row - 1] == other {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
