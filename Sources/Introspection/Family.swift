import PostgresClient

/// A kind of objects: the query for its rows, and what becomes of them.
protocol Family {
  /// The query; `version` is the server's `server_version_num`.
  static func query(version: Int) -> String
  /// The query that gives the text of whole definitions too, where that is wanted.
  static func query(version: Int, keepsText: Bool) -> String
  /// The column with the number of the relation that a row is of; `nil` where rows are objects of their own.
  static var relation: String? { get }
  /// The columns with further numbers that only this database has.
  static var numbers: Set<String> { get }
  /// Whether `register` notes anything.
  static var registers: Bool { get }
  /// Notes the names that other families' expressions refer to. Runs for all families before any `read`.
  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError)
  /// Makes objects of the rows.
  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError)
}

extension Family {
  static func query(version: Int, keepsText: Bool) -> String { query(version: version) }
  static var relation: String? { nil }
  static var numbers: Set<String> { [] }
  static var registers: Bool { false }
  static func register(_ rows: Rows, in reading: inout Reading) throws(PostgresError) {}
  static func read(_ rows: Rows, into reading: inout Reading) throws(PostgresError) {}
}

/// What the queries have in common.
enum SQL {
  /// Schemas that aren't the system's; `n` is `pg_namespace`.
  static let userSchema = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"

  /// A condition: the object isn't an extension's own.
  ///
  /// Oids are unique within a catalog only, so that the catalog has to be compared too.
  static func outsideExtensions(_ catalog: String, _ oid: String, types: String = "'e'") -> String {
    // By what it refers to an index finds the few rows of extensions among all.
    let isExtensions = types == "'e'" ? "AND e.refclassid = 'pg_extension'::regclass" : ""
    return """
      NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '\(catalog)'::regclass AND e.objid = \(oid)
        AND e.deptype IN (\(types)) \(isExtensions))
      """
  }

  /// The join that finds an object's comment as `d.description`.
  static func comment(_ catalog: String, _ oid: String, column: String = "0") -> String {
    """
    LEFT JOIN pg_description d ON d.classoid = '\(catalog)'::regclass AND d.objoid = \(oid) AND d.objsubid = \(column)
    """
  }

  /// An object's privileges with the default ones where it has none of its own.
  static func privileges(_ column: String, _ kind: String, _ owner: String) -> String {
    "coalesce(\(column), acldefault('\(kind)', \(owner)))::text[] AS privileges"
  }

  /// The name of an object's owner.
  static func owner(_ column: String) -> String { "pg_get_userbyid(\(column)) AS owner" }
}
