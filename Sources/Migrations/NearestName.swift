/// Finds what was probably meant by a name that isn't known.
package enum NearestName {
  /// The candidate with the fewest changed letters, or `nil` where none is near.
  package static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
    let lowercased = name.lowercased()
    let limit = max(1, lowercased.count / 3)
    let near = candidates.map { (candidate: $0, distance: distance(lowercased, $0.lowercased())) }
      .filter { $0.distance <= limit || (lowercased.count > 2 && $0.candidate.lowercased().hasPrefix(lowercased)) }
    return near.min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?.candidate
  }

  /// How many letters must be inserted, removed, replaced or swapped with the next to make one text of the other.
  package static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left), Array(right))
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      for column in 1...right.count {
        let isSame = left[row - 1] == right[column - 1]
        var cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          cost = min(cost, beforePrevious[column - 2] + 1)
        }
        current.append(cost)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
