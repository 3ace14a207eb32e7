/// Two texts of a file as a unified diff, which `patch` and `git apply` take.
struct UnifiedDiff {
  private let path: String
  private let before: String?
  private let after: String
  private static let context = 3

  /// `before` is `nil` where there is no file yet.
  init(path: String, before: String?, after: String) {
    self.path = path
    self.before = before
    self.after = after
  }

  /// One line of the result: kept, removed or added.
  private struct Line {
    var sign: Character
    var text: Substring
    /// How many lines of each side come before it.
    var old: Int
    var new: Int
  }

  /// The diff; empty where nothing differs.
  var text: String {
    let lines = lines
    guard lines.contains(where: { $0.sign != " " }) else { return "" }
    let isAbsolute = path.hasPrefix("/")
    let from = before == nil ? "/dev/null" : isAbsolute ? path : "a/\(path)"
    return "--- \(from)\n+++ \(isAbsolute ? path : "b/\(path)")\n" + hunks(lines).map(UnifiedDiff.text).joined()
  }

  private var lines: [Line] {
    let old = UnifiedDiff.split(before ?? "")
    let new = UnifiedDiff.split(after)
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [Line] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if left < old.count, removed.contains(left) {
        lines.append(Line(sign: "-", text: old[left], old: left, new: right))
        left += 1
      } else if right < new.count, inserted.contains(right) {
        lines.append(Line(sign: "+", text: new[right], old: left, new: right))
        right += 1
      } else {
        lines.append(Line(sign: " ", text: old[left], old: left, new: right))
        left += 1
        right += 1
      }
    }
    return lines
  }

  /// The lines with their ends, so that a missing one at the end of a file is a difference.
  private static func split(_ text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(where: \.isNewline).map { text.index(after: $0) } ?? text.endIndex
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }

  /// The changed lines with some around them, those that are near each other together.
  private func hunks(_ lines: [Line]) -> [ArraySlice<Line>] {
    var hunks: [Range<Int>] = []
    for (index, line) in lines.enumerated() where line.sign != " " {
      let range = max(0, index - UnifiedDiff.context)..<min(lines.count, index + UnifiedDiff.context + 1)
      if let last = hunks.last, last.upperBound >= range.lowerBound {
        hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
      } else {
        hunks.append(range)
      }
    }
    return hunks.map { lines[$0] }
  }

  private static func text(_ hunk: ArraySlice<Line>) -> String {
    func range(_ start: Int?, _ count: Int) -> String {
      // An empty side is named by the line before it.
      "\((start ?? 0) + (count == 0 ? 0 : 1)),\(count)"
    }
    let old = range(hunk.first?.old, hunk.count { $0.sign != "+" })
    let new = range(hunk.first?.new, hunk.count { $0.sign != "-" })
    let body = hunk.map { line in
      let isEnded = line.text.last?.isNewline ?? false
      return "\(line.sign)\(line.text)" + (isEnded ? "" : "\n\\ No newline at end of file\n")
    }
    return "@@ -\(old) +\(new) @@\n" + body.joined()
  }
}
