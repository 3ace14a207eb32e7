import EphemeralPostgres
import PostgresClient
import Testing

@Suite struct ConnectionParametersTests {
  @Test(arguments: [
    ("postgresql://app:s3cret@db:5433/shop?sslmode=require", "postgresql://app:***@db:5433/shop?sslmode=require"),
    ("postgres://app@db/shop?password=s3cret", "postgresql://app:***@db/shop"),
    ("postgresql://app:s3cret%40x@[::1]:5432/shop", "postgresql://app:***@[::1]:5432/shop"),
    (
      "postgresql:///shop?host=/run/pg&user=app&sslpassword=s3cret",
      "postgresql://app@/shop?host=/run/pg&sslpassword=%2A%2A%2A"
    ),
    ("host=db password='s3cret it''s' user=app", ""),
    ("host=db password = s3cret user=app", "host=db password=*** user=app"),
    ("host=db application_name='my app'", "application_name='my app' host=db"),
    ("", "libpq's defaults (PGHOST, PGDATABASE, PGSERVICE …)"),
  ])
  func passwordsAreMasked(text: String, shown: String) throws {
    guard let parameters = try? ConnectionParameters(text) else {
      #expect(shown.isEmpty)
      return
    }
    #expect(parameters.description == shown.replacing("%2A", with: "*"))
    #expect(!String(reflecting: parameters).contains("s3cret"))
    var dumped = ""
    dump(parameters, to: &dumped)
    #expect(!dumped.contains("s3cret"))
  }

  @Test(arguments: [
    "postgresql://app:s3cret@db:port/shop", "postgresql://app:s3cr/s3cret@db/shop",
    "postgresql://app:12/s3cret@db/shop",
    "postgresql://app:x@s3cret@db/shop", "postgresql://app:%s3cret@db/shop", "postgresql://app:s3cret@db/shop?schema=x",
    "postgresql://app@db/shop?password=s3cret&no=1", "postgresql://app:s3cret@[::1/shop",
    "host=db password=my s3cret", "host=db password='s3cret", "password s3cret", "PASSWORD=s3cret",
  ])
  func anInvalidStringIsExplainedWithoutItsPassword(text: String) throws {
    let error = try #require(postgresError { _ = try ConnectionParameters(text) })
    guard case .invalidParameters = error else {
      Issue.record("\(error)")
      return
    }
    #expect(!error.description.contains("s3cr"), "\(error)")
  }

  @Test func anInvalidStringIsShownWithTheRightForm() throws {
    let error = try #require(postgresError { _ = try ConnectionParameters("shop") })
    #expect(error.description.hasPrefix("the connection string is invalid: missing \"=\" after \"shop\""))
    #expect(error.description.contains("help: write it as `postgresql://user@host:5432/database`"))
  }

  @Test func anotherDatabaseKeepsTheRest() throws {
    let parameters = try ConnectionParameters("postgresql://app@db/shop").with(database: "postgres")
    #expect(parameters["dbname"] == "postgres")
    #expect(parameters.description == "postgresql://app@db/postgres")
  }

  @Test func aRefusedConnectionSaysWhereAndWhatToDo() throws {
    let parameters = try ConnectionParameters("postgresql://app:s3cret@/shop?host=/nonexistent")
    let error = try #require(postgresError { _ = try Connection(parameters) })
    #expect(error.description.hasPrefix("could not connect to postgresql://app:***@/shop?host=/nonexistent: "))
    #expect(error.description.hasSuffix("help: start the server, or check the host and port"))
  }

  @Test func aDatabaseThatDoesNotExistIsNamed() throws {
    let server = try TestServer.shared.get()
    let error = try #require(postgresError { _ = try Connection(server.parameters(database: "no'where")) })
    #expect(error.description.contains("database \"no'where\" does not exist"))
  }

  @Test func theURLOfTheServerWorks() throws {
    let server = try TestServer.shared.get()
    let connection = try Connection(ConnectionParameters(server.url(database: "postgres")))
    #expect(try connection.query("SELECT current_database() AS name").first?.string("name") == "postgres")
  }
}
