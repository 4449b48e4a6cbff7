"""A narrow, lossy line between two network namespaces of Linux: IP packets through this process, as slow and
with as many lost as is asked. TCP sees what it sees on a hill with one bar.

Needs root (`unshare`, /dev/net/tun). Standard library only.
"""

import asyncio
import ctypes
import fcntl
import os
import random
import struct
import subprocess
import sys
from pathlib import Path

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
TABLET, SCHOOL = "10.77.0.1", "10.77.0.2"
CLONE_NEWNET = 0x40000000
# What a cell keeps for a tablet while it is busy; what comes on top is lost.
QUEUE = 64


def may_be_used():
    return sys.platform == "linux" and os.geteuid() == 0 and Path("/dev/net/tun").exists()


class Place:
    """A namespace with one end of the line; `run` starts programs there."""

    def __init__(self, address):
        self.address = address
        # Stands for the namespace as long as it runs.
        self.keeper = subprocess.Popen(["unshare", "-n", "sleep", "3600"])
        self.tun = self._end()

    def _end(self):
        while not self._is_apart():
            pass
        come_back = os.open("/proc/self/ns/net", os.O_RDONLY)
        there = os.open(f"/proc/{self.keeper.pid}/ns/net", os.O_RDONLY)
        enter(there)
        try:
            tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
            fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", b"line", IFF_TUN | IFF_NO_PI))
            for told in (
                "link set lo up",
                f"addr add {self.address}/24 dev line",
                "link set line up mtu 1400",
            ):
                subprocess.run(["ip", *told.split()], check=True)
        finally:
            enter(come_back)
            os.close(come_back)
            os.close(there)
        return tun

    def _is_apart(self):
        return Path(f"/proc/{self.keeper.pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()

    def command(self, *arguments):
        return ["nsenter", "-t", str(self.keeper.pid), "-n", *arguments]

    def end(self):
        self.keeper.kill()
        self.keeper.wait()
        os.close(self.tun)


def enter(namespace):
    """This thread, and what it starts, is in another network namespace from now on."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "the network namespace cannot be entered")


class NarrowLine:
    """Carries packets both ways; `bits` a second, a share `lost`, `delay` seconds each way."""

    def __init__(self, bits, lost, delay, seed=1):
        self.bits, self.lost, self.delay = bits, lost, delay
        self.chance = random.Random(seed)
        self.tablet, self.school = Place(TABLET), Place(SCHOOL)
        self.carried = {"up": 0, "down": 0}
        self.packets = self.gone = 0

    async def run(self):
        await asyncio.gather(
            self.carry(self.tablet.tun, self.school.tun, "up"),
            self.carry(self.school.tun, self.tablet.tun, "down"),
        )

    async def carry(self, from_end, to_end, way):
        loop, queue = asyncio.get_running_loop(), asyncio.Queue(QUEUE)

        def take():
            try:
                packet = os.read(from_end, 65536)
            except BlockingIOError:
                return
            self.packets += 1
            if self.chance.random() < self.lost or queue.full():
                self.gone += 1
            else:
                queue.put_nowait(packet)

        loop.add_reader(from_end, take)
        try:
            while True:
                packet = await queue.get()
                self.carried[way] += len(packet)
                # One packet after the other goes through the narrow place.
                await asyncio.sleep(len(packet) * 8 / self.bits)
                loop.call_later(self.delay, os.write, to_end, packet)
        finally:
            loop.remove_reader(from_end)

    def end(self):
        self.tablet.end()
        self.school.end()
