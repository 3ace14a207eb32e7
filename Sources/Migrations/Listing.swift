import Diagnostics

/// The migrations of a folder in their order, and what is wrong with the folder.
struct Listing {
  private(set) var files: [MigrationFile] = []
  private(set) var problems: [Diagnostic] = []
  private let contents: FolderContents
  private let layout: Layout

  init(_ contents: FolderContents, _ layout: Layout) throws(MigrationFolderError) {
    self.contents = contents
    self.layout = layout
    switch layout {
    case .sqitch: try listPlan()
    case .drizzle where contents.has("meta/_journal.json"): try listJournal()
    case .diesel, .hasura: listFolders(with: "up.sql", down: "down.sql")
    case .prisma: listFolders(with: "migration.sql", down: nil)
    case .drizzle where !contents.folders(with: "migration.sql").isEmpty:
      listFolders(with: "migration.sql", down: nil)
    default: listFiles()
    }
    reportForwardOnly()
    if files.isEmpty {
      throw .empty(path: contents.path, pattern: layout.pattern, others: contents.files.filter { !isSilent($0) })
    }
  }

  // MARK: - Files

  /// A file's name and what it tells.
  private struct Entry {
    var path: String
    var fileName: String
    var parts: NameParts
  }

  private mutating func listFiles() {
    var entries: [Entry] = []
    for name in contents.files {
      if let parts = layout.parts(of: name), !isZero(parts) {
        entries.append(Entry(path: contents.path(of: name), fileName: name, parts: parts))
      } else {
        reportIgnored(name)
      }
    }
    if layout == .flyway { entries += nestedEntries(in: contents) }
    if layout == .plain { pairUnderscores(&entries) }
    let chosen = Dialect.chosen(entries.map { (layout.key($0.parts.version), $0.parts) })
    entries = zip(entries, chosen).filter(\.1).map(\.0)
    let ups = Dictionary(grouping: entries.filter { $0.parts.role == .up }) { layout.key($0.parts.version) }
    var downs = Dictionary(grouping: entries.filter { $0.parts.role == .down }) { layout.key($0.parts.version) }
    for (version, ups) in ups {
      for up in ups {
        // A DOWN belongs to the UP of its version; where a version is there twice, to that of its name.
        let own = downs[version] ?? []
        let down = own.first { $0.parts.name == up.parts.name } ?? (ups.count == 1 ? own.first : nil)
        downs[version]?.removeAll { $0.path == down?.path }
        files.append(file(up.path, down: down?.path, up.parts))
      }
    }
    for down in downs.values.joined().sorted(by: { $0.path < $1.path }) {
      report(
        "down-without-up", .warning, "`\(down.fileName)` takes back a migration that isn't there", at: down.path,
        help: "restore the migration's other file, or remove this one")
    }
    sort()
    let repeatable = entries.filter { $0.parts.role == .repeatable }.sorted { $0.parts.name < $1.parts.name }
    reportVersions()
    files += repeatable.map { file($0.path, down: nil, $0.parts) }
  }

  /// Flyway looks into the folders of its folder, too.
  private func nestedEntries(in contents: FolderContents) -> [Entry] {
    contents.folders.flatMap { folder -> [Entry] in
      guard let inner = try? FolderContents(contents.path(of: folder)) else { return [] }
      let own = inner.files.compactMap { name in
        layout.parts(of: name).map { Entry(path: inner.path(of: name), fileName: name, parts: $0) }
      }
      return own + nestedEntries(in: inner)
    }
  }

  /// `001_name_up.sql` and `001_name_down.sql`: a name that ends so, and has its counterpart, is half of a pair.
  private func pairUnderscores(_ entries: inout [Entry]) {
    let names = Set(entries.map(\.parts.name))
    for index in entries.indices {
      let name = entries[index].parts.name
      for (suffix, other, role) in [("up", "down", NameParts.Role.up), ("down", "up", .down)] {
        for separator in ["_", "-"] {
          guard let stem = name.withoutSuffix(separator + suffix), names.contains(stem + separator + other) else {
            continue
          }
          entries[index].parts.name = stem
          entries[index].parts.role = role
        }
      }
    }
  }

  private func file(_ path: String, down: String?, _ parts: NameParts) -> MigrationFile {
    MigrationFile(path: path, downPath: down, version: parts.version, name: parts.name, layout: layout)
  }

  /// Version 0 is the database before the first migration, in the document's own format.
  private func isZero(_ parts: NameParts) -> Bool {
    layout == .plumbline && MigrationVersion.number(parts.version) == "0"
  }

