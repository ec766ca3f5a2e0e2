internal import ArgumentParser

/// Walks through Support Choice on the real programs, as the people it is for do.
struct Journey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journey",
        abstract: "Walk through the real window, and say how it went.",
        discussion: "It needs a display: start it with scripts/with-display.",
        subcommands: [WalkOnce.self, Full.self, Screens.self])
}

Journey.main()
