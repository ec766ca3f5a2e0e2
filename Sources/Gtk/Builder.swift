internal import CAdwaita

/// The objects of one `.ui` file.
public final class Builder: Object {
    override class var type: GType { gtk_builder_get_type() }

    /// The place of all our resources.
    public static let prefix = "/uk/gov/cheshireeast/SupportChoice/"

    private let name: String

    /// - Parameter resource: below the prefix, as in `ui/visits.ui`. A missing or faulty file is
    ///   our own mistake, and GTK stops the program with the line.
    public init(resource: String) {
        name = resource
        super.init(adopting: Self.made(gtk_builder_new_from_resource(Self.prefix + resource)))
    }

    required init(retaining raw: UnsafeMutableRawPointer) {
        name = ""
        super.init(retaining: raw)
    }

    /// The object with this id. A missing id, or one of another kind, is our own mistake.
    public func object<Kind: Object>(_ id: String, as kind: Kind.Type = Kind.self) -> Kind {
        guard let object = gtk_builder_get_object(opaque, id) else {
            preconditionFailure("\(name) has no object with the id \(id)")
        }
        let instance = UnsafeMutableRawPointer(object)
        guard
            g_type_check_instance_is_a(
                instance.assumingMemoryBound(to: GTypeInstance.self), kind.type) != 0
        else { preconditionFailure("\(id) in \(name) is not a \(kind)") }
        return Kind(retaining: instance)
    }
}
