internal import ArgumentParser
internal import CouncilServer

struct Enrol: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a one-time code for a worker's laptop.",
        discussion: "The code works once, for 24 hours. It is shown now and never again.")

    @OptionGroup var options: DatabaseOptions

    @Option(help: ArgumentHelp("The worker's staff reference.", valueName: "id"))
    var worker: String

    @Flag(help: "Print {\"code\", \"expires\", \"worker\"} as JSON.")
    var json = false

    func run() throws { Output.reply(try options.open().enrol(worker: worker), json: json) }
}

struct Devices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the laptops, or take one off the list.",
        subcommands: [List.self, Revoke.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the laptops, oldest first.")

        @OptionGroup var options: DatabaseOptions

        @Flag(help: "Print an array of devices as JSON.")
        var json = false

        func run() throws { Output.reply(try options.existing().devices(), json: json) }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a laptop off the list.",
            discussion: """
                It gets nothing more from the council and can bring nothing. What it recorded stays \
                on it, and goes when the worker types a new code ("enrol") there. Without one, \
                "support-choice export" writes it into a file, and "import journal" takes it in.
                """)

        @OptionGroup var options: DatabaseOptions

        @Argument(help: "The device, as the devices command lists it.")
        var id: String

        func run() throws { Output.reply(try options.existing().revoke(device: id)) }
    }
}

struct Restored: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell the laptops that the database was restored from a backup.",
        discussion: """
            Run it once after restoring a backup, before serving. Laptops then fetch everything \
            anew and push everything that they recorded in the last 90 days again; nothing is \
            taken twice.
            """)

    @OptionGroup var options: DatabaseOptions

    func run() throws { Output.reply(try options.existing().restored()) }
}
