import Diagnostics
import Foundation
import Testing

@testable import plumb

@Suite("plumbline.yml")
struct ConfigurationTests {
  private static let vocabulary = Configuration.Vocabulary(
    rules: ["drop-column": [], "missing-down": [], "grant-too-broad": ["roles", "schemas"]],
    presets: ["supabase"])

  private func read(_ text: String, path: String = "plumbline.yml") throws -> Configuration {
    try Configuration(text: text, path: path, vocabulary: Self.vocabulary)
  }

  @Test("says nothing when it is empty", arguments: ["", "\n", "# only a comment\n", "---\n", "rules:\n", "{}"])
  func emptyFile(text: String) throws {
    var expected = Configuration()
    expected.file = "plumbline.yml"
    #expect(try read(text) == expected)
  }

  @Test("sets everything that there is to set")
  func everything() throws {
    let configuration = try read(
      """
      migrations: db/migrations
      preset: presets/ours.sql
      exposed-schemas: [public, api]
      rules:
        drop-column: off
        missing-down: {severity: error}
        grant-too-broad:
          severity: info
          roles: [anon, web]
          schemas: public
      """, path: "app/plumbline.yml")
    #expect(configuration.migrations == "app/db/migrations")
    #expect(configuration.preset == .file("app/presets/ours.sql"))
    #expect(configuration.exposedSchemas == ["public", "api"])
    #expect(configuration.rules["drop-column"] == .init(severity: .off))
    #expect(configuration.rules["missing-down"] == .init(severity: .error))
    #expect(
      configuration.rules["grant-too-broad"]
        == .init(severity: .info, options: ["roles": ["anon", "web"], "schemas": ["public"]]))
    #expect(try read("preset: supabase").preset == .named("supabase"))
    #expect(try read("migrations: /srv/db", path: "app/plumbline.yml").migrations == "/srv/db")
  }

  @Test(
    "names the place and the nearest right thing",
    arguments: [
      ("presset: supabase", "plumbline.yml:1:1: unknown key `presset`\n  help: did you mean `preset`?"),
      (
        "exposed_schemas: []",
        "plumbline.yml:1:1: unknown key `exposed_schemas`\n  help: did you mean `exposed-schemas`?"
      ),
      (
        "rules:\n  drop-colum: off", "plumbline.yml:2:3: unknown rule `drop-colum`\n  help: did you mean `drop-column`?"
      ),
      ("rules:\n  drop-column: warn", "plumbline.yml:2:16: unknown severity `warn`\n  help: did you mean `warning`?"),
      ("layout: gose", "plumbline.yml:1:9: unknown layout `gose`\n  help: did you mean `goose`?"),
      ("preset: supabse", "plumbline.yml:1:9: unknown preset `supabse`\n  help: did you mean `supabase`?"),
      (
        "é: 1\nmigrations: [a]",
        """
        plumbline.yml:1:1: unknown key `é`
          help: what may stand here: `migrations`, `layout`, `preset`, `exposed-schemas`, `rules`, `drift`
        plumbline.yml:2:13: expected one value for `migrations`, found a list
        """
      ),
      ("migrations:", "plumbline.yml:1:1: expected one value for `migrations`, found nothing"),
      (
        "exposed-schemas: public",
        """
        plumbline.yml:1:18: expected a list of names for `exposed-schemas`, found `public`
          help: write it as `exposed-schemas: [public]`
        """
      ),
      (
        "rules:\n  grant-too-broad: {role: [x]}",
        "plumbline.yml:2:21: unknown option `role` of the rule `grant-too-broad`\n  help: did you mean `roles`?"
      ),
      (
        "rules: [drop-column]",
        """
        plumbline.yml:1:8: expected rules and their severities for `rules`, found a list
          help: write a line for each rule below `rules:`, such as `  missing-down: warning`
        """
      ),
      (
        "- a",
        """
        plumbline.yml:1:1: expected keys and their values, found a list
          help: write `migrations: migrations`, for example; the keys are `migrations`, `layout`, `preset`, `exposed-schemas`, `rules`, `drift`
        """
      ),
      (
        "rules:\n  drop-column: off\n  missing-down: off\n  drop-column: info",
        "plumbline.yml:4:3: the key `drop-column` stands here a second time\n  help: keep one of the two; only one could count"
      ),
      (
        "rules: {drop-column: off",
        """
        plumbline.yml:1:25: this isn't YAML: while parsing a flow mapping did not find expected ',' or '}'
          help: check the indentation (spaces, never tabs), the colons and the quotes up to here
        """
      ),
      (
        "preset: \u{1}",
        """
        plumbline.yml:1:9: this isn't YAML: control characters are not allowed
          help: remove the control character; a configuration is plain text
        """
      ),
    ])
  func mistakes(text: String, message: String) {
    let error = #expect(throws: ConfigurationError.self) { try read(text) }
    #expect(error?.description == message)
  }

  @Test("is found from a folder up to the repository's root, and paths are shown from the current directory")
  func search() throws {
    let folder = try TemporaryFolder()
    try folder.write("outside: 1", to: "plumbline.yml")
    try folder.write("", to: "repository/.git/HEAD")
    try folder.write("", to: "repository/app/migrations/001.sql")
    let app = folder.path + "/repository/app"
    func load(_ file: String? = nil, from start: String = "migrations") throws -> Configuration {
      try Configuration.load(
        named: file, startingAt: start, vocabulary: Self.vocabulary, currentDirectory: app)
    }
    #expect(try load() == Configuration())

    try folder.write("migrations: app/migrations", to: "repository/plumbline.yml")
    #expect(try load().file == "../plumbline.yml")
    #expect(try load().migrations == "../app/migrations")
    #expect(try load(from: app + "/no/such/folder").file == "../plumbline.yml")

    try folder.write("migrations: migrations", to: "repository/app/plumbline.yml")
    #expect(try load().migrations == "migrations")
    #expect(try load("../plumbline.yml").migrations == "../app/migrations")
  }

  @Test("that can't be read is an error, as is a file of a similar name")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    func failure(_ file: String?) -> String? {
      let error = #expect(throws: ConfigurationError.self) {
        try Configuration.load(
          named: file, startingAt: ".", vocabulary: Self.vocabulary, currentDirectory: folder.path)
      }
      return error?.description
    }
    #expect(failure("nowhere.yml")?.hasPrefix("nowhere.yml: this configuration file doesn't exist") == true)
    #expect(failure(".")?.hasPrefix(".: expected a configuration file, found a folder") == true)
    try folder.write(Data([0x66, 0xE9]), to: "latin.yml")
    #expect(failure("latin.yml")?.hasPrefix("latin.yml: this configuration file isn't UTF-8") == true)
    try folder.write("", to: "plumbline.yaml")
    #expect(failure(nil)?.contains("rename it to `plumbline.yml`") == true)
  }
}

/// A folder that is gone with the value.
private final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "plumb-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  func write(_ data: Data, to name: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
  }
}
