/// Which casts, operators and functions of PostgreSQL 15 depend on settings such as the time zone, by their types.
///
/// `SELECT castsource::regtype, casttarget::regtype FROM pg_cast JOIN pg_proc p ON p.oid = castfunc WHERE provolatile =
/// 's'`, the same of `pg_operator` by `oprcode`; casts by way of text are as stable as `typinput` and `typoutput`.
enum Volatility {
  private static let withZone: Set<String> = ["timestamp with time zone", "time with time zone"]
  private static let withoutZone: Set<String> = ["date", "timestamp without time zone", "time without time zone"]
  private static let readByStyle: Set<String> = ["interval", "money"]
  private static let printedByStyle: Set<String> = ["money", "date", "timestamp without time zone"]
  private static let names: Set<String> = ["regclass", "regproc", "regprocedure", "regtype", "regrole", "regnamespace"]

  static func isStable(castFrom source: TypeName, to target: TypeName) -> Bool {
    if source.name == "unknown" { return false }
    let (from, to) = (source.base.formatted, target.base.formatted)
    if source.isText, !target.isText {
      return target.isArray || withZone.contains(to) || withoutZone.contains(to) || readByStyle.contains(to)
        || names.contains(to)
    }
    if target.isText, !source.isText {
      return source.isArray || from == "timestamp with time zone" || printedByStyle.contains(from)
        || names.contains(from)
    }
    if from == "time with time zone" { return false }
    return withZone.contains(from) != withZone.contains(to)
      && (withZone.contains(from) || withoutZone.contains(from)) && (withZone.contains(to) || withoutZone.contains(to))
  }

  static func isStable(operator name: String, _ left: TypeName, _ right: TypeName) -> Bool {
    let (one, other) = (left.base.formatted, right.base.formatted)
    if name == "||" {
      // The other operand becomes text.
      let others = [left, right].filter { !$0.isText }
      return others.count == 1 && !others[0].isArray && isStable(castFrom: others[0], to: TypeName(name: "text"))
    }
    if ["+", "-"].contains(name), one == "interval" || other == "interval" {
      return [one, other].contains("timestamp with time zone")
    }
    guard ["=", "<>", "<", ">", "<=", ">="].contains(name) else { return false }
    return withZone.contains(one) && withoutZone.contains(other)
      || withoutZone.contains(one) && withZone.contains(other)
  }

  static func isStable(function name: String, _ arguments: [TypeName?]) -> Bool {
    let types = arguments.map { $0?.base.formatted }
    switch name {
    case "date_trunc", "date_part", "extract":
      return types.count > 1 && types[1] == "timestamp with time zone"
    // That of seconds since 1970 is immutable.
    case "to_timestamp": return types.count == 2
    case "age": return types.count == 1
    case "date", "time", "timestamp": return types.count == 1 && types[0] == "timestamp with time zone"
    case "to_tsvector", "to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery":
      return types.count == 1
    default: return false
    }
  }
}
