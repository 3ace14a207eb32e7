package import Diagnostics

/// What a project says of the differences between its migrations and a database.
package struct DriftSettings: Hashable, Sendable {
  /// Objects that no comparison looks at.
  package var ignored: [ObjectPattern] = []
  /// Partitioned tables whose partitions are data: made and dropped without a migration.
  package var dataParents: [ObjectPattern] = []
  /// How objects are reported that are in the database and that no migration makes; `off` leaves them out.
  package var unmanaged = Severity.error
  /// Roles that count as the one that runs the migrations.
  package var owners: Set<String> = []
  /// The file of accepted differences.
  package var acceptedFile: String?

  package init() {}
}
