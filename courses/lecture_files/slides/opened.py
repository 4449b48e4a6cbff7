"""A PowerPoint file opened: only the parts that are asked for, by the relations that say where they lie."""

import posixpath
from urllib.parse import unquote

from courses.importing import package, xml_tree
from courses.importing.found import Refused as RefusedFile
from courses.importing.word.opened import RELATIONS
from lms import archives

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN = "ppt/presentation.xml"


def is_slides(content):
    """Whether the bytes are a PowerPoint file of today; nothing of it is unpacked."""
    return package.is_one(content) and b"ppt/" in content and b"[Content_Types].xml" in content


class Opened:
    """The parts of a PowerPoint file. Raises the `Refused` of courses.importing for whatever is none."""

    def __init__(self, content):
        self.package = package.opened(content)
        self.known_relations, self.roots = {}, {}
        self.main = self._main()

    def slides(self):
        """The names of the slides' parts, in the order in which they are shown."""
        relations = self.relations(self.main)
        ids = [one.get(f"{R}id", "") for one in self.root(self.main).iterfind(f"{P}sldIdLst/{P}sldId")]
        names = [relations[id_].target for id_ in ids if id_ in relations]
        return [name for name in names if name in self.package]

    def root(self, name):
        """The root of a part; a damaged one makes the file damaged."""
        try:
            return xml_tree.parse(self.package.main(name))
        except xml_tree.Damaged as why:
            raise RefusedFile("package_damaged") from why

    def shared(self, name):
        """The same of what many slides share, read once; None where it is missing."""
        if name not in self.roots:
            self.roots[name] = self.root(name) if name and name in self.package else None
        return self.roots[name]

    def relations(self, part):
        """{id: Relation} of a part."""
        if part not in self.known_relations:
            self.known_relations[part] = self._relations(part)
        return self.known_relations[part]

    def related(self, part, kind):
        """The first part that `part` names by a relation whose type ends so; empty for none."""
        found = (one.target for one in self.relations(part).values() if one.kind.endswith("/" + kind))
        return next((name for name in found if name in self.package), "")

    def content(self, name, most=None):
        """The bytes of a member; None where it is missing, damaged, or larger than `most`."""
        try:
            return archives.Archive.read(self.package, name, most or package.MOST_PICTURE)
        except archives.Refused:
            return None

    def size(self, name):
        return self.package.size(name)

    def _relations(self, part):
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        if place not in self.package:
            return {}
        found = {}
        for one in self.root(place).iter(RELATIONS):
            target, is_outside = unquote(one.get("Target", "")), one.get("TargetMode") == "External"
            if not is_outside:
                target = target.lstrip("/") if target.startswith("/") else package.beside(part, target)
            found[one.get("Id", "")] = Relation(one.get("Type", ""), target, is_outside)
        return found

    def _main(self):
        for one in self._relations("").values():
            if one.kind.endswith("/officeDocument") and one.target in self.package:
                return one.target
        if MAIN not in self.package:
            raise RefusedFile("package_damaged")
        return MAIN


class Relation:
    """What a part names by an id."""

    def __init__(self, kind, target, is_outside):
        self.kind, self.target, self.is_outside = kind, target, is_outside
