/// The elements of an array of a tree, read one after the other where they lie.
struct TreeElements: Collection {
  private unowned(unsafe) let tree: ParseTree
  /// The tape's entry of the first element.
  let startIndex: Int
  /// The entry after the last one.
  let endIndex: Int

  init(_ tree: ParseTree, from start: Int, to end: Int) {
    self.tree = tree
    startIndex = start
    endIndex = end
  }

  subscript(position: Int) -> TreeNode { TreeNode(tree: tree, index: position) }

  func index(after index: Int) -> Int { Int(tree.tape[index].next) }

  var last: TreeNode? {
    var last: TreeNode?
    for element in self { last = element }
    return last
  }
}

/// The keys and values of an object of a tree.
struct TreeFields: Sequence, IteratorProtocol {
  private unowned(unsafe) let tree: ParseTree
  private var position: Int
  private let end: Int

  init(_ tree: ParseTree, from start: Int, to end: Int) {
    self.tree = tree
    position = start
    self.end = end
  }

  mutating func next() -> (key: TreeWord, value: TreeNode)? {
    guard position < end else { return nil }
    let key = TreeNode(tree: tree, index: position).word
    let value = TreeNode(tree: tree, index: position + 1)
    position = Int(tree.tape[position + 1].next)
    return (key, value)
  }
}
