internal import Gtk
internal import Presentation
internal import Procurement

/// Family mode: one page at a time, full screen. An answer is on the disk before the next page
/// comes, and so is the step, so that a program that is killed opens the very page again.
final class FamilyScreen: Screen {
    let root: Widget
    var title: String { tr("Support Choice") }
    var canBeLeft: Bool { false }

    private weak var navigator: Navigator?
    private let laptop: any LaptopPort
    private let options: FamilyOptions
    private let file: VisitFile
    private let frame: FamilyFrame
    private var draft: VisitDraft
    private var page: (any FamilyPage)?
    /// The page under Stop; it keeps what was typed on it.
    private var beneath: (any FamilyPage)?
    /// Where an answer leads when it was opened to be changed.
    private var returnTo: VisitDraft.Step?
    private(set) var isBusy = false
    /// When the page came, and since when a bid is looked at.
    private var pageSince: Int64 = 0
    private var lookedSince: Int64 = 0

    init(
        _ navigator: Navigator, _ draft: VisitDraft, _ file: VisitFile,
        returnTo: VisitDraft.Step? = nil
    ) {
        self.navigator = navigator
        self.draft = draft
        self.file = file
        self.returnTo = returnTo
        laptop = navigator.laptop
        options = navigator.family
        frame = FamilyFrame(canSpeak: options.voice.canSpeak)
        root = frame.root
        frame.onBack { [weak self] in self?.goBack() }
        frame.onStop { [weak self] in self?.askToStop() }
        frame.onListen { [weak self] in
            guard let self, let page = self.page else { return }
            self.options.voice.say(page.spoken)
        }
        open()
    }

    isolated deinit { options.voice.hush() }

    func appeared() {
        if options.isFullScreen { navigator?.window?.isFullScreen = true }
        page?.heading.focusHeading()
    }

    func resize(isNarrow: Bool) {}

    func fit(width: Int) { frame.fit(width: width, page: page) }
}

/// From page to page.
extension FamilyScreen {
    /// Shows the page of the draft's step.
    private func open() {
        var step = draft.step
        var page = make(step)
        // A bid that is no longer here, or a voice that was removed, has no page.
        while page == nil, step != .check {
            step = FamilyRoute.next(after: step, in: draft)
            page = make(step)
        }
        guard let page else { return leaveToCheck() }
        show(page, speaker: FamilyRoute.speaker(of: step))
        lookedSince = options.steadyClock()
    }

    private func show(_ page: any FamilyPage, speaker: Voice.ID? = nil) {
        options.voice.hush()
        self.page = page
        let other = speaker.flatMap { draft.voice($0) }.flatMap { $0.whose == .person ? nil : $0 }
        frame.show(page, speaker: other.map { Words.speaker($0.whose) })
        pageSince = options.steadyClock()
        navigator?.onMoved?()
    }

    private func make(_ step: VisitDraft.Step) -> (any FamilyPage)? {
        switch step {
        case .bid(let voice, let place):
            ProviderPage(draft, file, voice: voice, place: place).map { page in
                ProviderScreen(
                    page, room: frame.room,
                    bytes: { [laptop] in await laptop.picture($0) },
                    onAnswer: { [weak self] answer in
                        self?.take(.answer(voice, page.bid, answer)) ?? false
                    })
            }
        case .favourite(let voice):
            BestPage(draft, file, voice: voice).map { page in
                BestScreen(page, room: frame.room) { [weak self] choice in
                    self?.take(.choose(voice, choice)) ?? false
                }
            }
        case .reasons(let voice): makeReasons(voice)
        case .family: makeTurn()
        case .readBack: makeReadBack()
        case .handBack: makeHandBack()
        case .check: nil
        }
    }

    /// An answer was pressed; `false` when it is not taken.
    private func take(_ command: VisitDraft.Command) -> Bool {
        guard !isBusy, hasRested else { return false }
        goOn(with: [command])
        return true
    }

