/// A statement of a DOWN that is written, with the comments above it.
package struct DownPart: Hashable, Sendable {
  /// Each on a line of its own.
  package var comments: [String]
  /// Without a semicolon; `nil` where there is only something to say.
  package var sql: String?

  package init(comments: [String] = [], sql: String?) {
    self.comments = comments
    self.sql = sql
  }

  /// The text, with the marks that a tool needs around a statement that has a semicolon in it.
  func text(marks: String?) -> String {
    var lines = comments.map { "-- \($0)" }
    if let sql {
      let isMarked = marks != nil && sql.contains(";")
      if let marks, isMarked { lines.append("-- +\(marks) StatementBegin") }
      lines.append(sql + ";")
      if let marks, isMarked { lines.append("-- +\(marks) StatementEnd") }
    }
    return lines.joined(separator: "\n")
  }
}

extension [DownPart] {
  /// The parts below each other, those with comments set apart.
  package func text(marks: String? = nil) -> String {
    var text = ""
    for (index, part) in enumerated() {
      if index > 0 {
        let isApart = !part.comments.isEmpty || (part.sql?.contains("\n") ?? false) || self[index - 1].isLong
        text += isApart ? "\n\n" : "\n"
      }
      text += part.text(marks: marks)
    }
    return text
  }
}

extension DownPart {
  fileprivate var isLong: Bool { !comments.isEmpty || sql?.contains("\n") ?? true }
}
