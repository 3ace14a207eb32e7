import HashTreeCollections

/// A catalog's objects of one kind by their names: a persistent value that shares what a change leaves as it is.
///
/// Each object has a box of its own. A change copies a few nodes of the tree with all that is in them, which boxes make
/// cheap, and two states of an object are known to be one by their box.
package struct ObjectMap<Key: Hashable & Sendable, Value: Equatable & Sendable>: Sendable, Equatable {
  private final class Box: Sendable, Equatable {
    let value: Value

    init(_ value: Value) { self.value = value }

    static func == (left: Box, right: Box) -> Bool { left === right || left.value == right.value }
  }

  private var boxes: TreeDictionary<Key, Box> = [:]

  /// Holds nothing.
  package init() {}

  package var isEmpty: Bool { boxes.isEmpty }
  package var count: Int { boxes.count }
  package var keys: [Key] { Array(boxes.keys) }
  package var values: [Value] { boxes.values.map(\.value) }

  package subscript(key: Key) -> Value? {
    get { boxes[key]?.value }
    set { boxes[key] = newValue.map(Box.init) }
  }

  /// Whether there is an object of this key.
  package func contains(_ key: Key) -> Bool { boxes[key] != nil }

  /// Stores a value, and returns the one that was there.
  mutating func updateValue(_ value: Value, forKey key: Key) -> Value? {
    boxes.updateValue(Box(value), forKey: key)?.value
  }

  /// Removes a value, and returns it.
  mutating func removeValue(forKey key: Key) -> Value? { boxes.removeValue(forKey: key)?.value }
}

extension ObjectMap: Swift.Sequence {
  package func makeIterator() -> AnyIterator<(key: Key, value: Value)> {
    var iterator = boxes.makeIterator()
    return AnyIterator { iterator.next().map { (key: $0.key, value: $0.value.value) } }
  }
}
