#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A key, a node's kind or another word of the grammar's, compared where it lies and without being copied.
struct TreeWord {
  private let bytes: UnsafeBufferPointer<UInt8>

  /// The word of a string's bytes; valid as long as their tree is.
  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// No word.
  static var none: TreeWord { TreeWord(UnsafeBufferPointer(start: nil, count: 0)) }

  var isEmpty: Bool { bytes.isEmpty }
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether it starts with a capital letter, as the kinds of nodes do and keys don't.
  var isCapitalized: Bool { bytes.first.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") } ?? false }

  static func == (word: TreeWord, text: StaticString) -> Bool {
    guard word.bytes.count == text.utf8CodeUnitCount, let start = word.bytes.baseAddress else {
      return word.bytes.isEmpty && text.utf8CodeUnitCount == 0
    }
    return memcmp(start, text.utf8Start, word.bytes.count) == 0
  }

  static func != (word: TreeWord, text: StaticString) -> Bool { !(word == text) }

  /// Lets a `switch` compare words.
  static func ~= (text: StaticString, word: TreeWord) -> Bool { word == text }
}
