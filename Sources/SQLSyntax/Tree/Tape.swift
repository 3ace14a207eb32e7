import CPgQuery

/// Turns JSON text into a flat tape of its values, in one pass.
enum Tape {
  /// The tape of a NUL-terminated JSON text, or `nil` where it isn't JSON. The caller frees it.
  static func build(_ text: UnsafePointer<CChar>) -> UnsafePointer<ParseTree.Entry>? {
    var builder = Builder(UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self))
    guard builder.run() else {
      builder.entries.deallocate()
      return nil
    }
    return UnsafePointer(builder.entries)
  }

  private struct Builder {
    let bytes: UnsafePointer<UInt8>
    var entries: UnsafeMutablePointer<ParseTree.Entry>
    private var count = 0
    private var capacity: Int
    private var open: [Int] = []
    private var position = 0

    init(_ bytes: UnsafePointer<UInt8>) {
      self.bytes = bytes
      capacity = 256
      entries = .allocate(capacity: capacity)
      open.reserveCapacity(64)
    }

    mutating func run() -> Bool {
      while true {
        switch bytes[position] {
        case 0: return open.isEmpty && count > 0
        case UInt8(ascii: "{"): push(.object)
        case UInt8(ascii: "["): push(.array)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          guard let start = open.popLast() else { return false }
          position += 1
          entries[start].next = UInt32(count)
          entries[start].length = UInt32(position) - entries[start].offset
        case UInt8(ascii: "\""):
          guard string() else { return false }
        case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
          UInt8(ascii: "\t"):
          position += 1
        default: scalar()
        }
      }
    }

    private mutating func push(_ kind: ParseTree.Kind) {
      open.append(count)
      append(.init(offset: UInt32(position), length: 0, next: 0, kind: kind))
      position += 1
    }

    private mutating func string() -> Bool {
      let start = position + 1
      var end = start
      var kind = ParseTree.Kind.string
      while bytes[end] != UInt8(ascii: "\"") {
        if bytes[end] == 0 { return false }
        if bytes[end] == UInt8(ascii: "\\") {
          kind = .escapedString
          end += 1
          if bytes[end] == 0 { return false }
        }
        end += 1
      }
      append(.init(offset: UInt32(start), length: UInt32(end - start), next: UInt32(count + 1), kind: kind))
      position = end + 1
      return true
    }

    private mutating func scalar() {
      let start = position
      let isNumber = bytes[start] == UInt8(ascii: "-") || (bytes[start] >= 48 && bytes[start] <= 57)
      while true {
        switch bytes[position] {
        case 0, UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "\n"):
          append(
            .init(
              offset: UInt32(start), length: UInt32(position - start), next: UInt32(count + 1),
              kind: isNumber ? .number : .literal))
          return
        default: position += 1
        }
      }
    }

    private mutating func append(_ entry: ParseTree.Entry) {
      if count == capacity {
        let larger = UnsafeMutablePointer<ParseTree.Entry>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: entries, count: count)
        entries.deallocate()
        entries = larger
        capacity *= 2
      }
      (entries + count).initialize(to: entry)
      count += 1
    }
  }
}
