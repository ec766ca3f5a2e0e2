public import Presentation
public import Procurement

/// The ways from one page to the next. Screens know these, and not each other.
extension Navigator {
    /// Shows the page that the laptop's door asks for.
    ///
    /// With a passphrase the door opens by itself, as for a demonstration.
    public func openDoor(passphrase: String? = nil) {
        Task { [weak self] in
            guard let self else { return }
            self.show(await self.laptop.door())
            if let passphrase { (self.current as? UnlockScreen)?.unlock(with: passphrase) }
        }
    }

    func show(_ door: Door) {
        switch door {
        case .notSetUp: start(with: EnrolScreen(self))
        case .locked(let tries, let wait):
            start(with: UnlockScreen(self, triesLeft: tries, waitSeconds: wait))
        case .open: showVisits()
        case .damaged: start(with: DamagedScreen(self))
        case .newer: start(with: NewerScreen(self))
        case .inUse: start(with: InUseScreen(self))
        }
    }

    /// Starts anew with My visits.
    public func showVisits() { start(with: VisitsScreen(self)) }

    public func showVisit(_ id: SupportPackage.ID) { push(VisitScreen(self, id)) }

    public func showComparison(_ file: VisitFile) { push(CompareScreen(self, file)) }

    public func showWaiting() {
        guard !(current is WaitingScreen) else { return }
        push(WaitingScreen(self))
    }

    /// W0, third page, for a laptop that the council took off its list.
    public func showEnrolAgain() {
        guard !(current is EnrolAgainScreen) else { return }
        push(EnrolAgainScreen(self))
    }

    /// W8, after a visit was saved: the way on leads back to My visits.
    public func showSaved(_ record: RecordState) {
        start(with: VisitsScreen(self))
        push(SavedScreen(self, record))
    }
}
