internal import Gtk
internal import Presentation
internal import Procurement

/// Stores what is typed into a field: when the typing rests, and at once before a page is left.
///
/// What was typed last is stored even when the page is gone by then.
final class TypedWords {
    enum State {
        /// As on the disk; not stored yet; being stored. Each with how much room there is, when
        /// that must be said.
        case same(room: String?), typing(room: String?), storing(room: String?)
        /// These words are on the disk.
        case kept(String)
        case problem(String)
    }

    private let field: TextView
    private let store: @MainActor (String) async throws(RecordingRefusal) -> Void
    private let rest: Duration
    private var stored: String
    private var resting: Task<Void, Never>?
    private var writing: Task<RecordingRefusal?, Never>?
    var onState: (State) -> Void = { _ in }

    /// `words` is what is stored already, `rest` how long the typing must rest.
    init(
        _ field: TextView, words: String, rest: Duration,
        store: @escaping @MainActor (String) async throws(RecordingRefusal) -> Void
    ) {
        self.field = field
        self.store = store
        self.rest = rest
        field.text = words
        // As the field gives it back: what nobody touched is not stored anew.
        stored = field.text
        field.onChanged { [weak self] in self?.changed() }
    }

    private func changed() {
        resting?.cancel()
        field.breakWhereNeeded()
        let room = showRoom()
        guard field.text != stored else { return onState(.same(room: room)) }
        onState(.typing(room: room))
        // Holds this object: the words are stored even when nobody else knows them any more.
        resting = Task { [self] in
            guard (try? await Task.sleep(for: rest)) != nil else { return }
            try? await settle()
        }
    }

    /// How much room there is, when that must be said; a screen reader says it after the name of
    /// the field.
    @discardableResult func showRoom() -> String? {
        let room = Sentences.room(beside: field.text)
        field.describe(room ?? "")
        return room
    }

    /// Stores what is not stored yet.
    func settle() async throws(RecordingRefusal) {
        resting?.cancel()
        resting = nil
        // One write after another: an older text must never come behind a newer one.
        while let running = writing { _ = await running.value }
        let words = field.text
        guard words != stored else { return }
        onState(.storing(room: Sentences.room(beside: words)))
        let write = Task { [store] () -> RecordingRefusal? in
            do throws(RecordingRefusal) {
                try await store(words)
                return nil
            } catch { return error }
        }
        writing = write
        let refusal = await write.value
        writing = nil
        if let refusal {
            onState(.problem(Sentences.recording(refusal)))
            throw refusal
        }
        stored = words
        onState(.kept(words))
    }
}
