import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether text is written with a terminal's colours.
package enum TextStyle: Hashable, Sendable {
  case plain, colour

  /// The style that standard output asks for: colour on a terminal, unless the environment says otherwise.
  package static func forStandardOutput() -> TextStyle {
    decided(isTerminal: isatty(STDOUT_FILENO) == 1) { name in getenv(name).map { String(cString: $0) } }
  }

  /// The style for an output, by the conventions of no-color.org and bixense.com/clicolors.
  ///
  /// `NO_COLOR` with any value turns colour off, `CLICOLOR_FORCE` turns it on where there is no terminal, and a terminal
  /// called `dumb` has none.
  package static func decided(isTerminal: Bool, environment: (String) -> String?) -> TextStyle {
    if let value = environment("NO_COLOR"), !value.isEmpty { return .plain }
    if let value = environment("CLICOLOR_FORCE"), !value.isEmpty, value != "0" { return .colour }
    return isTerminal && environment("TERM") != "dumb" ? .colour : .plain
  }

  /// Text in one of the colours that findings use; unchanged where the style is plain.
  func paint(_ text: String, _ colour: Colour) -> String {
    self == .plain || text.isEmpty ? text : "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
  }

  /// The parts of a finding that have a colour, with the parameters of the escape sequence.
  enum Colour: String {
    case error = "1;31"
    case warning = "1;33"
    case info = "1;34"
    case gutter = "34"
    case emphasis = "1"

    init(_ severity: Severity) {
      switch severity {
      case .error: self = .error
      case .warning: self = .warning
      case .info, .off: self = .info
      }
    }
  }
}
