import SQLSyntax

/// What the index access methods of PostgreSQL 15 can do.
///
/// `SELECT amname, pg_indexam_has_property(oid, 'can_unique') … FROM pg_am` and, of the order and what is included, the
/// methods' handlers (`amcanorder`, `amcaninclude`).
enum AccessMethods {
  /// What an index asks for that its method can't do; `nil` where it can, and of a method that isn't PostgreSQL's own.
  static func refusal(of create: CreateIndex) -> CatalogError? {
    let method = create.accessMethod
    func refused(_ what: String) -> CatalogError {
      CatalogError("0A000", "access method \"\(method)\" does not support \(what)")
    }
    guard OperatorClasses.accessMethods.contains(method), method != "btree" else { return nil }
    if create.isUnique { return refused("unique indexes") }
    if !create.including.isEmpty, !["gist", "spgist"].contains(method) { return refused("included columns") }
    if create.elements.count > 1, ["hash", "spgist"].contains(method) { return refused("multicolumn indexes") }
    if create.elements.contains(where: \.isDescending) { return refused("ASC/DESC options") }
    if create.elements.contains(where: { $0.nullsFirst != nil }) { return refused("NULLS FIRST/LAST options") }
    return nil
  }
}
