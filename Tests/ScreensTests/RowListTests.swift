import Gtk
import Widgets
import XCTest

/// A list changes what changed, and leaves the rest alone.
final class RowListTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    struct Row: Identifiable, Hashable {
        let id: Int
        var words: String
    }

    @MainActor final class View: RowView {
        let label = Label("")
        var root: Widget { label }
        func show(_ row: Row) { label.text = row.words }
    }

    func testOnlyWhatChangedIsShownAgain() {
        MainActor.assumeIsolated {
            let box = Box(.down)
            let list = RowList<View>(in: box) { View() }
            list.show((0..<20).map { Row(id: $0, words: "row \($0)") })
            XCTAssertEqual(list.updates, 20)
            let kept = box.children[7]
            var rows = (0..<20).map { Row(id: $0, words: "row \($0)") }
            rows[3].words = "changed"
            rows.remove(at: 12)
            rows.insert(Row(id: 99, words: "new"), at: 0)
            list.show(rows)
            XCTAssertEqual(texts(box), rows.map(\.words))
            XCTAssertEqual(list.updates, 22)
            XCTAssertEqual(box.children[8], kept)
        }
    }

    func testTheSameRowsCostNothing() {
        MainActor.assumeIsolated {
            let box = Box(.down)
            let list = RowList<View>(in: box) { View() }
            let rows = (0..<5).map { Row(id: $0, words: "row \($0)") }
            list.show(rows)
            list.show(rows)
            XCTAssertEqual(list.updates, 5)
        }
    }

    func testAnyOrderBecomesAnyOther() {
        MainActor.assumeIsolated {
            let box = Box(.down)
            let list = RowList<View>(in: box) { View() }
            var random = SystemRandomNumberGenerator()
            for _ in 0..<200 {
                let count = Int.random(in: 0...12, using: &random)
                let rows = (0..<20).shuffled(using: &random).prefix(count)
                    .map { Row(id: $0, words: "row \($0)") }
                list.show(rows)
                XCTAssertEqual(texts(box), rows.map(\.words))
                XCTAssertEqual(
                    box.children.map { $0.has(class: "row-last") },
                    rows.indices.map { $0 == rows.count - 1 })
            }
        }
    }

    func testOnlySoManyRowsHaveWidgets() {
        MainActor.assumeIsolated {
            let box = Box(.down)
            let list = RowList<View>(in: box, limit: 50) { View() }
            list.show((0..<5000).map { Row(id: $0, words: "row \($0)") })
            XCTAssertEqual(box.children.count, 50)
            XCTAssertEqual(list.hidden, 4950)
            list.limit += 50
            XCTAssertEqual(texts(box).last, "row 99")
        }
    }
}

@MainActor private func texts(_ box: Box) -> [String] {
    box.children.compactMap { $0.cast(to: Label.self)?.text }
}
