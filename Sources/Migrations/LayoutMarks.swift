/// The layouts that a file's own lines speak of: their markers, or the document's header.
struct LayoutMarks {
  /// The layouts whose marker is there, the document's own only where no other is.
  private(set) var layouts: Set<Layout> = []

  /// Looks at every line that has a comment.
  ///
  /// Only a guess: whether a marker stands within a quote, the lexer tells when the file is read.
  init(_ bytes: [UInt8]) {
    var isDocument = false
    bytes.withUnsafeBufferPointer { buffer in
      var at = 0
      while at + 1 < buffer.count {
        guard buffer[at] == UInt8(ascii: "-"), buffer[at + 1] == UInt8(ascii: "-") else {
          at += 1
          continue
        }
        var end = at
        while end < buffer.count, buffer[end] != UInt8(ascii: "\n") { end += 1 }
        // A marker is short; a long comment costs no more than its first bytes.
        let text = String(decoding: buffer[at + 2..<min(end, at + 80)], as: UTF8.self)
        if let layout = LayoutMarks.layout(text) { layouts.insert(layout) }
        isDocument = isDocument || LayoutMarks.isDocument(text)
        at = end
      }
    }
    // The header decides over a comment that happens to read like node-pg-migrate's, and over no tool's own marker.
    if isDocument, layouts.subtracting([.nodePgMigrate]).isEmpty { layouts = [.plumbline] }
  }

  /// The layout whose marker a comment is, given without its two dashes.
  ///
  /// The marker of an UP where there is one: a stray `-- migrate:down` makes no migration of dbmate.
  private static func layout(_ comment: String) -> Layout? {
    if comment.hasPrefix("> statement-breakpoint") { return .drizzle }
    let text = comment.drop { $0 == " " || $0 == "\t" || $0 == "-" }
    guard let first = text.first, "+mMcCtTuUdD".contains(first) else { return nil }
    let words = text.lowercased().split { $0 == " " || $0 == "\t" || $0 == "\r" }
    switch words.first {
    case "+goose": return words.dropFirst().first == "up" ? .goose : nil
    case "+migrate": return words.dropFirst().first == "up" ? .sqlMigrate : nil
    case "migrate:up": return .dbmate
    case "create" where text.hasPrefix("create above / drop below ----"): return .tern
    case "tern:" where words.dropFirst().first == "disable-tx": return .tern
    case "up", "down": return words.dropFirst().first?.hasPrefix("migration") ?? false ? .nodePgMigrate : nil
    default: return nil
    }
  }

  /// Whether a comment is the document's marker, or a field of its header that comments elsewhere don't have.
  private static func isDocument(_ comment: String) -> Bool {
    guard let first = comment.first, first == " " || first == "\t" else { return false }
    let text = comment.trimmed
    return text == "DOWN" || ["Migration:", "Version:", "Irreversible:"].contains { text.hasPrefix($0) }
  }
}
