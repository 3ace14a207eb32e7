/// The changes of a `sqitch.plan`, in order.
struct SqitchPlan {
  /// One change.
  struct Change {
    var name: String
    /// The name of its scripts without `.sql`: with a tag, where a later line reworks the change.
    var scriptName: String
  }

  let path: String
  private(set) var changes: [Change] = []
  private(set) var deployFolder = "deploy"
  private(set) var revertFolder = "revert"

  /// The tags, and how many changes come before each.
  private var tags: [(name: String, position: Int)] = []

  /// Reads the plan of a folder.
  init(_ contents: FolderContents) throws(MigrationFolderError) {
    path = contents.path(of: "sqitch.plan")
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    readConfiguration(of: contents)
    let text = bytes[ByteOrderMark.length(bytes)...]
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      try read(String(decoding: line, as: UTF8.self), index + 1)
    }
    nameReworked(contents)
  }

  /// A line is a pragma (`%`), a tag (`@`), a change, or nothing; a note follows `#`.
  private mutating func read(_ text: String, _ number: Int) throws(MigrationFolderError) {
    let line = text.prefix { $0 != "#" }
    var words = line.split { $0.isWhitespace }
    guard let first = words.first, !first.hasPrefix("%") else { return }
    if first.hasPrefix("@") {
      guard !changes.isEmpty else {
        throw .badPlan(path: path, line: number, reason: "the tag `\(first)` comes before every change")
      }
      tags.append((String(first), changes.count))
      return
    }
    // `+name` deploys a change, as `name` does.
    if first == "+" { words.removeFirst() }
    guard let word = words.first.map({ $0.hasPrefix("+") ? $0.dropFirst() : $0 }), !word.isEmpty,
      !word.contains(where: { ":@\\[]".contains($0) })
    else {
      throw .badPlan(path: path, line: number, reason: "`\(first)` is no name of a change")
    }
    changes.append(Change(name: String(word), scriptName: String(word)))
  }

  /// A change that a later line has again keeps its scripts under the first tag between the two that has a file.
  private mutating func nameReworked(_ contents: FolderContents) {
    var later: [String: Int] = [:]
    for index in changes.indices.reversed() {
      let name = changes[index].name
      if let next = later[name] {
        let between = tags.filter { $0.position > index && $0.position <= next }.map { name + $0.name }
        let found = between.first { contents.has(deployFolder + "/" + $0 + ".sql") }
        changes[index].scriptName = found ?? between.first ?? name
      }
      later[name] = index
    }
  }

  /// `sqitch.conf` may name other folders for the scripts.
  private mutating func readConfiguration(of contents: FolderContents) {
    guard let bytes = try? FileBytes.read(contents.path(of: "sqitch.conf")) else { return }
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let parts = line.split { $0 == "=" || $0.isWhitespace }
      guard parts.count == 2, !parts[0].hasPrefix("#"), !parts[0].hasPrefix(";") else { continue }
      // The paths are from the folder of the configuration.
      if parts[0] == "deploy_dir" { deployFolder = String(parts[1]) }
      if parts[0] == "revert_dir" { revertFolder = String(parts[1]) }
    }
  }
}
