"""Texts of one question in a file of XML, and the pictures that its package has for them."""

import re
from urllib.parse import unquote

from . import plain, xml_names
from .package import beside
from .pieces import leave_out, take_issues

# Where a course keeps its files, as cartridges write it.
COURSE_FILES = re.compile(
    r"^(\$|%24)?(IMS[-_]CC[-_]FILEBASE|CANVAS_COURSE_REFERENCE)(\$|%24)?/?", re.IGNORECASE
)
COURSE_FOLDER = "web_resources/"


class PackageFiles:
    """The pictures a file of the package may name, by their addresses."""

    def __init__(self, package=None, name=""):
        self.package, self.name, self.known = package, name, {}

    def __contains__(self, address):
        return self.get(address) is not None

    def __getitem__(self, address):
        return self.get(address)

    def get(self, address, otherwise=None):
        if self.package is None or not address:
            return otherwise
        if address not in self.known:
            member = self._member(address)
            self.known[address] = self.package.picture(member) if member else None
        return self.known[address] or otherwise

    def _member(self, address):
        if COURSE_FILES.match(address):
            inside = unquote(re.split(r"[?#]", COURSE_FILES.sub("", address))[0])
            return next((name for name in (COURSE_FOLDER + inside, inside) if name in self.package), "")
        member = beside(self.name, address)
        if member and member not in self.package:
            member = beside("", address)
        return member if member in self.package else ""


class Texts:
    """Turns markup into the words of `found`; what is lost on the way is told of it."""

    def __init__(self, found, files=None):
        self.found, self.files = found, files or PackageFiles()

    def piece(self, html, form="html"):
        piece = plain.read(html, form, self.files)
        take_issues(self.found, piece)
        return piece

    def words(self, html, is_answer=False, form="html"):
        """A text beside the question itself, in which no picture fits."""
        piece = self.piece(html, form)
        leave_out(self.found, piece, is_answer)
        return piece.text

    def of(self, element, is_answer=False, instead=None):
        """The words inside an element of (X)HTML; empty without one."""
        return "" if element is None else self.words(xml_names.markup(element, instead), is_answer)
