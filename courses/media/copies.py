"""What there is of a film or sound: its light copies, or the original where none is made yet.

light = copies.of(value.file)
light.state                 "none", "waiting", "running", "done", "failed"
light.videos                the lightest first; each with address, type, bytes, width, height
light.sounds                Opus, then AAC for browsers that do not know it
light.frames                [(second, address, bytes)] of the pictures that stand for a film
"""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePath

from django.urls import reverse
from django.utils.translation import gettext_lazy

from courses import files
from courses.media.recipes import PLAYED, READERS, RECIPE, read_as
from courses.models import MediaCopy, Preparation

Form = MediaCopy.Form
SAID = {
    "none": gettext_lazy("not made light yet"),
    "waiting": gettext_lazy("waits to be made light"),
    "running": gettext_lazy("is being made light"),
    "done": gettext_lazy("made light"),
    "failed": gettext_lazy("could not be made light"),
}


# Of a file whose Preparation nobody has looked for yet.
UNASKED = object()


@dataclass(frozen=True)
class Made:
    """One thing that a browser can load."""

    address: str
    type: str
    bytes: int
    width: int = 0
    height: int = 0
    # Of a picture: at which second of the film.
    at: float = 0
    form: str = "original"


@dataclass(frozen=True)
class Copies:
    """What there is of one file; `videos` or `sounds` hold the original where there is no copy yet and
    browsers play it."""

    state: str = "none"
    # A sentence for the author when it failed, or how far it is.
    why: str = ""
    percent: int = 0
    seconds: float = 0
    videos: list = field(default_factory=list)
    sounds: list = field(default_factory=list)
    poster: Made | None = None
    pictures: list = field(default_factory=list)

    @property
    def said(self):
        """How far it is, in some words for the author."""
        return said(self.state, self.percent)

    @property
    def frames(self):
        """[(second, address, bytes)]"""
        return [(one.at, one.address, one.bytes) for one in self.pictures]

    @property
    def is_light(self):
        """Whether all that is offered was made light."""
        return all(one.form != "original" for one in [*self.videos, *self.sounds])

    @property
    def best_video(self):
        return self.videos[-1] if self.videos else None

    @property
    def lighter_video(self):
        """A second film, lighter than the best by enough to be offered."""
        light, best = (self.videos[0], self.videos[-1]) if len(self.videos) > 1 else (None, None)
        return light if light and light.bytes < best.bytes * 0.75 else None

    @property
    def listening_bytes(self):
        """What listening with all pictures weighs."""
        return (self.sounds[0].bytes if self.sounds else 0) + self.pictures_bytes

    @property
    def pictures_bytes(self):
        return sum(one.bytes for one in self.pictures)


def of(file, work=UNASKED):
    """The Copies of a MediaFile; state "none" with empty lists for what is neither film nor sound.

    `work`: its Preparation, where `works_on` asked for those of many files at once.
    """
    if not is_film_or_sound(file):
        return Copies()
    ending, work = file.file_extension.lower(), work_on(file) if work is UNASKED else work
    rows = list(work.copies.all()) if work else []
    made = {form: [_made(work, row) for row in rows if row.form == form] for form in Form.values}
    videos = sorted(made[Form.SMALL] + made[Form.MEDIUM], key=lambda one: one.bytes)
    sounds = made[Form.OPUS] + made[Form.AAC]
    state, why, percent = state_of(work)
    return Copies(
        state=state,
        why=why,
        percent=percent,
        seconds=work.seconds if work else 0,
        videos=videos or _original(file, ending, "video/"),
        sounds=sounds or _original(file, ending, "audio/"),
        poster=next(iter(made[Form.POSTER]), None),
        pictures=made[Form.FRAME],
    )


def is_film_or_sound(file):
    return file.file_extension.lower() in READERS


def work_on(file):
    """The Preparation of a MediaFile; None where nothing was begun, or the file is not on the disk."""
    with suppress(OSError):
        told = {"source_hash": file.get_file_hash(), "read_as": read_as(file.file_extension.lower())}
        return Preparation.objects.select_related("job").filter(**told).first()
    return None


def works_on(files):
    """{file: its Preparation} of many, for `of`."""
    told = {}
    for file in files:
        if is_film_or_sound(file):
            with suppress(OSError):
                told[file] = file.get_file_hash(), read_as(file.file_extension.lower())
    if not told:
        return {}
    works = Preparation.objects.filter(source_hash__in={source for source, _as in told.values()})
    found = {
        (one.source_hash, one.read_as): one for one in works.select_related("job").prefetch_related("copies")
    }
    return {file: found[key] for file, key in told.items() if key in found}


def said(state, percent):
    return f"{SAID[state]} ({percent}%)" if state == "running" and percent else SAID[state]


def state_of(work):
    """(state, sentence, per cent) of a Preparation, or of none."""
    if work is None:
        return "none", "", 0
    if work.recipe == RECIPE:
        return ("failed", work.why, 0) if work.why else ("done", "", 100)
    if work.job is None:
        return "none", "", 0
    return work.job.state if work.job.state != "done" else "none", work.job.message, work.job.percent


def address(source_hash, copy):
    return reverse("courses:file_copy", args=[source_hash, copy.name])


def find(source_hash, name):
    """The copy of this name; where it was made anew since, the one that took its place; or None."""
    form, _dash, rest = name.partition("-")
    of_form = MediaCopy.objects.filter(preparation__source_hash=source_hash, form=form)
    named = of_form.filter(digest__startswith=PurePath(rest).stem[-8:]) if rest else []
    found = next((copy for copy in named if copy.name == name), None)
    return found or (of_form.first() if rest and form != Form.FRAME else None)


def _made(work, row):
    return Made(
        address=address(work.source_hash, row),
        type=row.content_type,
        bytes=row.size,
        width=row.width,
        height=row.height,
        at=row.at_ms / 1000,
        form=row.form,
    )


def _original(file, ending, kind):
    content_type = PLAYED.get(ending, "")
    if not content_type.startswith(kind):
        return []
    return [Made(address=files.address(file), type=content_type, bytes=file.get_file_size() or 0)]
