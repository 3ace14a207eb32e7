import SQLSyntax

extension Session {
  /// ALTER VIEW … RENAME COLUMN: the view's own name of it, and that in the views that read it.
  mutating func renameColumn(_ old: String, _ new: String, of view: View) throws(CatalogError) {
    guard let columns = view.columns else { return notModelled("RENAME COLUMN of a view with unknown columns") }
    guard let place = columns.firstIndex(of: old) else {
      throw CatalogError("42703", "column \"\(old)\" does not exist")
    }
    if columns.contains(new) { throw .duplicateColumn(new, view.name) }
    var renamed = view
    guard renamed.definition.renameOutput(place, to: new) else {
      return notModelled("RENAME COLUMN of a view whose query names no columns")
    }
    renamed.columns?[place] = new
    renamed.columnComments[new] = renamed.columnComments.removeValue(forKey: old)
    renamed.columnDefaults[new] = renamed.columnDefaults.removeValue(forKey: old)
    renamed.columnPrivileges[new] = renamed.columnPrivileges.removeValue(forKey: old)
    catalog.store(renamed)
    renameColumn(old, new, of: view.name)
    outcome.changed.append(view.identity)
  }
}
