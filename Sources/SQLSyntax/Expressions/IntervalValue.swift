extension Literals {
  /// An interval as PostgreSQL prints it: `30 days`, `1 mon`, `02:00:00`; as it was written where it can't be read.
  ///
  /// `field` is the one that the type says, as `INTERVAL '1' DAY` does.
  static func interval(_ text: String, field: String? = nil) -> String {
    IntervalValue(text, field: field)?.formatted ?? text
  }
}

/// An interval as PostgreSQL keeps it (`DecodeInterval`, utils/adt/datetime.c).
struct IntervalValue: Hashable {
  var months = 0
  var days = 0
  var microseconds = 0

  /// Reads what the manual calls the verbose syntax, the SQL standard's and ISO 8601's form with designators.
  init?(_ text: String, field: String? = nil) {
    let text = text.lowercased()
    if text.hasPrefix("p"), text.dropFirst().first.map({ $0.isNumber || "t-+".contains($0) }) ?? false {
      guard readDesignators(text.dropFirst()) else { return nil }
      return
    }
    guard let tokens = IntervalValue.tokens(of: text) else { return nil }
    var isBack = false
    var place = 0
    while place < tokens.count {
      let token = tokens[place]
      let next = place + 1 < tokens.count ? tokens[place + 1] : ""
      place += 1
      if token == "ago", place == tokens.count {
        isBack = true
      } else if token.contains(":") {
        guard addClock(token) else { return nil }
      } else if token.dropFirst().contains("-") {
        guard addYearsAndMonths(token) else { return nil }
      } else if next.first?.isLetter ?? false, next != "ago" {
        guard add(token, next) else { return nil }
        place += 1
      } else {
        // A number alone is of days before a time of day, of seconds otherwise.
        guard add(token, next.contains(":") ? "day" : field ?? "second") else { return nil }
      }
    }
    guard !tokens.isEmpty else { return nil }
    if isBack { (months, days, microseconds) = (-months, -days, -microseconds) }
  }

  /// Numbers with their signs, times of day, and words.
  private static func tokens(of text: String) -> [String]? {
    var tokens: [String] = []
    var token = ""
    for character in text {
      let isLetter = character.isLetter
      let startsAnother = token.last.map { isLetter != $0.isLetter } ?? false
      if character == " " || character == "@" || startsAnother {
        if !token.isEmpty { tokens.append(token) }
        token = ""
      }
      guard character.isASCII, isLetter || character.isNumber || " @.:+-".contains(character) else { return nil }
      if character != " ", character != "@" { token.append(character) }
    }
    return token.isEmpty ? tokens : tokens + [token]
  }

  /// Adds `P1Y2M3DT4H5M6S`, without its `P`.
  private mutating func readDesignators(_ text: Substring) -> Bool {
    var isTime = false
    var number = ""
    for character in text {
      if character == "t" {
        isTime = true
      } else if character.isLetter {
        let units: [Character: String] =
          isTime ? ["h": "hour", "m": "minute", "s": "second"] : ["y": "year", "m": "month", "w": "week", "d": "day"]
        guard let unit = units[character], add(number, unit) else { return false }
        number = ""
      } else {
        number.append(character)
      }
    }
    return number.isEmpty
  }

  /// Adds `12:30`, `12:30:05.5`.
  private mutating func addClock(_ token: String) -> Bool {
    let sign = token.hasPrefix("-") ? -1 : 1
    let parts = token.drop { $0 == "-" || $0 == "+" }.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60 else {
      return false
    }
    let seconds = parts.count > 2 ? Double(parts[2]) : 0
    guard let seconds, seconds >= 0, seconds < 60, hours < 1_000_000 else { return false }
    microseconds += sign * ((hours * 3600 + minutes * 60) * 1_000_000 + Int((seconds * 1_000_000).rounded()))
    return true
  }

  /// Adds `1-2`, a year and two months.
  private mutating func addYearsAndMonths(_ token: String) -> Bool {
    let sign = token.hasPrefix("-") ? -1 : 1
    let parts = token.drop { $0 == "-" || $0 == "+" }.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 2, parts[0] < 10_000, parts[1] < 12 else { return false }
    months += sign * (parts[0] * 12 + parts[1])
    return true
  }

  /// Adds a number of a unit; what is no whole number of it is of smaller ones.
  private mutating func add(_ number: String, _ unit: String) -> Bool {
    guard let value = Double(number), value.magnitude < 1e9 else { return false }
    let whole = Int(value)
    let rest = value - Double(whole)
    if let count = IntervalValue.months[unit] {
      months += whole * count
      if count > 1 {
        months += Int((rest * Double(count)).rounded())
      } else {
        addDays(rest * 30)
      }
    } else if let count = IntervalValue.days[unit] {
      days += whole * count
      addDays(rest * Double(count))
    } else if let count = IntervalValue.times[unit] {
      microseconds += Int((value * count).rounded())
    } else {
      return false
    }
    return true
  }

  private mutating func addDays(_ value: Double) {
    days += Int(value)
    microseconds += Int(((value - Double(Int(value))) * 86_400_000_000).rounded())
  }

  // The words of `deltatktbl` (utils/adt/datetime.c).
  private static let months = units([
    (1, "mon mons month months"), (12, "y year years yr yrs"), (120, "dec decade decades decs"),
    (1200, "c cent century centuries"), (12_000, "mil millennia millennium mils"),
  ])
  private static let days = units([(1, "d day days"), (7, "w week weeks")])
  private static let times = units([
    (1, "us usec usecs usecond useconds microsecon microsecond microseconds"),
    (1000, "ms msec msecs msecond mseconds millisecon millisecond milliseconds"),
    (1_000_000, "s sec secs second seconds"), (60_000_000, "m min mins minute minutes"),
    (3_600_000_000, "h hr hrs hour hours"),
  ]).mapValues { Double($0) }

  private static func units(_ lists: [(Int, String)]) -> [String: Int] {
    Dictionary(
      uniqueKeysWithValues: lists.flatMap { list in list.1.split(separator: " ").map { (String($0), list.0) } })
  }

  /// As the setting `intervalstyle = postgres` prints it (`EncodeInterval`).
  var formatted: String {
    var parts: [String] = []
    var isBehind = false
    for (count, unit) in [(months / 12, "year"), (months % 12, "mon"), (days, "day")] where count != 0 {
      parts.append("\(isBehind && count > 0 ? "+" : "")\(count) \(unit)\(count == 1 ? "" : "s")")
      isBehind = count < 0
    }
    if parts.isEmpty || microseconds != 0 {
      let sign = microseconds < 0 ? "-" : isBehind ? "+" : ""
      parts.append(sign + Literals.clock(Int(microseconds.magnitude)))
    }
    return parts.joined(separator: " ")
  }
}
