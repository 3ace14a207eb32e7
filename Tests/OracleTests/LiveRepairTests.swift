import CatalogModel
import Drift
import Introspection
import PostgresClient
import Testing

/// The statements that are to bring a drifted database back, executed.
@Suite("A repair of a live schema")
struct LiveRepairTests {
  @Test("takes a single change back", arguments: tableChanges + memberChanges + routineChanges + rareChanges)
  func change(_ change: RepairedChange) throws {
    guard try ServerParts.withoutMissing(change.change) == change.change else { return }
    let base = RepairedChange.base + change.setup + ";"
    let expected = try TestServer.catalog(after: base, keepsText: true)
    try TestServer.withDatabase { connection in
      try connection.execute(base)
      try connection.execute(change.change)
      var introspector = Introspector()
      introspector.keepsText = true
      let live = try introspector.snapshot(of: connection).catalog
      let drift = CatalogDiff(from: expected, to: live)
      #expect(!drift.isEmpty)
      let repair = LiveRepair(from: live, to: expected, undoing: drift.changes)
      for statement in repair.statements {
        do { try connection.execute(statement.sql) } catch { Issue.record("\(statement.sql)\n\(error)") }
      }
      // No statement puts a column at another place, and roles come and go with other tests.
      let rest = CatalogDiff(from: expected, to: try Introspector.catalog(of: connection)).changes.filter {
        $0.kind != .moved && $0.object.kind != .role
      }
      let left = rest.map { "\($0.object) \($0.kind) \($0.attributes)" }
      #expect(left == [], "\(repair.statements.map(\.sql))")
      #expect(repair.rest.filter { $0.kind != .moved }.map(\.object) == rest.map(\.object))
    }
  }

  /// Every change of the battery, taken back and made again: what is left is what the repair says, and no more than what
  /// no statement does.
  @Test("takes every change of one property back, and makes it", arguments: AttributeChange.files)
  func battery(_ file: String) throws {
    var introspector = Introspector()
    introspector.keepsText = true
    try TestServer.withDatabase { connection in
      try TestServer.makePlace(connection)
      try connection.execute(AttributeChange.base)
      let start = try introspector.snapshot(of: connection).catalog
      for change in try AttributeChange.possible(file) {
        do {
          try connection.execute("BEGIN")
          var before = start
          if !change.setup.isEmpty {
            try connection.execute(change.setup)
            before = try introspector.snapshot(of: connection).catalog
          }
          try connection.execute("SAVEPOINT changed")
          try connection.execute(change.change)
          let after = try introspector.snapshot(of: connection).catalog
          try repair(connection, from: after, to: before, introspector, .back, change)
          try connection.execute("ROLLBACK TO changed")
          try repair(connection, from: before, to: after, introspector, .forth, change)
        } catch let error as PostgresError
          where error.serverError?.message.hasPrefix("security label provider") == true
        {
          // None comes with PostgreSQL.
        } catch {
          Issue.record("\(change.title): \(error)")
        }
        try connection.execute("ROLLBACK")
      }
    }
  }

  /// Executes a repair, and looks at what is left.
  private func repair(
    _ connection: Connection, from live: Catalog, to expected: Catalog, _ introspector: Introspector, _ way: Way,
    _ change: AttributeChange
  ) throws {
    let title = change.title
    var (live, expected) = (live, expected)
    // Other tests make roles and drop them meanwhile.
    for role in Set(live.roles.keys).symmetricDifference(expected.roles.keys) where !change.change.contains(role) {
      live.removeRole(role)
      expected.removeRole(role)
    }
    let repair = LiveRepair(from: live, to: expected, undoing: CatalogDiff(from: expected, to: live).changes)
    try connection.execute("RESET search_path; SET LOCAL check_function_bodies = off")
    for statement in repair.statements { try connection.execute(statement.sql) }
    let rest = CatalogDiff(from: expected, to: try introspector.snapshot(of: connection).catalog).changes
    let comment: Comment = "\(way), \(title): \(repair.statements.map(\.sql)), left: \(rest)"
    #expect(Set(repair.rest.map(\.object)) == Set(rest.map(\.object)), comment)
    let isLeft = rest.contains { $0.kind != .moved }
    #expect(isLeft == Self.withoutStatement[title]?.contains(way) ?? false, comment)
    #expect(!isLeft || !repair.notes.isEmpty, comment)
  }

  /// A schema of every kind of object, made of nothing, and dropped.
  @Test("makes everything, and drops it", arguments: [Way.back, .forth])
  func everything(_ way: Way) throws {
    var introspector = Introspector()
    introspector.keepsText = true
    let parts = try ServerParts.withoutMissing(AttributeChange.text("everything")).split(separator: ";\n")
    // Base types, and functions with transforms, are made by hand; what is never made of an operator isn't seen.
    let text = parts.filter { part in !["TYPE base", "base_in", "base_out", "TRANSFORM"].contains { part.contains($0) }
    }.joined(separator: ";\n")
      .replacing("negator = OPERATOR(app.!<<), ", with: "")
    try TestServer.withDatabase { connection in
      try TestServer.makePlace(connection)
      let empty = try introspector.snapshot(of: connection).catalog
      try connection.execute("BEGIN")
      try connection.execute(AttributeChange.base)
      try connection.execute(text)
      let all = try introspector.snapshot(of: connection).catalog
      if way == .forth { try connection.execute("ROLLBACK; BEGIN") }
      let (live, expected) = way == .back ? (all, empty) : (empty, all)
      let repair = LiveRepair(from: live, to: expected, undoing: CatalogDiff(from: expected, to: live).changes)
      try connection.execute("RESET search_path; SET LOCAL check_function_bodies = off")
      for statement in repair.statements {
        do {
          try connection.execute(statement.sql)
        } catch {
          Issue.record("\(statement.sql): \(error)")
          return
        }
      }
      let rest = CatalogDiff(from: expected, to: try introspector.snapshot(of: connection).catalog).changes
      #expect(rest.filter { $0.kind != .moved } == [])
    }
  }

  /// Whether a change is taken back or made.
  enum Way: CaseIterable, Sendable { case back, forth }

  /// The changes that no statement makes, or none that a repair may make by itself.
  private static let withoutStatement: [String: [Way]] = [
    "extension: owner": Way.allCases, "extension: version": [.back],
    "table: granted by another than the owner": Way.allCases,
    "column: local or inherited": Way.allCases, "constraint: local or inherited": Way.allCases,
    "index: valid": [.forth], "index: ready": [.forth],
    "type: a range's canonical function": Way.allCases, "type: a base type's properties": Way.allCases,
    "type: a base type's default": Way.allCases, "type: a base type's functions": Way.allCases,
  ]

  @Test("leaves alone what it isn't asked to put right")
  func scope() throws {
    let expected = try TestServer.catalog(after: "CREATE TABLE a (id int); CREATE TABLE b (id int)")
    let live = try TestServer.catalog(
      after: "CREATE SCHEMA platform; CREATE TABLE platform.p (id int); CREATE TABLE a (id int, more int)",
      "CREATE TABLE c (id int, at date); CREATE INDEX on_c ON c (at)")
    let drift = CatalogDiff(from: expected, to: live).changes.filter { $0.object.parent?.name == "a" }
    let repair = LiveRepair(from: live, to: expected, undoing: drift)
    #expect(repair.statements.map(\.sql) == ["ALTER TABLE public.a DROP COLUMN IF EXISTS more"])
    #expect(repair.rest.isEmpty)
  }
}
