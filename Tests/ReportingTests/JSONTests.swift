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
