/// Ways to the pages that only show when something is not as usual.
extension Walk {
    /// W0 with a code that does not work.
    public func setUpWrongly(
        server: String, code: String, passphrase: String
    ) throws(DesktopFailure) {
        try window.waitFor("The council’s address")
        try window.type(server, into: "The council’s address")
        try window.type(code, into: "The code from your team")
        try window.type(passphrase, into: "A new passphrase")
        try window.type(passphrase, into: "The same passphrase again")
        try press(
            "Set up this laptop",
            then: "The code did not work. Check it with your team. Nothing was lost.",
            seconds: 30)
        try met("w0-wrong-code")
    }

    public func stopAndCarryOn() throws(DesktopFailure) {
        try press("Stop", then: "Do you want to stop?")
        try met("stop")
        try press("Carry on", then: Self.ask)
    }

    /// From W7: somebody begins to speak, is stopped, and the check says that there is a problem;
    /// then what they said is removed again.
    public func leaveVoiceUnfinished(_ who: String, count: Int) throws(DesktopFailure) {
        try press("Someone else wants to say something", then: "The family's turn") {
            window.first { $0.name.hasSuffix(" want to say something?") }
        }
        rest(milliseconds: 450)
        try press("Someone else wants to say something", then: who)
        try met("f6-who")
        rest(milliseconds: 450)
        try press(who)
        try waitForProvider(number: 1, who: who)
        try answerProvider(Saying.like, number: 1, count: count, who: who)
        try press("Back")
        try waitForProvider(number: 1, who: who)
        try press("Back", then: "Carry on with \(who)")
        try met("f6-not-finished")
        try readBack()
        try window.waitFor("There is a problem. Choose one answer, or choose not sure.")
        try met("w7-problem")
        try press("Remove: What the family said: \(who)", then: "Remove what was said?")
        try met("w7-remove")
        try press("Remove")
        try window.waitUntilGone("There is a problem. Choose one answer, or choose not sure.")
        try met("w7-check-again")
    }

    public func openVisitWithoutBids(_ title: String) throws(DesktopFailure) {
        let way = try window.wait(for: "The visit “\(title)”") {
            window.first { $0.role.hasSuffix("button") && $0.name.hasPrefix(title + ",") }
        }
        try press(way)
        try window.waitFor("No bids to show yet.")
        try met("w3-no-bids")
    }
}
