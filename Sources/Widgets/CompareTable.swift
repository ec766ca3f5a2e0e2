public import Gtk
public import Presentation

/// The worker's comparison, in two forms: a table with outcomes down and bids across, and one card
/// a bid for where there is no room for it.
public enum CompareTable {
    public static func table(_ page: ComparePage) -> Widget {
        let grid = Grid(classes: ["panel", "table"])
        grid.attach(budget(page), column: 0, row: 0)
        for (column, bid) in page.columns.enumerated() {
            let cell = head(bid)
            for name in ["cell", "cell-head", "cell-bid"] { cell.add(class: name) }
            cell.expandsSideways = true
            grid.attach(cell, column: column + 1, row: 0)
        }
        for (index, row) in page.rows.enumerated() {
            grid.attach(outcome(row), column: 0, row: index + 1)
            for (column, answer) in row.cells.enumerated() {
                let cell = Box(.down, classes: ["cell", "cell-bid"], [says(answer)])
                grid.attach(cell, column: column + 1, row: index + 1)
            }
        }
        return grid
    }

    public static func cards(_ page: ComparePage) -> [Widget] {
        let budget = twoLines(
            tr("Budget"), page.budget, classes: ["dim", "t-small"], secondClasses: ["t-large"])
        let first = Box(.down, classes: ["panel", "card-pad"], [budget])
        let bids = page.columns.enumerated().map { column, bid -> Widget in
            let lines = page.rows.flatMap { row -> [Widget] in
                guard row.cells.indices.contains(column) else { return [] }
                let title = Label(row.title, classes: ["t-strong"])
                title.expandsSideways = true
                title.align(down: .center)
                let name = Box(.across, spacing: 10, [plate(row.iconName, size: 24), title])
                return [Box(.down, spacing: 6, classes: ["arow"], [name, says(row.cells[column])])]
            }
            let inner = Box(.down, spacing: 8, classes: ["card-pad"], [head(bid)])
            return Box(.down, classes: ["panel"], [inner] + markLast(lines))
        }
        return [first] + bids
    }

    private static func budget(_ page: ComparePage) -> Widget {
        let more = Label(
            tr("A full bar means all of the budget is used."), classes: ["dim", "t-small"])
        more.characters(least: 18, most: 22)
        let cell = Box(
            .down, spacing: 3, classes: ["cell", "cell-head", "cell-first", "cell-what"],
            [
                Label(tr("Budget"), classes: ["dim", "t-small"]),
                Label(page.budget, classes: ["t-title"]), more,
            ])
        return cell
    }

    private static func head(_ bid: ComparePage.Column) -> Box {
        let mark = Image(icon: bid.mark.iconName, size: 44)
        mark.align(down: .center)
        let name = Label(bid.name, classes: ["t-large"])
        name.markHeading(level: 2)
        let words = Box(.down, spacing: 2, [name, Label(bid.price)])
        words.expandsSideways = true
        let bar = ProgressBar(fraction: bid.used, classes: ["price-bar", bid.mark.barClass])
        bar.name(tr("{name}: {against}", ["name": bid.name, "against": bid.against]))
        return Box(
            .down, spacing: 8,
            [
                Box(.across, spacing: 14, [mark, words]), bar,
                Label(bid.against, classes: ["t-strong-s"]),
                Label(bid.from, classes: ["dim", "t-small"]),
            ])
    }

    private static func outcome(_ row: ComparePage.Row) -> Widget {
        let words = twoLines(row.title, Words.quoted(row.words))
        words.align(down: .start)
        return Box(
            .across, spacing: 12, classes: ["cell", "cell-first", "cell-what"],
            [plate(row.iconName, size: 32), words])
    }

    private static func says(_ cell: ComparePage.Cell) -> Widget {
        let icon = Image(icon: cell.says.iconName, size: 20, classes: ["say-icon"])
        icon.align(down: .start)
        let words = twoLines(
            Words.says(cell.says), cell.answer, classes: ["t-strong-s"], secondClasses: ["t-cell"])
        words.align(down: .start)
        return Box(.across, spacing: 10, classes: [cell.says.styleClass], [icon, words])
    }
}
