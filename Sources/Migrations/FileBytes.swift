import Foundation

/// The reading of whole files.
enum FileBytes {
  /// Why a file could not be read, in the system's words.
  struct Failure: Error {
    var code: Int32
    var reason: String { String(cString: strerror(code)) }
  }

  /// A file's bytes.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(code: errno) }
    // Opening a folder for reading works; reading it says EISDIR.
    var bytes: [UInt8] = []
    var failure: Failure?
    while failure == nil {
      let expected = max(Int(status.st_size) - bytes.count, 0) + 1
      var count = 0
      bytes += [UInt8](unsafeUninitializedCapacity: expected) { buffer, initialized in
        count = Foundation.read(descriptor, buffer.baseAddress, expected)
        initialized = max(count, 0)
      }
      if count == 0 { break }
      if count < 0, errno != EINTR { failure = Failure(code: errno) }
    }
    if let failure { throw failure }
    return bytes
  }
}
