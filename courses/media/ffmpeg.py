"""Ask ffmpeg to look at a file or to make another of it, on a short lead (confined.py)."""

import logging
import signal
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from lms.tasks import Explained

log = logging.getLogger(__name__)

CONFINED = Path(__file__).with_name("confined.py")
MB = 1024 * 1024
MEMORY = 1536 * MB
# It is idle while pages are asked for, so the clock may run longer than the work.
CLOCK_TO_WORK = 8
SECONDS_TO_LOOK = 30
MOST_SAID = 64 * 1024
# Nothing is fetched, and no list in a file leads to other files.
READING = ["-hide_banner", "-nostdin", "-protocol_whitelist", "file,pipe", "-max_alloc", str(256 * MB)]
# Where the kernel says «enough», ffmpeg closes its file and ends with 255; a second later it is ended.
TOO_MUCH = {255, -signal.SIGXCPU, -signal.SIGKILL}


class Failed(Exception):  # noqa: N818 – it is an answer, not an accident
    """ffmpeg ended without a result; `said` are its last words."""

    def __init__(self, code, said):
        self.said = said
        self.took_too_long = code in TOO_MUCH
        super().__init__(f"ffmpeg ended with {code}: {said[-300:]}")


def program():
    """Where ffmpeg is: in the package of that name, else on PATH."""
    import imageio_ffmpeg

    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:
        log.error("No ffmpeg on this machine: films and sounds are not made light.")
        raise Explained(
            _(
                "This server has no program for films and sounds (ffmpeg). Tell the administrator; the file "
                "itself is kept, and is prepared once the program is there."
            )
        ) from error


@cache
def maps_tones():
    """Whether this ffmpeg can make a film for HDR screens fit for all; that of the package can."""
    told = subprocess.run([program(), "-hide_banner", "-filters"], capture_output=True, check=False).stdout
    return b" zscale " in told and b" tonemap " in told


def look(path, reader):
    """What ffmpeg says of a file: its streams and how long it is, as text."""
    with tempfile.TemporaryFile() as told:
        command = [*READING, "-f", reader, "-i", f"file:{path}"]
        limits = (SECONDS_TO_LOOK, MEMORY, MB)
        process = _begin(command, limits, stdout=subprocess.DEVNULL, stderr=told)
        _wait(process, SECONDS_TO_LOOK * CLOCK_TO_WORK)
        told.seek(0)
        return told.read(MOST_SAID).decode(errors="replace")


def make(path, reader, arguments, target, *, seconds, most_bytes, on_second=None):
    """Make `target` of the file at `path`. `on_second(second)` is told how far it is. Raises Failed."""
    with tempfile.TemporaryFile() as told:
        command = [*READING, "-loglevel", "error", "-threads", "1", "-filter_threads", "1", "-f", reader]
        command += ["-i", f"file:{path}", *arguments, "-threads", "1", "-nostats", "-progress", "pipe:1"]
        command += ["-y", str(target)]
        limits = (seconds, MEMORY, most_bytes)
        process = _begin(command, limits, stdout=subprocess.PIPE, stderr=told)
        clock = threading.Timer(seconds * CLOCK_TO_WORK, process.kill)
        clock.start()
        try:
            for line in process.stdout:
                if on_second and (second := _second(line)) is not None:
                    on_second(second)
            code = process.wait()
        finally:
            clock.cancel()
            _end(process)
        if code:
            told.seek(0)
            raise Failed(code, told.read(MOST_SAID).decode(errors="replace"))


def _begin(arguments, limits, **streams):
    confined = [sys.executable, "-I", "-S", str(CONFINED), *map(str, limits), "--", program()]
    # No setting, secret or proxy of ours is its business.
    return subprocess.Popen([*confined, *arguments], stdin=subprocess.DEVNULL, env={}, **streams)


def _wait(process, seconds):
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)


def _end(process):
    """Whatever happens here, it does not run on."""
    if process.poll() is None:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


def _second(line):
    name, _sign, value = line.decode(errors="replace").strip().partition("=")
    return int(value) / 1_000_000 if name == "out_time_us" and value.lstrip("-").isdigit() else None
