#!/usr/bin/env python3
"""Anki's own sync server and client (PyPI `anki`, Rust inside), with the same packages as notes.

    anki_sync.py CORPUS ROUNDS

Each package is a note with its JSON in one field. Initial pull: a new collection takes the whole
database over. Pull of 100 changes: another collection amended 100 notes and has synced. Both ends
keep SQLite files as Anki comes. Documents are not sealed, and nothing is signed.
"""
import os
import subprocess
import sys
import tempfile
import time

from anki.collection import Collection

from measuring import Proxy, changes, cpu, documents, figure, free_port, median, wait_for


def start(folder, port):
    environment = dict(os.environ, SYNC_USER1="bench:bench", SYNC_BASE=folder,
                       SYNC_HOST="127.0.0.1", SYNC_PORT=str(port), RUST_LOG="error")
    process = subprocess.Popen([sys.executable, "-m", "anki.syncserver"], env=environment,
                               stdout=subprocess.DEVNULL)
    wait_for(port)
    return process


def add(collection, rows):
    kind = collection.models.by_name("Basic")
    deck = collection.decks.id("Default")
    notes = {}
    for name, body in rows:
        note = collection.new_note(kind)
        note.fields = [name, body]
        collection.add_note(note, deck)
        notes[name] = note.id
    return notes


class Laptop:
    def __init__(self, path, port):
        self.collection = Collection(path)
        self.auth = self.collection.sync_login("bench", "bench", f"http://127.0.0.1:{port}/")

    def full(self, upload):
        self.collection.close_for_full_sync()
        self.collection.full_upload_or_download(auth=self.auth, server_usn=None, upload=upload)
        self.collection.reopen(after_full_sync=True)

    def sync(self):
        return self.collection.sync_collection(self.auth, False)

    def count(self):
        return self.collection.note_count()


def main():
    corpus, rounds = sys.argv[1], int(sys.argv[2])
    rows = documents(os.path.join(corpus, "documents.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = start(os.path.join(folder, "server"), port)
        proxy = Proxy(port)
        try:
            author = Laptop(os.path.join(folder, "author.anki2"), port)
            notes = add(author.collection, rows)
            author.full(upload=True)
            times, processor = [], []
            for number in range(rounds + 2):
                laptop = Laptop(os.path.join(folder, f"{number}.anki2"), port)
                before = cpu([server.pid])
                start_time = time.perf_counter()
                laptop.sync()
                laptop.full(upload=False)
                times.append(time.perf_counter() - start_time)
                processor.append(cpu([server.pid]) - before)
                assert laptop.count() == len(rows)
                laptop.collection.close()
            figure("anki-initial-pull", median(times[2:]), "s")
            figure("anki-initial-pull-server-cpu", median(processor[2:]) * 1000, "ms")

            near = Laptop(os.path.join(folder, "near.anki2"), port)
            near.full(upload=False)
            far = Laptop(os.path.join(folder, "far.anki2"), proxy.port)
            proxy.count()
            far.sync()
            far.full(upload=False)
            figure("anki-initial-pull-bytes", proxy.count(), "B")
            times, idle, sizes, idle_sizes = [], [], [], []
            for number, changed in enumerate(changes(corpus)):
                if number == rounds + 2:
                    break
                edited = []
                for name, body in changed:
                    note = author.collection.get_note(notes[name])
                    note.fields[1] = body
                    edited.append(note)
                author.collection.update_notes(edited)
                author.sync()
                start_time = time.perf_counter()
                near.sync()
                times.append(time.perf_counter() - start_time)
                start_time = time.perf_counter()
                near.sync()
                idle.append(time.perf_counter() - start_time)
                proxy.count()
                far.sync()
                sizes.append(proxy.count())
                far.sync()
                idle_sizes.append(proxy.count())
            figure("anki-pull-100", median(times[2:]) * 1000, "ms")
            figure("anki-pull-100-bytes", median(sizes), "B")
            figure("anki-idle", median(idle[2:]) * 1000, "ms")
            figure("anki-idle-bytes", median(idle_sizes), "B")
        finally:
            proxy.close()
            server.terminate()
            server.wait()


main()
