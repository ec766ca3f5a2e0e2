internal import CouncilServer
internal import Foundation
internal import Procurement
internal import Replica

/// Writing, and dying while writing.
extension World {
    enum Written<Value> {
        case done(Value)
        /// The program died in it. Whether it is on the disk is the disk's to say.
        case killed
    }

    /// What a write is about to change of what the simulator knows to be there.
    enum Change {
        case begins(String, String)
        case answers
        /// The package of the draft that goes, and the key.
        case saves(String?, String, () -> Fact?)
        case forgets
        case applies
    }

    /// One transaction on a laptop, in which the program may be killed.
    func write<Value>(
        on laptop: SimulatedLaptop, _ change: Change,
        _ body: (ReplicaTransaction) throws -> Value
    ) throws -> Written<Value> {
        figures.operations += 1
        let isKilled = happens(.killedInWrite)
        let before = isKilled ? laptop.image() : nil
        let value = try laptop.replica.write(body)
        guard let before else { return .done(value) }
        try kill(laptop, dice.below(4), before)
        try reconcile(laptop, change)
        return .killed
    }

    /// Kills a program at one of four places of the write that was just done.
    private func kill(_ laptop: SimulatedLaptop, _ place: Int, _ before: DiskImage) throws {
        var after = place == 1 || place == 2 ? laptop.image() : nil
        switch place {
        case 0:
            note("laptop \(laptop.number) is killed before a write")
            after = before
        case 1 where after?.isSame(SimulatedLaptop.database[0], as: before) == true:
            note("laptop \(laptop.number) is killed in a write of the log")
            after?.tear(SimulatedLaptop.database[1], from: before, using: &dice)
            after?.keep(SimulatedLaptop.copy, of: before)
            after?.keepPictures(of: before)
        case 2:
            note("laptop \(laptop.number) is killed in a write of the journal's copy")
            after?.tear(SimulatedLaptop.copy, from: before, using: &dice)
            after?.keepPictures(of: before)
        default:
            note("laptop \(laptop.number) is killed after a write")
            after = nil
        }
        try laptop.restart(on: after)
    }

    /// After a kill the whole write is there, or nothing of it.
    private func reconcile(_ laptop: SimulatedLaptop, _ change: Change) throws {
        let there = try laptop.inspector.rows("SELECT key FROM journal ORDER BY mid").map {
            $0[0] as String
        }
        let drafts = Set(
            try laptop.inspector.rows("SELECT package FROM draft").map { $0[0] as String })
        switch change {
        case .begins(let package, let key):
            if drafts.contains(package) { laptop.book.drafts[package] = key }
        case .saves(let package, let key, let fact):
            let known = laptop.book.journal.dropFirst(laptop.book.pruned).map(\.key)
            guard there == known + [key], let fact = fact() else { break }
            acknowledge(fact, on: laptop, draft: package)
        case .answers, .forgets, .applies: break
        }
        try check(laptop)
    }

    func laptopFaults() throws {
        if happens(.laptopKilled), let laptop = dice.pick(laptops) {
            let isLocked = dice.chance(300)
            note("laptop \(laptop.number) is \(isLocked ? "locked and unlocked" : "killed")")
            if isLocked { try laptop.replica.close() }
            try laptop.restart()
            try lookForPlaintext(laptop)
            try check(laptop)
        }
        if happens(.laptopUpgraded), let laptop = dice.pick(laptops) {
            try upgrade(laptop)
        }
        if happens(.clockJump), let laptop = dice.pick(laptops) {
            let days = clockDice.within(-400...400)
            if !honestClocks { laptop.skew = Int64(days) * 86_400_000 }
            note("laptop \(laptop.number)'s clock jumps")
        }
        if happens(.deviceRevoked) { try revokeOne() }
        // What a lost bid means for its pictures is not what is looked at.
        if !scenario.hasPictures, happens(.documentLost), let laptop = dice.pick(laptops) {
            try loseDocument(laptop)
        }
        if happens(.fileDamaged), let laptop = dice.pick(laptops) { try damage(laptop) }
        if let laptop = dice.pick(laptops), !devices.isListed(laptop.identity.device),
            dice.chance(isQuiet ? 1000 : 150)
        {
            try enrolAgain(laptop)
        }
        try diskFaults()
    }

