import Diagnostics
import SQLSyntax

/// Where UP and DOWN stand in one file, as its tool finds them.
struct Sections {
  /// Something that the tool refuses, or reads otherwise than it looks.
  struct Problem: Hashable {
    var severity: Severity
    var message: String
    var range: Range<Int>
    var label = ""
    var help: String?
  }

  var up: [Range<Int>] = []
  /// `nil` where there is no mark of a DOWN.
  var down: [Range<Int>]?
  /// The mark at which DOWN begins.
  var downMarker: Range<Int>?
  var transaction: ScriptTransaction
  var downTransaction: ScriptTransaction
  var problems: [Problem] = []

  private let end: Int
  /// What the text since `start` belongs to; `nil` before the first marker.
  private var direction: Direction?
  private var start: Int

  private enum Direction {
    case up, down
  }

  /// Finds the markers of a layout among a file's comments.
  init(_ layout: Layout, _ source: SourceText, _ lexer: Lexer) {
    transaction = layout.usualTransaction
    downTransaction = layout.usualTransaction
    start = ByteOrderMark.length(source.utf8)
    end = source.utf8.count
    let comments = lexer.comments.filter { $0.isLine && $0.startsLine }
    let first = lexer.statements.first?.lowerBound ?? end
    switch layout {
    case .goose: readGoose(comments, firstStatement: first)
    case .sqlMigrate: readSqlMigrate(comments, firstStatement: first)
    case .dbmate: readDbmate(comments, firstStatement: first)
    case .nodePgMigrate: readNodePgMigrate(comments)
    case .tern: readTern(comments)
    case .drizzle: readDrizzle(lexer.comments)
    default: readWhole()
    }
  }

  // MARK: - Cutting

  /// Ends a stretch where a marker begins; the text after the marker goes on in a direction.
  private mutating func cut(at marker: Range<Int>, to next: Direction?) {
    close(at: marker.lowerBound)
    direction = next
    start = marker.upperBound
  }

  private mutating func close(at offset: Int) {
    guard start < offset else { return }
    switch direction {
    case .up: up.append(start..<offset)
    case .down: down = (down ?? []) + [start..<offset]
    case nil: break
    }
  }

  private mutating func beginDown(_ marker: Range<Int>) {
    cut(at: marker, to: .down)
    down = down ?? []
    downMarker = downMarker ?? marker
  }

  private mutating func readWhole() {
    direction = .up
    close(at: end)
  }

  private mutating func report(
    _ message: String, at range: Range<Int>, severity: Severity = .error, label: String = "", help: String? = nil
  ) {
    problems.append(Problem(severity: severity, message: message, range: range, label: label, help: help))
  }

  /// A file without the mark that its tool needs: all of it is taken as UP.
  private mutating func reportMissingUp(_ marker: String, _ tool: String) {
    report(
      "the file has no `\(marker)`, without which \(tool) refuses it", at: start..<start,
      help: "write `\(marker)` above the first statement")
    readWhole()
  }

  private mutating func reportText(before marker: Range<Int>, from first: Int, _ message: String) {
    guard first < marker.lowerBound else { return }
    report(message, at: first..<first, help: "move the statement below the marker")
  }

  // MARK: - goose

  // goose reads markers line by line; `Up` and `Down` stand in the file once each, `Up` first.
  private mutating func readGoose(_ comments: [Comment], firstStatement: Int) {
    var block: Range<Int>?
    for comment in comments where comment.text.contains("+goose") {
      let command = comment.text.replacing("+goose", with: "").trimmedOfDashes.lowercased()
      switch command {
      case "up" where direction == nil:
        reportText(
          before: comment.range, from: firstStatement, "a statement before `-- +goose Up`, which goose refuses")
        cut(at: comment.range, to: .up)
      case "up":
        report("a second `-- +goose Up`, which goose refuses", at: comment.range, help: "keep the first of the two")
        cut(at: comment.range, to: .up)
      case "down":
        if direction != .up {
          let what = direction == nil ? "`-- +goose Down` before `-- +goose Up`" : "a second `-- +goose Down`"
          report(
            "\(what), which goose refuses", at: comment.range,
            help: "write one `-- +goose Up`, its statements, one `-- +goose Down` and its statements")
        }
        beginDown(comment.range)
      case "statementbegin":
        block = comment.range
        cut(at: comment.range, to: direction)
      case "statementend":
        if block == nil {
          report(
            "`-- +goose StatementEnd` without a `StatementBegin`, which goose refuses", at: comment.range,
            help: "remove it, or write `-- +goose StatementBegin` above the statement")
        }
        block = nil
        cut(at: comment.range, to: direction)
      case "no transaction":
        transaction = .never
        downTransaction = .never
      case "envsub on":
        report(
          "the values that goose puts in place of `${NAME}` from here aren't known", at: comment.range, severity: .info,
          help: "what is read here is the text as it stands")
      case "envsub off": break
      default:
        report(
          "goose doesn't know the marker `\(command)`, and refuses the file", at: comment.range,
          help: "the markers are `Up`, `Down`, `StatementBegin`, `StatementEnd` and `NO TRANSACTION`")
      }
    }
    if let block {
      report(
        "`-- +goose StatementBegin` without a `StatementEnd`, which goose refuses", at: block,
        help: "write `-- +goose StatementEnd` below the statement")
    }
    if direction == nil { return reportMissingUp("-- +goose Up", "goose") }
    close(at: end)
  }

