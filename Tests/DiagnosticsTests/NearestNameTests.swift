import Diagnostics
import Testing

@Suite("The nearest name")
struct NearestNameTests {
  private static let names = [
    "drop-column", "drop-table", "index-without-concurrently", "missing-down", "on", "preset",
  ]

  @Test(
    "is the one that was most likely meant",
    arguments: [
      ("drop-colum", "drop-column"), ("drop_column", "drop-column"), ("DROP-COLUMN", "drop-column"),
      ("rdop-table", "drop-table"), ("no", "on"), ("presset", "preset"),
      ("index-concurrently", "index-without-concurrently"), ("down", "missing-down"),
      ("index", "index-without-concurrently"),
    ])
  func near(name: String, meant: String) {
    #expect(nearest(to: name, in: Self.names) == meant)
  }

  @Test(
    "is nothing where none is close", arguments: ["", "xyz", "a", "migrations", String(repeating: "drop", count: 99)])
  func far(name: String) {
    #expect(nearest(to: name, in: Self.names) == nil)
  }

  @Test("is the first of equally near ones")
  func ties() {
    #expect(nearest(to: "tesk", in: ["test", "task", "desk"]) == "test")
    #expect(nearest(to: "test", in: [] as [String]) == nil)
  }
}
