/// What PostgreSQL 15 brings for text search.
enum TextSearchFacts {
  /// `SELECT cfgname FROM pg_ts_config`, without `simple`.
  static let languages: Set<String> = [
    "arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "finnish", "french", "german", "greek",
    "hindi", "hungarian", "indonesian", "irish", "italian", "lithuanian", "nepali", "norwegian", "portuguese",
    "romanian", "russian", "serbian", "spanish", "swedish", "tamil", "turkish", "yiddish",
  ]

  /// `SELECT dictname FROM pg_ts_dict`.
  static let dictionaries = Set(languages.map { $0 + "_stem" }).union(["simple"])

  /// `SELECT alias FROM ts_token_type('default')`, those that words are.
  private static let words = ["word", "hword", "hword_part", "asciiword", "asciihword", "hword_asciipart"]
  /// Those that configurations map to `simple`.
  private static let others = [
    "email", "url", "host", "sfloat", "version", "hword_numpart", "numword", "numhword", "url_path", "file", "float",
    "int", "uint",
  ]

  /// The token types of the default parser.
  static let tokens = Set(words + others + ["tag", "protocol", "blank", "entity"])

  /// Which dictionary a configuration of PostgreSQL's own has for each token type.
  ///
  /// `SELECT alias, mapdict::regdictionary FROM pg_ts_config_map JOIN ts_token_type('default') ON tokid = maptokentype`.
  static func mapping(of configuration: String) -> [String: String]? {
    guard configuration == "simple" || languages.contains(configuration) else { return nil }
    // Words in ASCII letters are English where the language has another script.
    let script = ["hindi": "english_stem", "russian": "english_stem"]
    let stem = configuration == "simple" ? "simple" : configuration + "_stem"
    var result: [String: String] = [:]
    for word in words { result[word] = word.contains("ascii") ? script[configuration] ?? stem : stem }
    for other in others { result[other] = "simple" }
    return result
  }
}
