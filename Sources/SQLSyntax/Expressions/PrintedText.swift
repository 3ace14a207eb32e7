/// What a server prints of an object, word for word: SQL that it reads again. No comparison looks at it.
package struct PrintedText: Hashable, Sendable {
  package var text: String?

  package init(_ text: String? = nil) { self.text = text }

  package static func == (left: Self, right: Self) -> Bool { true }
  package func hash(into hasher: inout Hasher) {}
}
