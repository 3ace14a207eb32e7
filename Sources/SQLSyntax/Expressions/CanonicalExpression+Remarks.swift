extension CanonicalExpression {
  /// What the writer of an expression noticed, and what a server printed of it: no comparison looks at it.
  struct Remarks: Sendable {
    var printed = PrintedText()
    var casts: [Cast] = []
    var columns: [String]?
    var outputTypes: [TypeName?] = []
    var outputPlaces: [OutputPlace] = []
    var rowColumns: [Column] = []
    var missingColumn: String?
    var missingRelation: String?
    var missingOperator: String?
    var missingFunction: String?
    var inputError: InputError?
    var dependsOnSettings = false
    var hasKnownTypes = false
  }

  /// The remarks in one object, so that a copy of an expression costs two references.
  final class RemarksBox: Sendable {
    let remarks: Remarks

    init(_ remarks: Remarks) { self.remarks = remarks }
  }

  var remarks: Remarks {
    get { remarksBox?.remarks ?? Remarks() }
    set { remarksBox = RemarksBox(newValue) }
  }

  /// As the server printed it, where that was asked for and it still is what the pieces say.
  package var printed: PrintedText {
    get { remarksBox?.remarks.printed ?? PrintedText() }
    set { remarks.printed = newValue }
  }

  /// The casts of constants; SQL that a server reads again needs them.
  package internal(set) var casts: [Cast] {
    get { remarksBox?.remarks.casts ?? [] }
    set { remarks.casts = newValue }
  }

  /// Of a query: the names of its result's columns; `nil` where they aren't known.
  package internal(set) var columns: [String]? {
    get { remarksBox?.remarks.columns }
    set { remarks.columns = newValue }
  }

  /// Of a query: the types of its result's columns, as far as they are known.
  package var outputTypes: [TypeName?] { remarksBox?.remarks.outputTypes ?? [] }

  /// Where the names of the result's columns stand in the pieces.
  var outputPlaces: [OutputPlace] {
    get { remarksBox?.remarks.outputPlaces ?? [] }
    set { remarks.outputPlaces = newValue }
  }

  /// The columns of tables and composite types that it reads from the rows of functions: it depends on them, and
  /// doesn't name them (`process_function_rte_ref`, catalog/dependency.c).
  package var rowColumns: [Column] { remarksBox?.remarks.rowColumns ?? [] }

  /// A column that is named and that nothing in sight has (42703).
  package var missingColumn: String? { remarksBox?.remarks.missingColumn }

  /// Rows that are named and that FROM doesn't have (42P01).
  package var missingRelation: String? { remarksBox?.remarks.missingRelation }

  /// A comparison of types that no operator compares (42883).
  package var missingOperator: String? { remarksBox?.remarks.missingOperator }

  /// A call of a function with arguments that none of its name takes (42883).
  package var missingFunction: String? { remarksBox?.remarks.missingFunction }

  /// A constant that can't be read as a value of the type that it has to have.
  package var inputError: InputError? { remarksBox?.remarks.inputError }

  /// Whether the result depends on settings, such as the time zone, by the casts and operators in it.
  package var dependsOnSettings: Bool { remarksBox?.remarks.dependsOnSettings ?? false }

  /// Whether the types of all operands are known, and no function is called.
  package var hasKnownTypes: Bool { remarksBox?.remarks.hasKnownTypes ?? false }
}

extension CanonicalWriter {
  /// What was noticed of an expression and of a query alike.
  var remarks: CanonicalExpression.Remarks {
    .init(
      casts: casts, rowColumns: rowColumns, missingColumn: missingColumn, missingRelation: missingRelation,
      missingOperator: missingOperator, missingFunction: missingFunction, inputError: inputError)
  }
}
