"""What the measurements of floor and peers share: figures, the proxy, processes' CPU time."""
import os
import socket
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def figure(name, value, unit):
    print(f"figure {name} {value:.4g} {unit}" if isinstance(value, float)
          else f"figure {name} {value} {unit}", flush=True)


def median(values):
    return statistics.median(values)


def documents(path):
    """(id, JSON) of each line."""
    with open(path) as lines:
        return [tuple(line.rstrip("\n").split("\t", 1)) for line in lines]


def changes(corpus):
    number = 1
    while os.path.exists(os.path.join(corpus, f"change-{number}.jsonl")):
        yield documents(os.path.join(corpus, f"change-{number}.jsonl"))
        number += 1


def cpu(pids):
    """Seconds of CPU that these processes have used. Source: clock_getcpuclockid(3)."""
    return sum(time.clock_gettime(~pid << 3 | 2) for pid in pids)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


class Proxy:
    def __init__(self, port):
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "proxy.py"), "--to", str(port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def count(self):
        """Bytes up and down since the last time."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return sum(int(part) for part in self.process.stdout.readline().split()[:2])

    def close(self):
        self.process.stdin.close()
        self.process.wait()
