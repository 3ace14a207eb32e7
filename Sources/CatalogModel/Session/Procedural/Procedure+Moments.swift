import SQLSyntax

/// Days and what is made of them: partitions are named after today and tomorrow.
extension Procedure {
  /// A value read as a moment.
  private struct Point {
    var moment: Moment
    var isDate: Bool
    /// Whether it has a time zone, so that its text depends on the server's.
    var hasZone: Bool
    var knowsTime: Bool

    init?(_ value: Datum) {
      switch value {
      case .time(let day, let isMidnight):
        (moment, isDate, hasZone, knowsTime) = (Moment(days: day), false, true, isMidnight)
      case .text(let text):
        guard text.contains("-"), let moment = Moment(text), moment.days != nil, moment.offset == nil else {
          return nil
        }
        self.moment = moment
        (isDate, hasZone, knowsTime) = (!text.contains(":"), false, true)
      default: return nil
      }
    }

    /// Another moment of the same type.
    func value(_ moment: Moment) -> Datum {
      if hasZone { return .time(day: moment.days ?? 0, isMidnight: knowsTime && moment.microseconds == 0) }
      return .text(moment.formatted(isDate ? "date" : "timestamp without time zone"))
    }
  }

  static func date(_ moment: Moment) -> Datum { .text(moment.formatted("date")) }

  /// Functions of dates and times (manual, "Date/Time Functions and Operators").
  func momentFunction(_ name: String, _ arguments: [Datum]) -> Datum? {
    switch (name, arguments.count) {
    case ("date", 1): return Point(arguments[0]).map { Procedure.date($0.moment) }
    case ("to_char", 2):
      guard let point = Point(arguments[0]), let format = text(arguments[1]) else { return nil }
      return point.moment.text(format: format, knowsTime: point.knowsTime).map { .text($0) }
    case ("date_trunc", 2):
      guard let field = text(arguments[0]), var point = Point(arguments[1]),
        let start = point.moment.truncated(to: field)
      else { return nil }
      point.hasZone = point.hasZone || point.isDate
      (point.isDate, point.knowsTime) = (false, true)
      return point.value(start)
    case ("extract", 2), ("date_part", 2):
      guard let field = text(arguments[0]), let point = Point(arguments[1]) else { return nil }
      return point.moment.part(field).map { .integer($0) }
    default: return nil
    }
  }

  /// A moment and an interval, or a date and a number of days.
  func shifted(_ name: String, _ left: Datum, _ right: Datum) -> Datum? {
    guard name == "+" || name == "-" else { return nil }
    guard var point = Point(left) else {
      return name == "+" && Point(right) != nil ? shifted(name, right, left) : nil
    }
    let sign = name == "+" ? 1 : -1
    if case .integer(let days) = right, point.isDate, let day = point.moment.days {
      return point.value(Moment(days: day + sign * days))
    }
    if let other = Point(right) {
      guard name == "-", point.isDate, other.isDate, let day = point.moment.days, let first = other.moment.days else {
        return nil
      }
      return .integer(day - first)
    }
    guard case .text(let interval) = right,
      let moved = point.moment.adding(interval, times: sign, isWhole: !point.knowsTime || point.hasZone)
    else { return nil }
    point.isDate = false
    return point.value(moved)
  }

  /// Whether two texts are the same, or a date and the midnight with which it begins.
  func areSame(_ text: String, _ other: String) -> Bool {
    if text == other { return true }
    guard let left = Point(.text(text)), let right = Point(.text(other)), left.isDate != right.isDate else {
      return false
    }
    return left.moment.days == right.moment.days && left.moment.microseconds == right.moment.microseconds
  }

  /// A value cast to a date, a timestamp or an interval; `nil` where it stays what it is.
  func moment(_ value: Datum, as type: TypeName) -> Datum? {
    let isDate = type.name == "date"
    if type.schema == nil, !type.isArray, type.name == "interval", case .text(let text) = value {
      return .text(Literals.printed(text, as: type))
    }
    guard type.schema == nil, !type.isArray, isDate || type.name.hasPrefix("timestamp ") else { return nil }
    if case .text(let text) = value, let named = Moment(word: text, today: session.today) {
      if isDate { return Procedure.date(named) }
      return .time(day: named.days ?? 0, isMidnight: text.lowercased() != "now")
    }
    guard let point = Point(value) else { return nil }
    if isDate { return Procedure.date(point.moment) }
    guard point.isDate, type.name == "timestamp without time zone" else { return nil }
    return .text(point.moment.formatted(type.name))
  }
}
