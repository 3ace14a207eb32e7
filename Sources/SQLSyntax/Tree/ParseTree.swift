import CPgQuery

/// The syntax trees of one text: libpg_query's JSON and the flat tape over it.
///
/// An entry of the tape is a value or an object's key; `next` is the entry after the whole value. Reading a field walks
/// the entries of its object and compares bytes: nothing is allocated for a node.
final class ParseTree: @unchecked Sendable {
  /// What kind of JSON value an entry is.
  enum Kind: UInt8 {
    case object, array, string, escapedString, number, literal
  }

  /// One value of the JSON text.
  struct Entry {
    var offset: UInt32
    var length: UInt32
    var next: UInt32
    var kind: Kind
  }

  // Written in `init` alone, and freed in `deinit`: that is why the class may be shared between threads.
  let json: UnsafePointer<UInt8>
  let tape: UnsafePointer<Entry>
  private let result: PgQueryParseResult?
  private let plpgsqlResult: PgQueryPlpgsqlParseResult?
  /// Where the parsed text starts within its file.
  let sourceOffset: Int

  /// Reads the trees of a parser's result, and frees it in the end. `nil` where there are none.
  init?(_ result: PgQueryParseResult, sourceOffset: Int) {
    guard let text = result.parse_tree, let tape = Tape.build(text) else {
      pg_query_free_parse_result(result)
      return nil
    }
    json = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    self.tape = tape
    self.result = result
    plpgsqlResult = nil
    self.sourceOffset = sourceOffset
  }

  /// Reads the trees of a PL/pgSQL function, and frees the result in the end. `nil` where there are none.
  init?(_ result: PgQueryPlpgsqlParseResult) {
    guard result.error == nil, let text = result.plpgsql_funcs, let tape = Tape.build(text) else {
      pg_query_free_plpgsql_parse_result(result)
      return nil
    }
    json = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    self.tape = tape
    self.result = nil
    plpgsqlResult = result
    sourceOffset = 0
  }

  deinit {
    tape.deallocate()
    if let result { pg_query_free_parse_result(result) }
    if let plpgsqlResult { pg_query_free_plpgsql_parse_result(plpgsqlResult) }
  }

  /// The outermost value.
  var root: TreeNode { TreeNode(tree: self, index: 0) }
}
