import SQLSyntax

/// Follows code that runs in the server: DO blocks, procedures, functions, and the queries that call them.
///
/// What can't be known is a `Datum.unknown`; code that depends on one is followed both ways, and only where the two leave
/// different schemas is the outcome undecided.
struct Procedure {
  var session: Session
  var frames: [Frame] = []
  /// The rows that names in a query's expressions are looked up in, the outermost query first.
  var rows: [[Binding]] = []
  /// The conditions that the open blocks handle, the outermost block's first.
  var handlers: [[String]] = []
  /// The rows of WITH's queries, by their names.
  var common: [String: RowSet] = [:]
  /// Why a row would be refused, if a query gives one.
  var possibleRefusals: [String] = []
  /// Where the statement that is followed stands in the outermost code.
  var place: Range<Int>?
  /// How many statements were followed, those of each way that code was followed.
  var steps = 0
  /// How many expressions are open, one in the other.
  var expressionDepth = 0
  /// Whether a transaction block was open when the outermost code began.
  let startedInTransaction: Bool

  /// How deep routines are followed that call each other.
  static let deepest = 20
  static let mostSteps = 10_000

  init(_ session: Session) {
    self.session = session
    frames = session.code
    startedInTransaction = session.isInTransaction
  }

  /// What a routine or a block knows while it runs.
  struct Frame: Sendable {
    var scopes: [Scope] = []
    /// The arguments by their places, for `$1`.
    var arguments: [Datum] = []
    var routine: String?
    var isPLpgSQL = true
    /// `use_column` or `use_variable`; an ambiguous name is an error otherwise (42702).
    var nameConflict: String?
    var found = Datum.boolean(false)
    /// The error that a handler handles.
    var handled: CatalogError?
    /// The catalogs of moments at which it may have returned, and why that isn't known.
    var mayHaveReturned: [(catalog: Catalog, reason: String)] = []
    /// The rows of RETURN NEXT and RETURN QUERY aren't kept.
    var returnsRows = false
    /// The routine and what it found, where its arguments aren't all known.
    var entry: Entry?
  }

  /// Where a routine was entered.
  struct Entry: Sendable {
    var signature: RoutineSignature
    var catalog: Catalog
    var searchPath: [String]
    var role: String?
    /// Whether it calls itself, which is taken to leave the schema as it is here.
    var isRepeated = false
  }

  /// The variables of a block, by their names.
  struct Scope: Sendable {
    var label: String?
    var variables: [String: Variable] = [:]
  }

  /// A variable's value, and its type as far as a value is converted to it.
  struct Variable: Sendable {
    var value: Datum
    var type: TypeName?
    /// What a cursor is bound to.
    var cursor: ProcedureBlock.Cursor?
  }

  /// The variables in sight, as a relation whose columns stand alone.
  var variables: ResolvedRelation? {
    guard let frame = frames.last else { return nil }
    let columns = frame.scopes.flatMap(\.variables).map { (name: $0.key, type: $0.value.type) }
    return ResolvedRelation(name: QualifiedName(schema: "", name: frame.routine ?? ""), columns: columns)
  }

  /// Where the code goes on.
  enum Flow: Equatable {
    case next
    case exit(String?)
    case again(String?)
    case returned(Datum)
    /// It can't be followed further; the outcome says why.
    case stopped
  }

  // MARK: - What isn't known

  /// Records that something can't be followed.
  mutating func undecided(_ reason: String) {
    let place = frames.last?.routine.map { " in `\($0)`" } ?? ""
    let text = reason + place
    if session.outcome.undecided.isEmpty { session.outcome.undecidedPlace = self.place }
    session.outcome.isOpenEverywhere = true
    if !session.outcome.undecided.contains(text) { session.outcome.undecided.append(text) }
  }

  /// Runs something with no effect on this run: what is left of it, and where it went.
  mutating func trial(
    _ body: (inout Procedure) throws(CatalogError) -> Flow
  ) -> (after: Procedure, flow: Flow, error: CatalogError?) {
    var copy = self
    // Ways that fork again and again would take forever, each of them short.
    defer { steps = copy.steps }
    do {
      let flow = try body(&copy)
      return (copy, flow, nil)
    } catch {
      return (copy, .stopped, error)
    }
  }

  /// Variables that differ after another run of the same code have no known value.
  mutating func blur(_ other: Procedure, _ reason: String) {
    guard let index = frames.indices.last, other.frames.indices.contains(index) else { return }
    let theirs = other.frames[index]
    if frames[index].found != theirs.found { frames[index].found = .unknown(reason) }
    for scope in frames[index].scopes.indices where theirs.scopes.indices.contains(scope) {
      for (name, variable) in frames[index].scopes[scope].variables
      where theirs.scopes[scope].variables[name]?.value != variable.value {
        frames[index].scopes[scope].variables[name]?.value = .unknown(reason)
      }
    }
  }
}

/// What a source of a query gives to a row: its columns by the name that stands before them.
struct Binding {
  var alias: String
  var fields: [Datum.Field]
  /// Whether there are columns that aren't known.
  var isOpen = false

  func value(_ name: String) -> Datum? { fields.first { $0.name == name }?.value }
}

/// The rows of a query or of something that it reads.
struct RowSet {
  var rows: [[Binding]] = []
  /// Why there may be others, or fewer.
  var reason: String?
}

extension Session {
  /// Runs code with this session, and takes over what it leaves.
  mutating func follow(_ body: (inout Procedure) throws(CatalogError) -> Void) throws(CatalogError) {
    var procedure = Procedure(self)
    // The copy alone refers to the catalog while the code runs: changes don't copy what they needn't.
    let doubts = outcome.undecided.count
    do {
      try body(&procedure)
    } catch {
      let isCertain = procedure.session.outcome.undecided.count == doubts
      let reasons = procedure.session.outcome.undecided
      self = procedure.session
      guard isCertain else {
        // What isn't known may have prevented the error.
        outcome.undecided = reasons
        return
      }
      throw error
    }
    self = procedure.session
    // What wasn't followed may have put rows anywhere.
    if outcome.undecided.count > doubts { forgetRows("it depends on rows that code may have changed") }
  }
}
