extension Literals {
  /// An array of one dimension as PostgreSQL prints it (`array_out`); `nil` where it has another form.
  static func array(_ text: String, of type: TypeName) -> String? {
    guard let elements = elements(of: text) else { return nil }
    let printed = elements.map { element in
      element.map { quotedElement(Literals.printed($0, as: type)) } ?? "NULL"
    }
    return "{" + printed.joined(separator: ",") + "}"
  }

  /// The elements, `nil` for NULL.
  private static func elements(of text: String) -> [String?]? {
    let trimmed = text.trimmingBlanks
    guard trimmed.hasPrefix("{"), trimmed.hasSuffix("}"), trimmed.count > 1 else { return nil }
    let inner = trimmed.dropFirst().dropLast()
    guard !String(inner).trimmingBlanks.isEmpty else { return [] }
    var elements: [String?] = []
    var element = ""
    var wasQuoted = false
    var isQuoted = false
    var isEscaped = false
    func finished() -> String? {
      let value = wasQuoted ? element : element.trimmingBlanks
      return !wasQuoted && value.uppercased() == "NULL" ? nil : value
    }
    for character in inner {
      if isEscaped || (isQuoted && character != "\"" && character != "\\") {
        element.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        if !isQuoted, !wasQuoted { element = "" }
        isQuoted.toggle()
        wasQuoted = true
      } else if character == "," {
        elements.append(finished())
        (element, wasQuoted) = ("", false)
      } else if character == "{" || character == "}" {
        return nil
      } else if !wasQuoted {
        element.append(character)
      }
    }
    return isQuoted || isEscaped ? nil : elements + [finished()]
  }

  private static func quotedElement(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text.uppercased() != "NULL" && !text.contains { "{},\"\\".contains($0) || $0.isWhitespace }
    guard !isPlain else { return text }
    return "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
  }
}

extension String {
  /// The text without white space at its ends.
  var trimmingBlanks: String {
    var rest = self[...].drop(while: \.isWhitespace)
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return String(rest)
  }
}
