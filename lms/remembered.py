"""What a process remembers, up to so many bytes: what costs much to make and is the same for many who ask."""

from collections import OrderedDict
from threading import Lock


class Remembered:
    """By name; what was asked for longest ago goes first. `size(made)` tells the bytes of one.

    Of many who ask for the same at one moment one makes it, and the others wait for it.
    """

    def __init__(self, most_bytes, size=len):
        self.most_bytes, self.size = most_bytes, size
        self.bytes, self.kept, self.making, self.lock = 0, OrderedDict(), {}, Lock()

    def of(self, name, make):
        with self.lock:
            if name in self.kept:
                self.kept.move_to_end(name)
                return self.kept[name]
            turn = self.making.setdefault(name, Lock())
        with turn:
            with self.lock:
                if name in self.kept:
                    return self.kept[name]
            try:
                return self._keep(name, make())
            finally:
                with self.lock:
                    self.making.pop(name, None)

    def _keep(self, name, made):
        with self.lock:
            self.bytes += self.size(made) - (self.size(self.kept[name]) if name in self.kept else 0)
            self.kept[name] = made
            while self.bytes > self.most_bytes:
                self.bytes -= self.size(self.kept.popitem(last=False)[1])
        return made
