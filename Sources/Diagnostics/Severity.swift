/// How much a finding matters, from the least.
package enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Not checked.
  case off
  /// Worth knowing; never fails a run.
  case info
  /// Should be put right or allowed with a reason.
  case warning
  /// Is wrong, or will hurt.
  case error

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .off: 0
    case .info: 1
    case .warning: 2
    case .error: 3
    }
  }
}