  private mutating func sort() {
    let keyed = files.map { ($0, layout.key($0.version)) }
    files = keyed.sorted { left, right in
      // Names decide between equal versions: the tools that allow them sort by all of the name.
      left.1 == right.1
        ? left.0.path.utf8.lexicographicallyPrecedes(right.0.path.utf8)
        : VersionKey.isOrderedBefore(left.1, right.1)
    }.map(\.0)
  }

  // MARK: - Folders

  private mutating func listFolders(with up: String, down: String?) {
    let folders = Set(contents.folders(with: up))
    for name in contents.folders {
      guard folders.contains(name), let parts = Layout.diesel.parts(of: name) else {
        if let inner = try? FolderContents(contents.path(of: name)), inner.files.contains(where: isScript) {
          report(
            "ignored-file", .info, "the folder `\(name)` has no `\(up)` and is ignored", at: contents.path(of: name),
            help: "name the script `\(up)`, or move the folder elsewhere")
        }
        continue
      }
      let downFile = down.map { name + "/" + $0 }.flatMap { contents.has($0) ? contents.path(of: $0) : nil }
      files.append(file(contents.path(of: name + "/" + up), down: downFile, parts))
    }
    for name in contents.files { reportIgnored(name) }
    sort()
    reportVersions()
  }

  // MARK: - Lists

  private mutating func listPlan() throws(MigrationFolderError) {
    let plan = try SqitchPlan(contents)
    let width = String(plan.changes.count).count
    for (index, change) in plan.changes.enumerated() {
      // A script that isn't there is a migration that can't be read.
      let path = contents.path(of: plan.deployFolder + "/" + change.scriptName + ".sql")
      let revert = plan.revertFolder + "/" + change.scriptName + ".sql"
      let number = String(index + 1)
      files.append(
        MigrationFile(
          path: path, downPath: contents.has(revert) ? contents.path(of: revert) : nil,
          version: String(repeating: "0", count: width - number.count) + number, name: change.scriptName, layout: layout
        ))
    }
  }

  private mutating func listJournal() throws(MigrationFolderError) {
    let journal = try DrizzleJournal(contents)
    for tag in journal.tags {
      let parts = layout.parts(of: tag + ".sql") ?? NameParts(version: tag, name: tag)
      files.append(file(contents.path(of: tag + ".sql"), down: nil, parts))
    }
    let tags = Set(journal.tags)
    for name in contents.files where isScript(name) && !tags.contains(String(name.dropLast(4))) {
      report(
        "ignored-file", .warning, "`\(name)` isn't in `\(DrizzleJournal.fileName)`, and Drizzle never runs it",
        at: contents.path(of: name), help: "make migrations with `drizzle-kit generate`, which adds them to the list")
    }
  }

  // MARK: - Problems

  private mutating func report(
    _ id: String, _ severity: Severity, _ message: String, at path: String, range: Range<Int>? = nil,
    label: String = "", help: String? = nil
  ) {
    // The text is read where there is a place in it to show.
    let source = SourceText(path: path, utf8: range == nil ? [] : (try? FileBytes.read(path)) ?? [])
    problems.append(
      Diagnostic(
        ruleID: id, severity: severity, message: message, location: .init(source: source, range: range ?? 0..<0),
        label: label, help: help))
  }

  private func isScript(_ name: String) -> Bool { name.hasSuffix(".sql") }

  /// Whether nothing is said of a file that isn't a migration.
  private func isSilent(_ name: String) -> Bool {
    if name.lowercased().hasPrefix("readme") { return true }
    return layout != .plumbline && !isScript(name)
  }

  /// What is said of a file that isn't a migration; nothing of hidden files, READMEs and folders.
  private mutating func reportIgnored(_ name: String) {
    let path = contents.path(of: name)
    if layout.parts(of: name) != nil, layout == .plumbline {
      return report(
        "ignored-file", .error, "`\(name)` has the version 0, which means no migration", at: path,
        help: "number it from `001`: `migrate:down 000` rolls back every migration")
    }
    if let language = layout.language(of: name) {
      return report(
        "ignored-file", .warning, "`\(name)` is a migration in \(language), and what it does isn't known", at: path,
        help: "where it changes the schema, later findings may be wrong; SQL is followed")
    }
    if isSilent(name) { return }
    report(
      "ignored-file", .info, "`\(name)` isn't named like a migration and is ignored", at: path,
      help: "name migrations like `\(layout.pattern)`")
  }

  private mutating func reportVersions() {
    reportDuplicates()
    reportOutliers()
  }

