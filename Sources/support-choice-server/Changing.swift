internal import ArgumentParser
internal import CouncilServer
internal import Foundation
internal import Procurement

struct Caseload: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give a worker a package, or take it away.", subcommands: [Add.self, Remove.self])

    struct Change: ParsableArguments {
        @OptionGroup var options: DatabaseOptions
        @Option(help: ArgumentHelp("The worker's staff reference.", valueName: "id"))
        var worker: String
        @Option(help: ArgumentHelp("The package, as in CE-2041.", valueName: "reference"))
        var package: String
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a worker a package.")
        @OptionGroup var change: Change

        func run() throws {
            let changed = try change.options.existing().write {
                try CaseloadService.add(
                    SupportPackage.ID(change.package), to: Worker.ID(change.worker), in: $0,
                    now: now())
            }
            Output.text(changed ? "Added." : "The worker has it already. Nothing changed.")
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a package away from a worker.",
            discussion: "The laptop removes its content. What was recorded there is kept.")
        @OptionGroup var change: Change

        func run() throws {
            let changed = try change.options.existing().write {
                try CaseloadService.remove(
                    SupportPackage.ID(change.package), from: Worker.ID(change.worker), in: $0,
                    now: now())
            }
            Output.text(changed ? "Removed." : "The worker does not have it. Nothing changed.")
        }
    }
}

struct PackageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package", abstract: "Change the bids and the shortlist of a package.",
        subcommands: [WithdrawBid.self, NewShortlist.self])

    struct WithdrawBid: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that a provider took its bid back.")
        @OptionGroup var options: DatabaseOptions
        @Argument(help: "The bid, as in CE-2041-2.")
        var bid: String

        func run() throws {
            let changed = try options.existing().write {
                try PackageService.withdraw(Bid.ID(bid), in: $0, now: now())
            }
            Output.text(changed ? "Withdrawn." : "It was withdrawn before. Nothing changed.")
        }
    }

    struct NewShortlist: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "shortlist", abstract: "Agree a new version of the shortlist.",
            discussion: "Without bids the shortlist is empty, and the package is closed.")
        @OptionGroup var options: DatabaseOptions
        @Argument(help: "The package, as in CE-2041.")
        var package: String
        @Argument(help: "The bids, as in CE-2041-1 CE-2041-3.")
        var bids: [String] = []

        func run() throws {
            let today = Day(now(), in: CouncilCommand.timeZone)
            let shortlist = try options.existing().write {
                try PackageService.shortlist(
                    bids.map { Bid.ID($0) }, of: SupportPackage.ID(package), agreed: today,
                    in: $0, now: now())
            }
            Output.text("Shortlist version \(shortlist.version) is agreed.")
        }
    }
}

struct Preferences: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print everything that was recorded, in the order in which it came.",
        discussion: "Every voice is printed by itself. This is content: mind who can see it.")

    @OptionGroup var options: DatabaseOptions

    @Flag(help: "Print as JSON: {\"format\", \"records\": [...]}.")
    var json = false

    func run() throws {
        let report = try options.existing().read { try PreferenceReport(in: $0) }
        if json { try Output.json(report) } else { Output.text(report.text) }
    }
}

extension CouncilCommand {
    /// Days are days in England.
    static var timeZone: TimeZone { TimeZone(identifier: "Europe/London") ?? .gmt }
}
