/// Names that PostgreSQL gives to columns without one.
enum CanonicalNames {
  /// The name that an expression gives to a CASE or a cast around it; a CASE's or a cast's own is too weak.
  private static func strongName(of node: TreeNode) -> String? {
    if let cast = node["TypeCast"] { return cast["arg"].flatMap(strongName) }
    if let choice = node["CaseExpr"] { return choice["defresult"].flatMap(strongName) }
    let name = column(for: node)
    return name == "?column?" ? nil : name
  }

  /// The name of a result's column by its expression (`FigureColname`, parser/parse_target.c).
  static func column(for node: TreeNode) -> String {
    let (tag, body) = node.tagged
    switch tag {
    case "ColumnRef": return body.strings("fields").last { $0 != "*" } ?? "?column?"
    case "FuncCall": return body.strings("funcname").last ?? "?column?"
    case "TypeCast":
      return body["arg"].flatMap(strongName) ?? body["typeName"]?.strings("names").last ?? "?column?"
    case "CollateClause": return body["arg"].map(column) ?? "?column?"
    case "CoalesceExpr": return "coalesce"
    case "MinMaxExpr": return body.word("op") == "IS_LEAST" ? "least" : "greatest"
    case "CaseExpr":
      return body["defresult"].flatMap(strongName) ?? "case"
    case "A_ArrayExpr": return "array"
    case "RowExpr": return "row"
    case "GroupingFunc": return "grouping"
    case "XmlSerialize": return "xmlserialize"
    case "XmlExpr" where body.word("op") != "IS_DOCUMENT":
      return (body.string("op") ?? "").dropFirst("IS_".count).lowercased()
    case "SQLValueFunction":
      return (body.string("op") ?? "").dropFirst("SVFOP_".count).lowercased()
    case "A_Expr" where body.word("kind") == "AEXPR_NULLIF": return "nullif"
    case "A_Indirection": return Array(body.list("indirection")).last { $0["String"] != nil }?.stringNode ?? "?column?"
    case "SubLink":
      switch body.word("subLinkType") {
      case "EXISTS_SUBLINK": return "exists"
      case "ARRAY_SUBLINK": return "array"
      case "EXPR_SUBLINK":
        let target = body["subselect"]?["SelectStmt"]?.list("targetList").first?["ResTarget"]
        return target?.string("name") ?? target?["val"].map(column) ?? "?column?"
      default: return "?column?"
      }
    default: return "?column?"
    }
  }
}
