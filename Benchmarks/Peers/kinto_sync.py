#!/usr/bin/env python3
"""Kinto's server (PyPI `kinto`) on PostgreSQL, with the same packages as records.

    kinto_sync.py CORPUS ROUNDS [FOLDER OF POSTGRESQL'S PROGRAMS]

The client is what a careful program would do: one kept connection, `_since` with the timestamp that
it has, `If-None-Match`, the C JSON parser, SQLite (WAL, synchronous=FULL) in one transaction.
PostgreSQL keeps its durable defaults. Without its programs Kinto keeps its records in memory, and
that is said. Its server's CPU time includes PostgreSQL's.
"""
import base64
import http.client
import json
import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from measuring import Proxy, changes, cpu, documents, figure, free_port, median, wait_for

RECORDS = "/v1/buckets/bench/collections/packages/records"
HEADERS = {"Authorization": "Basic " + base64.b64encode(b"bench:bench").decode(),
           "Content-Type": "application/json"}


class PostgreSQL:
    def __init__(self, programs, folder):
        self.port = free_port()
        self.programs = programs
        # It refuses to run as root.
        self.user = "postgres" if os.getuid() == 0 else None
        self.data = os.path.join(folder, "postgresql")
        os.mkdir(self.data)
        if self.user:
            os.chmod(folder, 0o711)
            os.chown(self.data, pwd.getpwnam(self.user).pw_uid, -1)
        self.run("initdb", "-D", self.data, "-U", "bench", "--auth=trust", "--encoding=UTF8",
                 "--no-locale")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self.run("pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.data, "log"),
                 "-o", options, "start")
        self.url = f"postgresql://bench@127.0.0.1:{self.port}/postgres"

    def run(self, program, *arguments):
        subprocess.run([os.path.join(self.programs, program), *arguments], check=True,
                       stdout=subprocess.DEVNULL, user=self.user, cwd="/")

    def processes(self):
        with open(os.path.join(self.data, "postmaster.pid")) as file:
            parent = file.readline().strip()
        found = [int(parent)]
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{process}/stat") as file:
                    if file.read().rsplit(")", 1)[1].split()[1] == parent:
                        found.append(int(process))
            except OSError:
                pass
        return found

    def stop(self):
        self.run("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")


def configuration(port, database):
    kind = "postgresql" if database else "memory"
    lines = [
        "[app:main]", "use = egg:kinto", "kinto.userid_hmac_secret = bench",
        f"kinto.storage_backend = kinto.core.storage.{kind}",
        f"kinto.permission_backend = kinto.core.permission.{kind}",
        "kinto.cache_backend = kinto.core.cache.memory",
        "kinto.bucket_create_principals = system.Authenticated",
        "kinto.batch_max_requests = 500", "kinto.storage_max_fetch_size = 20000",
        "multiauth.policies = basicauth",
        "multiauth.policy.basicauth.use = kinto.core.authentication.BasicAuthAuthenticationPolicy",
        "[server:main]", "use = egg:waitress#main", "host = 127.0.0.1", f"port = {port}"]
    if database:
        lines[3:3] = [f"kinto.storage_url = {database.url}",
                      f"kinto.permission_url = {database.url}"]
    return "\n".join(lines) + "\n"


