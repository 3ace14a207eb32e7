// Writes a Swift file that holds text files as string literals.
//
//   PageEmbedder rules OUTPUT PAGE.md…     extension RulePage { static let all: [RulePage] }
//   PageEmbedder presets OUTPUT FILE.sql…  extension Preset { static let builtIn: [Preset] }
//
// A page's frontmatter becomes typed arguments, each with the page's own position, so that a wrong value is a build
// error at that line of the page.
import Foundation

/// A page that can't be embedded: where, and what is wrong.
struct PageError: Error, CustomStringConvertible {
  var path: String
  var line: Int
  var message: String
  var description: String { "\(path):\(line): error: \(message)" }
}

/// The keys that a page's frontmatter has, in order.
let frontmatterKeys = ["id", "severity", "category", "fix", "since", "aliases"]

func literal(_ text: String) -> String { "####\"\"\"\n\(text)\n\"\"\"####" }

func listLiteral(_ value: String) -> String {
  let items = value.trimmingCharacters(in: CharacterSet(charactersIn: "[] ")).split(separator: ",")
  return "[" + items.map { "\"\($0.trimmingCharacters(in: .whitespaces))\"" }.joined(separator: ", ") + "]"
}

/// The declarations of one page: a constant for each key, at the page's own line, and the page made of them.
func rulePage(path: String, text: String, number: Int) throws -> String {
  let lines = text.components(separatedBy: "\n")
  guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
    throw PageError(path: path, line: 1, message: "a rule page starts with frontmatter between two lines `---`")
  }
  var declarations = ""
  for (offset, key) in frontmatterKeys.enumerated() {
    let line = offset + 1
    guard line < end, lines[line].hasPrefix(key + ":") else {
      throw PageError(path: path, line: line + 1, message: "expected `\(key):` here; the order is \(frontmatterKeys)")
    }
    let value = lines[line].dropFirst(key.count + 1).trimmingCharacters(in: .whitespaces)
    let (type, expression) =
      switch key {
      case "severity": ("Severity", ".\(value)")
      case "category": ("RuleCategory", ".\(value)")
      case "fix": ("FixAvailability", ".\(value)")
      case "aliases": ("[String]", listLiteral(value))
      default: ("String", "\"\(value)\"")
      }
    declarations += "#sourceLocation(file: \"\(path)\", line: \(line + 1))\n"
    declarations += "private let \(key)\(number): \(type) = \(expression)\n#sourceLocation()\n"
  }
  let body = lines[(end + 1)...].joined(separator: "\n").trimmingCharacters(in: .newlines)
  let arguments = frontmatterKeys.map { "\($0): \($0)\(number)" }.joined(separator: ", ")
  return declarations + "private let page\(number) = RulePage(\(arguments), text: \(literal(body)))\n"
}

func embed(_ arguments: [String]) throws {
  guard arguments.count >= 3 else {
    throw PageError(path: "PageEmbedder", line: 0, message: "usage: PageEmbedder rules|presets OUTPUT FILE…")
  }
  let files = try arguments.dropFirst(3).map { (path: $0, text: try String(contentsOfFile: $0, encoding: .utf8)) }
  let output: String
  if arguments[1] == "rules" {
    let pages = try files.enumerated().map { number, file in
      try rulePage(path: file.path, text: file.text, number: number)
    }
    output =
      "import Diagnostics\n" + pages.joined() + "extension RulePage {\n/// Every rule's page, by id.\n"
      + "package static let all: [RulePage] = [" + pages.indices.map { "page\($0)" }.joined(separator: ", ") + "]\n}\n"
  } else {
    let presets = files.map { file in
      let name = URL(fileURLWithPath: file.path).deletingPathExtension().lastPathComponent
      return "Preset(name: \"\(name)\", sql: \(literal(file.text)))"
    }
    output =
      "extension Preset {\n/// The presets that come with the program.\npackage static let builtIn: [Preset] = [\n"
      + presets.joined(separator: ",\n") + "\n]\n}\n"
  }
  try output.write(toFile: arguments[2], atomically: true, encoding: .utf8)
}

do {
  try embed(CommandLine.arguments)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
