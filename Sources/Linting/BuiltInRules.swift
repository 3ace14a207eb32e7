/// Every rule, a line each.
package enum BuiltInRules {
  package static let all: [any Rule] = [
    AddColumnRewrite(),
    AuthFunctionPerRow(),
    BroadGrant(),
    ColumnTypeRewrite(),
    ConcurrentlyInTransaction(),
    ConcurrentlyMixed(),
    ConstraintScan(),
    DataChangeWithSchemaChange(),
    DefinerWithoutSearchPath(),
    DynamicSqlConcatenation(),
    ForeignKeyWithoutIndex(),
    HeaderMissing(),
    IndexWithoutConcurrently(),
    PolicyAlwaysTrue(),
    PolicyWithoutRls(),
    RlsWithoutPolicy(),
    SetNotNull(),
    TableWithoutRls(),
    UnusedAllow(),
    UpdateWithoutWhere(),
  ]
}
