import Foundation

extension Moment {
  /// Today, since 1970-01-01, in the time zone of this machine, which is that of a server that runs on it.
  package static var today: Int {
    let now = Date().timeIntervalSince1970 + Double(TimeZone.current.secondsFromGMT())
    return Int((now / 86_400).rounded(.down))
  }

  /// A day by the words that stand for one (manual, "Special Values").
  package init?(word: String, today: Int) {
    switch word.lowercased() {
    case "today", "now": self.init(days: today)
    case "tomorrow": self.init(days: today + 1)
    case "yesterday": self.init(days: today - 1)
    default: return nil
    }
  }

  /// So much later, or earlier; `nil` of a text that isn't an interval, or one of less than days where `isWhole`.
  package func adding(_ interval: String, times sign: Int, isWhole: Bool) -> Moment? {
    guard let days, let interval = IntervalValue(interval), !isWhole || interval.microseconds == 0 else { return nil }
    var (year, month, day) = Moment.date(days)
    month += sign * interval.months - 1
    year += Int((Double(month) / 12).rounded(.down))
    month = (month % 12 + 12) % 12 + 1
    // The last day of a month that is shorter.
    while day > 28, Moment.date(Moment.days(year, month, day)).month != month { day -= 1 }
    let total = microseconds + sign * interval.microseconds
    let shift = Int((Double(total) / 86_400_000_000).rounded(.down))
    var result = self
    result.days = Moment.days(year, month, day) + sign * interval.days + shift
    result.microseconds = total - shift * 86_400_000_000
    return result
  }

  /// The start of its day, week, month, quarter or year.
  package func truncated(to field: String) -> Moment? {
    guard let days else { return nil }
    let (year, month, _) = Moment.date(days)
    switch field.lowercased() {
    case "day": return Moment(days: days)
    case "week": return Moment(days: days - Moment.weekday(days) + 1)
    case "month": return Moment(days: Moment.days(year, month, 1))
    case "quarter": return Moment(days: Moment.days(year, (month - 1) / 3 * 3 + 1, 1))
    case "year": return Moment(days: Moment.days(year, 1, 1))
    default: return nil
    }
  }

  /// What `extract` gives of its date.
  package func part(_ field: String) -> Int? {
    guard let days else { return nil }
    let (year, month, day) = Moment.date(days)
    switch field.lowercased() {
    case "year": return year
    case "quarter": return (month + 2) / 3
    case "month": return month
    case "day": return day
    case "isodow": return Moment.weekday(days)
    case "dow": return Moment.weekday(days) % 7
    case "doy": return days - Moment.days(year, 1, 1) + 1
    case "isoyear": return Moment.date(Moment.thursday(days)).year
    case "week":
      let thursday = Moment.thursday(days)
      return (thursday - Moment.days(Moment.date(thursday).year, 1, 1)) / 7 + 1
    default: return nil
    }
  }

  /// What `to_char` makes of it (manual, "Data Type Formatting Functions"): patterns of numbers; `nil` of any other, and
  /// of a time of day that isn't known.
  package func text(format: String, knowsTime: Bool) -> String? {
    var output = ""
    var rest = format[...]
    while let first = rest.first {
      if first == "\"" {
        let quoted = rest.dropFirst().prefix { $0 != "\"" }
        output += quoted
        rest = rest.dropFirst(quoted.count + 2)
      } else if let (pattern, field, width) = Moment.patterns.first(where: { rest.uppercased().hasPrefix($0.pattern) })
      {
        guard let number = part(field) ?? (knowsTime ? time(field) : nil) else { return nil }
        output += Moment.padded(pattern == "YY" ? number % 100 : number, width)
        rest = rest.dropFirst(pattern.count)
      } else if first.isLetter {
        return nil
      } else {
        output.append(first)
        rest = rest.dropFirst()
      }
    }
    return output
  }

  /// The longer of two that begin alike comes first.
  private static let patterns: [(pattern: String, field: String, width: Int)] = [
    ("YYYY", "year", 4), ("YY", "year", 2), ("IYYY", "isoyear", 4), ("IW", "week", 2), ("MM", "month", 2),
    ("DDD", "doy", 3), ("DD", "day", 2), ("Q", "quarter", 1), ("HH24", "hour", 2), ("MI", "minute", 2),
    ("SS", "second", 2),
  ]

  private func time(_ field: String) -> Int? {
    let seconds = microseconds / 1_000_000
    switch field {
    case "hour": return seconds / 3600
    case "minute": return seconds / 60 % 60
    case "second": return seconds % 60
    default: return nil
    }
  }

  /// 1 is Monday; 1970-01-01 was a Thursday.
  private static func weekday(_ days: Int) -> Int { ((days + 3) % 7 + 7) % 7 + 1 }

  /// The Thursday of its week, which is in the week's year (ISO 8601).
  private static func thursday(_ days: Int) -> Int { days - weekday(days) + 4 }
}
