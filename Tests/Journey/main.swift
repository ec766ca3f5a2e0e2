internal import DesktopDriver
internal import Foundation
let p = try Program(URL(filePath: CommandLine.arguments[1]), Array(CommandLine.arguments.dropFirst(2)), folder: URL(filePath:"/tmp/dtmp"), name: "x")
let w = try Window(processID: p.processID)
rest(milliseconds: 700)
@MainActor func dump(_ e: Element, _ d: String) { print(d, e.role, "|", e.name, "|", e.description, "|", e.text ?? "-", e.size ?? (-1,-1), ""); for c in e.children { dump(c, d + "  ") } }
let t = Date.now
let shown = w.shown
print(Date.now.timeIntervalSince(t), shown.count)
for n in ["Address", "Passphrase", "Search", "Why", "Row"] {
  do { if let e = shown.first(where: { $0.name == n }) { print(n, e.role); try w.type("Hello ’ ok", into: n); print(n, e.text ?? "nil")} } catch { print(n, error) }
}
try Picture.take(of: w, to: URL(filePath: "/tmp/dtmp/p.png"))
do { try w.press("Toggle"); print(w.find(name: "Toggle")?.isPressed ?? false); try w.press("Go"); try w.waitFor("Second page"); print(w.names); print(w.isShowing("Go")) } catch { print(error) }
dump(w.application, "")
p.end()