    /// Whether the page has been there long enough that a press is meant for it.
    private var hasRested: Bool {
        options.steadyClock() - pageSince >= options.rest.milliseconds
    }

    /// Stores the commands and the next step, and shows the next page when they are stored.
    ///
    /// `returning`: where the answer on the next page leads.
    private func goOn(
        with commands: [VisitDraft.Command], to step: VisitDraft.Step? = nil,
        returning: VisitDraft.Step? = nil
    ) {
        work { [self] () throws(RecordingRefusal) in
            for command in commands { try await give(command) }
            let next = step ?? returnTo ?? FamilyRoute.next(after: draft.step, in: draft)
            try await go(to: next)
            if let returning { returnTo = returning }
        }
    }

    private func go(to next: VisitDraft.Step) async throws(RecordingRefusal) {
        let left = draft.step
        try await page?.settle()
        try await giveLooked()
        try await give(.goTo(next))
        if next == returnTo {
            returnTo = nil
            if next == .check { return leaveToCheck(changed: left) }
        }
        if next == .check { return leaveToCheck() }
        open()
    }

    func settle() async throws(RecordingRefusal) {
        try await page?.settle()
        try await beneath?.settle()
    }

    private func goBack() {
        if beneath != nil { return carryOn() }
        guard let step = returnTo ?? FamilyRoute.back(from: draft.step, in: draft) else {
            return askToStop()
        }
        work { [self] () throws(RecordingRefusal) in
            // A voice that was started by mistake and has said nothing is not kept.
            if case .bid(let voice, 0) = draft.step, step == .family, isSilent(voice) {
                try await give(.dismiss(voice))
            }
            try await go(to: step)
        }
    }

    private func isSilent(_ id: Voice.ID) -> Bool {
        guard let voice = draft.voice(id), voice.whose != .person else { return false }
        return voice.answers.isEmpty && voice.choice == nil && voice.reasons.isEmpty
    }

    private func leaveToCheck(changed: VisitDraft.Step? = nil) {
        leaveFullScreen()
        navigator?.showCheck(draft, file, changed: changed)
    }

    private func leaveFullScreen() {
        options.voice.hush()
        if options.isFullScreen { navigator?.window?.isFullScreen = false }
    }
}

/// What is stored.
extension FamilyScreen {
    /// Does one thing at a time; what cannot be stored is said on the page, which stays.
    private func work(
        _ body: @escaping @MainActor () async throws(RecordingRefusal) -> Void
    ) {
        guard !isBusy else { return }
        isBusy = true
        Task {
            do throws(RecordingRefusal) {
                try await body()
                self.isBusy = false
            } catch {
                self.isBusy = false
                let words = Sentences.recording(error)
                self.frame.showProblem(words)
                self.page?.showProblem(words)
                self.frame.scrollToAnswers()
            }
        }
    }

    private func give(_ command: VisitDraft.Command) async throws(RecordingRefusal) {
        draft = try await laptop.give(command, to: file.id)
    }

    /// Stores for how long the bid of this page was on the screen.
    private func giveLooked() async throws(RecordingRefusal) {
        guard case .bid(_, let place) = draft.step, draft.order.indices.contains(place) else {
            return
        }
        let now = options.steadyClock()
        guard now > lookedSince else { return }
        try await give(.looked(draft.order[place], now - lookedSince))
        lookedSince = now
    }
}

/// The pages that are not about one bid.
extension FamilyScreen {
    private func makeReasons(_ voice: Voice.ID) -> (any FamilyPage)? {
        ReasonsPage(draft, file, voice: voice).map { page in
            let id = file.id
            return ReasonsScreen(page, rest: options.typingRest) {
                [weak self, laptop] (words) throws(RecordingRefusal) in
                let draft = try await laptop.give(.explain(voice, words), to: id)
                self?.draft = draft
            } onNext: { [weak self] in
                self?.goOn(with: [])
            }
        }
    }

