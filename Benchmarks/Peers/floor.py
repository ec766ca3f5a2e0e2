#!/usr/bin/env python3
"""The floor: what C libraries alone need for the work of a sync, without a network, a protocol,
sealing or a journal. Called from Python, whose share is a loop and a call a document.

    floor.py CORPUS ROUNDS

Pull: zlib expands one gzip of all documents, the C JSON parser reads them, SQLite (WAL,
synchronous=FULL) stores them in one transaction. Server: SQLite reads all documents and zlib packs
them at level 6. Save: the commit of one row of 2 KB.
"""
import json
import os
import sqlite3
import sys
import tempfile
import time
import zlib

from measuring import changes, documents, figure, median


def opened(path):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE IF NOT EXISTS document (id TEXT PRIMARY KEY, body TEXT)")
    return database


def packed(rows, level=6):
    text = json.dumps([[id, body] for id, body in rows], separators=(",", ":"))
    return zlib.compress(text.encode(), level)


def apply(database, bytes):
    rows = json.loads(zlib.decompress(bytes))
    database.execute("BEGIN IMMEDIATE")
    database.executemany("INSERT OR REPLACE INTO document VALUES (?, ?)", rows)
    database.execute("COMMIT")


def main():
    corpus, rounds = sys.argv[1], int(sys.argv[2])
    rows = documents(os.path.join(corpus, "documents.jsonl"))
    bytes = packed(rows)
    times, server = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            database = opened(os.path.join(folder, f"{number}.sqlite"))
            start = time.perf_counter()
            apply(database, bytes)
            times.append(time.perf_counter() - start)
            start = time.process_time()
            list(database.execute("SELECT id, body FROM document"))
            server.append(time.process_time() - start)
            if number < rounds - 1:
                database.close()
                os.remove(os.path.join(folder, f"{number}.sqlite"))
        figure("floor-initial-pull", median(times), "s")
        figure("floor-initial-pull-bytes", len(bytes), "B")
        packing = []
        for _ in range(3):
            start = time.process_time()
            packed(rows)
            packing.append(time.process_time() - start)
        figure("floor-initial-pull-server-cpu", median(server) * 1000, "ms")
        figure("floor-initial-pull-packing-cpu", median(packing) * 1000, "ms")
        times, sizes = [], []
        for changed in changes(corpus):
            bytes = packed(changed)
            sizes.append(len(bytes))
            start = time.perf_counter()
            apply(database, bytes)
            times.append(time.perf_counter() - start)
        figure("floor-pull-100", median(times) * 1000, "ms")
        figure("floor-pull-100-bytes", median(sizes), "B")
        database.close()


main()
