"""H5P: one exercise, or a set, a page, a book of them; what is nothing to answer is counted and left."""

import json
import re

from . import h5p_kinds, package
from .found import CannotRead, Found, Issue, Refused, refuse_too_many
from .h5p_source import Source
from .judging import STUMBLES

LABEL = "H5P"
HEAD, CONTENT, FOLDER = "h5p.json", "content/content.json", "content/"
DEEPEST = 60
# Which of what a package shows is nothing to answer.
SHOWN = {
    *(
        "AdvancedText",
        "Text",
        "Table",
        "Image",
        "Video",
        "Audio",
        "Link",
        "Accordion",
        "Nil",
        "Shape",
        "Collage",
    ),
    *(
        "ContinuousText",
        "Dialogcards",
        "Timeline",
        "IFrameEmbed",
        "Embed",
        "GoToQuestion",
        "ExportableTextArea",
    ),
    *("ImageSlider", "Agamotto", "AudioRecorder", "Chart", "ImageJuxtaposition", "Questionnaire"),
    *("SimpleMultiChoice", "OpenEndedQuestion", "InfoWall"),
}


def is_one(content, text):
    if not package.is_one(content):
        return False
    try:
        opened = package.opened(content)
    except Refused:
        return False
    return HEAD in opened and CONTENT in opened


def read(content):
    if not package.is_one(content):
        raise Refused("no_package", format=LABEL)
    opened = package.opened(content)
    head, told = _json(opened, HEAD), _json(opened, CONTENT)
    main = head.get("mainLibrary") if isinstance(head, dict) else ""
    if not isinstance(main, str) or not isinstance(told, dict):
        raise Refused("damaged_h5p")
    reading = _Reading(opened)
    title = head.get("title")
    reading.take(_name(main), told, title if isinstance(title, str) else "", depth=0)
    issues = []
    if reading.shown:
        issues = [
            Issue(
                "not_questions", {"many": len(reading.shown), "kinds": ", ".join(sorted(set(reading.shown)))}
            )
        ]
    return reading.questions, issues


def _json(opened, name):
    try:
        return json.loads(opened.main(name).decode("utf-8-sig"))
    except (ValueError, RecursionError) as why:
        raise Refused("damaged_h5p") from why


def _name(library):
    """
    >>> _name("H5P.MultiChoice 1.16")
    'MultiChoice'
    """
    return re.sub(r"^H5P\.", "", library.split(" ")[0])


class _Reading:
    def __init__(self, opened):
        self.opened, self.questions, self.shown = opened, [], []

    def take(self, name, params, title, depth):
        """An exercise, or whatever holds some."""
        if depth > DEEPEST:
            raise Refused("too_deep")
        if name in h5p_kinds.SETS:
            self._one_by_one(name, params, title)
        elif name in h5p_kinds.READERS or name in h5p_kinds.REFUSED:
            self._fill(name, h5p_kinds.READERS.get(name), params, title)
        elif name in SHOWN:
            self.shown.append(name)
        else:
            before = len(self.questions) + len(self.shown)
            self._inside(params, depth + 1)
            if len(self.questions) + len(self.shown) == before:
                self._fill(name, None, params, title)

    def _inside(self, told, depth):
        """All that has a library of its own, at every depth."""
        if depth > DEEPEST:
            raise Refused("too_deep")
        if (
            isinstance(told, dict)
            and isinstance(told.get("library"), str)
            and isinstance(told.get("params"), dict)
        ):
            metadata = told.get("metadata")
            title = metadata.get("title") if isinstance(metadata, dict) else ""
            self.take(
                _name(told["library"]), told["params"], title if isinstance(title, str) else "", depth + 1
            )
            return
        for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
            self._inside(one, depth + 1)

    def _one_by_one(self, name, params, title):
        """A set in which each entry is a question."""
        field, read = h5p_kinds.SETS[name]
        entries = params.get(field)
        for entry in entries if isinstance(entries, list) else ():
            self._fill(name, read, entry, title, params)

    def _fill(self, name, read, params, title, whole=None):
        found = Found(str(len(self.questions) + 1), name, text=title[:4000])
        self.questions.append(found)
        refuse_too_many(self.questions)
        try:
            source = Source(found, params, self.opened, whole)
            if read is None:
                raise CannotRead(h5p_kinds.REFUSED.get(name, "unknown_kind"), kind=f"H5P {name}")
            read(source)
        except CannotRead as why:
            found.issues.append(why.issue)
        except STUMBLES as why:
            found.say("damaged_question", why=f"{type(why).__name__} {why}")
