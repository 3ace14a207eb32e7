import Foundation

extension Layout {
  /// What a folder may be, and which of its entries say so.
  struct Candidate: Hashable {
    var layout: Layout
    var names: [String]
  }

  /// The layout that was said, or else the one that the folder shows.
  static func recognized(
    in contents: FolderContents, unless given: Layout?
  ) throws(MigrationFolderError) -> Layout {
    if let given { return given }
    return try recognized(in: contents)
  }

  /// The layout that a folder's names show, and its files' markers where names don't tell tools apart.
  static func recognized(in contents: FolderContents) throws(MigrationFolderError) -> Layout {
    if contents.files.contains("sqitch.plan") { return .sqitch }
    let candidates = candidates(in: contents).filter { !$0.names.isEmpty }.sorted { $0.names.count > $1.names.count }
    guard let first = candidates.first else {
      let others = contents.files.filter { !$0.lowercased().hasPrefix("readme") }
      guard !others.isEmpty || !contents.folders.isEmpty else {
        throw .empty(path: contents.path, pattern: Layout.plumbline.pattern, others: [])
      }
      throw .unrecognized(path: contents.path, seen: others + contents.folders.map { $0 + "/" })
    }
    // A few strays don't make a second layout: the listing names them.
    if let second = candidates.dropFirst().first, second.names.count * 3 > first.names.count {
      throw .ambiguous(
        path: contents.path,
        [first, second].map { Sighting(layout: $0.layout, name: $0.names.first ?? "") })
    }
    return first.layout
  }

  private static func candidates(in contents: FolderContents) -> [Candidate] {
    var result: [Candidate] = []
    let pairs = contents.folders(with: "up.sql")
    if !pairs.isEmpty { result.append(Candidate(layout: folderLayout(pairs), names: pairs)) }
    let singles = pairs.isEmpty ? contents.folders(with: "migration.sql") : []
    if !singles.isEmpty {
      let isDrizzle = !contents.files.contains("migration_lock.toml") && contents.has(singles[0] + "/snapshot.json")
      result.append(Candidate(layout: isDrizzle ? .drizzle : .prisma, names: singles))
    }
    let scripts = contents.files.filter { $0.hasSuffix(".sql") }
    // A version alone is Flyway's where others have a name as well.
    let isFlyway = scripts.contains { $0.contains("__") && Layout.flyway.parts(of: $0) != nil }
    let flyway = isFlyway ? scripts.filter { Layout.flyway.parts(of: $0) != nil } : []
    result.append(Candidate(layout: .flyway, names: flyway))
    let rest = scripts.filter { !flyway.contains($0) }
    let paired = rest.filter { Layout.golangMigrate.parts(of: $0) != nil }
    let unpaired = rest.filter { Layout.golangMigrate.parts(of: $0) == nil }
    if !paired.isEmpty {
      let isSqlx = Surroundings(contents.path).isRust || paired.contains { startsLikeSqlx(contents.path(of: $0)) }
      if isSqlx, unpaired.allSatisfy({ Layout.sqlx.parts(of: $0) != nil }) {
        return result + [Candidate(layout: .sqlx, names: rest)]
      }
      result.append(Candidate(layout: isSqlx ? .sqlx : .golangMigrate, names: paired))
    }
    return result + fileCandidates(unpaired, in: contents)
  }

  /// Diesel's stamps have dashes or 14 digits; Hasura's are milliseconds.
  private static func folderLayout(_ folders: [String]) -> Layout {
    let stamps = folders.compactMap { Layout.hasura.parts(of: $0)?.version }
    let numbers = stamps.filter { MigrationVersion.isVersion($0) }
    // Counted folders are in the order of their numbers, which Hasura keeps; as text, 10 would come before 2.
    if numbers.count == stamps.count, numbers.allSatisfy({ $0.utf8.count < 8 }) { return .hasura }
    return numbers.count { $0.utf8.count == 13 } * 2 > stamps.count ? .hasura : .diesel
  }

  /// Whether a file starts as sqlx writes it, or with sqlx's word on transactions.
  private static func startsLikeSqlx(_ path: String) -> Bool {
    guard let bytes = try? FileBytes.read(path) else { return false }
    let start = String(decoding: bytes.prefix(40), as: UTF8.self)
    return start.hasPrefix("-- no-transaction") || start.hasPrefix("-- Add up migration script here")
      || start.hasPrefix("-- Add down migration script here")
  }

