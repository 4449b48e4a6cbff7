"""What all commands that read lists have in common: files that may not open, and how an issue is told."""

from pathlib import Path

from django.utils.translation import gettext as _

from lms import spreadsheets

from .issues import Issue


class Stopped(Exception):
    """Nothing was read; `issue` says why."""

    def __init__(self, issue):
        super().__init__(issue.message)
        self.issue = issue


def content_of(path):
    try:
        with path.open("rb") as file:
            return file.read(spreadsheets.MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        sentence = _("The file «%(path)s» cannot be opened. Check its name and place.") % {"path": path}
        raise Stopped(Issue("file_refused", values={"sentence": sentence})) from error


def opened(path):
    """A file for the rows left out, or None when none is asked for."""
    try:
        return Path(path).open("wb") if path else None
    except (OSError, ValueError) as error:
        sentence = _("The rows left out cannot be written to «%(path)s». Name another place.") % {
            "path": path
        }
        raise Stopped(Issue("file_refused", values={"sentence": sentence})) from error


def line(issue):
    place = f"{issue.sheet} · " if issue.sheet else ""
    return f"[{issue.level}] {place}{issue.message}"
