public import Gtk
public import Presentation
public import Procurement

/// What makes talking with the person work: a picture, what it is, what to do.
public func needCard(_ need: CommunicationNeed) -> Widget {
    let words = twoLines(need.title, need.detail, secondClasses: ["t-small"])
    return Box(.across, spacing: 12, [plate(need.pictogram.iconName, size: 28), words])
}

/// What the person wants, in their words, beside the Care Act outcome.
public func outcomeCard(_ outcome: Outcome) -> Widget {
    let title = Label(outcome.title, classes: ["t-strong"])
    title.expandsSideways = true
    title.align(down: .center)
    let head = Box(.across, spacing: 12, [plate(outcome.pictogram.iconName, size: 36), title])
    let words = [
        Label(Words.quoted(outcome.words), classes: ["quote"]),
        Label(Words.outcome(outcome.domain), classes: ["dim", "t-small"]),
    ]
    for label in [title] + words { label.characters(least: 14, most: 26) }
    return Box(.down, spacing: 8, classes: ["panel", "card-pad"], [head] + words)
}

/// A fact with a picture.
public func factCard(_ words: String, icon: String) -> Widget {
    let label = Label(words, classes: ["t-strong"])
    label.expandsSideways = true
    label.align(down: .center)
    label.characters(least: 14, most: 36)
    return Box(
        .across, spacing: 12, classes: ["panel", "card-pad"], [plate(icon, size: 32), label])
}

/// A bid in the list of W3; pressing it opens the comparison.
public func bidRow(
    _ bid: VisitPage.BidLine, against: String, onOpen: @escaping @MainActor () -> Void
) -> Button {
    let mark = Image(icon: bid.mark.iconName, size: 36)
    mark.align(down: .center)
    let what = twoLines(bid.name, bid.summary)
    let price = twoLines(bid.price, against, classes: ["t-strong-s"])
    price.add(class: "col-price")
    price.expandsSideways = false
    let main = Box(.across, spacing: 16, classes: ["reflow"], [what, price])
    main.expandsSideways = true
    let next = Image(icon: "go-next-symbolic", size: 16, classes: ["dim", "wide-only"])
    let spoken = [bid.name, bid.mark.word, bid.summary, bid.price, against]
    let button = Button(
        child: Box(.across, spacing: 16, [mark, main, next]),
        name: spoken.joined(separator: ", "), classes: ["row"])
    button.onClicked(onOpen)
    return button
}

/// One thing that was recorded.
public func historyRow(_ line: VisitPage.HistoryLine) -> Widget {
    let words = twoLines(line.words, line.more)
    return Box(
        .across, spacing: 16, classes: ["arow"], [plate("pict-talking", size: 28), words])
}

/// Marks the last of a list's rows, which has no line under it.
public func markLast(_ rows: [Widget]) -> [Widget] {
    rows.last?.add(class: "row-last")
    return rows
}
