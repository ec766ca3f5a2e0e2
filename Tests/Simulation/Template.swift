internal import CouncilServer
internal import Replica

/// The files of a laptop and of a council that hold nothing yet, made once by the product itself:
/// the migrations of an empty database are the same in every simulation.
enum Template {
    static let laptop = Result<DiskImage, any Error> {
        let place = try Workplace("laptop")
        defer { place.remove() }
        let folder = ProfileFolder(place.path + "/template")
        let replica = try Replica.make(in: folder, key: DataKey())
        replica.close()
        return DiskImage(of: folder.path, SimulatedLaptop.files)
    }

    static let council = Result<DiskImage, any Error> {
        let place = try Workplace("council")
        defer { place.remove() }
        _ = try SimulatedCouncil.open(place.path, epoch: SimulatedCouncil.firstEpoch)
        return DiskImage(of: place.path, SimulatedCouncil.files)
    }
}
