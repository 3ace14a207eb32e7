/// The text of a DOWN as a tool reads it.
struct DownText {
  private let layout: Layout
  private let version: String
  private let name: String
  private let parts: [DownPart]
  private let withoutTransaction: Bool

  init(layout: Layout, version: String, name: String, _ parts: [DownPart], withoutTransaction: Bool) {
    self.layout = layout
    self.version = version
    self.name = name
    self.parts = parts
    self.withoutTransaction = withoutTransaction
  }

  private var body: String {
    switch layout {
    case .goose: parts.text(marks: "goose")
    case .sqlMigrate: parts.text(marks: "migrate")
    default: parts.text()
    }
  }

  /// All of a file of its own.
  var file: String {
    switch layout {
    case .sqitch:
      let script = withoutTransaction ? body : "BEGIN;\n\n\(body)\n\nCOMMIT;"
      return "-- Revert \(name) from pg\n\n\(script)\n"
    case .sqlx where withoutTransaction: return "-- no-transaction\n\n\(body)\n"
    default: return body + "\n"
    }
  }

  /// The line at which DOWN begins, and what stands below it before the first statement.
  private var marker: String {
    switch layout {
    case .goose: "-- +goose Down"
    case .dbmate: "-- migrate:down" + (withoutTransaction ? " transaction:false" : "")
    case .sqlMigrate: "-- +migrate Down" + (withoutTransaction ? " notransaction" : "")
    case .nodePgMigrate: "-- Down Migration"
    case .tern: "---- create above / drop below ----" + (withoutTransaction ? "\n\n---- tern: disable-tx ----" : "")
    default: "-- DOWN\n-- Rollback script for migration \(version)\n"
    }
  }

  /// A migration's file with the section in place of the one that it has.
  func inserted(into migration: Migration) throws(DownEditError) -> String {
    let source = migration.source
    let end = migration.downMarker?.lowerBound ?? source.utf8.count
    if let last = migration.up.statements.last, last.range.upperBound > end { throw .upBelowDown(path: migration.path) }
    var above = source[0..<end]
    if let field = migration.header.irreversible, layout.hasHeader {
      let upTo = source[0..<field.range.lowerBound]
      let rest = source[field.range.upperBound..<end]
      above = upTo + rest.drop { $0 == "\r" }.dropFirst(rest.contains("\n") ? 1 : 0)
    }
    while above.last?.isWhitespace ?? false { above.removeLast() }
    let isCRLF = above.contains("\r\n")
    let section = "\n\n\(marker)\n\(body)\n"
    return above + (isCRLF ? section.replacing("\n", with: "\r\n") : section)
  }
}
