public import Procurement

/// The order of the pages in family mode: what the draft says, never what the screen remembers.
///
/// Person: each bid, the favourite, why. Then whoever else speaks, the same pages for each. Then
/// the read-back, the worker's return, and the check.
public enum FamilyRoute {
    public static func next(after step: VisitDraft.Step, in draft: VisitDraft) -> VisitDraft.Step {
        switch step {
        case .bid(let voice, let place):
            place + 1 < draft.order.count ? .bid(voice, place + 1) : .favourite(voice)
        case .favourite(let voice):
            saysWhy(voice, in: draft) ? .reasons(voice) : .family
        case .reasons: .family
        case .family: .readBack
        case .readBack: .handBack
        case .handBack, .check: .check
        }
    }

    /// `nil` on the first page, and on the check, where Back leaves the visit.
    public static func back(from step: VisitDraft.Step, in draft: VisitDraft) -> VisitDraft.Step? {
        switch step {
        case .bid(let voice, 0): voice == .person ? nil : .family
        case .bid(let voice, let place): .bid(voice, place - 1)
        case .favourite(let voice): .bid(voice, max(0, draft.order.count - 1))
        case .reasons(let voice): .favourite(voice)
        case .family: saysWhy(.person, in: draft) ? .reasons(.person) : .favourite(.person)
        case .readBack: .family
        case .handBack: .readBack
        case .check: nil
        }
    }

    /// Where a voice that was stopped half way carries on: its first page without an answer.
    public static func firstMissing(of voice: Voice.ID, in draft: VisitDraft) -> VisitDraft.Step {
        for missing in draft.missing {
            switch missing {
            case .answer(voice, let bid):
                return .bid(voice, draft.order.firstIndex(of: bid) ?? 0)
            case .choice(voice): return .favourite(voice)
            case .answer, .choice: continue
            }
        }
        return .favourite(voice)
    }

    /// Whose page it is; `nil` for the pages that belong to nobody.
    public static func speaker(of step: VisitDraft.Step) -> Voice.ID? {
        switch step {
        case .bid(let voice, _), .favourite(let voice), .reasons(let voice): voice
        case .family, .readBack, .handBack, .check: nil
        }
    }

    /// Somebody who wants to think about it is not asked why.
    private static func saysWhy(_ voice: Voice.ID, in draft: VisitDraft) -> Bool {
        switch draft.voice(voice)?.choice {
        case .favourite, .equal, .noneOfThese, nil: true
        case .notToday, .noPreferenceExpressed, .declined: false
        }
    }
}
