/// How a folder arranges its migrations: the document's own format, or that of another tool.
///
/// The raw value is what `layout:` in the configuration says.
package enum Layout: String, Hashable, Sendable, CaseIterable {
  /// `001_name.sql`, one file with a header, UP, `-- DOWN` and DOWN.
  case plumbline
  /// `1_name.up.sql` and `1_name.down.sql`.
  case golangMigrate = "golang-migrate"
  /// As golang-migrate, or `1_name.sql` without DOWN; `-- no-transaction` at the start.
  case sqlx
  /// `1_name.sql` with `-- +goose Up` and `-- +goose Down`.
  case goose
  /// `1_name.sql` with `-- migrate:up` and `-- migrate:down`.
  case dbmate
  /// A folder `2024-01-31-120000_name` with `up.sql`, `down.sql` and perhaps `metadata.toml`.
  case diesel
  /// A folder `1700000000000_name` with `up.sql` and `down.sql`.
  case hasura
  /// `20240131120000_name.sql`, without DOWN.
  case supabase
  /// `V1.2__name.sql`, `U1.2__name.sql` to undo it, `R__name.sql` after all others.
  case flyway
  /// A folder `20240131120000_name` with `migration.sql`, without DOWN.
  case prisma
  /// `0000_name.sql` in the order of `meta/_journal.json`, or a folder with `migration.sql` and `snapshot.json`.
  case drizzle
  /// `sqitch.plan`, with the scripts in `deploy`, `revert` and `verify`.
  case sqitch
  /// `1700000000000_name.sql` with `-- Up Migration` and `-- Down Migration`.
  case nodePgMigrate = "node-pg-migrate"
  /// `001_name.sql` with `---- create above / drop below ----`.
  case tern
  /// `1_name.sql` with `-- +migrate Up` and `-- +migrate Down`.
  case sqlMigrate = "sql-migrate"
  /// Numbered or versioned files of a runner that isn't known: `0001-name.sql`, `V0001.name.up.sql`.
  case plain

  /// Who runs such migrations, as a message names it.
  package var tool: String {
    switch self {
    case .plumbline: "plumb"
    case .golangMigrate: "golang-migrate"
    case .sqlx: "sqlx"
    case .goose: "goose"
    case .dbmate: "dbmate"
    case .diesel: "Diesel"
    case .hasura: "the Hasura CLI"
    case .supabase: "the Supabase CLI"
    case .flyway: "Flyway"
    case .prisma: "Prisma"
    case .drizzle: "Drizzle"
    case .sqitch: "Sqitch"
    case .nodePgMigrate: "node-pg-migrate"
    case .tern: "tern"
    case .sqlMigrate: "sql-migrate"
    case .plain: "the project's own runner"
    }
  }

  /// Whether a migration starts with a header: `-- Migration:`, `-- Version:` and their like.
  package var hasHeader: Bool { self == .plumbline }

  /// Whether the tool knows of a script that takes a migration back.
  package var hasDown: Bool {
    switch self {
    case .supabase, .prisma, .drizzle: false
    default: true
    }
  }

  /// What a migration's file is named like.
  package var pattern: String {
    switch self {
    case .plumbline, .goose, .dbmate, .tern, .sqlMigrate, .nodePgMigrate: "001_name.sql"
    case .golangMigrate, .sqlx: "001_name.up.sql"
    case .diesel: "2024-01-31-120000_name/up.sql"
    case .hasura: "1700000000000_name/up.sql"
    case .supabase: "20240131120000_name.sql"
    case .flyway: "V1__name.sql"
    case .prisma: "20240131120000_name/migration.sql"
    case .drizzle: "0000_name.sql"
    case .sqitch: "sqitch.plan and deploy/name.sql"
    case .plain: "0001-name.sql"
    }
  }

  /// How the tool runs a script that says nothing of transactions.
  var usualTransaction: ScriptTransaction {
    switch self {
    case .sqitch: .own
    case .sqlx, .goose, .dbmate, .diesel, .hasura, .drizzle, .nodePgMigrate, .tern, .sqlMigrate: .always
    case .plumbline, .golangMigrate, .supabase, .flyway, .prisma, .plain: .automatic
    }
  }

  /// Whether two migrations may have one version, since the tool knows them by their whole name.
  var allowsEqualVersions: Bool {
    switch self {
    case .prisma, .drizzle, .sqitch, .nodePgMigrate, .sqlMigrate: true
    default: false
    }
  }
}

/// Whether a script runs in a transaction, as its tool decides it.
///
/// A BEGIN within the tool's transaction is a warning of PostgreSQL's, and a COMMIT ends that transaction.
package enum ScriptTransaction: Hashable, Sendable {
  /// In one, unless a statement of the script refuses that.
  case automatic
  /// In one, whatever the statements are.
  case always
  /// In none: each statement stands for itself.
  case never
  /// In those that the script itself begins and commits.
  case own
}
