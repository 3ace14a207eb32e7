#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A place in a parse tree. Valid as long as its tree is: whoever keeps one keeps the tree.
struct TreeNode {
  unowned(unsafe) let tree: ParseTree
  let index: Int

  private var entry: ParseTree.Entry { tree.tape[index] }

  /// The value of an object's field, or `nil` where it has none.
  subscript(key: StaticString) -> TreeNode? {
    let entry = entry
    guard entry.kind == .object else { return nil }
    var at = index + 1
    let end = Int(entry.next)
    while at < end {
      let name = tree.tape[at]
      if Int(name.length) == key.utf8CodeUnitCount,
        memcmp(tree.json + Int(name.offset), key.utf8Start, Int(name.length)) == 0
      {
        return TreeNode(tree: tree, index: at + 1)
      }
      at = Int(tree.tape[at + 1].next)
    }
    return nil
  }

  /// The elements of an array, or of a `List` node. Nothing for another value.
  var elements: TreeElements {
    let entry = entry
    switch entry.kind {
    case .array: return TreeElements(tree, from: index + 1, to: Int(entry.next))
    case .object: return (self["List"]?["items"] ?? self["items"])?.elements ?? noElements
    default: return noElements
    }
  }

  private var noElements: TreeElements { TreeElements(tree, from: 0, to: 0) }

  /// An object's keys and values.
  var fields: TreeFields {
    let entry = entry
    return TreeFields(tree, from: index + 1, to: entry.kind == .object ? Int(entry.next) : 0)
  }

  /// A node's kind and what is in it: `{"CreateStmt": {…}}`.
  var tagged: (tag: TreeWord, body: TreeNode) {
    let entry = entry
    guard entry.kind == .object, index + 1 < Int(entry.next) else { return (.none, self) }
    return (TreeNode(tree: tree, index: index + 1).word, TreeNode(tree: tree, index: index + 2))
  }

  /// Whether this is an array.
  var isArray: Bool { entry.kind == .array }

  /// Whether this is an object.
  var isObject: Bool { entry.kind == .object }

  private var bytes: UnsafeBufferPointer<UInt8> {
    let entry = entry
    return UnsafeBufferPointer(start: tree.json + Int(entry.offset), count: Int(entry.length))
  }

  /// A string's or a number's text.
  var text: String {
    entry.kind == .escapedString ? TreeNode.unescape(bytes) : String(decoding: bytes, as: UTF8.self)
  }

  /// A string's text as a word of the grammar's, which has nothing to unescape.
  var word: TreeWord { TreeWord(bytes) }

  /// An integer's value.
  var integer: Int? {
    guard entry.kind == .number else { return Int(text) }
    var digits = bytes[...]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits = digits.dropFirst() }
    // Nineteen digits may be more than fits.
    guard digits.count < 19 else { return Int(text) }
    var value = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return Int(text) }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return isNegative ? -value : value
  }

  /// Whether this is `true`.
  var isTrue: Bool { entry.kind == .literal && tree.json[Int(entry.offset)] == UInt8(ascii: "t") }

  // MARK: - Fields by type

  /// A field's text, or `nil`. PostgreSQL leaves empty strings out of lists' nodes, never out of a field.
  func string(_ key: StaticString) -> String? { self[key]?.text }

  /// A field's word of the grammar's: an enum's label, a letter of the catalogs.
  func word(_ key: StaticString) -> TreeWord { self[key]?.word ?? .none }

  /// Whether a field is `true`.
  func flag(_ key: StaticString) -> Bool { self[key]?.isTrue ?? false }

  /// A field's integer; one that is left out is 0.
  func int(_ key: StaticString) -> Int { self[key]?.integer ?? 0 }

  /// A field's elements.
  func list(_ key: StaticString) -> TreeElements { self[key]?.elements ?? noElements }

  /// The strings of a field that is a list of `String` nodes.
  func strings(_ key: StaticString) -> [String] { list(key).map(\.stringNode) }

  /// The text of a `String` node, `*` for `A_Star`.
  var stringNode: String {
    if let node = self["String"] { return node.string("sval") ?? node.string("str") ?? "" }
    return self["A_Star"] != nil ? "*" : ""
  }

  /// Where this node starts within the file, where it says so.
  var location: Int? {
    guard let offset = self["location"]?.integer, offset >= 0 else { return nil }
    return tree.sourceOffset + offset
  }

  private static func unescape(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count else {
        output.append(bytes[at])
        at += 1
        continue
      }
      switch bytes[at + 1] {
      case UInt8(ascii: "n"): output.append(10)
      case UInt8(ascii: "t"): output.append(9)
      case UInt8(ascii: "r"): output.append(13)
      case UInt8(ascii: "b"): output.append(8)
      case UInt8(ascii: "f"): output.append(12)
      case UInt8(ascii: "u"):
        let digits = String(decoding: bytes[min(at + 2, bytes.count)..<min(at + 6, bytes.count)], as: UTF8.self)
        if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) {
          output.append(contentsOf: Array(String(scalar).utf8))
        }
        at += 4
      default: output.append(bytes[at + 1])
      }
      at += 2
    }
    return String(decoding: output, as: UTF8.self)
  }
}