  // MARK: - One file for each migration

  /// What files are whose names many tools use: their markers tell.
  private static func fileCandidates(_ names: [String], in contents: FolderContents) -> [Candidate] {
    guard !names.isEmpty else { return [] }
    if contents.has("meta/_journal.json") { return [Candidate(layout: .drizzle, names: names)] }
    let marks = marks(of: names, in: contents)
    if !marks.isEmpty {
      return marks.map { layout, marked in
        // What is marked stands for the rest, where there is but one layout.
        Candidate(layout: layout, names: marks.count > 1 ? marked : names.filter { layout.parts(of: $0) != nil })
      }
    }
    let numbered = names.filter { Layout.plain.parts(of: $0) != nil || Layout.goose.parts(of: $0) != nil }
    guard !numbered.isEmpty else { return [] }
    return [Candidate(layout: unmarkedLayout(numbered, in: contents), names: numbered)]
  }

  /// The layouts that the files' markers show: of a dozen files spread over the folder, or of all where those have none.
  private static func marks(of names: [String], in contents: FolderContents) -> [Layout: [String]] {
    let step = max(1, names.count / 12)
    let sample = stride(from: 0, to: names.count, by: step).map { names[$0] }
    let found = marks(of: sample, contents)
    return found.isEmpty && sample.count < names.count ? marks(of: names, contents) : found
  }

  private static func marks(of names: [String], _ contents: FolderContents) -> [Layout: [String]] {
    var found: [Layout: [String]] = [:]
    for name in names {
      guard let bytes = try? FileBytes.read(contents.path(of: name)) else { continue }
      for layout in LayoutMarks(bytes).layouts {
        // The document's own marker in files that aren't named as the document says.
        let isPlain = layout == .plumbline && Layout.plumbline.parts(of: name) == nil
        found[isPlain ? .plain : layout, default: []].append(name)
      }
    }
    // A comment may happen to read like node-pg-migrate's marker, which is in every file of its own.
    if let marked = found[.nodePgMigrate], marked.count * 4 < names.count { found[.nodePgMigrate] = nil }
    // Files named otherwise are strays beside the document's own.
    if let document = found[.plumbline], let plain = found[.plain], document.count >= plain.count {
      found[.plain] = nil
    }
    return found
  }

  /// What numbered files without any marker are.
  private static func unmarkedLayout(_ names: [String], in contents: FolderContents) -> Layout {
    let versions = names.compactMap { Layout.plumbline.parts(of: $0)?.version }
    let stems = Set(names.map { $0.dropLast(4) })
    let pairs = stems.filter { $0.hasSuffix("_up") && stems.contains($0.dropLast(3) + "_down") }
    guard versions.count * 2 > names.count, pairs.isEmpty, !contents.files.contains("atlas.sum") else { return .plain }
    // Flyway's separator, with a prefix that was taken away; Supabase has one underscore.
    if names.count(where: { $0.contains("__") }) * 2 > names.count { return .plain }
    let surroundings = Surroundings(contents.path)
    if surroundings.isSupabase { return .supabase }
    if surroundings.isRust { return .sqlx }
    // The document's 0 means no migration.
    if versions.contains(where: { MigrationVersion.areSame($0, MigrationVersion.beginning) }) { return .plain }
    // Short numbers are the document's; a team that begins has no header and no DOWN yet, and the rules say so.
    if versions.count(where: { $0.utf8.count < 8 }) * 2 >= versions.count { return .plumbline }
    return versions.count(where: { $0.utf8.count == 14 }) * 2 > versions.count ? .supabase : .plain
  }
}

/// What lies around a folder of migrations and tells whose they are.
private struct Surroundings {
  /// Whether the nearest package is one of Rust.
  var isRust = false
  /// Whether the folder is `supabase/migrations`.
  var isSupabase = false

  /// Looks from the folder up to its repository's root, a few folders at most.
  init(_ path: String) {
    var folder = URL(fileURLWithPath: path).standardized
    isSupabase = folder.pathComponents.suffix(2) == ["supabase", "migrations"]
    for _ in 0..<6 {
      func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.path + "/" + name) }
      if has("Cargo.toml") || has("sqlx.toml") {
        isRust = true
        return
      }
      if has("go.mod") || has("package.json") || has(".git") || folder.path == "/" { return }
      folder = folder.deletingLastPathComponent()
    }
  }
}
