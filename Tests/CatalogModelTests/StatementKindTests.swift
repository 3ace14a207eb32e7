import CatalogModel
import Foundation
import Testing

@testable import SQLSyntax

/// Every statement of the grammar is read, or is known to leave schemas as they are, or is undecided for a reason.
@Suite struct StatementKindTests {
  /// The nodes of libpg_query's grammar whose names end in `Stmt`.
  static var kinds: [String] {
    get throws {
      let folders = ["/usr/include", "/usr/local/include", "/opt/homebrew/include"]
      let paths = folders.flatMap { [$0 + "/pg_query/pg_query.proto", $0 + "/pg_query.proto"] }
      let path = try #require(
        paths.first { FileManager.default.fileExists(atPath: $0) }, "pg_query.proto isn't installed")
      let text = try String(contentsOfFile: path, encoding: .utf8)
      return text.split(separator: "\n").filter { $0.hasPrefix("message ") }
        .map { String($0.dropFirst("message ".count).prefix { $0.isLetter || $0.isNumber }) }
        .filter { $0.hasSuffix("Stmt") }.sorted()
    }
  }

  /// Nodes that are parts of statements, and what the parser makes of others afterwards.
  static let parts: Set<String> = ["PLAssignStmt", "RawStmt", "ReplicaIdentityStmt", "ReturnStmt", "SetOperationStmt"]

  @Test func everyKindIsAccountedFor() throws {
    let kinds = try Self.kinds
    #expect(kinds.count > 100)
    for kind in kinds where !Self.parts.contains(kind) {
      let isListed =
        Session.statementsWithoutSchemaEffect.contains(kind) || Session.undecidedStatements[kind] != nil
      if Self.examples[kind] == nil { #expect(isListed, "\(kind) is neither read nor listed") }
    }
    for kind in Session.statementsWithoutSchemaEffect.union(Session.undecidedStatements.keys) {
      #expect(kinds.contains(kind), "the grammar has no \(kind)")
    }
    #expect(Session.statementsWithoutSchemaEffect.isDisjoint(with: Session.undecidedStatements.keys))
  }

  @Test(arguments: examples.keys.sorted())
  func aStatementOfTheKindIsRead(_ kind: String) throws {
    let text = try #require(Self.examples[kind])
    let tree = try #require(Parser.tree(of: text), "\(text)")
    let tag = withExtendedLifetime(tree) { tree.root.list("stmts").first?["stmt"]?.tagged.tag.text }
    #expect(tag == kind, "\(text)")
    if case .other(let unread)? = Statement(parsing: text), !Session.statementsWithoutSchemaEffect.contains(unread) {
      Issue.record("\(text) isn't read")
    }
  }

  /// A statement of each kind that is read.
  static let examples: [String: String] = {
    let lines = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1).map(String.init) }
    return Dictionary(uniqueKeysWithValues: lines.map { ($0[0], $0[1]) })
  }()

  private static let text = """
    AlterDefaultPrivilegesStmt: ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC
    AlterDomainStmt: ALTER DOMAIN d SET NOT NULL
    AlterEnumStmt: ALTER TYPE e ADD VALUE 'a'
    AlterEventTrigStmt: ALTER EVENT TRIGGER e DISABLE
    AlterExtensionContentsStmt: ALTER EXTENSION e ADD TABLE t
    AlterExtensionStmt: ALTER EXTENSION e UPDATE
    AlterFdwStmt: ALTER FOREIGN DATA WRAPPER w NO HANDLER
    AlterForeignServerStmt: ALTER SERVER s VERSION '2'
    AlterFunctionStmt: ALTER FUNCTION f() STABLE
    AlterObjectSchemaStmt: ALTER TABLE t SET SCHEMA s
    AlterOpFamilyStmt: ALTER OPERATOR FAMILY f USING btree ADD FUNCTION 1 (int, int) f()
    AlterOperatorStmt: ALTER OPERATOR === (int, int) SET (RESTRICT = NONE)
    AlterOwnerStmt: ALTER SCHEMA s OWNER TO r
    AlterPolicyStmt: ALTER POLICY p ON t USING (true)
    AlterPublicationStmt: ALTER PUBLICATION p ADD TABLE t
    AlterRoleStmt: ALTER ROLE r LOGIN
    AlterRoleSetStmt: ALTER ROLE r SET search_path = app
    AlterDatabaseSetStmt: ALTER DATABASE d SET search_path = app
    AlterSeqStmt: ALTER SEQUENCE s CYCLE
    AlterStatsStmt: ALTER STATISTICS s SET STATISTICS 1
    AlterSubscriptionStmt: ALTER SUBSCRIPTION s DISABLE
    AlterTSConfigurationStmt: ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING FOR word
    AlterTSDictionaryStmt: ALTER TEXT SEARCH DICTIONARY d (accept = false)
    AlterTableStmt: ALTER TABLE t ADD a int
    AlterTypeStmt: ALTER TYPE t SET (STORAGE = plain)
    AlterUserMappingStmt: ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (ADD a 'b')
    CallStmt: CALL p()
    ClusterStmt: CLUSTER t
    CommentStmt: COMMENT ON TABLE t IS 'x'
    CompositeTypeStmt: CREATE TYPE t AS (a int)
    CreateAmStmt: CREATE ACCESS METHOD a TYPE INDEX HANDLER f
    CreateCastStmt: CREATE CAST (a AS b) WITH INOUT
    CreateConversionStmt: CREATE CONVERSION c FOR 'UTF8' TO 'LATIN1' FROM f
    CreateDomainStmt: CREATE DOMAIN d AS int
    CreateEnumStmt: CREATE TYPE t AS ENUM ('a')
    CreateEventTrigStmt: CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION f()
    CreateExtensionStmt: CREATE EXTENSION e
    CreateFdwStmt: CREATE FOREIGN DATA WRAPPER w
    CreateForeignServerStmt: CREATE SERVER s FOREIGN DATA WRAPPER w
    CreateForeignTableStmt: CREATE FOREIGN TABLE t (a int) SERVER s
    CreateFunctionStmt: CREATE FUNCTION f() RETURNS int RETURN 1
    CreateOpClassStmt: CREATE OPERATOR CLASS c FOR TYPE t USING btree AS OPERATOR 1 <
    CreateOpFamilyStmt: CREATE OPERATOR FAMILY f USING btree
    CreatePLangStmt: CREATE LANGUAGE l HANDLER f
    CreatePolicyStmt: CREATE POLICY p ON t
    CreatePublicationStmt: CREATE PUBLICATION p
    CreateRangeStmt: CREATE TYPE t AS RANGE (subtype = int)
    CreateRoleStmt: CREATE ROLE r
    CreateSchemaStmt: CREATE SCHEMA s
    CreateSeqStmt: CREATE SEQUENCE s
    CreateStatsStmt: CREATE STATISTICS s ON a, b FROM t
    CreateStmt: CREATE TABLE t ()
    CreateSubscriptionStmt: CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p
    CreateTableAsStmt: CREATE TABLE t AS SELECT 1
    CreateTransformStmt: CREATE TRANSFORM FOR t LANGUAGE l (FROM SQL WITH FUNCTION f(internal))
    CreateTrigStmt: CREATE TRIGGER t BEFORE INSERT ON t EXECUTE FUNCTION f()
    CreateUserMappingStmt: CREATE USER MAPPING FOR PUBLIC SERVER s
    DefineStmt: CREATE AGGREGATE a (int) (sfunc = f, stype = int)
    DeleteStmt: DELETE FROM t
    DoStmt: DO 'BEGIN END'
    DropOwnedStmt: DROP OWNED BY r
    DropRoleStmt: DROP ROLE r
    DropStmt: DROP TABLE t
    DropSubscriptionStmt: DROP SUBSCRIPTION s
    DropUserMappingStmt: DROP USER MAPPING FOR PUBLIC SERVER s
    GrantRoleStmt: GRANT a TO b
    GrantStmt: GRANT SELECT ON t TO PUBLIC
    IndexStmt: CREATE INDEX ON t (a)
    InsertStmt: INSERT INTO t VALUES (1)
    LockStmt: LOCK t
    MergeStmt: MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE
    ReassignOwnedStmt: REASSIGN OWNED BY a TO b
    RefreshMatViewStmt: REFRESH MATERIALIZED VIEW m
    ReindexStmt: REINDEX TABLE t
    RenameStmt: ALTER TABLE t RENAME TO u
    RuleStmt: CREATE RULE r AS ON INSERT TO t DO NOTHING
    SecLabelStmt: SECURITY LABEL ON TABLE t IS 'x'
    SelectStmt: SELECT 1
    TransactionStmt: COMMIT
    TruncateStmt: TRUNCATE t
    UpdateStmt: UPDATE t SET a = 1
    VacuumStmt: VACUUM t
    VariableSetStmt: SET a = 1
    ViewStmt: CREATE VIEW v AS SELECT 1
    """
}
