/// Numbers that look random and are the same for the same seed on every machine (SplitMix64).
final class SeededGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

extension SeededGenerator {
  /// A number below a bound.
  func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

  /// True once in so many times.
  func once(in count: Int) -> Bool { below(count) == 0 }

  /// One of some texts.
  func one(_ texts: String...) -> String { texts[below(texts.count)] }

  /// One of some values; `nil` where there is none.
  func pick<Value>(_ values: [Value]) -> Value? { values.isEmpty ? nil : values[below(values.count)] }

  /// A text once in so many times, otherwise nothing.
  func maybe(_ text: @autoclosure () -> String, in count: Int = 2) -> String {
    once(in: count) ? " " + text() : ""
  }
}
