import EphemeralPostgres
import Foundation
import PostgresClient
import Testing

/// Databases that are reached in other ways than usual, and that stop answering.
@Suite("A database that isn't as usual", .serialized) struct FaultTests {
  private func validate(_ folder: String, _ database: String, _ arguments: String...) throws -> Program.Result {
    try Program.shell(
      "plumb validate:schema --simulate " + arguments.joined(separator: " "), in: folder, database: database)
  }

  @Test("a standby, through SSL that is verified")
  func standby() throws {
    try SmallProject.with { folder, database in
      let name = try #require(database.firstMatch(of: /@\/([^?]+)/)).1
      try Standby.with { standby in
        let certificate = folder + "/root.crt"
        try SmallProject.write(Standby.certificate, certificate)
        func url(_ host: String, _ mode: String) -> String {
          "postgresql://postgres@\(host):\(standby.port)/\(name)?sslmode=\(mode)&sslrootcert=\(certificate)"
        }
        for (host, mode) in [("127.0.0.1", "require"), ("localhost", "verify-full"), ("127.0.0.1", "verify-full")] {
          let result = try validate(folder, url(host, mode))
          #expect(result.code == 0, "\(mode): \(result.output)\(result.error)")
        }
        let equal = try Program.plumb("schema:diff", database, url("localhost", "require"), in: folder)
        #expect(equal.code == 0 && equal.output == "The schemas are equal\n", "\(equal.output)\(equal.error)")
        // Nobody vouches for the certificate where another one is expected.
        try SmallProject.write(Standby.otherCertificate, certificate)
        let refused = try validate(folder, url("localhost", "verify-full"))
        #expect(refused.code == 3)
        #expect(refused.error.contains("certificate verify failed"), "\(refused.error)")
      }
    }
  }

  @Test("a role that may do nothing but connect")
  func roleWithoutRights() throws {
    try SmallProject.with { folder, database in
      let role = "reader_" + UUID().uuidString.prefix(8).lowercased()
      try TestServer.execute(
        "CREATE ROLE \(role) LOGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO PUBLIC",
        in: database)
      defer { try? TestServer.execute("DROP ROLE IF EXISTS \(role)", in: database) }
      let url = database.replacing("postgres@", with: "\(role)@")
      let result = try validate(folder, url)
      #expect(result.code == 0, "\(result.output)\(result.error)")
      #expect(
        result.output.contains(
          "note: `public.schema_migrations` can't be read by this role, so all migrations are expected to be applied"))
      try TestServer.execute("DROP INDEX idx_title", in: database)
      #expect(try validate(folder, url).code == 1)
      // Without any right to the schema, too.
      try TestServer.execute("REVOKE USAGE ON SCHEMA public FROM PUBLIC", in: database)
      let blind = try validate(folder, url)
      #expect(blind.code == 1, "\(blind.error)")
      #expect(blind.output.contains("index `idx_title` is missing from the database"))
    }
  }

  @Test("a connection that is lost while the schema is read")
  func lostConnection() throws {
    try SmallProject.with { folder, database in
      let holder = try Connection(try ConnectionParameters(database))
      defer { holder.close() }
      // The reader waits for it, and is ended there.
      try holder.execute("BEGIN; LOCK TABLE pg_catalog.pg_policy IN ACCESS EXCLUSIVE MODE")
      let end = """
        psql "$DATABASE_URL" -Atqc "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
        WHERE datname = current_database() AND wait_event_type = 'Lock'"
        """
      let result = try Program.shell(
        """
        plumb validate:schema --simulate & reader=$!
        for try in $(seq 600); do [ "$(\(end))" = 1 ] && break; sleep 0.05; done
        wait $reader
        """, in: folder, database: database)
      try holder.execute("ROLLBACK")
      #expect(result.code == 3, "\(result.output)\(result.error)")
      #expect(result.error.contains("the connection was lost while the schema was read"), "\(result.error)")
      #expect(try validate(folder, database).code == 0)
    }
  }

  @Test("a schema that changes while it is read")
  func changes() throws {
    try SmallProject.with { folder, database in
      let result = try Program.shell(
        """
        for n in $(seq 40); do echo "CREATE TABLE x$n (id int PRIMARY KEY CHECK (id > 0)); DROP TABLE x$n;"; done \
          > changes.sql
        (for n in 1 2 3 4 5; do psql -q -f changes.sql "$DATABASE_URL"; done) & writer=$!
        while kill -0 $writer 2>/dev/null; do
          plumb validate:schema --simulate > report || grep -q 'no migration makes it' report || { cat report; exit 9; }
        done
        """, in: folder, database: database)
      #expect(result.code == 0, "\(result.output)\(result.error)")
    }
  }
}

