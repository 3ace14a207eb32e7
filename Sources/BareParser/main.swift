// Measures libpg_query's own parser alone, for `make bench`: on one thread, without the reading of files.
//
//   BareParser PASSES FOLDER     prints the seconds that each pass over the folder's files took
import CPgQuery
import Foundation

/// The SQL files of a folder, each ending in NUL.
func texts(in folder: String) throws -> [[CChar]] {
  let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sql") }.sorted()
  return try names.map { name in
    let data = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name))
    return data.map { CChar(bitPattern: $0) } + [0]
  }
}

/// Parses each text, and returns how many statements there are.
func parse(_ texts: [[CChar]]) -> Int {
  var statements = 0
  for text in texts {
    let result = pg_query_split_with_parser(text)
    statements += Int(result.n_stmts)
    pg_query_free_split_result(result)
  }
  return statements
}

let arguments = CommandLine.arguments
guard arguments.count == 3, let passes = Int(arguments[1]) else {
  FileHandle.standardError.write(Data("usage: BareParser PASSES FOLDER\n".utf8))
  exit(2)
}
let files = try texts(in: arguments[2])
for _ in 0..<passes {
  let start = ContinuousClock.now
  let statements = parse(files)
  let elapsed = ContinuousClock.now - start
  print(elapsed / .seconds(1), statements)
}
