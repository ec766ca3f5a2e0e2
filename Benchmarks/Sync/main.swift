internal import ArgumentParser
internal import CWipe

// As in the laptop's program: memory that is given back is overwritten, which costs time.
wipe_memory_that_is_given_back()
await run()

/// Top-level code would choose the synchronous `main`.
func run() async { await BenchSync.main() }
