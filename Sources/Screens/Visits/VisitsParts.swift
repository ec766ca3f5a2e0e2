internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// The visit that comes next, shown large.
final class NextVisit {
    let open: Button
    private(set) var id: SupportPackage.ID?
    private let root: Widget
    private let icon: Image
    private let when: Label
    private let title: Label
    private let line: Label
    private let chip = Chip()

    init(_ ui: Builder) {
        root = ui.object("next")
        icon = ui.object("next_icon")
        when = ui.object("next_when")
        title = ui.object("next_title")
        line = ui.object("next_line")
        open = ui.object("open")
        ui.object("next_state", as: Box.self).append(chip.root)
        title.markHeading(level: 2)
    }

    func show(_ page: VisitsPage) {
        root.isVisible = page.next != nil
        guard let row = page.next else { return }
        id = row.id
        icon.icon = row.iconName
        when.text = page.nextWords
        title.text = row.title
        line.text = row.line
        chip.show(row.state)
        open.describe(row.title)
    }
}

/// What stands in the place of the list when there is nothing in it.
final class NothingToSee {
    private let root: Widget
    private let icon: Image
    private let title: Label
    private let words: Label

    init(_ ui: Builder) {
        root = ui.object("nothing")
        icon = ui.object("nothing_icon")
        title = ui.object("nothing_title")
        words = ui.object("nothing_words")
    }

    func show(_ page: VisitsPage) {
        root.isVisible = page.rows.isEmpty && page.next == nil
        guard root.isVisible else { return }
        if page.counts[.all] == 0 {
            icon.icon = "pict-calendar"
            title.text = tr("No visits yet.")
            words.text = tr("New visits come to this laptop when you are online.")
        } else if page.isSearch {
            icon.icon = "pict-think"
            title.text = tr("No visit fits these words.")
            words.text = tr("Try fewer words, or the number of the package.")
        } else {
            icon.icon = "pict-calendar"
            title.text = tr("Nothing here.")
            words.text = tr("Press All to see every visit.")
        }
    }
}

/// The three counts at the foot of the page.
final class SendingCounts {
    private let laptop: Label
    private let reached: Label
    private let answered: Label
    private let words: Label

    init(_ ui: Builder) {
        laptop = ui.object("count_laptop")
        reached = ui.object("count_reached")
        answered = ui.object("count_answered")
        words = ui.object("count_words")
    }

    func show(_ page: SendingPage) {
        laptop.text = String(page.onThisLaptop)
        reached.text = String(page.reached)
        answered.text = String(page.answered)
        words.text = tr(
            "{laptop} on this laptop, {reached} reached the council, {answered} answered",
            [
                "laptop": laptop.text, "reached": reached.text, "answered": answered.text,
            ])
    }
}
