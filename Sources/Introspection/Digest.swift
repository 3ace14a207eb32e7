import CCrypto

/// The SHA-256 of something.
struct Digest: Comparable {
  private var words: (UInt64, UInt64, UInt64, UInt64)

  fileprivate init(_ bytes: UnsafeRawBufferPointer) {
    func word(_ index: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
    }
    words = (word(0), word(1), word(2), word(3))
  }

  static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }
  static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }

  var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
  }

  /// 64 hexadecimal digits.
  var text: String {
    [words.0, words.1, words.2, words.3].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

/// Makes one digest after the other.
final class DigestContext {
  private let context = EVP_MD_CTX_new()

  deinit { EVP_MD_CTX_free(context) }

  func digest(_ bytes: [UInt8]) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { digest in
      EVP_DigestInit_ex(context, EVP_sha256(), nil)
      EVP_DigestUpdate(context, bytes, bytes.count)
      EVP_DigestFinal_ex(context, digest.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
      return Digest(UnsafeRawBufferPointer(digest))
    }
  }
}
