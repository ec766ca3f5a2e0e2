/// The bank holidays that stop the clocks of procurement, Mondays to Fridays only.
///
/// A day of the weekend is never a working day, so the holiday itself is left out when it falls
/// there and only its substitute is listed, as GOV.UK does.
///
/// Source: Banking and Financial Dealings Act 1971, s1 and Sch 1; New Year's Day, the early May
/// holiday, substitutes for Saturdays and special days come from yearly proclamations under
/// s1(2) and (3); GOV.UK, "UK bank holidays". Good Friday and Christmas Day are no bank holidays
/// in England under the Act, but regulation 2(1) of the Public Contracts Regulations 2015 names
/// them beside it. Years not yet proclaimed hold what the usual rule gives: look again each year.
/// `scripts/check-bank-holidays` compares both tables with an independent list.
public enum BankHolidays {
    /// Whose bank holidays count.
    ///
    /// The two laws differ: the 2023 Act skips a bank holiday of any part of the United Kingdom,
    /// so 2 January, St Patrick's Day, 12 July, the Scottish August holiday and St Andrew's Day
    /// stop its clocks in England too.
    public enum Territory: Hashable, Codable, Sendable, CaseIterable {
        /// England and Wales, for a clock of the Public Contracts Regulations 2015 (reg 2(1)).
        case england
        /// Every part of the United Kingdom, for a clock of the Procurement Act 2023 (s123(1)).
        case anywhereInTheUnitedKingdom
    }

    /// The years that the tables know.
    public static let years = 2018...2030

    /// The bank holidays of England and Wales in a year; `nil` outside `years`.
    public static func all(in year: Int) -> Set<Day>? { inEngland[year] }

    /// The bank holidays that count in a territory in a year; `nil` outside `years`.
    public static func all(in year: Int, territory: Territory) -> Set<Day>? {
        switch territory {
        case .england: inEngland[year]
        case .anywhereInTheUnitedKingdom: inTheUnitedKingdom[year]
        }
    }

    private static let inEngland = england.mapValues { Set($0.compactMap { Day($0) }) }

    private static let inTheUnitedKingdom = inEngland.merging(
        scotlandOrNorthernIrelandOnly.mapValues { Set($0.compactMap { Day($0) }) },
        uniquingKeysWith: { $0.union($1) })
}

extension BankHolidays {
    /// New Year's Day, Good Friday, Easter Monday, early May, spring, summer, Christmas, Boxing Day.
    private static let england: [Int: [String]] = [
        2018: [
            "2018-01-01", "2018-03-30", "2018-04-02", "2018-05-07", "2018-05-28", "2018-08-27",
            "2018-12-25", "2018-12-26",
        ],
        2019: [
            "2019-01-01", "2019-04-19", "2019-04-22", "2019-05-06", "2019-05-27", "2019-08-26",
            "2019-12-25", "2019-12-26",
        ],
        // Early May moved from Monday 4 to Friday 8 May, 75 years after VE Day.
        // Boxing Day, a Saturday, had 28 December as its substitute.
        2020: [
            "2020-01-01", "2020-04-10", "2020-04-13", "2020-05-08", "2020-05-25", "2020-08-31",
            "2020-12-25", "2020-12-28",
        ],
        // Christmas and Boxing Day, Saturday and Sunday: 27 and 28 December.
        2021: [
            "2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30",
            "2021-12-27", "2021-12-28",
        ],
        // New Year's Day, a Saturday: 3 January. Spring moved from 30 May to 2 June, beside the
        // Platinum Jubilee on 3 June. State Funeral of Queen Elizabeth II on 19 September.
        // Christmas Day, a Sunday: 27 December.
        2022: [
            "2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03",
            "2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27",
        ],
        // New Year's Day, a Sunday: 2 January. Coronation of King Charles III: 8 May.
        2023: [
            "2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29",
            "2023-08-28", "2023-12-25", "2023-12-26",
        ],
        2024: [
            "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26",
            "2024-12-25", "2024-12-26",
        ],
        2025: [
            "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25",
            "2025-12-25", "2025-12-26",
        ],
        // Boxing Day, a Saturday: 28 December.
        2026: [
            "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31",
            "2026-12-25", "2026-12-28",
        ],
        // Christmas and Boxing Day, Saturday and Sunday: 27 and 28 December.
        2027: [
            "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30",
            "2027-12-27", "2027-12-28",
        ],
        // New Year's Day, a Saturday: 3 January.
        2028: [
            "2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28",
            "2028-12-25", "2028-12-26",
        ],
        2029: [
            "2029-01-01", "2029-03-30", "2029-04-02", "2029-05-07", "2029-05-28", "2029-08-27",
            "2029-12-25", "2029-12-26",
        ],
        2030: [
            "2030-01-01", "2030-04-19", "2030-04-22", "2030-05-06", "2030-05-27", "2030-08-26",
            "2030-12-25", "2030-12-26",
        ],
    ]

    /// 2 January (Scotland), 17 March and 12 July (Northern Ireland), the first Monday of August
    /// and 30 November (Scotland), or their substitutes.
    private static let scotlandOrNorthernIrelandOnly: [Int: [String]] = [
        2018: ["2018-01-02", "2018-03-19", "2018-07-12", "2018-08-06", "2018-11-30"],
        2019: ["2019-01-02", "2019-03-18", "2019-07-12", "2019-08-05", "2019-12-02"],
        2020: ["2020-01-02", "2020-03-17", "2020-07-13", "2020-08-03", "2020-11-30"],
        2021: ["2021-01-04", "2021-03-17", "2021-07-12", "2021-08-02", "2021-11-30"],
        2022: ["2022-01-04", "2022-03-17", "2022-07-12", "2022-08-01", "2022-11-30"],
        2023: ["2023-01-03", "2023-03-17", "2023-07-12", "2023-08-07", "2023-11-30"],
        2024: ["2024-01-02", "2024-03-18", "2024-07-12", "2024-08-05", "2024-12-02"],
        2025: ["2025-01-02", "2025-03-17", "2025-07-14", "2025-08-04", "2025-12-01"],
        // 15 June, Scotland: the men's football World Cup, proclaimed on 4 February 2026.
        2026: [
            "2026-01-02", "2026-03-17", "2026-06-15", "2026-07-13", "2026-08-03", "2026-11-30",
        ],
        2027: ["2027-01-04", "2027-03-17", "2027-07-12", "2027-08-02", "2027-11-30"],
        2028: ["2028-01-04", "2028-03-17", "2028-07-12", "2028-08-07", "2028-11-30"],
        2029: ["2029-01-02", "2029-03-19", "2029-07-12", "2029-08-06", "2029-11-30"],
        2030: ["2030-01-02", "2030-03-18", "2030-07-12", "2030-08-05", "2030-12-02"],
    ]
}
