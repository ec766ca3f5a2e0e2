import Foundation
import PackagePlugin

/// Compiles `Resources/` into `app.gresource`, which the running program finds in its bundle.
@main
struct CompileResources: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let resources = context.package.directoryURL.appending(path: "Resources")
        let output = context.pluginWorkDirectoryURL.appending(path: "app.gresource")
        let found = FileManager.default.enumerator(
            at: resources, includingPropertiesForKeys: nil)
        let inputs = (found?.compactMap { $0 as? URL } ?? [])
            .filter { ["ui", "css", "svg", "xml"].contains($0.pathExtension) }
        return [
            .buildCommand(
                displayName: "Compiling the resources",
                executable: URL(filePath: "/usr/bin/glib-compile-resources"),
                arguments: [
                    "--sourcedir=\(resources.path())", "--target=\(output.path())",
                    resources.appending(path: "app.gresource.xml").path(),
                ],
                inputFiles: inputs, outputFiles: [output])
        ]
    }
}
