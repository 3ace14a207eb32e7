import Foundation
import PackagePlugin

/// Embeds text files as Swift string literals: the rule pages in `Linting`, the presets in `Migrations`.
@main
struct EmbedPages: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let (mode, folder, fileExtension) =
      target.name == "Linting"
      ? ("rules", context.package.directoryURL.appending(path: "rules"), "md")
      : ("presets", target.directoryURL.appending(path: "Presets"), "sql")
    let inputs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == fileExtension }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded-\(mode).swift")
    return [
      .buildCommand(
        displayName: "Embedding \(mode)",
        executable: try context.tool(named: "PageEmbedder").url,
        arguments: [mode, output.path()] + inputs.map { $0.path() },
        inputFiles: inputs,
        outputFiles: [output])
    ]
  }
}
