/// What migrations find in the database before the first of them runs: roles, schemas, functions.
package struct Preset: Hashable, Sendable {
  package var name: String
  package var sql: String
}
