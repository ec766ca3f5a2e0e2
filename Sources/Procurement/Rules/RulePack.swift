/// A published set of clocks and duties that a Dynamic Purchasing System runs under.
///
/// Data, not branches: a rule asks the pack for its number. A package keeps the pack that it was
/// published under, whatever the council adopts later. `docs/sources.md` says where each number
/// was read.
public struct RulePack: Hashable, Sendable, Identifiable {
    public let id: ID
    public let title: Phrase
    public let counting: Counting
    /// The last day on which a system can run under it; `nil`: no end is set.
    public let lastDay: Day?
    /// Calendar days that the first requests to participate are given; `nil`: no fixed number.
    public let firstRequests: Int?
    /// Working days within which a request to participate is decided. Where the law says only "a
    /// reasonable period", what the council has published as reasonable.
    public let decision: Int
    /// The same, where a reason of the individual case justifies more; `nil`: no longer one.
    public let extendedDecision: Int?
    /// The least calendar days for a bid.
    public let bidding: Int
    /// Whether fewer days are allowed when every invited provider agrees to the same ones.
    public let biddingByAgreement: Bool
    /// Whether offers may be revised in negotiation.
    public let negotiation: Bool
    /// Working days to answer a call for a renewed declaration.
    public let renewal: Int
    public let standstill: Standstill
    public let awardNotice: AwardNotice
    /// Whether the winner's documents are asked for before the award.
    public let winnersDocuments: Bool
    /// Whether each bidder gets an assessment summary before the award notice.
    public let assessmentSummaries: Bool
    /// Years for which a mandatory and a discretionary ground excludes.
    public let mandatoryExclusion: Int
    public let discretionaryExclusion: Int
    /// Whether a direct award to the person's choice is open.
    public let userChoiceAward: Bool

    public enum ID: String, Codable, Sendable, CaseIterable {
        case pcr2015Reg34, lightTouch, procurementAct2023
    }

    /// How the law counts days.
    public enum Counting: Hashable, Sendable {
        /// England's bank holidays; the day of the event is not counted; periods in days end on a
        /// working day. Source: PCR 2015 reg 2(1), 2(3), 2(4).
        case regulations2015
        /// Bank holidays of any part of the United Kingdom. Source: Procurement Act 2023 s123(1).
        case act2023

        var territory: BankHolidays.Territory {
            switch self {
            case .regulations2015: .england
            case .act2023: .anywhereInTheUnitedKingdom
            }
        }
    }

    /// May be offered for a call under a system; never required.
    public enum Standstill: Hashable, Sendable {
        /// Source: PCR 2015 reg 86(5)(c) (not required), reg 87 (ten days).
        case days(Int)
        /// Beginning with the day on which bidders are told. Source: Procurement Act 2023 s51(2),
        /// (3)(e) and (f) (not required), (5) (never shorter).
        case workingDaysBeginningWithTheNotice(Int)
    }

    public struct AwardNotice: Hashable, Sendable {
        /// Calendar days.
        public let days: Int
        /// Whether a quarter's notices may be published together, counted from its end.
        public let byQuarter: Bool
    }

    public static func pack(_ id: ID) -> RulePack {
        switch id {
        case .pcr2015Reg34: pcr2015Reg34
        case .lightTouch: lightTouch
        case .procurementAct2023: procurementAct2023
        }
    }

    /// A system set up before 24 February 2025, under the rules of the restricted procedure, which
    /// knows clarification and no negotiation.
    ///
    /// Source: PCR 2015 reg 34(5), (9), (11), (12), (16), (17), (25), reg 50(5), reg 57, reg 59(9),
    /// reg 86(5)(c); SI 2024/716 reg 5(4)(b) (the last day).
    static let pcr2015Reg34 = RulePack(
        id: .pcr2015Reg34, title: phrase("Public Contracts Regulations 2015, regulation 34"),
        counting: .regulations2015, lastDay: Day(year: 2029, month: 2, day: 23), firstRequests: 30,
        decision: 10, extendedDecision: 15, bidding: 10, biddingByAgreement: true,
        negotiation: false, renewal: 5, standstill: .days(10),
        awardNotice: AwardNotice(days: 30, byQuarter: true), winnersDocuments: true,
        assessmentSummaries: false, mandatoryExclusion: 5, discretionaryExclusion: 3,
        userChoiceAward: false)

