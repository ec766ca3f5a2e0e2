internal import ArgumentParser

await run()

/// Top-level code would choose the synchronous `main`.
func run() async { await BenchSync.main() }
