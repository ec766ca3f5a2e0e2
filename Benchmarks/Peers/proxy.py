#!/usr/bin/env python3
"""A TCP proxy on this machine that counts bytes and, when asked, is a bad link.

    proxy.py --to PORT [--bits-per-second N] [--latency SECONDS] [--resets SHARE] [--seed N]

Prints the port it listens on. For each line on its input it prints `UP DOWN REQUESTS RESETS` since
the line before; it ends with its input. Bytes are what the two ends write: HTTP, not TCP's frames.

The bad link: each direction of all connections together passes so many bits a second; half of the
latency is added in each direction; and of every request (what a laptop sends after it was answered)
that share is cut off: the connection is reset after a random number of the following bytes, half of
them before the 180th, so that short exchanges are cut too.
"""
import argparse
import asyncio
import os
import random
import socket
import struct
import sys


class Link:
    def __init__(self, options):
        self.options = options
        self.chance = random.Random(options.seed)
        self.count = [0, 0, 0, 0]
        self.free = [0.0, 0.0]

    async def passes(self, direction, size):
        """Waits until the link has room for so many bytes."""
        rate = self.options.bits_per_second
        if not rate:
            return
        now = asyncio.get_running_loop().time()
        self.free[direction] = max(now, self.free[direction]) + size * 8 / rate
        await asyncio.sleep(self.free[direction] - now)


class Connection:
    def __init__(self, link):
        self.link = link
        self.asking = False
        self.cut_after = None
        self.ends = []

    def reset(self):
        for end in self.ends:
            end.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.transport.abort()

    def cut(self, direction, size):
        """Whether the connection is reset before these bytes have passed."""
        link = self.link
        if direction == 0 and not self.asking:
            self.asking = True
            link.count[2] += 1
            if link.chance.random() < link.options.resets:
                self.cut_after = int(2 ** link.chance.uniform(0, 15))
        elif direction == 1:
            self.asking = False
        if self.cut_after is None:
            return False
        self.cut_after -= size
        return self.cut_after < 0

    async def carry(self, direction, source, target):
        waiting = asyncio.Queue()
        delay = self.link.options.latency / 2
        loop = asyncio.get_running_loop()

        async def deliver():
            while True:
                due, data = await waiting.get()
                if due > loop.time():
                    await asyncio.sleep(due - loop.time())
                if not data:
                    if target.can_write_eof():
                        target.write_eof()
                    return
                target.write(data)
                await target.drain()

        delivering = asyncio.create_task(deliver())
        size = 1400 if self.link.options.bits_per_second else 1 << 16
        try:
            while True:
                data = await source.read(size)
                if data:
                    self.link.count[direction] += len(data)
                    if self.cut(direction, len(data)):
                        self.link.count[3] += 1
                        self.reset()
                        return
                    await self.link.passes(direction, len(data))
                waiting.put_nowait((loop.time() + delay, data))
                if not data:
                    break
            await delivering
        except (ConnectionError, OSError):
            self.reset()
        finally:
            delivering.cancel()


async def serve(options):
    link = Link(options)

    async def connected(reader, writer):
        connection = Connection(link)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", options.to)
        except OSError:
            writer.close()
            return
        connection.ends = [writer, far_writer]
        for end in connection.ends:
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(connection.carry(0, reader, far_writer),
                             connection.carry(1, far_reader, writer), return_exceptions=True)
        for end in connection.ends:
            end.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(*link.count, flush=True)
        link.count = [0, 0, 0, 0]
    # Whoever is still connected is of no more interest.
    os._exit(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=int, required=True)
    parser.add_argument("--bits-per-second", type=float, default=0)
    parser.add_argument("--latency", type=float, default=0)
    parser.add_argument("--resets", type=float, default=0)
    parser.add_argument("--seed", type=int, default=1)
    try:
        asyncio.run(serve(parser.parse_args()))
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
