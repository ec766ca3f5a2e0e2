internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// The parts of W3 that data fills.
final class VisitParts {
    let again: Button
    private let icon: Image
    private let heading: Label
    private let line: Label
    private let when: Label
    private let chip = Chip()
    private let problem: ProblemPanel
    private let resume: Widget
    private let resumeWords: Label
    private let needsPanel: Widget
    private let needs: FlowBox
    private let life: Label
    private let wants: FlowBox
    private let mattersPanel: Widget
    private let matters: Box
    private let facts: FlowBox
    private let bids: Box
    private let noBids: Label
    private let historyPart: Widget
    private let history: Box
    private let safe: Label
    private let safeIcon: Image

    init(_ ui: Builder) {
        icon = ui.object("icon")
        heading = ui.object("heading")
        line = ui.object("line")
        when = ui.object("when")
        problem = ProblemPanel(ui)
        resume = ui.object("resume")
        resumeWords = ui.object("resume_words")
        again = ui.object("again")
        needsPanel = ui.object("needs_panel")
        needs = ui.object("needs")
        life = ui.object("life")
        wants = ui.object("wants")
        mattersPanel = ui.object("matters_panel")
        matters = ui.object("matters")
        facts = ui.object("facts")
        bids = ui.object("bids")
        noBids = ui.object("no_bids")
        historyPart = ui.object("history_part")
        history = ui.object("history")
        safe = ui.object("safe")
        safeIcon = ui.object("safe_icon")
        ui.object("state", as: Box.self).append(chip.root)
        heading.markHeading(level: 1)
        for id in ["needs", "life", "wants", "facts", "bids", "history"] {
            ui.object(id + "_heading", as: Label.self).markHeading(level: 2)
        }
    }

    func showProblem(_ words: String?) { problem.show(words) }

    func show(
        _ page: VisitPage, _ file: VisitFile, onBid: @escaping @MainActor () -> Void
    ) {
        icon.icon = page.iconName
        heading.text = page.title
        line.text = page.line
        when.text = page.when
        chip.show(page.state)
        showResume(page.action)
        needsPanel.isVisible = !page.needs.isEmpty
        needs.replace(with: page.needs.map(needCard))
        life.text = Words.quoted(page.lifeNow)
        wants.replace(with: page.outcomes.map(outcomeCard))
        mattersPanel.isVisible = !page.whatMatters.isEmpty
        matters.replace(with: page.whatMatters.map { Label(Words.quoted($0), classes: ["quote"]) })
        let pictures = ["pict-clock", "pict-calendar", "pict-money", "pict-family"]
        facts.replace(
            with: zip(page.facts, pictures).map { factCard($0, icon: $1) })
        bids.isVisible = !page.bids.isEmpty
        noBids.isVisible = page.bids.isEmpty
        bids.replace(
            with: markLast(
                page.bids.map { line in
                    let price = file.bid(line.id)?.weeklyPrice
                    let against = price.map { Money.against(file.package.budget, price: $0) }
                    return bidRow(line, against: against ?? "", onOpen: onBid)
                }))
        historyPart.isVisible = !page.history.isEmpty
        history.replace(with: markLast(page.history.map(historyRow)))
        safe.text = page.safe
        safeIcon.icon =
            page.action == .incomplete ? "state-waiting-symbolic" : "state-laptop-symbolic"
    }

    private func showResume(_ action: VisitPage.Action) {
        resume.isVisible = action == .carryOn || action == .changed
        resumeWords.text =
            action == .changed
            ? [
                tr("This visit changed while you were half way. Your answers are safe."),
                tr("Carry on with the bids that you looked at, or start again with the new ones."),
            ].joined(separator: " ")
            : tr("You stopped half way. Do you want to carry on?")
    }
}
