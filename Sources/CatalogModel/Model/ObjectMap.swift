import HashTreeCollections

/// A catalog's objects of one kind by their names: a persistent value that shares what a change leaves as it is.
///
/// Each object has a box of its own. A change copies a few nodes of the tree with all that is in them, which boxes make
/// cheap, and two states of an object are known to be one by their box.
package struct ObjectMap<Key: Hashable & Sendable, Value: ReferringObject>: Sendable, Equatable {
  /// An object with what it refers to.
  final class Box: Sendable, Equatable {
    let value: Value
    let references: References

    init(_ value: Value, replacing old: Box?) {
      self.value = value
      references = old.flatMap { value.refersLike($0.value) ? $0.references : nil } ?? value.references
    }

    static func == (left: Box, right: Box) -> Bool { left === right || left.value == right.value }
  }

  private var boxes: TreeDictionary<Key, Box> = [:]

  /// Holds nothing.
  package init() {}

  package var isEmpty: Bool { boxes.isEmpty }
  package var count: Int { boxes.count }
  package var keys: [Key] { Array(boxes.keys) }
  package var values: [Value] { boxes.values.map(\.value) }

  package subscript(key: Key) -> Value? { boxes[key]?.value }

  /// Whether there is an object of this key.
  package func contains(_ key: Key) -> Bool { boxes[key] != nil }

  /// Whether what is stored for a key is the very same in another state of the map.
  func isUntouched(_ key: Key, in other: ObjectMap) -> Bool { boxes[key] === other.boxes[key] }

  /// Stores a value; the one that was there, and the one that is there now.
  mutating func store(_ value: Value, forKey key: Key) -> (old: Box?, new: Box) {
    let old = boxes[key]
    let new = Box(value, replacing: old)
    boxes[key] = new
    return (old, new)
  }

  /// Removes a value, and returns it.
  mutating func removeValue(forKey key: Key) -> Box? { boxes.removeValue(forKey: key) }
}

/// An object that may name others.
package protocol ReferringObject: Equatable, Sendable {
  /// The relations, routines and types that it names.
  var references: References { get }
  /// Whether what makes up the references is the same in another state of the object; `false` where that isn't known.
  func refersLike(_ other: Self) -> Bool
}

extension ReferringObject {
  package func refersLike(_ other: Self) -> Bool { false }
}

extension ObjectMap: Swift.Sequence {
  package func makeIterator() -> AnyIterator<(key: Key, value: Value)> {
    var iterator = boxes.makeIterator()
    return AnyIterator { iterator.next().map { (key: $0.key, value: $0.value.value) } }
  }
}
