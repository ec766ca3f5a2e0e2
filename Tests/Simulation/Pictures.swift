internal import Crypto
internal import Foundation

/// The pictures of a simulation, and the chances of what happens to them: these move nothing else.
struct Pictures {
    var dice: Dice
    let isOn: Bool
    /// Every picture that there ever was, by its hash.
    private(set) var bytes: [String: Data] = [:]

    init(seed: UInt64, isOn: Bool) {
        dice = Dice(seed: seed ^ 0x7069_6374_7572_6573)
        self.isOn = isOn
    }

    /// The hashes of a bid's pictures: mostly none, and now and then one that another bid has too.
    mutating func some() -> [String] {
        guard isOn, dice.chance(500) else { return [] }
        let first = one()
        guard dice.chance(250) else { return [first] }
        let second = one()
        return first == second ? [first] : [first, second]
    }

    private mutating func one() -> String {
        if dice.chance(200), let known = dice.pick(bytes.keys.sorted()) { return known }
        let picture = picture(of: dice.chance(800) ? dice.within(1...900) : dice.within(900...4000))
        let name = SHA256.hash(data: picture).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        bytes[name] = picture
        return name
    }

    /// Bytes that nobody can draw. In each stretch of them are the words that no file of a laptop
    /// may hold.
    private mutating func picture(of length: Int) -> Data {
        var points = Data()
        while points.count < length {
            for _ in 0..<20 { points.append(UInt8(dice.below(256))) }
            points.append(contentsOf: World.plantedWords.utf8)
        }
        return points
    }
}
