import Foundation
import Testing

@testable import plumb

@Suite("The commands that set up")
struct SetUpTests {
  @Test("write a configuration and add the npm scripts")
  func initialize() throws {
    try Program.withFolder { folder in
      let package = folder + "/package.json"
      try "{\n  \"scripts\": {\n    \"test\": \"jest\"\n  }\n}\n".write(
        toFile: package, atomically: true, encoding: .utf8)
      let asked = try Program.plumb("init", in: folder)
      #expect(asked.code == 0)
      #expect(asked.output.hasPrefix("Wrote plumbline.yml\nNot added to package.json; `plumb init --yes` adds them:\n"))
      let added = try Program.plumb("init", "--yes", in: folder)
      #expect(added.output == "plumbline.yml is there already\nAdded 6 npm scripts to package.json\n")
      let text = try String(contentsOfFile: package, encoding: .utf8)
      let value = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [String: String]]
      #expect(value?["scripts"]?["migrate:up"] == "plumb migrate:up")
      #expect(value?["scripts"]?["test"] == "jest")
      #expect(try Program.plumb("migrate:new", "Add tags", in: folder).output == "Wrote migrations/001_add_tags.sql\n")
      #expect(try Program.plumb("migrate:new", "more", in: folder).output == "Wrote migrations/002_more.sql\n")
      let second = try String(contentsOfFile: folder + "/migrations/002_more.sql", encoding: .utf8)
      #expect(second.hasPrefix("-- Migration: More\n-- Version: 002\n-- Date: 2"))
      #expect(second.contains("\n-- Depends: 001\n"))
      #expect(second.contains("\n-- DOWN\n-- Rollback script for migration 002\n"))
    }
  }

  @Test("adds scripts to every form of a package.json", arguments: ["{}", "{ \"a\": 1 }", "{\"scripts\":{}}"])
  func packages(text: String) throws {
    let package = try #require(PackageScripts(text))
    let result = package.adding(package.missing)
    let again = try #require(PackageScripts(result))
    #expect(again.missing.isEmpty)
    #expect(PackageScripts("[]") == nil)
  }

  @Test("run a command beside a server that is gone when it ends")
  func postgresRun() throws {
    let result = try Program.shell(
      "plumb postgres:run --preset supabase -- sh -c 'echo $PGHOST; psql -Atc \"SELECT auth.uid() IS NULL\"; exit 7'")
    #expect(result.code == 7)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(lines.last == "t")
    let folder = try #require(lines.first)
    #expect(!FileManager.default.fileExists(atPath: folder))
    #expect(try Program.shell("plumb postgres:run -- sh -c 'kill -9 $$'").code == 137)
    let unknown = try Program.plumb("postgres:run", "--", "no-such-program")
    #expect(unknown.code == 3)
    #expect(unknown.error == "error: can't run `no-such-program`: No such file or directory\n")
  }

  @Test("pass SIGTERM on to the command, and end the server after it")
  func terminated() throws {
    let result = try Program.shell(
      """
      plumb postgres:run -- sh -c 'trap "echo stopped; exit 3" TERM; echo $PGHOST; sleep 30 & wait' > $$.out & p=$!
      for i in $(seq 300); do [ -s $$.out ] && break; sleep 0.2; done
      kill -TERM $p; wait $p; echo $?; cat $$.out; [ -e "$(head -n 1 $$.out)" ] && echo left; rm $$.out
      """, in: FileManager.default.temporaryDirectory.path)
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "3")
    #expect(lines.last == "stopped")
  }
}
