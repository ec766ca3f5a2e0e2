internal import Gtk
internal import Presentation

/// A card that can be chosen. Chosen it has a tick, a thick edge and a tint.
///
/// It is a toggle, so that assistive technology hears whether it is chosen; but only an answer
/// that was given makes it so, never the press alone.
final class FamilyCard {
    let button: ToggleButton
    private(set) var isChosen = false

    init(_ button: ToggleButton) { self.button = button }

    /// `name`: what somebody hears who does not see the card.
    convenience init(_ content: Widget, name: String, classes: [String]) {
        let tick = Image(icon: "says-yes-symbolic", size: 32, classes: ["tick"])
        tick.align(across: .end, down: .start)
        let button = ToggleButton(
            child: Overlay(content, over: [tick]), name: name, classes: ["fcard"] + classes)
        button.expandsSideways = true
        self.init(button)
    }

    func onPress(_ handler: @escaping @MainActor () -> Void) {
        button.onClicked { [weak self] in
            // GTK has turned it over; how it stands is for `choose` to say.
            self?.showState()
            handler()
        }
    }

    func choose(_ isChosen: Bool) {
        self.isChosen = isChosen
        showState()
    }

    private func showState() {
        if button.isActive != isChosen { button.isActive = isChosen }
    }
}

/// A big button of family mode.
func familyButton(_ words: String, icon: String? = nil, isMain: Bool) -> Button {
    let label = Label(words)
    label.place(0.5)
    label.wrapAnywhere()
    let picture = icon.map { [Image(icon: $0, size: 44)] } ?? []
    let content = Box(.across, spacing: 16, picture + [label])
    content.align(across: .center, down: .center)
    return Button(child: content, name: words, classes: [isMain ? "fmain" : "fquiet"])
}

/// Buttons of the same size beside each other, or one above the other where it is narrow.
func familyButtons(_ buttons: [Button]) -> Box {
    let row = Box(.across, spacing: 20, classes: ["reflow", "gap-16"], buttons)
    row.isHomogeneous = true
    row.align(across: .center)
    return row
}