    /// Social services under the light touch: a procedure of the council's own, which it publishes
    /// and keeps to. It takes the clocks of regulation 34 as its own, and may negotiate.
    ///
    /// Source: PCR 2015 regs 74 to 76 (76(1), (3) and (7) free procedure, 76(8)(c) empowerment of
    /// users, 75(3) and (4) notices).
    static let lightTouch = RulePack(
        id: .lightTouch,
        title: phrase("Light touch, Public Contracts Regulations 2015, regs 74 to 76"),
        counting: .regulations2015, lastDay: Day(year: 2029, month: 2, day: 23), firstRequests: nil,
        decision: 10, extendedDecision: 15, bidding: 10, biddingByAgreement: true,
        negotiation: true, renewal: 5, standstill: .days(10),
        awardNotice: AwardNotice(days: 30, byQuarter: true), winnersDocuments: true,
        assessmentSummaries: false, mandatoryExclusion: 5, discretionaryExclusion: 3,
        userChoiceAward: false)

    /// A dynamic market from 24 February 2025.
    ///
    /// Source: Procurement Act 2023 s36(6) (reasonable period), s54(4) (tenders), s20(2)(b)
    /// (flexible procedure), s50(3) (summaries), s51 (standstill), s53(1) (details notice), Sch 5
    /// paras 15 to 17 (user choice), Sch 6 para 44 and Sch 7 (five years).
    static let procurementAct2023 = RulePack(
        id: .procurementAct2023, title: phrase("Procurement Act 2023, dynamic market"),
        counting: .act2023, lastDay: nil, firstRequests: nil, decision: 20, extendedDecision: nil,
        bidding: 10, biddingByAgreement: true, negotiation: true, renewal: 10,
        standstill: .workingDaysBeginningWithTheNotice(8),
        awardNotice: AwardNotice(days: 120, byQuarter: false), winnersDocuments: false,
        assessmentSummaries: true, mandatoryExclusion: 5, discretionaryExclusion: 5,
        userChoiceAward: true)
}

/// The pack's clocks. Each gives the last day; it ends at midnight in England.
///
/// All of them refuse with `Rule.calendarIsKnown` in a year whose bank holidays are not known.
extension RulePack {
    /// The last day to decide a request that was received on a day.
    func decisionEnds(received: Day, isExtended: Bool) throws(RuleRefusal) -> Day {
        let days = isExtended ? extendedDecision ?? decision : decision
        return try known { () throws(OutsideCalendar) in
            try WorkingDays.adding(days, to: received, in: counting.territory)
        }
    }

    func renewalEnds(asked: Day) throws(RuleRefusal) -> Day {
        try known { () throws(OutsideCalendar) in
            try WorkingDays.adding(renewal, to: asked, in: counting.territory)
        }
    }

    /// The last day for the first requests, when the notice of the system was sent on a day;
    /// `nil` where the law names no number.
    func firstRequestsEnd(opened: Day) throws(RuleRefusal) -> Day? {
        guard let firstRequests else { return nil }
        return try period(of: firstRequests, after: opened)
    }

    /// The last day that bidders must be given, when they are invited on a day.
    func biddingEnds(invited: Day) throws(RuleRefusal) -> Day {
        try period(of: bidding, after: invited)
    }

    /// The last day of a standstill, when bidders were told on a day.
    func standstillEnds(told: Day) throws(RuleRefusal) -> Day {
        switch standstill {
        case .days(let days): return try period(of: days, after: told)
        case .workingDaysBeginningWithTheNotice(let days):
            return try known { () throws(OutsideCalendar) in
                try WorkingDays.lastDay(of: days, beginningWith: told, in: counting.territory)
            }
        }
    }

    /// The last day to publish the notice of a contract that was made on a day.
    func noticeEnds(contracted: Day) throws(RuleRefusal) -> Day {
        try period(
            of: awardNotice.days,
            after: awardNotice.byQuarter ? contracted.endOfQuarter : contracted)
    }

    private func period(of days: Int, after day: Day) throws(RuleRefusal) -> Day {
        switch counting {
        case .regulations2015:
            return try known { () throws(OutsideCalendar) in
                try WorkingDays.end(ofDays: days, after: day, in: counting.territory)
            }
        case .act2023: return day.adding(days: days)
        }
    }

    private func known(_ clock: () throws(OutsideCalendar) -> Day) throws(RuleRefusal) -> Day {
        do { return try clock() } catch {
            throw RuleRefusal(
                .calendarIsKnown,
                missing: phrase("the bank holidays of {year}", ["year": .number(error.day.year)]),
                mender: .broker
            )
        }
    }
}

extension RulePack {
    /// What a step needs that comes after the last day of the system.
    var stillRunning: Phrase {
        lastDay.map { phrase("a system that runs after {day}", ["day": $0.words]) }
            ?? phrase("a system that still runs")
    }
}

extension Day {
    /// The last day of the calendar quarter.
    var endOfQuarter: Day {
        let next = (month - 1) / 3 * 3 + 4
        let first =
            next > 12
            ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: next, day: 1)
        guard let first else { preconditionFailure("every quarter has an end") }
        return first.adding(days: -1)
    }
}
