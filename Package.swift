// swift-tools-version: 6.1
import PackageDescription

let collections: Target.Dependency = .product(name: "HashTreeCollections", package: "swift-collections")

let package = Package(
  name: "plumbline",
  products: [.executable(name: "plumb", targets: ["plumb"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C libraries of the system, and the embedding of Markdown and SQL files as string literals.
    .systemLibrary(name: "CPgQuery", providers: [.apt(["libpg-query-dev"])]),
    .systemLibrary(name: "CLibPQ", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .executableTarget(name: "PageEmbedder"),
    .plugin(name: "EmbedPages", capability: .buildTool(), dependencies: ["PageEmbedder"], path: "Sources/EmbedPages"),

    // The core: synchronous values.
    .target(name: "Diagnostics"),
    .target(name: "SQLSyntax", dependencies: ["Diagnostics", "CPgQuery"]),
    .target(
      name: "Migrations", dependencies: ["SQLSyntax", "Diagnostics", "CCrypto"], exclude: ["Presets"],
      plugins: ["EmbedPages"]),
    .target(name: "CatalogModel", dependencies: ["SQLSyntax", "Diagnostics", collections]),
    .target(name: "Simulation", dependencies: ["Migrations", "CatalogModel", "SQLSyntax", "Diagnostics"]),
    .target(
      name: "Linting", dependencies: ["Simulation", "Migrations", "CatalogModel", "SQLSyntax", "Diagnostics"],
      plugins: ["EmbedPages"]),
    .target(name: "Drift", dependencies: ["Simulation", "Migrations", "CatalogModel", "SQLSyntax", "Diagnostics"]),
    .target(name: "Reporting", dependencies: ["Diagnostics"]),

    // What talks to a server.
    .target(name: "PostgresClient", dependencies: ["CLibPQ"]),
    .target(name: "EphemeralPostgres", dependencies: ["PostgresClient"]),
    .target(
      name: "Introspection", dependencies: ["CatalogModel", "PostgresClient", "SQLSyntax", "Diagnostics", "CCrypto"]),
    .target(
      name: "Rehearsal",
      dependencies: [
        "Migrations", "Introspection", "EphemeralPostgres", "CatalogModel", "PostgresClient", "SQLSyntax",
        "Diagnostics",
      ]),
    .target(name: "Runner", dependencies: ["Migrations", "PostgresClient", "SQLSyntax", "Diagnostics"]),

    .executableTarget(
      name: "plumb",
      dependencies: [
        "Linting", "Drift", "Simulation", "Migrations", "CatalogModel", "SQLSyntax", "Diagnostics", "Reporting",
        "Rehearsal", "Introspection", "EphemeralPostgres", "PostgresClient", "Runner", "Yams",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // What `make bench` measures against.
    .executableTarget(name: "BareParser", dependencies: ["CPgQuery"]),

    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "SQLSyntaxTests", dependencies: ["SQLSyntax", "Diagnostics"]),
    .testTarget(name: "MigrationsTests", dependencies: ["Migrations", "SQLSyntax", "Diagnostics"]),
    .testTarget(
      name: "CatalogModelTests", dependencies: ["CatalogModel", "SQLSyntax", "Diagnostics"], exclude: ["Repairs"]),
    .testTarget(
      name: "LintingTests",
      dependencies: [
        "Linting", "Simulation", "Migrations", "CatalogModel", "SQLSyntax", "Diagnostics", "Reporting",
      ]),
    .testTarget(
      name: "DriftTests",
      dependencies: ["Drift", "Simulation", "Migrations", "CatalogModel", "SQLSyntax", "Diagnostics"]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "Diagnostics"]),
    .testTarget(name: "PostgresClientTests", dependencies: ["PostgresClient", "EphemeralPostgres"]),
    .testTarget(
      name: "OracleTests",
      dependencies: [
        "Rehearsal", "Drift", "Simulation", "Linting", "Migrations", "Introspection", "EphemeralPostgres",
        "PostgresClient", "CatalogModel", "SQLSyntax", "Diagnostics",
      ], exclude: ["Attributes", "Programs"]),
    .testTarget(
      name: "RunnerTests",
      dependencies: [
        "Runner", "Migrations", "EphemeralPostgres", "PostgresClient", "SQLSyntax", "Diagnostics",
      ]),
    .testTarget(name: "PlumbTests", dependencies: ["plumb", "EphemeralPostgres", "PostgresClient"]),
    .testTarget(name: "ProjectTests"),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where ![.system, .plugin].contains(target.type) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ]
}
