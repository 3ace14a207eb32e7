import Diagnostics
import Foundation
import Reporting
import Testing

@Suite("JSON")
struct JSONTests {
  @Test("has one form for a report")
  func report() {
    let source = SourceText(path: "é.sql", text: "SELECT\n 'é', x;\n")
    let first = Diagnostic(
      ruleID: "drop-column", severity: .error, message: "say \"no\"", location: .init(source: source, range: 14..<15),
      label: "here", notes: ["a\nb"], help: "stop")
    let second = Diagnostic(ruleID: "series", severity: .info, message: "m")
    #expect(
      JSONReporter().render(Report([first, second])) == #"""
        {
          "version": 1,
          "findings": [
            {
              "rule": "drop-column",
              "severity": "error",
              "message": "say \"no\"",
              "file": "é.sql",
              "line": 2,
              "column": 7,
              "endLine": 2,
              "endColumn": 8,
              "label": "here",
              "notes": [
                "a\nb"
              ],
              "help": "stop"
            },
            {
              "rule": "series",
              "severity": "info",
              "message": "m",
              "file": null,
              "line": null,
              "column": null,
              "endLine": null,
              "endColumn": null,
              "label": "",
              "notes": [],
              "help": null
            }
          ],
          "summary": {
            "error": 1,
            "warning": 0,
            "info": 1
          }
        }

        """#)
  }

  @Test("is valid and says the same, whatever the text")
  func anyText() throws {
    let text = String(String.UnicodeScalarView((0...0x3000).compactMap(Unicode.Scalar.init))) + "😀\"\\/"
    let json = (["text": .string(text)] as JSONValue).text
    let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String]
    #expect(read?["text"] == text)
    let raw = json.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
    #expect(raw.isEmpty)
  }

  @Test("is pleasant to write")
  func literals() {
    var value: JSONValue = ["a": 1, "b": [true, nil, 1.5], "c": "x\(2)", "d": [:], "e": JSONValue(["y"])]
    #expect(value.compactText == #"{"a":1,"b":[true,null,1.5],"c":"x2","d":{},"e":["y"]}"#)
    value["a"] = nil
    value["c"] = JSONValue(nil as String?)
    value["f"] = .number(.infinity)
    #expect(value.compactText == #"{"b":[true,null,1.5],"c":null,"d":{},"e":["y"],"f":null}"#)
    #expect(value["b"] == [true, nil, 1.5])
    #expect(value["zz"] == nil)
    #expect(JSONValue(1...2) { .integer($0) }.compactText == "[1,2]")
  }
}

@Suite("JSON that is read")
struct JSONReaderTests {
  @Test("is what was written, members in their order")
  func roundTrip() throws {
    let value: JSONValue = [
      "z": 1, "a": ["x\n\"\\\u{1}\u{2028}🦊é", nil, true, false, -3], "empty": [], "object": [:], "number": 1.5,
    ]
    #expect(try JSONReader.value(of: Array(value.text.utf8)) == value)
    #expect(try JSONReader.value(of: Array(value.compactText.utf8)) == value)
    #expect(try JSONReader.value(of: Array(#""\ud83e\udd8a\u00e9\/""#.utf8)) == "🦊é/")
  }

  @Test(
    "is refused at the first byte that doesn't fit",
    arguments: [
      ("", "a value", 0), ("{\"a\" 1}", "`:`", 5), ("[1 2]", "`,` or `]`", 3), ("\"a", "the end of a string", 2),
      ("{} x", "the end of the text", 3), ("[tru]", "`true`", 1), ("{a: 1}", "a name in double quotes", 1),
    ])
  func refusal(text: String, expected: String, offset: Int) {
    #expect(throws: JSONReader.Failure(expected: expected, offset: offset)) {
      try JSONReader.value(of: Array(text.utf8))
    }
  }

  @Test("may be read in pieces, and what nobody wants is passed over")
  func pieces() throws {
    let text = #"{"a": {"x": ["\"}", 1, {}]}, "list": ["one", 2, "three"], "b": "text", "c": 5}"#
    var seen: [String] = []
    try JSONReader.read(Array(text.utf8)) { reader throws(JSONReader.Failure) in
      try reader.members { name, reader throws(JSONReader.Failure) in
        seen.append(name)
        switch name {
        case "list":
          try reader.elements { reader throws(JSONReader.Failure) in seen.append(try reader.text() ?? "none") }
        case "b": seen.append(try reader.elements { _ throws(JSONReader.Failure) in } ? "a list" : "no list")
        default: try reader.skip()
        }
      }
    }
    #expect(seen == ["a", "list", "one", "none", "three", "b", "no list", "c"])
    #expect(throws: JSONReader.Failure(expected: "the end of a string", offset: 6)) {
      try JSONReader.read(Array(#"["a\"]"#.utf8)) { reader throws(JSONReader.Failure) in try reader.skip() }
    }
  }

  @Test("may not be nested without end")
  func depth() {
    #expect(throws: JSONReader.Failure.self) {
      try JSONReader.value(of: Array(String(repeating: "[", count: 100_000).utf8))
    }
  }
}
