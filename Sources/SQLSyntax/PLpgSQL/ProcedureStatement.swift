/// A statement of a PL/pgSQL body, to be followed (manual, "PL/pgSQL: Basic Statements" and "Control Structures").
package struct ProcedureStatement: Sendable {
  package var kind: Kind
  /// Where it stands within the body.
  package var range: Range<Int>

  /// A part of the body that is SQL: a statement, or an expression as it stands after SELECT.
  package struct Fragment: Hashable, Sendable {
    package var text: String
    package var range: Range<Int>
  }

  /// Where values go: the names, each with the fields below it.
  package struct Targets: Sendable {
    package var names: [[String]]
    package var isStrict: Bool
  }

  /// Which statement it is.
  package indirect enum Kind: Sendable {
    case block(ProcedureBlock)
    case choice([Branch], otherwise: [ProcedureStatement])
    /// CASE; without an ELSE it fails where no branch is taken (20000).
    case cases(operand: Fragment?, [Case], otherwise: [ProcedureStatement]?)
    case loop(Loop)
    /// EXIT, or CONTINUE.
    case leave(isExit: Bool, label: String?, condition: Fragment?)
    case assign(target: [String], value: Fragment)
    case perform(Fragment)
    case execute(Fragment, using: [Fragment], into: Targets?)
    case sql(Fragment, into: Targets?)
    case raise(Raise)
    case returnValue(Fragment?)
    /// RETURN NEXT and RETURN QUERY, which go on.
    case returnRows(query: Fragment?, command: Fragment?)
    case commit(isRollback: Bool)
    /// GET DIAGNOSTICS.
    case diagnostics([String])
    case null
    /// What isn't followed, by its first words.
    case other(String)
  }

  /// A condition and what is done where it holds.
  package struct Branch: Sendable {
    package var condition: Fragment
    package var body: [ProcedureStatement]
  }

  /// A branch of CASE.
  package struct Case: Sendable {
    package var values: [Fragment]
    package var body: [ProcedureStatement]
  }

  /// A loop.
  package struct Loop: Sendable {
    /// What is gone through.
    package enum Over: Sendable {
      case forever
      case condition(Fragment)
      case numbers(Fragment, Fragment, step: Fragment?, isReverse: Bool)
      case query(Fragment)
      case command(Fragment, using: [Fragment])
      case array(Fragment, slice: Int)
    }

    package var over: Over
    package var label: String?
    /// The variables that get a value before each turn.
    package var targets: [[String]] = []
    package var body: [ProcedureStatement] = []
  }

  /// RAISE.
  package struct Raise: Sendable {
    /// `debug`, `log`, `info`, `notice`, `warning` or `exception`.
    package var level = "exception"
    /// The condition's name or SQLSTATE, where the statement says it.
    package var condition: String?
    package var format: String?
    package var arguments: [Fragment] = []
    /// `USING errcode = …`, by the options' names.
    package var options: [String: Fragment] = [:]
    /// `RAISE` by itself, which throws the handled error again.
    package var isRethrow = false
  }
}

/// `DECLARE … BEGIN … EXCEPTION … END`.
package struct ProcedureBlock: Sendable {
  package var label: String?
  package var variables: [Variable] = []
  package var body: [ProcedureStatement] = []
  package var handlers: [Handler] = []
  /// `#variable_conflict use_column`, or `use_variable`.
  package var nameConflict: String?

  /// A variable that a block declares.
  package struct Variable: Sendable {
    package var name: String
    /// The type's text.
    package var type: String
    package var value: ProcedureStatement.Fragment?
    /// The place or name of the parameter that it is another name of.
    package var alias: String?
    /// The query that a cursor is bound to.
    package var cursor: Cursor?
  }

  /// `CURSOR (key integer) FOR SELECT …`.
  package struct Cursor: Sendable {
    package var parameters: [Variable] = []
    package var query: ProcedureStatement.Fragment
  }

  /// `WHEN condition OR condition THEN`.
  package struct Handler: Sendable {
    /// Names of conditions and SQLSTATEs, in lower case.
    package var conditions: [String]
    package var body: [ProcedureStatement]

    package init(conditions: [String], body: [ProcedureStatement]) {
      self.conditions = conditions
      self.body = body
    }
  }
}
