import CatalogModel
import Drift
import SQLSyntax
import Testing

@Suite("A pattern of objects")
struct ObjectPatternTests {
  private static let users = QualifiedName(schema: "public", name: "users")
  private static let log = QualifiedName(schema: "audit", name: "log")

  @Test(
    "matches names with wildcards",
    arguments: [
      ("tmp_*", "tmp_1", true), ("tmp_*", "tmp", false), ("*", "", true), ("*_old", "a_old_old", true),
      ("a?c", "abc", true), ("a?c", "ac", false), ("*.*", "a.b", true), ("a*b*c", "aXbXbc", true), ("a", "ab", false),
    ])
  func wildcards(pattern: String, name: String, isMatch: Bool) {
    #expect(ObjectPattern(.table, pattern).matches(name: name) == isMatch)
  }

  @Test("knows a table of public by its bare name, and others with their schema")
  func schemas() {
    #expect(ObjectPattern(.table, "users").matches(ObjectIdentity(.table, Self.users), owner: nil))
    #expect(ObjectPattern(.table, "public.users").matches(ObjectIdentity(.table, Self.users), owner: nil))
    #expect(!ObjectPattern(.table, "log").matches(ObjectIdentity(.table, Self.log), owner: nil))
    #expect(ObjectPattern(.table, "audit.*").matches(ObjectIdentity(.table, Self.log), owner: nil))
    #expect(!ObjectPattern(.view, "users").matches(ObjectIdentity(.table, Self.users), owner: nil))
  }

  @Test("takes what belongs to a table or is in a schema along")
  func parts() {
    let column = ObjectIdentity(.column, "id", on: Self.log)
    #expect(ObjectPattern(.table, "audit.log").matches(column, owner: Self.log))
    #expect(ObjectPattern(.column, "audit.log.id").matches(column, owner: Self.log))
    #expect(ObjectPattern(.schema, "audit").matches(column, owner: Self.log))
    let index = ObjectIdentity(.index, QualifiedName(schema: "public", name: "users_name"))
    #expect(ObjectPattern(.table, "users").matches(index, owner: Self.users))
    #expect(!ObjectPattern(.column, "users.*").matches(index, owner: Self.users))
  }

  @Test("knows a routine with its arguments and without")
  func routines() {
    let routine = ObjectIdentity(kind: .function, schema: "app", name: "total(integer)")
    for text in ["app.total", "app.total(integer)", "app.*"] {
      #expect(ObjectPattern(.function, text).matches(routine, owner: nil), "\(text)")
    }
    #expect(!ObjectPattern(.function, "total").matches(routine, owner: nil))
  }
}
