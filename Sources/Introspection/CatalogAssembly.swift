import Foundation
import PostgresClient
import SQLSyntax

/// Makes a catalog of results on a thread of its own: what is read while the server still works on the next result
/// takes no time.
final class CatalogAssembly: @unchecked Sendable {
  // What follows is touched on the queue alone.
  private let queue = DispatchQueue(label: "plumb.introspection")
  private var reading: Reading
  /// The families whose results come next.
  private var families: ArraySlice<any Family.Type>
  /// Results that have to wait until all names are known that expressions refer to.
  private var waiting: [(family: any Family.Type, rows: Rows)] = []
  /// Where they are wanted, and not all are taken yet.
  private var fingerprints: (known: [QualifiedName: Fingerprint], taken: Fingerprints)?
  private var failure: PostgresError?

  init(
    _ families: [any Family.Type], _ reading: Reading,
    _ fingerprints: (known: [QualifiedName: Fingerprint], taken: Fingerprints)?
  ) {
    self.families = families[...]
    self.reading = reading
    self.fingerprints = fingerprints
  }

  /// Takes the result of the next family's query.
  func add(_ rows: Rows) { queue.async { self.read(rows) } }

  private func read(_ rows: Rows) {
    guard failure == nil, let family = families.popFirst() else { return }
    do {
      try family.register(rows, in: &reading)
      try fingerprints?.taken.add(rows, of: family, ownRoles: reading.ownRoles)
      waiting.append((family, rows))
      guard !families.contains(where: { $0.registers || (fingerprints != nil && $0.relation != nil) }) else { return }
      if let fingerprints { reading.compare(fingerprints.taken, with: fingerprints.known) }
      fingerprints = nil
      // Each result goes as soon as it has been read: of a large database they take more memory than the catalog.
      while !waiting.isEmpty {
        let next = waiting.removeFirst()
        try next.family.read(next.rows, into: &reading)
      }
    } catch {
      failure = error
    }
  }

  /// All that was read, once every result has been.
  func finished() throws(PostgresError) -> Introspector.Snapshot {
    let (snapshot, failure) = queue.sync { (self.reading.snapshot(), self.failure ?? self.reading.names.failure) }
    if let failure { throw failure }
    return snapshot
  }
}
