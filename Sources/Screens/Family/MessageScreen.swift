internal import Gtk
internal import Presentation

/// A page that says one thing: the read-back, Stop, the way back to the worker.
final class MessageScreen: FamilyPage {
    let content: Widget
    let heading: Widget
    let spoken: String
    let hasBack: Bool
    let hasStop: Bool

    /// A button below the words.
    struct Way {
        let words: String
        let icon: String?
        let isMain: Bool
        let onPress: @MainActor () -> Void
    }

    init(
        icon: String, title: String, lines: [String], linesClass: String = "f-body", spoken: String,
        hasBack: Bool = true,
        hasStop: Bool = true, ways: [Way]
    ) {
        let ui = Builder(resource: "ui/family-message.ui")
        content = ui.object("content")
        let picture: Image = ui.object("picture")
        let words: Label = ui.object("title")
        let more: Label = ui.object("lines")
        let buttons: Box = ui.object("buttons")
        heading = words
        self.spoken = spoken
        self.hasBack = hasBack
        self.hasStop = hasStop
        picture.icon = icon
        words.text = title
        more.text = lines.joined(separator: " ")
        more.swap(class: "f-body", for: linesClass)
        more.isVisible = !lines.isEmpty
        let row = ways.map { way in
            let button = familyButton(way.words, icon: way.icon, isMain: way.isMain)
            button.onClicked(way.onPress)
            return button
        }
        buttons.append(familyButtons(row))
    }

    convenience init(_ message: FamilyMessage, hasStop: Bool, ways: [Way]) {
        self.init(
            icon: message.iconName, title: message.title, lines: message.lines,
            spoken: message.spoken, hasStop: hasStop, ways: ways)
    }
}
