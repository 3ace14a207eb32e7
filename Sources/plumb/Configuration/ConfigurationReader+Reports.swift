import Diagnostics
import Yams

extension ConfigurationReader {
  /// Notes that something is wrong at a node.
  mutating func report(_ message: String, at node: Node, help: String? = nil) {
    // A scalar's text is as long as what stands in the file, but for quotes and escapes.
    let isPlain = node.scalar?.style == .plain
    let length = isPlain ? node.scalar?.string.utf8.count ?? 0 : 0
    report(message, at: position(node.mark), length: length, help: help)
  }

  /// Notes that a name isn't known, with the nearest one that is.
  mutating func reportUnknown(
    _ kind: String, _ name: String, at node: Node, known: [String], more: String = "", place: String = ""
  ) {
    let help: String
    if let nearest = nearest(to: name, in: known) {
      help = "did you mean `\(nearest)`?"
    } else if known.count > 8 {
      help = "no \(kind) has a name near to it\(more)"
    } else {
      help = "what may stand here: \(listed(known))\(more)"
    }
    let isName = node.scalar != nil
    let found =
      isName ? "unknown \(kind) `\(name)`\(place)" : "expected the name of a \(kind), found \(described(node))"
    report(found, at: node, help: help)
  }

  /// Notes that the file isn't YAML, or has a key twice.
  mutating func report(_ error: any Error) {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      let circumstance = context.map { " \($0.text.trimmed)" } ?? ""
      report(
        "this isn't YAML:\(circumstance) \(problem)", at: position(mark),
        help: "check the indentation (spaces, never tabs), the colons and the quotes up to here")
    case YamlError.duplicatedKeysInMapping(let names, let context):
      let name = names.first ?? ""
      report(
        "the key `\(name)` stands here a second time", at: secondPosition(of: name, after: position(context.mark)),
        length: name.utf8.count, help: "keep one of the two; only one could count")
    case YamlError.reader(let problem, let offset, _, let text):
      let before = text.prefix(offset ?? 0)
      report(
        "this isn't YAML: \(problem)", at: source.position(at: before.utf8.count),
        help: "remove the control character; a configuration is plain text")
    default:
      report("this isn't YAML: \(error)", at: position(nil))
    }
  }

  /// Names in backticks, with commas.
  func listed(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }

  /// Where a node begins.
  func location(of node: Node) -> Diagnostic.Location {
    let start = offset(of: position(node.mark))
    return .init(source: source, range: start..<start)
  }

  private mutating func report(
    _ message: String, at position: SourceText.Position, length: Int = 0, help: String? = nil
  ) {
    let start = offset(of: position)
    let location = Diagnostic.Location(source: source, range: start..<start + length)
    diagnostics.append(Diagnostic(ruleID: "", severity: .error, message: message, location: location, help: help))
  }

  private func position(_ mark: Mark?) -> SourceText.Position {
    SourceText.Position(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private func offset(of position: SourceText.Position) -> Int {
    let lines = source.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard position.line >= 1, position.line <= lines.count else { return source.utf8.count }
    let line = lines[position.line - 1]
    return min(source.offset(ofCharacter: position.column, from: line.startIndex), line.endIndex)
  }

  /// Where a key that is there twice stands the second time; Yams tells the first.
  ///
  /// In a block mapping that is a later line with the same indentation; in a flow mapping the first place has to do.
  private func secondPosition(of name: String, after first: SourceText.Position) -> SourceText.Position {
    for number in stride(from: first.line + 1, through: source.lineCount, by: 1) {
      let line = source.line(number)
      guard line.prefix(while: { $0 == " " }).count == first.column - 1 else { continue }
      let key = line.dropFirst(first.column - 1).prefix { $0 != ":" }.filter { !"\"' ".contains($0) }
      if key == name { return SourceText.Position(line: number, column: first.column) }
    }
    return first
  }
}

extension String {
  /// The text without the white space around it.
  fileprivate var trimmed: String {
    let isSpace = { (character: Character) in character.isWhitespace }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}
