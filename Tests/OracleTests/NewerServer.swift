import CatalogModel
import PostgresClient

/// Where a server newer than PostgreSQL 15, which the simulation models, does otherwise than 15: only what is listed here
/// may differ.
enum NewerServer {
  /// How a statement ended.
  struct Ending {
    /// `nil` where it was done.
    var sqlState: String?
    var message = ""

    init(sqlState: String? = nil, message: String = "") {
      self.sqlState = sqlState
      self.message = message
    }

    init(_ error: PostgresError) {
      self.init(sqlState: error.serverError?.sqlState, message: error.serverError?.message ?? "\(error)")
    }
  }

  private struct Difference {
    /// The major version that came with it.
    var since: Int
    var simulated: Ending
    var server: Ending
  }

  /// From the release notes; the messages are the server's, in part.
  private static let differences = [
    // Functions such as to_regclass() have no error of input: what is no name is the name of nothing.
    Difference(
      since: 16, simulated: Ending(sqlState: "42602", message: "invalid name syntax"), server: Ending()),
    // That a partitioned table has no storage parameters has a message of its own.
    Difference(
      since: 16, simulated: Ending(sqlState: "22023", message: "unrecognized parameter"),
      server: Ending(sqlState: "42809", message: "cannot specify storage parameters for a partitioned table")),
    // A variable's `%TYPE` of what isn't there says what is missing.
    Difference(
      since: 17, simulated: Ending(sqlState: "42601", message: "syntax error at or near \"%\""),
      server: Ending(sqlState: "42703")),
    Difference(
      since: 17, simulated: Ending(sqlState: "42601", message: "syntax error at or near \"%\""),
      server: Ending(sqlState: "3F000")),
    // "Prevent partitioned tables from being altered to be UNLOGGED": it had been accepted, without an effect.
    Difference(
      since: 18, simulated: Ending(),
      server: Ending(sqlState: "42809", message: "LOGGED cannot be performed on relation")),
    // "Allow NOT VALID foreign key constraints on partitioned tables".
    Difference(
      since: 18, simulated: Ending(sqlState: "42809", message: "cannot add NOT VALID foreign key on partitioned table"),
      server: Ending()),
    Difference(
      since: 18, simulated: Ending(sqlState: "42809", message: "cannot add NOT VALID foreign key on partitioned table"),
      server: Ending(sqlState: "42830")),
    // ONLY of a partitioned table's primary key, whose partitions lack NOT NULL, ends in internal_error there.
    Difference(
      since: 18, simulated: Ending(sqlState: "42P16", message: "constraint must be added to child tables too"),
      server: Ending(sqlState: "XX000")),
  ]

  /// Whether a statement ends otherwise by the server's version alone.
  static func explains(_ simulated: Ending, _ server: Ending) throws -> Bool {
    let major = try TestServer.version() / 10_000
    return differences.contains { difference in
      major >= difference.since && matches(simulated, difference.simulated) && matches(server, difference.server)
    }
  }

  private static func matches(_ ending: Ending, _ pattern: Ending) -> Bool {
    ending.sqlState == pattern.sqlState && (pattern.message.isEmpty || ending.message.contains(pattern.message))
  }
}
