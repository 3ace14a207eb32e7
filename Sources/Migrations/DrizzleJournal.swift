import Foundation

/// The order of Drizzle's migrations: `meta/_journal.json`.
struct DrizzleJournal {
  /// The path from the folder of the migrations.
  static let fileName = "meta/_journal.json"

  /// The names of the files without `.sql`, in order.
  let tags: [String]

  private struct Contents: Decodable {
    struct Entry: Decodable {
      var idx: Int?
      var tag: String
    }

    var entries: [Entry]
  }

  /// Reads the journal of a folder.
  init(_ contents: FolderContents) throws(MigrationFolderError) {
    let path = contents.path(of: DrizzleJournal.fileName)
    do {
      let journal = try JSONDecoder().decode(Contents.self, from: Data(FileBytes.read(path)))
      tags = journal.entries.map(\.tag)
    } catch let error as FileBytes.Failure {
      throw .unreadable(path: path, reason: error.reason)
    } catch {
      throw .badPlan(path: path, line: 1, reason: "it isn't a journal of Drizzle: `{\"entries\": [{\"tag\": …}]}`")
    }
  }
}
