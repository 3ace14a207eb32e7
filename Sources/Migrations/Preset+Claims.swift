import Diagnostics
package import SQLSyntax

extension Preset {
  /// What the platform behind a preset owns, so that no comparison calls it drift, or leaves to the project.
  ///
  ///     -- plumb:owns schema auth storage _timescaledb_*
  ///     -- plumb:owns role supabase_admin
  ///     -- plumb:leaves policy storage.objects
  ///
  /// `leaves` names the tables in such schemas whose policies or triggers are the project's own.
  package struct Claim: Hashable, Sendable {
    package var kind: ObjectKind
    package var pattern: String
    /// Whether it is left to the project.
    package var isLeft: Bool

    package init(_ kind: ObjectKind, _ pattern: String, isLeft: Bool = false) {
      self.kind = kind
      self.pattern = pattern
      self.isLeft = isLeft
    }
  }

  private static let owned: [ObjectKind] = [.schema, .role, .extension, .publication, .eventTrigger]
  private static let left: [ObjectKind] = [.policy, .trigger]

  /// The claims of the preset's file.
  package func claims() throws(PresetError) -> [Claim] {
    var claims: [Claim] = []
    for (number, line) in zip(1..., sql.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)) {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.first == "--", words.count > 1, words[1].hasPrefix("plumb:"), words[1] != "plumb:database" else {
        continue
      }
      let verb = String(words[1])
      guard verb == "plumb:owns" || verb == "plumb:leaves" else {
        throw problem(number, "unknown comment `\(verb)`", verb, ["plumb:owns", "plumb:leaves", "plumb:database"])
      }
      let kinds = verb == "plumb:owns" ? Preset.owned : Preset.left
      let word = words.count > 2 ? String(words[2]) : ""
      guard let kind = kinds.first(where: { $0.word == word }) else {
        let what = word.isEmpty ? "`\(verb)` says no kind" : "`\(verb)` can't be said of `\(word)`"
        throw problem(number, what, word, kinds.map(\.word))
      }
      guard words.count > 3 else { throw problem(number, "`\(verb) \(word)` names nothing", "", []) }
      claims += words.dropFirst(3).map { Claim(kind, String($0), isLeft: verb == "plumb:leaves") }
    }
    return claims
  }

  private func problem(_ line: Int, _ what: String, _ word: String, _ known: [String]) -> PresetError {
    .malformed(preset: name, line: line, what, nearest: nearest(to: word, in: known), known: known)
  }
}

extension ObjectKind {
  /// The kind's name as one word, for a configuration: `materialized-view`.
  package var word: String { rawValue.split(separator: " ").joined(separator: "-") }
}