  private mutating func reportDuplicates() {
    for (first, second) in zip(files, files.dropFirst())
    where layout.key(first.version) == layout.key(second.version) {
      let message = "`\(first.fileName)` and `\(second.fileName)` have the same version \(second.version)"
      switch layout {
      case .plumbline:
        report(
          "duplicate-version", .error, message, at: second.path, range: 0..<0,
          label: "which of the two comes first isn't defined",
          help: "give the one that was applied nowhere yet the next free number, in its name and its header")
      case .plain:
        report(
          "duplicate-version", .info, message + "; their names decide here", at: second.path,
          help: "check that \(layout.tool) goes by their names, too")
      case _ where layout.allowsEqualVersions:
        report(
          "duplicate-version", .info, message + "; their names decide", at: second.path,
          help: "nothing, where the order by name is meant")
      default:
        report(
          "duplicate-version", .warning, message + ", which \(layout.tool) can't tell apart", at: second.path,
          help: "give the one that was applied nowhere yet a version of its own")
      }
    }
  }

  /// A folder where nothing has a DOWN, though the tool could have some: the project goes forward only.
  private mutating func reportForwardOnly() {
    guard layout.mayLackDowns, files.count >= 5, files.allSatisfy({ $0.downPath == nil }),
      layout != .plain || !files.contains(where: Listing.hasMarker)
    else { return }
    for index in files.indices { files[index].folderGoesForward = true }
    report(
      "down-missing", .warning, "none of the \(files.count) migrations has a DOWN", at: contents.path,
      help: "where the project goes forward only, say `down-missing: off` below `rules:` in `plumbline.yml`")
  }

  /// Whether a file has the document's own `-- DOWN`.
  private static func hasMarker(_ file: MigrationFile) -> Bool {
    guard let bytes = try? FileBytes.read(file.path) else { return false }
    return DownMarker(SourceText(path: file.path, utf8: bytes), from: 0).range != nil
  }

  /// A stamp that is a digit too long or too short sorts where nobody expects it.
  private mutating func reportOutliers() {
    func length(_ file: MigrationFile) -> Int { file.version.utf8.count { $0 >= 48 && $0 <= 57 } }
    let lengths = Dictionary(grouping: files.map(length)) { $0 }.mapValues(\.count)
    guard let usual = lengths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key, usual >= 8 else { return }
    // Days and minutes are two forms of time; a number below them is a count that went before. node-pg-migrate reads
    // milliseconds and stamps as the same time.
    func isOfOtherForm(_ file: MigrationFile) -> Bool {
      let length = length(file)
      guard length != usual, layout != .nodePgMigrate else { return false }
      return !layout.comparesNumbers || (length >= 8 && abs(length - usual) > 3)
    }
    if let other = files.first(where: isOfOtherForm) {
      report(
        "version-outlier", .info,
        "versions of \(lengths.count) forms: most have \(usual) digits, `\(other.version)` has \(length(other)); "
          + "they are compared as \(layout.comparesNumbers ? "numbers" : "text")", at: other.path,
        help: "keep to one form, so that their order can be seen")
    }
    guard layout.comparesNumbers else { return }
    for (index, file) in files.enumerated() where length(file) != usual && abs(length(file) - usual) <= 3 {
      let place = index == files.count - 1 ? "last" : index == 0 ? "first" : "before `\(files[index + 1].fileName)`"
      report(
        "version-outlier", .warning,
        "the version \(file.version) has \(length(file)) digits where most have \(usual), and sorts \(place)",
        at: file.path, help: "check it for a digit too many or too few")
    }
  }
}

extension Layout {
  /// Whether a migration has its DOWN in a file of its own, which a project may do without.
  fileprivate var mayLackDowns: Bool {
    switch self {
    case .golangMigrate, .sqlx, .flyway, .diesel, .hasura, .plain: true
    default: false
    }
  }

  /// The language of a migration that isn't SQL; `nil` for any other file.
  fileprivate func language(of fileName: String) -> String? {
    let startsWithDigit = fileName.first?.isASCIIDigit ?? false
    switch self {
    case .goose, .golangMigrate, .sqlMigrate:
      return startsWithDigit && fileName.hasSuffix(".go") && !fileName.hasSuffix("_test.go") ? "Go" : nil
    case .nodePgMigrate:
      let isScript = [".js", ".cjs", ".mjs", ".ts", ".cts", ".mts"].contains { fileName.hasSuffix($0) }
      return startsWithDigit && isScript ? "JavaScript" : nil
    case .flyway:
      let isClass = [".java", ".kt"].contains { fileName.hasSuffix($0) }
      return isClass && "VUR".contains(fileName.first ?? " ") && fileName.contains("__") ? "Java or Kotlin" : nil
    default: return nil
    }
  }
}
