import CatalogModel
import Diagnostics
import EphemeralPostgres
import Foundation
import Introspection
import PostgresClient
import SQLSyntax
import Testing

/// Programs of statements, each applied to a simulated session and to a server: after every statement the two have the
/// same schema, or refuse it with the same SQLSTATE.
@Suite struct ProgramTests {
  struct Program: CustomTestStringConvertible {
    var path: String
    var testDescription: String { URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent }

    /// What the server needs for a program, from its line `-- needs: citext icu`.
    static func needs(_ text: String) -> [String] {
      let line = text.split(separator: "\n").first { $0.hasPrefix("-- needs: ") }
      return line?.split(separator: " ").dropFirst(2).map(String.init) ?? []
    }

    /// Those of the project; another folder's with PLUMBLINE_PROGRAM_FOLDER.
    static let folder =
      ProcessInfo.processInfo.environment["PLUMBLINE_PROGRAM_FOLDER"]
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Programs").path
    static let all: [Program] = {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.filter { $0.hasSuffix(".sql") }.sorted().map { Program(path: folder + "/" + $0) }
    }()
  }

  @Test(arguments: Program.all)
  func simulatedIsIntrospected(_ program: Program) throws {
    let text = try String(contentsOfFile: program.path, encoding: .utf8)
    guard try ServerParts.has(Program.needs(text), for: "the program `\(program.testDescription)`") else { return }
    let script = Script(SourceText(path: program.testDescription, text: text))
    #expect(script.errors.isEmpty, "\(script.errors)")
    try TestServer.withDatabase { connection in
      var session = Session()
      for statement in script.statements {
        let sql = script.text(statement.range)
        let line = script.source.position(at: statement.range.lowerBound).line
        let outcome = session.apply(statement.value)
        let simulated = outcome.error.map { NewerServer.Ending(sqlState: $0.sqlState, message: $0.message) }
        let server = Self.ending(of: sql, on: connection)
        #expect(outcome.undecided.isEmpty, "line \(line): \(outcome.undecided)")
        #expect(outcome.rowDependent.isEmpty, "line \(line): \(outcome.rowDependent)")
        #expect(
          try simulated?.sqlState == server.sqlState || NewerServer.explains(simulated ?? .init(), server),
          "line \(line): \(sql): simulated \(outcome.error.map { "\($0)" } ?? "ok"), the server \(server.sqlState ?? "ok")"
        )
        guard connection.transactionStatus == .idle else { continue }
        let live = try Introspector(keepsStatements: true).snapshot(of: connection).catalog
        if simulated?.sqlState != server.sqlState {
          // By the server's version, or an issue by now.
          session.catalog = live
          continue
        }
        // Roles are the whole server's, and other programs make some at the same time.
        let changes = CatalogDiff(from: session.catalog, to: live).changes.filter {
          $0.object.kind != .role || text.contains($0.object.name)
        }
        let details = changes.map {
          "\($0.object) \($0.kind): \($0.attributes.map { "\($0.name) \($0.before ?? "-") → \($0.after ?? "-")" })"
        }
        #expect(changes.isEmpty, "line \(line): \(sql)\n\(details.joined(separator: "\n"))")
        if !changes.isEmpty { session.catalog = live }
      }
    }
  }

  private static func ending(of sql: String, on connection: Connection) -> NewerServer.Ending {
    do {
      try connection.execute(sql)
      return NewerServer.Ending()
    } catch {
      return NewerServer.Ending(error)
    }
  }
}
