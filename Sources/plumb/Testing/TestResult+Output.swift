import CatalogModel
import Reporting
import Simulation

extension TestResult {
  var json: JSONValue {
    [
      "version": JSONValue(version), "name": JSONValue(name), "up": up.json, "down": down.json, "redo": redo.json,
      "reverses": JSONValue(reverses), "residue": JSONValue(residue) { $0.json(causes[$0]) },
      "redoResidue": JSONValue(redoResidue) { $0.json }, "reasons": JSONValue(reasons),
      "rows": rows.json,
    ]
  }

  /// What there is to say beside the verdict, a line each.
  var details: [String] {
    var lines: [String] = []
    for case .failed(let sqlState, let message, let place) in [up, down, redo] {
      let message = TerminalText.lines(message)
      lines.append("\(sqlState): \(message[0]) (\(place))")
      lines += message.dropFirst().map { "  \($0)" }
    }
    for group in CatalogDiff(changes: residue).groups {
      lines += [group.change.summary] + group.details.map { "  \($0)" }
      if let cause = causes[group.change] { lines.append("  \(cause.sentence)") }
    }
    for group in CatalogDiff(changes: redoResidue).groups {
      lines += ["after UP again, \(group.change.summary)"] + group.details.map { "  \($0)" }
    }
    // That rows don't come back is no news where nothing does.
    return lines + reasons + (reverses == "irreversible" ? [] : rows.lines)
  }

  /// The verdict in words.
  var verdict: String {
    let phrase = TestResult.phrases[reverses] ?? reverses
    guard rows.areReturned == false, reverses == "yes" || reverses == "column-order" else { return phrase }
    return "\(phrase): the schema returns, the rows do not"
  }

  static let phrases = [
    "yes": "reversed by DOWN", "column-order": "reversed but for the order of columns", "no": "not reversed",
    "irreversible": "irreversible", "undecided": "undecided",
  ]
}

extension TestResult.Outcome {
  var json: JSONValue {
    switch self {
    case .ok: "ok"
    case .failed(let sqlState, let message, let place):
      [
        "sqlState": JSONValue(sqlState), "message": JSONValue(message), "file": JSONValue(place.file),
        "line": JSONValue(place.line),
      ]
    case .notRun: nil
    case .undecided: "undecided"
    }
  }
}

extension CatalogDiff.Change {
  /// The change with the statements that are to blame.
  func json(_ cause: Residue.Cause?) -> JSONValue {
    var value = json
    value["cause"] = cause?.json ?? .null
    return value
  }
}

extension Residue.Cause {
  fileprivate var json: JSONValue {
    [
      "script": JSONValue(script.rawValue.lowercased()), "did": JSONValue(verb.rawValue),
      "statement": statement?.json ?? nil, "missing": JSONValue(missing), "remedy": JSONValue(remedy),
      "attempts": JSONValue(attempts) {
        ["statement": $0.statement.json, "problem": JSONValue($0.problem.rawValue)]
      },
      "explanation": JSONValue(sentence),
    ]
  }
}
