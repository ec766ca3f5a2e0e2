import Presentation
import Procurement
import Testing

struct PagesTests {
    private let present = Samples.present

    @Test func theStateOfAVisitSaysWhatComesNext() throws {
        let file = Samples.file()
        #expect(VisitState(Samples.file(opened: false), in: present) == .new)
        #expect(VisitState(file, in: present) == .ready)
        #expect(VisitState(Samples.file(due: "2026-11-29"), in: present) == .late)
        #expect(VisitState(Samples.file(bids: 0), in: present) == .noBids)
        #expect(VisitState(Samples.file(arrived: 2), in: present) == .incomplete)
        let draft = try Samples.draft(file)
        #expect(VisitState(Samples.file(draft: draft), in: present) == .half)
        #expect(
            VisitState(Samples.file(shortlistVersion: 2, draft: draft), in: present) == .changed)
        let waiting = try Samples.record(file, received: false)
        #expect(VisitState(Samples.file(records: [waiting]), in: present) == .waiting)
        let sent = try Samples.record(file, received: true, effect: .applied)
        #expect(VisitState(Samples.file(records: [sent]), in: present) == .sent)
        #expect(
            VisitState(Samples.file(shortlistVersion: 2, records: [sent]), in: present) == .changed)
    }

    @Test func lateVisitsComeFirstAndDoneOnesLast() throws {
        let done = Samples.file("CE-4")
        let files = [
            Samples.file("CE-1", due: "2026-12-10"), Samples.file("CE-2", due: "2026-11-27"),
            Samples.file("CE-3", due: "2026-11-30", time: ClockTime(hour: 14, minute: 0)),
            Samples.file("CE-4", records: [try Samples.record(done, received: true)]),
        ]
        let page = VisitsPage(files, in: present)
        #expect(page.next?.id == "CE-3")
        #expect(page.nextWords == "Next visit: today at 2 o’clock")
        #expect(page.rows.map(\.id) == ["CE-2", "CE-1", "CE-4"])
        #expect(page.counts == [.all: 4, .toDo: 3, .done: 1])
        #expect(VisitsPage(files, filter: .done, in: present).rows.map(\.id) == ["CE-4"])
        #expect(VisitsPage(files, filter: .done, in: present).next == nil)
    }

    @Test func searchFindsPlaceNeedAndNumber() {
        let files = [Samples.file("CE-1"), Samples.file("CE-2")]
        func found(_ words: String) -> [SupportPackage.ID] {
            VisitsPage(files, search: words, in: present).rows.map(\.id)
        }
        #expect(found("ce-2") == ["CE-2"])
        #expect(found("makaton north").count == 2)
        #expect(found("submarine").isEmpty)
        #expect(VisitsPage(files, search: "ce-2", in: present).next == nil)
    }

    @Test func theFamilyPagesShowNoPriceAndNothingChosen() throws {
        let file = Samples.file()
        let draft = try Samples.draft(file, done: false)
        for place in 0..<3 {
            let page = try #require(ProviderPage(draft, file, voice: .person, place: place))
            #expect(page.answer == nil)
            #expect(!page.spoken.contains("£"))
            #expect(page.mark == file.mark(of: page.bid))
        }
        #expect(ProviderPage(draft, file, voice: .person, place: 3) == nil)
        #expect(try #require(BestPage(draft, file, voice: .person)).choice == nil)
    }

    @Test func theFirstPictureThatArrivedAndCanBeDrawnIsShownAndReadAloud() throws {
        let pictures = (1...4).map { number in
            Picture(
                sha256: Picture.ID(String(repeating: "\(number)", count: 64)), bytes: 10,
                type: number == 1 ? .init(rawValue: "image/new") : .png,
                words: "A door with the number \(number).")
        }
        let arrived = Set(pictures.map(\.sha256)).subtracting([pictures[1].sha256])
        let file = Samples.file(showing: pictures, pictures: arrived)
        let draft = try Samples.draft(file, done: false)
        let page = try #require(ProviderPage(draft, file, voice: .person, place: 0))
        #expect(page.picture == pictures[2])
        #expect(page.spoken.contains("A picture: A door with the number 3."))
    }

    @Test func checkingShowsEachVoiceApartAndWhatIsMissing() throws {
        let file = Samples.file()
        var draft = try Samples.draft(file)
        #expect(CheckPage(draft, file).problem == nil)
        for event in try draft.decide(.hear(.family(.mother))) { draft.evolve(event) }
        let page = CheckPage(draft, file)
        #expect(page.sections.map(\.isPerson) == [true, false])
        #expect(page.sections[0].rows.allSatisfy { $0.toDo == nil })
        #expect(page.sections[1].rows.filter { $0.toDo != nil }.count == 4)
        #expect(page.problem == "There is a problem. Choose one answer, or choose not sure.")
    }

    @Test func aTextThatIsTooLongSaysHowMuchMustGo() throws {
        let file = Samples.file()
        var draft = try Samples.draft(file)
        let long = String(repeating: "a", count: RecordRoom.text + 12)
        for event in try draft.decide(.explain(.person, long)) { draft.evolve(event) }
        let page = CheckPage(draft, file)
        #expect(
            page.problem
                == "There is a problem. A text is too long to be saved. Make it shorter.")
        let rows = page.sections[0].rows.filter { $0.toDo != nil }
        #expect(rows.map(\.toDo) == ["Too long to be saved: take out 12 letters."])
        #expect(rows.map(\.change) == [.reasons(.person)])
    }

    @Test func changeLeadsToThePageOfThatAnswer() throws {
        let file = Samples.file()
        let draft = try Samples.draft(file)
        let rows = CheckPage(draft, file).sections[0].rows
        for (place, bid) in draft.order.enumerated() {
            let row = try #require(rows.first { $0.label == file.name(of: bid) })
            #expect(row.change == .bid(.person, place))
        }
        #expect(rows[0].change == .favourite(.person))
    }

    @Test func sentIsSaidOnlyWithAReceipt() throws {
        let file = Samples.file()
        let waiting = SendingState(
            records: [try Samples.record(file, received: false)], link: .online,
            lastReached: present.now)
        let page = SendingPage(waiting, in: present)
        #expect(page.title == "1 thing is waiting to be sent")
        #expect(page.rows[0].reached == "Not sent yet")
        let sent = SendingState(
            records: [try Samples.record(file, received: true, effect: .applied)], link: .offline,
            lastReached: present.now)
        #expect(SendingPage(sent, in: present).title == "All sent")
        #expect(SendingPage(sent, in: present).strip?.hasPrefix("You are offline") == true)
        #expect(SendingPage(sent, in: present).rows[0].answer == "Counted")
    }

    @Test func aBidThatWasWithdrawnStillHasWords() throws {
        let file = Samples.file()
        let record = try Samples.record(
            file, received: true, effect: .recordedWithoutEffect(.bidWithdrawn))
        let page = VisitPage(Samples.file(bids: 0, records: [record]), in: present)
        #expect(page.history[0].words.hasSuffix("The person likes A bid that was withdrawn best"))
        #expect(page.action == .nothingToShow)
    }
}
