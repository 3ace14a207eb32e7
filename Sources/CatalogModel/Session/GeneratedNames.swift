import SQLSyntax

/// Names that PostgreSQL makes where a statement gives none (`makeObjectName`, `ChooseRelationName`,
/// `ChooseConstraintName` in commands/indexcmds.c and catalog/pg_constraint.c).
enum GeneratedNames {
  /// `first_second_label`, with the longer of the first two cut until all fit into 63 bytes.
  static func join(_ first: String, _ second: String?, _ label: String) -> String {
    var firstLength = first.utf8.count
    var secondLength = second?.utf8.count ?? 0
    let overhead = (second == nil ? 0 : 1) + 1 + label.utf8.count
    while firstLength + secondLength > 63 - overhead {
      if firstLength > secondLength { firstLength -= 1 } else { secondLength -= 1 }
    }
    return cut(first, firstLength) + (second.map { "_" + cut($0, secondLength) } ?? "") + "_" + label
  }

  /// At most `length` bytes, cut between characters (`pg_mbcliplen`).
  private static func cut(_ text: String, _ length: Int) -> String {
    guard text.utf8.count > length else { return text }
    var output = ""
    for scalar in text.unicodeScalars {
      guard output.utf8.count + String(scalar).utf8.count <= length else { break }
      output.unicodeScalars.append(scalar)
    }
    return output
  }

  /// The names of an index's columns: an expression is `expr`, and what is there already gets a number
  /// (`ChooseIndexColumnNames`).
  static func indexColumns(_ columns: [String?]) -> [String] {
    var names: [String] = []
    for column in columns {
      let first = column ?? "expr"
      var name = first
      var number = 0
      while names.contains(name) {
        number += 1
        name = cut(first, 63 - String(number).utf8.count) + String(number)
      }
      names.append(name)
    }
    return names
  }

  /// The first of `label`, `label1`, `label2` … whose name isn't taken.
  static func choose(
    _ first: String, _ second: String?, _ label: String, isTaken: (String) -> Bool
  ) -> String {
    var name = join(first, second, label)
    var pass = 0
    while isTaken(name) {
      pass += 1
      name = join(first, second, "\(label)\(pass)")
    }
    return name
  }

  /// The columns' names in one, for an index or a foreign key (`ChooseIndexNameAddition`).
  static func addition(_ columns: [String]) -> String {
    var text = ""
    for column in columns {
      if !text.isEmpty { text += "_" }
      text += column
      if text.utf8.count >= 64 { break }
    }
    return text
  }
}

extension Session {
  /// A free name for a relation in a schema; of an index behind a constraint, free among constraints too.
  func chooseRelationName(
    _ first: String, _ second: String?, _ label: String, in schema: String, isConstraint: Bool = false
  ) -> String {
    GeneratedNames.choose(first, second, label) { name in
      let qualified = QualifiedName(schema: schema, name: name)
      return catalog.hasRelation(qualified) || (isConstraint && catalog.hasConstraint(qualified))
    }
  }

  /// A free name for a constraint: none in the schema has it.
  func chooseConstraintName(_ table: Table, _ second: String?, _ label: String) -> String {
    GeneratedNames.choose(table.name.name, second, label) { name in
      table.constraint(name) != nil || catalog.hasConstraint(QualifiedName(schema: table.name.schema, name: name))
    }
  }
}
