import Diagnostics
import SQLSyntax

/// What is wrong with a migration's form: what PostgreSQL's grammar can't read, and its DOWN marker.
struct FormProblems {
  var source: SourceText
  var marker: Range<Int>?
  var up: Script
  var down: Script?
  var layout = Layout.plumbline

  /// All of it, in the order of the text.
  var all: [Diagnostic] {
    let scripts = [up, down].compactMap(\.self)
    let errors = scripts.flatMap { script in script.errors.map { FormProblems.diagnostic($0, in: script.source) } }
    let skipped = scripts.flatMap { script in script.skippedCommands.map { skippedCommand($0, in: script.source) } }
    let markers = layout == .plumbline ? malformedMarkers + repeatedMarkers : []
    return (emptiness + errors + skipped + markers).sorted(by: Diagnostic.isOrderedBefore)
  }

  /// A place that can't be read, as a diagnostic.
  static func diagnostic(_ error: SyntaxError, in source: SourceText) -> Diagnostic {
    let bytes = source.utf8
    var end = min(error.offset, bytes.count)
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    if end == error.offset, end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return Diagnostic(
      ruleID: "syntax-error", severity: .error, message: error.message,
      location: .init(source: source, range: min(error.offset, bytes.count)..<end),
      label: "PostgreSQL can't read the statement from here", help: error.hint)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "\\")
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }

  private var emptiness: [Diagnostic] {
    guard up.statements.isEmpty, up.errors.isEmpty else { return [] }
    guard layout == .plumbline else { return [foreignEmptiness] }
    let place = marker ?? min(up.range.lowerBound, source.utf8.count)..<up.range.lowerBound
    return [
      Diagnostic(
        ruleID: "empty-migration", severity: .error,
        message: marker == nil ? "the migration has no statement" : "the migration has no statement before `-- DOWN`",
        location: .init(source: source, range: place),
        help: "write the forward migration, or remove the file if it was never applied")
    ]
  }

  /// Other tools' projects keep files whose work is done in code, or that were emptied.
  private var foreignEmptiness: Diagnostic {
    Diagnostic(
      ruleID: "empty-migration", severity: .info, message: "the migration has no statement",
      location: .init(source: source, range: up.range.lowerBound..<up.range.lowerBound),
      help: "nothing, where its work is done in code or was taken out on purpose")
  }

  private func skippedCommand(_ range: Range<Int>, in source: SourceText) -> Diagnostic {
    let word = source[range].prefix { !$0.isWhitespace }
    return Diagnostic(
      ruleID: "not-followed", severity: .info, message: "`\(word)` is run by psql, and passed over here",
      location: .init(source: source, range: range), help: "nothing, where it leaves the schema as it is")
  }

  private var malformedMarkers: [Diagnostic] {
    guard marker == nil else { return [] }
    return up.comments.filter(DownMarker.isMalformed).prefix(1).map { comment in
      Diagnostic(
        ruleID: "down-marker-malformed", severity: .error,
        message: "`\(source[comment.range])` looks like the DOWN marker but isn't one",
        location: .init(source: source, range: comment.range),
        label: "everything below would run as part of UP",
        help: "write it as `-- DOWN`, alone on its line")
    }
  }

  private var repeatedMarkers: [Diagnostic] {
    guard let marker, let down else { return [] }
    let first = source.position(at: marker.lowerBound).line
    return down.comments.filter(DownMarker.isMarker).map { comment in
      Diagnostic(
        ruleID: "down-marker-repeated", severity: .error, message: "a second DOWN marker",
        location: .init(source: source, range: comment.range),
        label: "the rollback script starts at line \(first) already",
        help: "keep one `-- DOWN`: all before it is UP, all after it is DOWN")
    }
  }
}