  // MARK: - sql-migrate

  // sql-migrate takes any number of sections, and passes over what stands before the first.
  private mutating func readSqlMigrate(_ comments: [Comment], firstStatement: Int) {
    var block: Range<Int>?
    for comment in comments where comment.text.hasPrefix(" +migrate ") {
      let words = comment.text.split { $0 == " " || $0 == "\t" || $0 == "\r" }.dropFirst()
      let isWithout = words.dropFirst().contains("notransaction")
      if direction == nil, words.first == "Up" || words.first == "Down" {
        reportText(
          before: comment.range, from: firstStatement,
          "a statement above the first marker, which sql-migrate never runs")
      }
      switch words.first {
      case "Up":
        cut(at: comment.range, to: .up)
        if isWithout { transaction = .never }
      case "Down":
        beginDown(comment.range)
        if isWithout { downTransaction = .never }
      case "StatementBegin":
        block = comment.range
        cut(at: comment.range, to: direction)
      case "StatementEnd":
        block = nil
        cut(at: comment.range, to: direction)
      default:
        report(
          "sql-migrate doesn't know the marker `\(words.first ?? "")`, and passes over it", at: comment.range,
          severity: .warning, help: "the markers are `Up`, `Down`, `StatementBegin` and `StatementEnd`")
      }
    }
    if let block {
      report(
        "`-- +migrate StatementBegin` without a `StatementEnd`, which sql-migrate refuses", at: block,
        help: "write `-- +migrate StatementEnd` below the statement")
    }
    if direction == nil { return reportMissingUp("-- +migrate Up", "sql-migrate") }
    close(at: end)
  }

  // MARK: - dbmate

  // dbmate takes several pairs of `migrate:up` and `migrate:down`, and runs a direction's parts in the file's order.
  private mutating func readDbmate(_ comments: [Comment], firstStatement: Int) {
    for comment in comments {
      let words = comment.text.split { $0 == " " || $0 == "\t" || $0 == "\r" }
      let isWithout = words.dropFirst().contains("transaction:false")
      switch words.first {
      case "migrate:up":
        if direction == nil {
          reportText(
            before: comment.range, from: firstStatement, "a statement before `-- migrate:up`, which dbmate refuses")
        }
        cut(at: comment.range, to: .up)
        if isWithout { transaction = .never }
      case "migrate:down":
        if direction != .up {
          report(
            "a `-- migrate:down` without a `-- migrate:up` above it, which dbmate refuses", at: comment.range,
            help: "write `-- migrate:up` above the statements that it takes back")
        }
        beginDown(comment.range)
        if isWithout { downTransaction = .never }
      default: break
      }
    }
    if direction == nil { return reportMissingUp("-- migrate:up", "dbmate") }
    close(at: end)
    if down == nil {
      report(
        "the file has no `-- migrate:down`, without which dbmate refuses it", at: end..<end,
        help: "write `-- migrate:down` at the end, with the statements that take the migration back")
    }
  }

  // MARK: - node-pg-migrate

  // node-pg-migrate looks for the first marker of each direction; without one for UP, all of the file is UP.
  private mutating func readNodePgMigrate(_ comments: [Comment]) {
    func marker(_ direction: String) -> Range<Int>? {
      let comment = comments.first { comment in
        let words = comment.text.drop { $0 == "-" || $0.isWhitespace }.lowercased().split { $0.isWhitespace }
        return words.first.map(String.init) == direction && words.dropFirst().first?.hasPrefix("migration") ?? false
      }
      return comment?.range
    }
    let (upMarker, downMarker) = (marker("up"), marker("down"))
    if let downMarker, upMarker == nil {
      report(
        "without `-- Up Migration`, node-pg-migrate runs all of the file as UP, what is below this line too",
        at: downMarker, help: "write `-- Up Migration` above the first statement")
    }
    let whole = start..<end
    for marker in [upMarker, downMarker].compactMap(\.self).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if marker == downMarker { beginDown(marker) } else { cut(at: marker, to: .up) }
    }
    if direction == nil { return readWhole() }
    close(at: end)
    if upMarker == nil { up = [whole] }
  }

  // MARK: - tern

  // tern cuts at the first marker, and looks for its word on transactions in each part.
  private mutating func readTern(_ comments: [Comment]) {
    direction = .up
    for comment in comments {
      switch comment.text.trimmed {
      case "-- create above / drop below ----":
        if downMarker == nil { beginDown(comment.range) }
      case "-- tern: disable-tx ----":
        if direction == .up { transaction = .never } else { downTransaction = .never }
      default: break
      }
    }
    close(at: end)
  }

  // MARK: - Drizzle

  // Drizzle cuts the text at its marks, wherever they stand in a line.
  private mutating func readDrizzle(_ comments: [Comment]) {
    direction = .up
    for comment in comments where comment.isLine && comment.text.hasPrefix("> statement-breakpoint") {
      cut(at: comment.range, to: .up)
    }
    close(at: end)
  }
}

extension String {
  /// The text without white space and dashes around it.
  fileprivate var trimmedOfDashes: String {
    let isOuter = { (character: Character) in character.isWhitespace || character == "-" }
    let start = drop(while: isOuter)
    return String(start.reversed().drop(while: isOuter).reversed())
  }
}