/// A copy of the tests' server that follows it, listens on a port and speaks SSL.
private struct Standby {
  let port: Int

  static func with(_ body: (Standby) throws -> Void) throws {
    try TestServer.withEmptyDatabase { database in
      let connection = try Connection(try ConnectionParameters(database))
      defer { connection.close() }
      let row = try connection.query("SHOW data_directory").first
      let folder = try #require(row).string("data_directory")
      let programs = try ServerPrograms.find().folder
      let port = Int.random(in: 20_000..<60_000)
      let (socket, copy) = (folder + "/..", folder + "/../standby")
      /// Runs a script as the user whose server it is.
      func run(_ script: String) throws {
        try connection.execute(
          "COPY (SELECT 1) TO PROGRAM \(Connection.quoted(literal: "set -e; umask 077; cd /; PATH=\(programs):$PATH; \(script)"))"
        )
      }
      try run(
        """
        pg_basebackup -h \(socket) -U postgres -D \(copy) -R -c fast
        cat > \(copy)/server.crt <<END
        \(certificate)
        END
        cat > \(copy)/server.key <<END
        \(key)
        END
        pg_ctl start -w -s -D \(copy) -l \(copy)/log -o "-k \(copy) -c listen_addresses=localhost -c port=\(port) -c ssl=on \
          -c max_locks_per_transaction=256 -c dynamic_shared_memory_type=mmap" \
          >/dev/null 2>&1 </dev/null
        """)
      defer { try? run("pg_ctl stop -m immediate -s -D \(copy)") }
      try body(Standby(port: port))
    }
  }

  // For `localhost`, self-signed, for a hundred years.
  static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgU8eAJXn1/eYcSXoi
    /1ublxDcpCqGB6yrx2Ek8l+IfVChRANCAATCUq1zxaHsobkbt1fIdsPTq7G0xbju
    7kUra9GIyDxR/IWu9UsQot7dxT1k8V3oyXelSP/80vzOXoIFDr3iFBM3
    -----END PRIVATE KEY-----
    """

  static let certificate = """
    -----BEGIN CERTIFICATE-----
    MIIBnDCCAUGgAwIBAgIUGCnSs95C9gYRFBjf+/hLhZIkpvYwCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjE3NDU0M1oYDzIxMjYxMTAy
    MTc0NTQzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAATCUq1zxaHsobkbt1fIdsPTq7G0xbju7kUra9GIyDxR/IWu9UsQot7d
    xT1k8V3oyXelSP/80vzOXoIFDr3iFBM3o28wbTAdBgNVHQ4EFgQUVgsu0rDcijn0
    L+ayDXi2PbimFJcwHwYDVR0jBBgwFoAUVgsu0rDcijn0L+ayDXi2PbimFJcwDwYD
    VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
    zj0EAwIDSQAwRgIhAPGJcTfTfWfX21w7tthkd1NIupG7nN5NkFue3P21awXJAiEA
    3lEl1n/Z+xJkmm3BXsnYRl1BGBSrwrkIRiCHy7P6fkM=
    -----END CERTIFICATE-----
    """

  static let otherCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBmzCCAUGgAwIBAgIUHBpZEmKn1/wWEoqkYBpNjUFUjtYwCgYIKoZIzj0EAwIw
    FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjE3NDU0M1oYDzIxMjYxMTAy
    MTc0NTQzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
    PQMBBwNCAATWt6ZmCuFyVxVj3MnsTHJyjsg/TjztO8qlXa3l/2ed/89xtZihSM1j
    W1grCak8UfeuZUxnBxFqyUL3DtV8x5Ilo28wbTAdBgNVHQ4EFgQUXLj7/TS+HG5Y
    uKR0xW5iyAnNwSswHwYDVR0jBBgwFoAUXLj7/TS+HG5YuKR0xW5iyAnNwSswDwYD
    VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
    zj0EAwIDSAAwRQIhAPXiqPEFx40D4KyaaUQc+lLvBJGiiS9svIipiW9niG/DAiAA
    gkkY7tsIY9Xdk3Ksb3DRTcQEnISSSf99CLuT3H3EQw==
    -----END CERTIFICATE-----
    """
}
