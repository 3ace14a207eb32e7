/// Every rule, a line each.
package enum BuiltInRules {
  package static let all: [any Rule] = [
    DependsCycle(),
    DependsLater(),
    DependsUndeclared(),
    DependsUnknown(),
    DownColumnOrder(),
    DownDoesNotReverse(),
    DownEmpty(),
    DownFails(),
    DownMissing(),
    HeaderMalformed(),
    HeaderMismatch(),
    HeaderMissing(),
    IfExistsMissing(),
    IfNotExistsMissing(),
    IndexWithoutConcurrently(),
    NotFollowed(),
    RedoFails(),
    StatementRefused(),
    TableWithoutComment(),
    TableWithoutRls(),
    UnusedAllow(),
  ]
}
