extension Literals {
  /// A time of day, or a length of time, of so many microseconds.
  static func clock(_ microseconds: Int) -> String {
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let seconds = microseconds / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(twoDigits).joined(separator: ":")
    var fraction = String(String(1_000_000 + microseconds % 1_000_000).dropFirst())
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? clock : clock + "." + fraction
  }

  /// A date, a time or a timestamp as PostgreSQL prints it: with seconds, and a timestamp with a time; as it was written
  /// where it has another form.
  ///
  /// One with a time zone is printed in UTC, which is the zone that a text without one has in a server's own setting.
  static func moment(_ text: String, type: String) -> String {
    let special = text.lowercased()
    if ["infinity", "-infinity"].contains(special) { return special }
    if special == "epoch" { return Moment(days: 0).formatted(type) }
    return Moment(text)?.formatted(type) ?? text
  }
}

/// A date with a time of day, or one of them, as it is written (manual, "Date/Time Input").
package struct Moment {
  /// Since 1970-01-01; `nil` of a time alone.
  package internal(set) var days: Int?
  package internal(set) var microseconds = 0
  /// East of Greenwich, where the text says a zone.
  package internal(set) var offset: Int?

  package init(days: Int) { self.days = days }

  /// Reads `2020-01-31`, `20200131`, `12:30[:05.5]` and both, with `T` or blanks between them and a zone behind;
  /// the names of zones aren't read.
  package init?(_ text: String) {
    var rest = text.uppercased()[...]
    func skipBlanks() { rest = rest.drop { $0 == " " } }
    skipBlanks()
    let date = rest.prefix { $0.isNumber || $0 == "-" || $0 == "/" }
    if !rest.dropFirst(date.count).hasPrefix(":") {
      guard let days = Moment.days(date) else { return nil }
      self.days = days
      rest = rest.dropFirst(date.count)
      if rest.hasPrefix("T") { rest.removeFirst() }
      skipBlanks()
    }
    let time = rest.prefix { $0.isNumber || $0 == ":" || $0 == "." }
    if !time.isEmpty {
      guard let microseconds = Moment.microseconds(time) else { return nil }
      self.microseconds = microseconds
      rest = rest.dropFirst(time.count)
      skipBlanks()
    } else if days == nil {
      return nil
    }
    while rest.last == " " { rest.removeLast() }
    guard !rest.isEmpty else { return }
    guard let offset = Moment.offset(rest) else { return nil }
    self.offset = offset
  }

  private static func days(_ text: Substring) -> Int? {
    var parts = text.split(whereSeparator: { $0 == "-" || $0 == "/" }).map(String.init)
    if parts.count == 1, parts[0].count == 8 {
      let digits = Array(parts[0])
      parts = [String(digits[0..<4]), String(digits[4..<6]), String(digits[6..<8])]
    }
    guard parts.count == 3, (4...6).contains(parts[0].count), let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), (1...12).contains(month), (1...31).contains(day), year > 0
    else { return nil }
    let days = Moment.days(year, month, day)
    return Moment.date(days) == (year, month, day) ? days : nil
  }

  private static func microseconds(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hours = Int(parts[0]), let minutes = Int(parts[1]), hours <= 24,
      minutes < 60
    else { return nil }
    guard let seconds = parts.count > 2 ? Double(parts[2]) : 0, seconds < 61 else { return nil }
    return (hours * 3600 + minutes * 60) * 1_000_000 + Int((seconds * 1_000_000).rounded())
  }

  /// A zone's distance from Greenwich in seconds: `Z`, `UTC`, `+02`, `-03:30`.
  private static func offset(_ text: Substring) -> Int? {
    if ["Z", "UTC", "GMT", "ZULU"].contains(text) { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst()
    var parts = digits.split(separator: ":").map { Int($0) }
    if digits.count == 4, let number = Int(digits) { parts = [number / 100, number % 100] }
    guard (1...3).contains(parts.count), parts.allSatisfy({ ($0 ?? 60) < 60 }) else { return nil }
    let seconds = zip(parts, [3600, 60, 1]).reduce(0) { $0 + ($1.0 ?? 0) * $1.1 }
    return sign == "-" ? -seconds : seconds
  }

  /// As a type prints it. Without a time zone of its own, the type drops that of the text (manual, "Time Stamps").
  package func formatted(_ type: String) -> String {
    switch type {
    case "date": days.map(Moment.text) ?? Literals.clock(microseconds)
    case "time without time zone": Literals.clock(microseconds)
    case "timestamp without time zone": timestamp(microseconds)
    default: timestamp(microseconds - (offset ?? 0) * 1_000_000) + "+00"
    }
  }

  private func timestamp(_ microseconds: Int) -> String {
    let day = 86_400_000_000
    let shift = Int((Double(microseconds) / Double(day)).rounded(.down))
    return Moment.text((days ?? 0) + shift) + " " + Literals.clock(microseconds - shift * day)
  }

  private static func text(_ days: Int) -> String {
    let (year, month, day) = date(days)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
  }

  // The days of the Gregorian calendar, counted in eras of 400 years that begin in March.
  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }

  static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let days = days + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
    return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
  }
}
