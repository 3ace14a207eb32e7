import Diagnostics
import Migrations
import Yams

extension Configuration {
  /// Reads the text of a `plumbline.yml`; `path` is the file's, as the user should see it.
  package init(text: String, path: String, vocabulary: Vocabulary) throws(ConfigurationError) {
    var reader = ConfigurationReader(source: SourceText(path: path, text: text), vocabulary: vocabulary)
    reader.configuration.file = path
    reader.read(text)
    guard reader.diagnostics.isEmpty else {
      throw ConfigurationError(reader.diagnostics.sorted(by: Diagnostic.isOrderedBefore))
    }
    self = reader.configuration
  }
}

/// Reads a configuration out of YAML nodes, and collects all that is wrong with them.
struct ConfigurationReader {
  let source: SourceText
  let vocabulary: Configuration.Vocabulary
  var configuration = Configuration()
  var diagnostics: [Diagnostic] = []

  init(source: SourceText, vocabulary: Configuration.Vocabulary) {
    self.source = source
    self.vocabulary = vocabulary
  }

  /// The keys of the file.
  private enum Key: String, CaseIterable {
    case migrations, layout, preset
    case exposedSchemas = "exposed-schemas"
    case rules, drift
  }

  mutating func read(_ text: String) {
    do {
      guard let root = try Yams.compose(yaml: text), !isNull(root) else { return }
      read(root)
    } catch {
      report(error)
    }
  }

  private mutating func read(_ root: Node) {
    guard let mapping = root.mapping else {
      return report(
        "expected keys and their values, found \(described(root))", at: root,
        help: "write `migrations: migrations`, for example; the keys are \(listed(Key.allCases.map(\.rawValue)))")
    }
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      switch Key(rawValue: name) {
      case .migrations: configuration.migrations = text(value, of: key).map(resolved)
      case .layout: readLayout(value, of: key)
      case .preset: readPreset(value, of: key)
      case .exposedSchemas: configuration.exposedSchemas = texts(value, of: key, example: "[public]") ?? []
      case .rules: readRules(value, of: key)
      case .drift: readDrift(value, of: key)
      case nil: reportUnknown("key", name, at: key, known: Key.allCases.map(\.rawValue))
      }
    }
  }

  private mutating func readLayout(_ value: Node, of key: Node) {
    guard let name = text(value, of: key) else { return }
    configuration.layout = Layout(rawValue: name)
    if configuration.layout == nil {
      let known = Layout.allCases.map(\.rawValue)
      reportUnknown("layout", name, at: value, known: known, more: "; there are \(listed(known))")
    }
  }

  private mutating func readPreset(_ value: Node, of key: Node) {
    guard let name = text(value, of: key) else { return }
    if name.hasSuffix(".sql") {
      configuration.preset = .file(resolved(name))
    } else if vocabulary.presets.contains(name) {
      configuration.preset = .named(name)
    } else {
      reportUnknown(
        "preset", name, at: value, known: vocabulary.presets, more: "; a preset of your own is a path to an SQL file")
    }
  }

  /// A path of the file, which is relative to the file's folder.
  func resolved(_ path: String) -> String {
    Configuration.join(Configuration.folder(of: source.path), path)
  }
}

extension ConfigurationReader {
  /// A value that has to be one text.
  mutating func text(_ value: Node, of key: Node) -> String? {
    guard let text = value.scalar?.string, !isNull(value) else {
      report("expected one value for \(quoted(key)), found \(described(value))", at: isNull(value) ? key : value)
      return nil
    }
    return text
  }

  /// A value that has to be a list of texts; `example` shows how one is written.
  mutating func texts(_ value: Node, of key: Node, example: String) -> [String]? {
    let elements = value.sequence.map(Array.init)
    let texts = elements?.compactMap { isNull($0) ? nil : $0.scalar?.string }
    guard let texts, texts.count == elements?.count else {
      report(
        "expected a list of names for \(quoted(key)), found \(described(value))", at: isNull(value) ? key : value,
        help: "write it as `\(quotedless(key)): \(example)`")
      return nil
    }
    return texts
  }

  /// Whether a node is YAML's null: nothing, `~` or `null`.
  func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// What a node is, in plain words.
  func described(_ node: Node) -> String {
    if isNull(node) { return "nothing" }
    if let scalar = node.scalar { return "`\(scalar.string)`" }
    if node.sequence?.contains(where: { $0.scalar == nil }) == true { return "a list that holds more than names" }
    return node.sequence != nil ? "a list" : "keys and values"
  }

  private func quotedless(_ key: Node) -> String { key.scalar?.string ?? "" }
  private func quoted(_ key: Node) -> String { "`\(quotedless(key))`" }
}
