import Diagnostics
package import SQLSyntax

/// The comment lines at the top of a migration: `-- Migration:`, `-- Version:` and their like.
///
/// Only what stands before the first statement; whether the fields are right is for rules to say.
package struct MigrationHeader: Sendable {
  /// One line of the header.
  package struct Field: Hashable, Sendable {
    /// The field's name as it is written.
    package var name: String
    /// The text after the colon, without white space around it.
    package var value: String
    /// The whole comment.
    package var range: Range<Int>
    /// The value alone; empty, after the colon, where there is none.
    package var valueRange: Range<Int>
  }

  /// The names of the fields, in the order of the document.
  package enum Name: String, Sendable, CaseIterable {
    case migration = "Migration"
    case version = "Version"
    case date = "Date"
    case author = "Author"
    case depends = "Depends"
    case irreversible = "Irreversible"

    /// The name that a text is, in whatever case.
    fileprivate static func named(_ text: String) -> Name? {
      if let name = Name(rawValue: text) { return name }
      let lowercased = text.lowercased()
      return allCases.first { $0.rawValue.lowercased() == lowercased }
    }
  }

  /// A line that looks like a field with its name misspelt.
  package struct Misspelling: Hashable, Sendable {
    package var field: Field
    /// The name that is probably meant.
    package var nearest: Name
  }

  /// The first field of each name.
  package private(set) var fields: [Name: Field] = [:]
  /// Fields whose name was there before.
  package private(set) var repeated: [Field] = []
  package private(set) var misspelt: [Misspelling] = []
  /// The versions of `-- Depends:`, as they are written.
  ///
  /// `none` is no version.
  package private(set) var dependencies: [Located<String>] = []

  /// What the migration does: `-- Migration:`.
  package var description: Field? { fields[.migration] }
  package var version: Field? { fields[.version] }
  package var date: Field? { fields[.date] }
  package var author: Field? { fields[.author] }
  package var depends: Field? { fields[.depends] }
  /// Why there is no way back: `-- Irreversible:`.
  package var irreversible: Field? { fields[.irreversible] }

  /// Reads the comments that end before `limit`, the first statement's start.
  init(comments: [Comment], before limit: Int) {
    let lines = comments.prefix { $0.range.lowerBound < limit }.filter { $0.isLine && $0.startsLine }
    let candidates = lines.compactMap { Field($0) }
    var others: [Field] = []
    for field in candidates {
      guard let name = Name.named(field.name) else {
        others.append(field)
        continue
      }
      if fields[name] == nil { fields[name] = field } else { repeated.append(field) }
    }
    misspelt = others.compactMap { field in
      field.probableName.flatMap { fields[$0] == nil ? Misspelling(field: field, nearest: $0) : nil }
    }
    if let depends { dependencies = MigrationHeader.versions(of: depends) }
  }

  private static func versions(of field: Field) -> [Located<String>] {
    guard field.value.lowercased() != "none" else { return [] }
    var versions: [Located<String>] = []
    var start = field.valueRange.lowerBound
    for part in field.value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let leading = part.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
      let text = String(decoding: part, as: UTF8.self)[...].trimmingWhitespace
      let from = start + leading
      if !text.isEmpty { versions.append(Located(text, range: from..<from + text.utf8.count)) }
      start += part.count + 1
    }
    return versions
  }
}

extension MigrationHeader.Field {
  /// A comment that reads `Word: value`; `nil` for any other.
  fileprivate init?(_ comment: Comment) {
    let text = Substring(comment.text)
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let name = text[..<colon].trimmingWhitespace
    guard !name.isEmpty, name.utf8.count <= 20, name.allSatisfy({ $0.isLetter || $0 == " " }) else { return nil }
    let rest = text[text.index(after: colon)...]
    let value = rest.trimmingWhitespace
    let leading = rest.prefix { $0.isWhitespace }.utf8.count
    let restStart = comment.range.lowerBound + 2 + text[...colon].utf8.count
    let start = value.isEmpty ? restStart : restStart + leading
    self.init(name: name, value: value, range: comment.range, valueRange: start..<start + value.utf8.count)
  }

  /// The name that this one resembles.
  ///
  /// Ordinary comments (`-- Data: …`, `-- Note: …`) resemble none.
  fileprivate var probableName: MigrationHeader.Name? {
    let lowercased = name.lowercased()
    switch lowercased {
    case "depends on", "dependencies", "dependency", "dependson": return .depends
    case "authors", "author name": return .author
    case "irreversable", "not reversible", "nonreversible": return .irreversible
    default: break
    }
    guard
      let near = nearest(to: name, in: MigrationHeader.Name.allCases.map(\.rawValue))
        .flatMap(MigrationHeader.Name.init), abs(near.rawValue.count - name.count) <= 1
    else { return nil }
    // A date and a version start with a digit: `-- Data: the rows below` is no date.
    if near == .date || near == .version { return value.first?.isNumber == true ? near : nil }
    return near
  }
}

extension Substring {
  /// The text without white space around it.
  fileprivate var trimmingWhitespace: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
