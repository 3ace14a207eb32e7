import CCrypto

/// What tells whether a migration was edited after it was applied.
package enum Checksum {
  /// The SHA-256 of a text as 64 hexadecimal digits, with a byte order mark left out and CRLF read as LF.
  ///
  /// So a checkout with other line ends, or an editor's mark, isn't an edit. `schema_migrations.checksum` holds 64 digits.
  package static func sha256(_ utf8: [UInt8]) -> String {
    guard let context = EVP_MD_CTX_new() else { return "" }
    defer { EVP_MD_CTX_free(context) }
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
    utf8.withUnsafeBufferPointer { bytes in
      var start = ByteOrderMark.length(utf8)
      for at in start..<bytes.count where bytes[at] == UInt8(ascii: "\r") {
        guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\n") else { continue }
        EVP_DigestUpdate(context, UnsafeBufferPointer(rebasing: bytes[start..<at]).baseAddress, at - start)
        start = at + 1
      }
      let rest = UnsafeBufferPointer(rebasing: bytes[start...])
      EVP_DigestUpdate(context, rest.baseAddress, rest.count)
    }
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// The three bytes EF BB BF that some editors put before UTF-8 text.
enum ByteOrderMark {
  /// How many bytes the mark takes at the start of a text: 3 or 0.
  static func length(_ utf8: [UInt8]) -> Int { utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}
