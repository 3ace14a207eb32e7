import Foundation

/// The folder with PostgreSQL's server programs.
package struct ServerPrograms: Hashable, Sendable {
  /// Where `initdb` and `postgres` are.
  package let folder: String

  /// Looks for PostgreSQL's programs where the user says, where `pg_config` says, then where packages put them.
  ///
  /// Of a major version where that is installed, else the first. PLUMBLINE_POSTGRES_BIN may name several folders, with
  /// colons between them as in PATH.
  package static func find(
    major: Int? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(EphemeralPostgresError) -> ServerPrograms {
    let candidates = try candidates(environment)
    if let major, let wanted = candidates.first(where: { $0.major == major }) { return wanted }
    if let first = candidates.first { return first }
    throw .notInstalled("looked in `pg_config --bindir`, \(packagePatterns.joined(separator: ", ")) and PATH")
  }

  private static func candidates(
    _ environment: [String: String]
  ) throws(EphemeralPostgresError) -> [ServerPrograms] {
    if let named = environment["PLUMBLINE_POSTGRES_BIN"], !named.isEmpty {
      let folders = named.split(separator: ":").map(String.init)
      if let wrong = folders.first(where: { !isComplete($0) }) {
        throw .notInstalled("PLUMBLINE_POSTGRES_BIN names `\(wrong)`, which does not hold them")
      }
      return folders.map { ServerPrograms(folder: absolute($0)) }
    }
    let searchPath = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
    let folders = [configuredFolder(searchPath)].compactMap { $0 } + packageFolders + searchPath
    return folders.filter(isComplete).map { ServerPrograms(folder: absolute($0)) }
  }

  /// What `postgres --version` prints: `postgres (PostgreSQL) 15.18`; `nil` where it can't be run.
  package var version: String? {
    let text = ServerPrograms.output(of: folder + "/postgres", "--version")
    return text.isEmpty ? nil : text
  }

  /// The major version, 15 of 15.18.
  package var major: Int? { version?.firstMatch(of: /\) (\d+)/).flatMap { Int($0.output.1) } }

  /// Where packages put the programs, a `*` being the major version; the newest of them comes first.
  private static let packagePatterns = [
    "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin", "/opt/homebrew/bin", "/usr/local/bin", "/usr/libexec/postgresql*",
  ]

  private static var packageFolders: [String] { packagePatterns.flatMap(folders) }

  /// The existing folders that match a pattern with at most one `*`, the highest version first.
  private static func folders(matching pattern: String) -> [String] {
    guard let star = pattern.firstIndex(of: "*") else { return [pattern] }
    let before = pattern[..<star]
    let after = pattern[pattern.index(after: star)...]
    let parent = before.lastIndex(of: "/").map { String(before[..<$0]) } ?? "/"
    let prefix = before.dropFirst(parent.count + 1)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return names.filter { $0.hasPrefix(prefix) }
      .compactMap { name in Double(name.dropFirst(prefix.count)).map { (name, $0) } }
      .sorted { $0.1 > $1.1 }
      .map { "\(parent)/\($0.0)\(after)" }
  }

  /// What `pg_config --bindir` prints, where there is a `pg_config`.
  private static func configuredFolder(_ searchPath: [String]) -> String? {
    guard let program = searchPath.map({ $0 + "/pg_config" }).first(where: isProgram) else { return nil }
    let folder = output(of: program, "--bindir")
    return folder.isEmpty ? nil : folder
  }

  /// What a program prints, without the white space around it; nothing where it can't be run.
  private static func output(of program: String, _ argument: String) -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [argument]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return "" }
    let data = (try? output.fileHandleForReading.readToEnd()) ?? nil
    process.waitUntilExit()
    return String(decoding: data ?? Data(), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func isComplete(_ folder: String) -> Bool {
    isProgram(folder + "/initdb") && isProgram(folder + "/postgres")
  }

  private static func isProgram(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      && FileManager.default.isExecutableFile(atPath: path)
  }

  /// The supervisor runs in `/`, so a relative folder would not be found there.
  private static func absolute(_ folder: String) -> String { URL(fileURLWithPath: folder).path }
}
