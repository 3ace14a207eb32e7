/// The constants `'now'` and `'today'`: a server keeps the time of the transaction that read them, which nobody else
/// knows. The simulation keeps the word with the transaction's number, `'now#3'`.
enum SpecialMoment {
  private static let words = ["'now#", "'today#", "'tomorrow#", "'yesterday#"]

  /// Whether two texts are the same, or one has such a word where the other has a time.
  static func isSame(_ left: String?, _ right: String?) -> Bool {
    guard left != right, let left, let right else { return left == right }
    return fits(left, right) || fits(right, left)
  }

  /// Whether a text with such words becomes the other one when times take their places.
  private static func fits(_ pattern: String, _ text: String) -> Bool {
    guard words.contains(where: pattern.contains) else { return false }
    var rest = text[...]
    var pattern = pattern[...]
    while let character = pattern.first {
      if character == "'", let word = words.first(where: { pattern.hasPrefix($0) }) {
        guard rest.first == "'" else { return false }
        let time = rest.dropFirst().prefix { $0 != "'" }
        guard time.allSatisfy({ $0.isNumber || " -:.+".contains($0) }) else { return false }
        rest = rest.dropFirst(time.count + 2)
        pattern = pattern.dropFirst(word.count).drop { $0.isNumber }.dropFirst()
      } else {
        guard rest.popFirst() == character else { return false }
        pattern = pattern.dropFirst()
      }
    }
    return rest.isEmpty
  }

  /// SQL with the plain words, which a server reads.
  static func asSQL(_ text: String) -> String {
    guard words.contains(where: text.contains) else { return text }
    var output = ""
    var rest = text[...]
    while let character = rest.first {
      if let word = words.first(where: { rest.hasPrefix($0) }) {
        output += word.dropLast()
        rest = rest.dropFirst(word.count).drop { $0.isNumber }
      } else {
        output.append(character)
        rest = rest.dropFirst()
      }
    }
    return output
  }
}

extension CatalogDiff.Change {
  /// Whether another change is the same, a time aside where one side can't know it.
  package func isSame(as other: CatalogDiff.Change) -> Bool {
    guard self != other else { return true }
    return object == other.object && kind == other.kind && attributes.count == other.attributes.count
      && zip(attributes, other.attributes).allSatisfy { left, right in
        left.name == right.name && SpecialMoment.isSame(left.before, right.before)
          && SpecialMoment.isSame(left.after, right.after)
      }
  }
}