class Client:
    def __init__(self, port, path=None):
        self.http = http.client.HTTPConnection("127.0.0.1", port)
        self.since = None
        if path:
            self.database = sqlite3.connect(path, isolation_level=None)
            self.database.execute("PRAGMA journal_mode = WAL")
            self.database.execute("PRAGMA synchronous = FULL")
            self.database.execute("CREATE TABLE document (id TEXT PRIMARY KEY, body TEXT)")

    def ask(self, method, path, body=None, headers={}):
        self.http.request(method, path, json.dumps(body) if body is not None else None,
                          {**HEADERS, **headers})
        answer = self.http.getresponse()
        data = answer.read()
        if answer.status >= 400:
            raise SystemExit(f"Kinto answered {answer.status}.")
        return answer, data

    def put(self, rows):
        for start in range(0, len(rows), 500):
            self.ask("POST", "/v1/batch", {"requests": [
                {"method": "PUT", "path": f"{RECORDS}/{name}", "body": {"data": json.loads(body)}}
                for name, body in rows[start:start + 500]]})

    def pull(self):
        path, headers = RECORDS + "?_sort=last_modified", {}
        if self.since:
            path += f'&_since={self.since}'
            headers = {"If-None-Match": self.since}
        answer, data = self.ask("GET", path.replace('"', "%22"), headers=headers)
        if answer.status == 304:
            return
        self.database.execute("BEGIN IMMEDIATE")
        self.database.executemany(
            "INSERT OR REPLACE INTO document VALUES (?, ?)",
            ((record["id"], json.dumps(record)) for record in json.loads(data)["data"]))
        self.database.execute("COMMIT")
        self.since = answer.headers["ETag"]

    def count(self):
        return self.database.execute("SELECT count(*) FROM document").fetchone()[0]


def measure(port, processes, corpus, rounds, folder):
    rows = documents(os.path.join(corpus, "documents.jsonl"))
    author = Client(port)
    author.ask("PUT", "/v1/buckets/bench", {})
    author.ask("PUT", "/v1/buckets/bench/collections/packages", {})
    author.put(rows)
    times, processor = [], []
    for number in range(rounds + 1):
        client = Client(port, os.path.join(folder, f"{number}.sqlite"))
        before = cpu(processes())
        start = time.perf_counter()
        client.pull()
        times.append(time.perf_counter() - start)
        processor.append(cpu(processes()) - before)
        assert client.count() == len(rows)
    figure("kinto-initial-pull", median(times[1:]), "s")
    figure("kinto-initial-pull-server-cpu", median(processor[1:]) * 1000, "ms")
    figure("kinto-initial-pull-rounds", rounds, "rounds")
    proxy = Proxy(port)
    far = Client(proxy.port, os.path.join(folder, "far.sqlite"))
    far.pull()
    figure("kinto-initial-pull-bytes", proxy.count(), "B")
    times, idle, sizes, idle_sizes = [], [], [], []
    for changed in changes(corpus):
        author.put(changed)
        start = time.perf_counter()
        client.pull()
        times.append(time.perf_counter() - start)
        start = time.perf_counter()
        client.pull()
        idle.append(time.perf_counter() - start)
        proxy.count()
        far.pull()
        sizes.append(proxy.count())
        far.pull()
        idle_sizes.append(proxy.count())
        if len(times) == 22:
            break
    figure("kinto-pull-100", median(times[2:]) * 1000, "ms")
    figure("kinto-pull-100-bytes", median(sizes), "B")
    figure("kinto-idle", median(idle[2:]) * 1000, "ms")
    figure("kinto-idle-bytes", median(idle_sizes), "B")
    proxy.close()


def main():
    corpus, rounds = sys.argv[1], int(sys.argv[2])
    programs = sys.argv[3] if len(sys.argv) > 3 else ""
    folder = tempfile.mkdtemp()
    database = PostgreSQL(programs, folder) if programs else None
    print("Kinto keeps its records in", "PostgreSQL." if database else "memory: not durable.")
    port = free_port()
    path = os.path.join(folder, "kinto.ini")
    with open(path, "w") as file:
        file.write(configuration(port, database))
    kinto = os.path.join(os.path.dirname(sys.executable), "kinto")
    if database:
        subprocess.run([kinto, "migrate", "--ini", path], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = subprocess.Popen([kinto, "start", "--ini", path], stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        measure(port, lambda: [server.pid] + (database.processes() if database else []),
                corpus, rounds, folder)
    finally:
        server.terminate()
        server.wait()
        if database:
            database.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
