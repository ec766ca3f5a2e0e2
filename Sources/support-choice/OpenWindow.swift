internal import Presentation
internal import Screens

/// Opens the window on a laptop and runs until it is closed.
///
/// Nothing slow belongs before it: the first picture is painted as soon as it is called.
///
/// - Returns: the status for the shell.
func openWindow(laptop: any LaptopPort, options: WindowOptions = WindowOptions()) -> Int32 {
    if let folder = options.translations { bindTranslations(folder: folder) }
    return SupportChoiceApp(laptop: laptop, options: options).run()
}
