internal import Foundation
internal import Glibc

/// Who runs this program: the actor of what is done on the command line.
enum OperatingSystemUser {
    /// "anna"; "root, sudo by anna" where sudo says who it was; "user 1000" without a name.
    static let current: String = {
        let own = name(of: getuid())
        guard let sudoer = ProcessInfo.processInfo.environment["SUDO_USER"], getuid() == 0,
            CaseloadService.isName(sudoer), sudoer != own
        else { return own }
        return "\(own), sudo by \(sudoer)"
    }()

    private static func name(of id: uid_t) -> String {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var space = [CChar](repeating: 0, count: 16 * 1024)
        return space.withUnsafeMutableBufferPointer { space in
            guard let start = space.baseAddress,
                getpwuid_r(id, &entry, start, space.count, &found) == 0, found != nil,
                let name = entry.pw_name
            else { return "user \(id)" }
            return String(cString: name)
        }
    }
}