    private func makeTurn() -> any FamilyPage {
        TurnScreen(FamilyTurnPage(draft, file), room: frame.room) { [weak self] in
            self?.frame.adapt()
        } onPress: { [weak self] press in
            guard let self else { return }
            switch press {
            case .hear(let whose): self.hear(whose)
            case .open(let step): self.goOn(with: [], to: step)
            case .remove(let voice): self.askToRemove(voice)
            case .next: self.goOn(with: [])
            }
        }
    }

    private func hear(_ whose: Whose) {
        guard hasRested else { return }
        work { [self] () throws(RecordingRefusal) in
            try await give(.hear(whose))
            guard let voice = draft.others.last else { return }
            try await go(to: .bid(voice.id, 0))
        }
    }

    private func askToRemove(_ voice: Voice.ID) {
        guard let who = draft.voice(voice).map({ Words.speaker($0.whose) }) else { return }
        let back: @MainActor () -> Void = { [weak self] in self?.carryOn() }
        beneath = page
        let title = tr("Remove what {who} said?", ["who": who])
        let line = tr("It will not be kept.")
        show(
            MessageScreen(
                icon: "pict-family", title: title, lines: [line], spoken: title + " " + line,
                hasStop: false,
                ways: [
                    .init(words: tr("Keep it"), icon: nil, isMain: true, onPress: back),
                    .init(words: tr("Remove"), icon: nil, isMain: false) { [weak self] in
                        self?.work { [weak self] () throws(RecordingRefusal) in
                            try await self?.give(.dismiss(voice))
                            self?.beneath = nil
                            self?.open()
                        }
                    },
                ]))
    }

    private func makeReadBack() -> (any FamilyPage)? {
        guard let page = ReadBackPage(draft, file) else { return nil }
        return MessageScreen(
            icon: page.mark?.iconName ?? "pict-talking", title: page.sentence,
            lines: [page.question], linesClass: "f-ask", spoken: page.spoken,
            ways: [
                .init(words: tr("Yes, that is right"), icon: "face-like", isMain: true) {
                    [weak self] in self?.goOn(with: [.confirmReadBack])
                },
                .init(words: tr("Change"), icon: nil, isMain: false) { [weak self] in
                    self?.goOn(with: [], to: .favourite(.person), returning: .readBack)
                },
            ])
    }

    private func makeHandBack() -> any FamilyPage {
        MessageScreen(
            FamilyMessage.done, hasStop: false,
            ways: [
                .init(words: tr("I am the worker"), icon: nil, isMain: true) { [weak self] in
                    self?.options.admit { [weak self] in self?.goOn(with: []) }
                }
            ])
    }
}

/// Stop.
extension FamilyScreen {
    private func askToStop() {
        guard !isBusy, beneath == nil else { return }
        beneath = page
        show(
            MessageScreen(
                FamilyMessage.stop, hasStop: false,
                ways: [
                    .init(words: tr("Carry on"), icon: nil, isMain: true) { [weak self] in
                        self?.carryOn()
                    },
                    .init(words: tr("Stop for today"), icon: nil, isMain: false) { [weak self] in
                        self?.stopForToday()
                    },
                ]))
    }

    /// Back to the page that was there; what was typed on it is still there.
    private func carryOn() {
        guard let page = beneath else { return }
        beneath = nil
        show(page, speaker: FamilyRoute.speaker(of: draft.step))
    }

    /// Leaves when all is stored: the worker takes the laptop.
    private func stopForToday() {
        work { [self] () throws(RecordingRefusal) in
            try await beneath?.settle()
            try await giveLooked()
            show(
                MessageScreen(
                    FamilyMessage.stopped, hasStop: false,
                    ways: [
                        .init(words: tr("I am the worker"), icon: nil, isMain: true) {
                            [weak self] in self?.options.admit { [weak self] in self?.leave() }
                        }
                    ]))
        }
    }

    private func leave() {
        leaveFullScreen()
        navigator?.pop()
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
