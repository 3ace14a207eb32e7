import Diagnostics
import Migrations

/// A dependency on a version that no file has.
struct DependsUnknown: Rule {
  func check(_ context: MigrationContext) -> [Finding] {
    let dependencies = context.migration.header.dependencies.filter { MigrationVersion.isVersion($0.value) }
    return dependencies.compactMap { entry in
      guard !context.series.hasVersion(entry.value) else { return nil }
      let near = nearest(to: entry.value, in: DependsUnknown.candidates(context))
      return Finding(
        "no migration has the version `\(entry.value)`", at: entry.range, label: "is not in the folder",
        help: near.map { "write `\($0)` if that is meant, or remove it" } ?? "remove it, or add the missing file")
    }
  }

  /// The earlier versions that the header doesn't name yet.
  private static func candidates(_ context: MigrationContext) -> [String] {
    let named = context.migration.header.dependencies.map(\.value)
    return context.series.entries.map(\.version).filter { version in
      !named.contains { MigrationVersion.areSame($0, version) }
    }
  }
}
