import Diagnostics
import Foundation

/// A revision of the git repository that a folder is in.
struct GitRevision {
  private let folder: String
  private let name: String

  /// Looks the revision up.
  init(_ name: String, in folder: String) throws {
    self.folder = folder
    self.name = name
    let inside = try GitRevision.git(["rev-parse", "--is-inside-work-tree"], in: folder)
    guard inside.code == 0, inside.output.hasPrefix("true") else {
      // git's own reason is another one where the repository is there and may not be read.
      let isMissing = inside.error.contains("not a git repository") || inside.error.isEmpty
      throw CommandFailure(
        .impossible,
        "can't look for `\(name)`: "
          + (isMissing ? "`\(folder)` is in no git repository's work tree" : "git says: \(inside.error)")
          + "\nhelp: `--since` also takes the version of a migration, and tests those after it")
    }
    let revision = try GitRevision.git(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"], in: folder)
    guard revision.code == 0, !name.hasPrefix("-") else { throw try GitRevision.unknown(name, in: folder) }
  }

  /// The files of the folder that aren't what they are in the revision, new ones among them, as paths below the folder's.
  func changedFiles() throws -> Set<String> {
    let diff = ["diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z"]
    let changed = try list(diff + [name, "--", "."])
    let untracked = try list(["ls-files", "--others", "-z", "--", "."])
    return Set(
      (changed + untracked).map { path in
        folder == "." || folder.isEmpty ? path : folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
      })
  }

  private func list(_ words: [String]) throws -> [String] {
    let result = try GitRevision.git(words, in: folder)
    guard result.code == 0 else {
      throw CommandFailure(.impossible, "`git \(words[0])` failed in `\(folder)`\n\(result.error)")
    }
    return result.output.split(separator: "\0").map(String.init)
  }

  private static func unknown(_ name: String, in folder: String) throws -> CommandFailure {
    let names = try git(["for-each-ref", "--format=%(refname:short)"], in: folder).output
      .split(separator: "\n").map(String.init)
    let isShallow = try git(["rev-parse", "--is-shallow-repository"], in: folder).output.hasPrefix("true")
    let help =
      nearest(to: name, in: names).map { "did you mean `\($0)`?" }
      ?? (isShallow
        ? "the clone is shallow: fetch the history first (`fetch-depth: 0` of actions/checkout)"
        : "give a branch, a tag, a commit, or the version of a migration")
    return CommandFailure(
      .wrongUse, "git knows no revision `\(name)`, and no migration has that version\nhelp: \(help)")
  }

  /// What a run of git came to.
  private struct Run {
    var code: Int32
    var output: String
    var error: String
  }

  private static func git(_ words: [String], in folder: String) throws -> Run {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + words
    process.currentDirectoryURL = URL(fileURLWithPath: folder.isEmpty ? "." : folder)
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C"]) { $1 }
    let (output, error) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = error
    do {
      try process.run()
    } catch {
      throw CommandFailure(.impossible, "can't run git: \(error.localizedDescription)")
    }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let message = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // 127 is what `env` ends with where there is no such program.
    guard process.terminationStatus != 127 else {
      throw CommandFailure(.impossible, "can't run git, which `--since` asks\nhelp: install it, or give a version")
    }
    return Run(
      code: process.terminationStatus, output: text,
      error: message.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
