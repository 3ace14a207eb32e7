import Diagnostics

/// Where a routine's body stands in its file, so that a place within the one is a place within the other.
struct BodyPlace {
  private var start: Int?
  /// In `'…'` each quote of the body is written twice.
  private var doubledQuotes: [Int] = []
  private let statement: Range<Int>

  /// Finds the string constant in a statement whose value is the body.
  init(of body: [UInt8], in statement: Range<Int>, of source: SourceText) {
    self.statement = statement
    let quote = UInt8(ascii: "'")
    for token in PLpgSQLTokens(source.utf8, in: statement).tokens where token.kind == .string {
      let text = source.utf8[token.range]
      if text.first == UInt8(ascii: "$") {
        let length = (text.dropFirst().firstIndex(of: UInt8(ascii: "$")) ?? text.startIndex) + 1 - text.startIndex
        guard text.dropFirst(length).dropLast(length).elementsEqual(body) else { continue }
        start = text.startIndex + length
        return
      }
      let quotes = body.indices.filter { body[$0] == quote }
      guard text.first == quote, text.count == body.count + quotes.count + 2 else { continue }
      start = text.startIndex + 1
      doubledQuotes = quotes
      return
    }
  }

  /// A range of the body as one of the file; the whole statement where the body isn't found.
  func range(_ range: Range<Int>) -> Range<Int> {
    guard start != nil else { return statement }
    return offset(range.lowerBound)..<offset(range.upperBound)
  }

  private func offset(_ offset: Int) -> Int {
    (start ?? 0) + offset + doubledQuotes.reduce(0) { $1 < offset ? $0 + 1 : $0 }
  }
}
