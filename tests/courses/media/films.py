"""Films and sounds of a second or two, made by ffmpeg out of nothing."""

import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from courses.media import ffmpeg

TONE = "sine=frequency=440:sample_rate=44100:duration={seconds}"


def make(name, *arguments):
    """The bytes of a file that ffmpeg makes with these arguments; made once a run."""
    return _made(name, arguments)


@cache
def _made(name, arguments):
    # A folder of its own: the suites on both databases run at the same time.
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        command = [ffmpeg.program(), "-hide_banner", "-nostdin", "-loglevel", "error", "-y", *arguments]
        subprocess.run([*command, str(path)], check=True)
        return path.read_bytes()


def film(name="phim.mp4", size="640x480", seconds=2, sound=True, more=(), before=()):
    """A film with a moving picture and a tone."""
    told = ["-f", "lavfi", "-i", f"testsrc2=size={size}:rate=10:duration={seconds}"]
    if sound:
        told += ["-f", "lavfi", "-i", TONE.format(seconds=seconds)]
    codecs = ["-c:v", "libvpx", "-deadline", "realtime"] if name.endswith("webm") else []
    codecs = codecs or ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
    return make(name, *before, *told, *codecs, *more)


def sound(name="nghe.mp3", seconds=2, more=()):
    return make(name, "-f", "lavfi", "-i", TONE.format(seconds=seconds), *more)
