package import Migrations

extension SeriesState {
  /// Whether a header's dependencies, or theirs, name a version.
  package func leads(from header: MigrationHeader, to version: String) -> Bool {
    leads(from: header.dependencies.map(\.value), to: version)
  }

  /// Whether the dependencies of an earlier migration, or theirs, name a version.
  package func leads(from earlier: String, to version: String) -> Bool {
    guard let header = header(of: MigrationVersion.number(earlier)) else { return false }
    return leads(from: header, to: version)
  }

  private func leads(from dependencies: [String], to version: String) -> Bool {
    let wanted = MigrationVersion.number(version)
    var open = dependencies.map { MigrationVersion.number($0) }
    if open.contains(wanted) { return true }
    var seen = Set(open)
    while let next = open.popLast() {
      for dependency in header(of: next)?.dependencies ?? [] {
        let number = MigrationVersion.number(dependency.value)
        if number == wanted { return true }
        if seen.insert(number).inserted { open.append(number) }
      }
    }
    return false
  }

  private func header(of number: String) -> MigrationHeader? { places[number].map { entries[$0].header } }
}