    /// The laptop's file is of the version before; the new program is killed while it brings it up
    /// to date, and starts again.
    private func upgrade(_ laptop: SimulatedLaptop) throws {
        let replica = try laptop.replica
        replica.close()
        let isOld = try OldSchema.turnBack(laptop.folder.path(of: .replica))
        // A program that knew no pictures had no files of them.
        if isOld { DiskImage.remove(laptop.folder.path + "/pictures") }
        let before = laptop.image()
        try laptop.restart(on: before)
        var after = laptop.image()
        if isOld, after.isSame(SimulatedLaptop.database[0], as: before) {
            after.tear(SimulatedLaptop.database[1], from: before, using: &dice)
            try laptop.restart(on: after)
        }
        note("laptop \(laptop.number) gets another version of the program")
        try check(laptop)
    }

    private func diskFaults() throws {
        if happens(.diskCloned), laptops.count < Self.mostLaptops, let laptop = dice.pick(laptops) {
            let clone = try SimulatedLaptop(
                number: laptops.count, in: base, identity: laptop.identity,
                dataKey: laptop.dataKey, image: laptop.image())
            clone.book = laptop.book
            clone.book.documents = [:]
            clone.parcels = laptop.parcels
            clone.skew = laptop.skew
            clone.tokenUntil = laptop.tokenUntil
            laptops.append(clone)
            note("laptop \(clone.number) is a copy of laptop \(laptop.number)'s disk")
            try check(clone)
        }
        if scenario.rate(.diskRestored) > 0, dice.chance(30), let laptop = dice.pick(laptops) {
            laptop.earlier = (laptop.image(), laptop.identity, laptop.book)
        }
        if happens(.diskRestored), let laptop = laptops.first(where: { $0.earlier != nil }),
            let earlier = laptop.earlier
        {
            goneWithADisk.formUnion(
                Set(laptop.book.journal.map(\.id)).subtracting(earlier.book.journal.map(\.id)))
            laptop.book = earlier.book
            laptop.earlier = nil
            note("laptop \(laptop.number)'s disk is put back to an earlier state")
            laptop.identity = earlier.identity
            try laptop.restart(on: earlier.image)
            try check(laptop)
        }
    }
}

// MARK: - The council's machine

/// What the council's disk held at the beginning of a day.
struct Backup {
    let image: DiskImage
    let state: SimulatedCouncil.State
    let model: Model
    let devices: Devices
    let day: Int64
}

extension World {
    func faultsOfTheStep() throws {
        try councilFaults()
        try laptopFaults()
        if happens(.councilUpgraded) {
            let readsNewKinds = model.readsNewKinds || dice.chance(500)
            try council.upgrade(readsNewKinds: readsNewKinds, at: now)
            model.upgrade(readsNewKinds: readsNewKinds)
            note("the council gets another version of the program")
            try checkCouncil()
        }
        if happens(.councilRestored) { try restoreCouncil() }
    }

    /// What the council does every night.
    func tidyCouncil() throws {
        let day = now.milliseconds / 86_400_000
        guard tidied != day else { return }
        tidied = day
        figures.happened[.leavePruned, default: 0] += try council.tidy(at: now)
        model.upgrade(readsNewKinds: model.readsNewKinds)
        try checkCouncil()
    }

    func backUp() throws {
        guard scenario.rate(.councilRestored) > 0 else { return }
        let day = now.milliseconds / 86_400_000
        guard backup?.day != day else { return }
        let state = try council.state()
        let unchanged = backup.flatMap { $0.state == state ? $0.image : nil }
        backup = Backup(
            image: unchanged ?? council.image(), state: state, model: model, devices: devices,
            day: day)
    }

    private func restoreCouncil() throws {
        guard let backup else { return }
        try council.restart(on: backup.image)
        let (readsNewKinds, published) = (model.readsNewKinds, model.packages)
        model = backup.model
        // The program stays what it is; what it held then it tries again when it next starts.
        model.readsNewKinds = readsNewKinds
        restored += 1
        devices = backup.devices
        let epoch = "epoch-\(dice.below(1_000_000))"
        try council.store.write { try $0.changeEpoch(to: epoch) }
        note("the council is restored from its last backup")
        for (id, package) in published.sorted(by: { $0.key < $1.key })
        where model.packages[id] == nil && dice.chance(700) {
            try publishAgain(package)
        }
        try checkCouncil()
    }
}
