import EphemeralPostgres
import Foundation
import Migrations
import Reporting

/// Schemas that were rehearsed, kept in files so that the second comparison needs no server.
///
/// An entry is one file, named for all that the schema depends on. It is written beside its place and renamed, so that
/// nobody reads half of one; one that can't be read is as good as none and is written anew.
struct SchemaCache {
  /// The most files that are kept; the longest unused go first.
  private static let capacity = 64

  private let folder: String

  /// The cache of this user; `nil` where there is no folder for one.
  init?(environment: [String: String] = ProcessInfo.processInfo.environment) {
    guard let cache = CacheFolder.path(environment: environment) else { return nil }
    folder = cache + "/schemas"
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  /// What a rehearsed schema depends on, as a name for it.
  static func key(_ migrations: [Migration], preset: Preset?, server: String) -> String {
    var parts = [Version.number, program, server, preset?.sql ?? ""]
    for migration in migrations {
      parts += ["\(migration.layout) \(migration.transaction)", String(decoding: migration.source.utf8, as: UTF8.self)]
    }
    return Checksum.sha256(Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8))
  }

  /// This build of the program, which decides what is read of a schema and how it is told.
  private static let program: String = {
    let path = Bundle.main.executablePath ?? CommandLine.arguments[0]
    var status = stat()
    guard stat(path, &status) == 0 else { return path }
    return "\(status.st_size) \(status.changed.tv_sec).\(status.changed.tv_nsec)"
  }()

  /// The entry of a key; `nil` where there is none that can be read.
  func value(_ key: String) -> [UInt8]? {
    let path = path(key)
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    // The time of the last use decides what is kept.
    utimes(path, nil)
    return Array(data)
  }

  /// Keeps an entry; where it can't be written, the next comparison rehearses again.
  func store(_ value: JSONValue, for key: String) {
    let staging = "\(folder)/.new-\(UUID().uuidString)"
    guard FileManager.default.createFile(atPath: staging, contents: Data(value.compactText.utf8)) else { return }
    if rename(staging, path(key)) != 0 { unlink(staging) }
    prune()
  }

  private func path(_ key: String) -> String { "\(folder)/\(key).json" }

  private func prune() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let files = names.compactMap { name -> (path: String, used: Int)? in
      var status = stat()
      let path = "\(folder)/\(name)"
      guard stat(path, &status) == 0 else { return nil }
      // What a killed run left half written.
      if name.hasPrefix(".new-"), status.changed.tv_sec < Int(Date().timeIntervalSince1970) - 3600 {
        unlink(path)
        return nil
      }
      return name.hasSuffix(".json") ? (path, status.changed.tv_sec) : nil
    }
    for file in files.sorted(by: { $0.used > $1.used }).dropFirst(SchemaCache.capacity) { unlink(file.path) }
  }
}

extension stat {
  /// When the file was written last.
  fileprivate var changed: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }
}
