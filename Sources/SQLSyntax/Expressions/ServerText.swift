extension TypeName {
  /// Reads a type as `format_type` prints it; `nil` where it can't be read.
  package init?(parsing text: String) {
    guard let tree = Parser.tree(of: "SELECT NULL::" + text) else { return nil }
    let name = withExtendedLifetime(tree) {
      tree.root.list("stmts").first?["stmt"]?["SelectStmt"]?.list("targetList").first?["ResTarget"]?["val"]?[
        "TypeCast"]?["typeName"].map { TypeName($0) }
    }
    guard let name else { return nil }
    self = name
  }
}

extension Statement {
  /// Reads one statement, as the server's `pg_get_…def` functions print them; `nil` where it can't be read.
  package init?(parsing text: String) {
    guard let tree = Parser.tree(of: text) else { return nil }
    let statement = withExtendedLifetime(tree) {
      tree.root.list("stmts").first?["stmt"].map { Statement($0) }
    }
    guard let statement else { return nil }
    self = statement
  }
}

extension CanonicalExpression {
  /// Keeps a text as it is: what a newer server printed and this grammar can't read.
  package init(verbatim text: String) { pieces = [.text(text)] }
}
