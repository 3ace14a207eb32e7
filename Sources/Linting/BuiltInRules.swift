/// Every rule, a line each.
package enum BuiltInRules {
  package static let all: [any Rule] = [
    HeaderMissing(),
    IndexWithoutConcurrently(),
    TableWithoutRls(),
    UnusedAllow(),
  ]
}
