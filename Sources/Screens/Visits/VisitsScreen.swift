internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// W2, My visits: the next one large, then what is to do and what is done.
final class VisitsScreen: Screen {
    let root: Widget
    let title = tr("My visits")

    private let navigator: Navigator
    private let frame = WorkerFrame(title: tr("Support Choice"))
    private let search: SearchEntry
    private let filters: [(VisitsPage.Filter, ToggleButton)]
    private let kept: KeptVisits
    private let next: NextVisit
    private let list: RowList<VisitRowView>
    private let panel: Box
    private let more: Button
    private let nothing: NothingToSee
    private let counts: SendingCounts
    private var index: VisitsIndex?
    private var limit = VisitsScreen.batch
    private var filter = VisitsPage.Filter.all
    private var observing: [Task<Void, Never>] = []

    /// How many rows are shown at once; the rest comes on demand.
    static let batch = 50

    init(_ navigator: Navigator) {
        self.navigator = navigator
        let ui = Builder(resource: "ui/visits.ui")
        search = ui.object("search")
        filters = [
            (.all, ui.object("all")), (.toDo, ui.object("to_do")), (.done, ui.object("done")),
        ]
        kept = KeptVisits(navigator, ui)
        next = NextVisit(ui)
        panel = ui.object("list")
        more = ui.object("more")
        nothing = NothingToSee(ui)
        counts = SendingCounts(ui)
        list = RowList(in: panel) { [weak navigator] in
            VisitRowView { navigator?.showVisit($0) }
        }
        root = frame.root
        frame.show(ui.object("content"), actions: ui.object("actions", as: Widget.self))
        ui.object("heading", as: Label.self).markHeading(level: 1)
        connect(ui)
        observing = [
            Task { [weak self, visits = navigator.laptop.visits(), weak navigator] in
                for await files in visits {
                    guard let present = navigator?.present else { return }
                    self?.show(await VisitsIndex.made(from: files, in: present))
                }
            },
            navigator.laptop.sending().forEach { [weak self] in self?.show($0) },
        ]
    }

    isolated deinit { for task in observing { task.cancel() } }

    private func connect(_ ui: Builder) {
        search.name(tr("Search my visits"))
        search.nameInner(tr("Search my visits"))
        search.delay = 0
        search.onSearch { [weak self] in self?.searchAnew() }
        for (filter, button) in filters {
            button.onToggled { [weak self, weak button] in
                guard let self, button?.isActive ?? false else { return }
                self.filter = filter
                self.searchAnew()
            }
        }
        next.open.onClicked { [weak self] in
            guard let self, let id = self.next.id else { return }
            self.navigator.showVisit(id)
        }
        more.onClicked { [weak self] in
            guard let self else { return }
            self.limit += Self.batch
            self.update()
        }
        ui.object("waiting", as: Button.self).onClicked { [weak navigator] in
            navigator?.showWaiting()
        }
    }

    func appeared() {
        // On the first page the person reads first; a key or Tab brings them on.
        if navigator.depth > 1 { root.focusFirst() }
    }

    func resize(isNarrow: Bool) { frame.resize(isNarrow: isNarrow) }

    func handle(_ key: Key) -> Bool {
        guard key == Key("f", control: true) else { return false }
        frame.scroll.scrollToTop()
        return search.focus()
    }
}

extension VisitsScreen {
    private func show(_ index: VisitsIndex) {
        self.index = index
        update()
    }

    private func show(_ sending: SendingState) {
        frame.show(sending, in: navigator.present)
        counts.show(SendingPage(sending, in: navigator.present))
        kept.show(sending)
        frame.adapt()
    }

    private func searchAnew() {
        limit = Self.batch
        update()
    }

    private func update() {
        guard let index else { return }
        let page = index.page(filter: filter, search: search.text, limit: limit)
        for (filter, button) in filters {
            button.label = VisitsPage.label(filter, count: page.counts[filter] ?? 0)
        }
        next.show(page)
        list.show(page.rows)
        panel.isVisible = !page.rows.isEmpty
        more.isVisible = page.hidden > 0
        more.label = trn(
            "Show {n} more visit", "Show {n} more visits", min(page.hidden, Self.batch))
        nothing.show(page)
        frame.adapt()
    }
}
