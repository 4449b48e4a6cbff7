"""What is in a film or sound, and why nothing is made of some, in words for the author."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.media import ffmpeg
from courses.media.recipes import READERS, VIDEO
from lms.beginnings import begins_as
from lms.tasks import Explained

# Three hours: the recording of a whole morning.
MOST_SECONDS = 3 * 3600
# 4K, upright too.
MOST_DOTS = 4096 * 2304
LEAST_SIDE = 32
# How an MP4 says that what it holds is encrypted; ffmpeg does not tell.
LOCKED = re.compile(rb"schm\0\0\0\0(?:cenc|cens|cbc1|cbcs|itun|piff)")
HEAD, TAIL = 1024 * 1024, 16 * 1024 * 1024

DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?), ", re.M)
BITRATE = re.compile(r"^  Duration: .* bitrate: (\d+) kb/s", re.M)
# An MP3 that does not say how long it is.
GUESSED = "Estimating duration from bitrate"
# Titles that somebody wrote into the file stand further to the right.
STREAM = re.compile(r"^  Stream #0:\d+(?:\[0x[0-9a-f]+\])?(?:\([^)\n]*\))?: (Video|Audio): (\w+)(.*)$", re.M)
# How the brightness of films for HDR screens is written down.
HDR = re.compile(r"smpte2084|arib-std-b67")
SIZE = re.compile(r", (\d{1,6})x(\d{1,6})(?=[ ,]|$)")


class Refused(Explained):
    """Nothing can ever be made of this file; asking once more would not help."""


@dataclass(frozen=True)
class Found:
    """What a file holds. `seconds` is 0 where the file does not say."""

    reader: str
    seconds: float = 0
    bits_a_second: int = 0
    width: int = 0
    height: int = 0
    sound_codec: str = ""
    has_video: bool = False
    has_streams: bool = True
    is_hdr: bool = False

    @property
    def has_sound(self):
        return bool(self.sound_codec)

    @property
    def shorter_side(self):
        return min(self.width, self.height)


def probe(path, ending, name):
    """What the file at `path`, which its author calls `name`, holds. Raises Refused."""
    with path.open("rb") as file:
        head = file.read(64)
    if not head:
        raise Refused(_("«%(name)s» is empty: nothing of it arrived. Upload it once more.") % {"name": name})
    if not begins_as(ending, head):
        raise Refused(unreadable(name))
    if READERS[ending] == "mov" and _is_locked(path):
        raise Refused(
            _(
                "«%(name)s» is locked against copying (DRM), as bought films and songs are. Take a recording "
                "of your own, or one that may be used freely."
            )
            % {"name": name}
        )
    found = told(ffmpeg.look(path, READERS[ending]), READERS[ending], wants_video=ending in VIDEO)
    judge(found, name, wants_video=ending in VIDEO)
    return found


def _is_locked(path):
    """What is in an MP4 stands at its beginning or at its end."""
    with path.open("rb") as file:
        if LOCKED.search(file.read(HEAD)):
            return True
        file.seek(max(0, path.stat().st_size - TAIL))
        return bool(LOCKED.search(file.read(TAIL)))


def told(text, reader, wants_video=True):
    """The Found of what ffmpeg says."""
    streams = [
        (kind, codec, rest) for kind, codec, rest in STREAM.findall(text) if "attached pic" not in rest
    ]
    video = next((one for one in streams if one[0] == "Video"), None) if wants_video else None
    sound = next((one for one in streams if one[0] == "Audio"), None)
    length, rate = DURATION.search(text), BITRATE.search(text)
    size = SIZE.search(video[2]) if video else None
    return Found(
        reader=reader,
        seconds=_seconds(length) if length and GUESSED not in text else 0,
        bits_a_second=int(rate[1]) * 1000 if rate else 0,
        width=int(size[1]) if size else 0,
        height=int(size[2]) if size else 0,
        sound_codec=sound[1] if sound else "",
        has_video=bool(video),
        has_streams=bool(streams),
        is_hdr=bool(video and HDR.search(video[2])),
    )


def _seconds(length):
    return int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3])


def judge(found, name, wants_video):
    """Raises Refused for what is no film or sound for a lesson."""
    words = {"name": name}
    if not found.has_streams or (wants_video and not found.has_video and not found.has_sound):
        raise Refused(unreadable(name))
    if wants_video and not found.has_video:
        raise Refused(
            _(
                "«%(name)s» is called a film, but there is only sound in it. Save it as MP3 or M4A, and put "
                "it into a block «Sound»."
            )
            % words
        )
    if not wants_video and not found.has_sound:
        raise Refused(_("There is no sound in «%(name)s». Record it once more.") % words)
    if found.seconds > MOST_SECONDS:
        words |= {"hours": round(found.seconds / 3600, 1), "most": MOST_SECONDS // 3600}
        raise Refused(
            _(
                "«%(name)s» lasts %(hours)s hours; the most is %(most)d. Cut it into parts, best of some "
                "minutes each: pupils load them one by one."
            )
            % words
        )
    if found.has_video and found.width * found.height > MOST_DOTS:
        words |= {"width": found.width, "height": found.height}
        raise Refused(
            _(
                "The picture of «%(name)s» has %(width)d × %(height)d dots, more than can be made light "
                "here. Save it with 1920 × 1080 or fewer."
            )
            % words
        )
    if found.has_video and found.shorter_side < LEAST_SIDE:
        raise Refused(_("The picture of «%(name)s» is too small to be seen. Save it anew.") % words)


def unreadable(name):
    return _(
        "«%(name)s» cannot be read as film or sound: it is damaged, cut off, or something else under a false "
        "name. Copy it once more from the camera or telephone, or save it as MP4 (film) or MP3 (sound)."
    ) % {"name": name}


def cut_off(name, there, of):
    return _(
        "«%(name)s» breaks off after %(there)s of %(of)s. Copy it once more from the camera or telephone and "
        "upload it again."
    ) % {"name": name, "there": clock(there), "of": clock(of)}


def too_heavy(name):
    return _(
        "«%(name)s» takes too much time or memory to be made light. Save it as MP4 (H.264) with 1280 × 720 "
        "dots and upload that."
    ) % {"name": name}


def clock(seconds):
    """Seconds as 2:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
