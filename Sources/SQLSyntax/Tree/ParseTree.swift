import CPgQuery

/// The syntax trees of one text: libpg_query's JSON and the flat tape over it.
///
/// An entry of the tape is a value or an object's key; `next` is the entry after the whole value. Reading a field walks
/// the entries of its object and compares bytes: nothing is allocated for a node.
final class ParseTree: @unchecked Sendable {
  /// What kind of JSON value an entry is.
  enum Kind: UInt8 {
    case object, array, string, escapedString, number, literal
  }

  /// One value of the JSON text.
  struct Entry {
    var offset: UInt32
    var length: UInt32
    var next: UInt32
    var kind: Kind
  }

  // Written in `init` alone, and freed in `deinit`: that is why the class may be shared between threads.
  let json: UnsafePointer<UInt8>
  let tape: UnsafePointer<Entry>
  private let result: PgQueryParseResult
  /// Where the parsed text starts within its file.
  let sourceOffset: Int
  /// The file's text, for what the JSON leaves out.
  private let source: [UInt8]

  /// Reads the trees of a parser's result, and frees it in the end. `nil` where there are none.
  init?(_ result: PgQueryParseResult, source: [UInt8], sourceOffset: Int) {
    guard let text = result.parse_tree, let tape = Tape.build(text) else {
      pg_query_free_parse_result(result)
      return nil
    }
    json = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    self.tape = tape
    self.result = result
    self.source = source
    self.sourceOffset = sourceOffset
  }

  deinit {
    tape.deallocate()
    pg_query_free_parse_result(result)
  }

  /// The text before a place.
  func text(before offset: Int) -> ArraySlice<UInt8> { source.prefix(offset) }

  /// The integer that stands in the text from a place on, letters, blanks and `=` before it passed over.
  ///
  /// libpg_query 15 leaves negative integers out of its JSON as if they were 0; only the text has them.
  func negativeInteger(after offset: Int) -> Int? {
    var at = offset
    while at < source.count, source[at] != UInt8(ascii: "-") {
      let byte = source[at] | 0x20
      guard (byte >= 97 && byte <= 122) || source[at] <= 32 || source[at] == 61 || source[at] == 95 else { return nil }
      at += 1
    }
    var digits = "-"
    at += 1
    while at < source.count, source[at] == 32 { at += 1 }
    while at < source.count, source[at] >= 48, source[at] <= 57 {
      digits.unicodeScalars.append(Unicode.Scalar(source[at]))
      at += 1
    }
    return Int(digits)
  }

  /// Whether the text has `SET STATISTICS 0`: its JSON is that of `SET STATISTICS -1`.
  var setsStatisticsToZero: Bool {
    let words = String(decoding: source, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
    return zip(words, words.dropFirst()).contains { $0 == "statistics" && $1.first == "0" }
  }

  /// The outermost value.
  var root: TreeNode { TreeNode(tree: self, index: 0) }
}
