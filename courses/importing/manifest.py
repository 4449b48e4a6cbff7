"""The list of contents of a package (imsmanifest.xml)."""

from dataclasses import dataclass, field

from . import xml_names, xml_tree
from .found import Refused
from .package import beside

NAME = "imsmanifest.xml"


@dataclass
class Resource:
    """One thing of the package; `files` are members, `href` is the one to open."""

    id: str
    type: str
    href: str = ""
    files: list = field(default_factory=list)
    element: object = None


@dataclass
class Manifest:
    resources: list = field(default_factory=list)
    is_cartridge: bool = False


def name_in(package):
    """The manifest's member; it may lie in the one folder that was packed. Empty without one."""
    found = [name for name in package.names if name.rpartition("/")[2].lower() == NAME]
    return min(found, key=lambda name: name.count("/"), default="")


def is_cartridge(head):
    """Whether the first bytes of a manifest say «Common Cartridge»."""
    return b"imscc" in head.lower() or b"common cartridge" in head.lower()


def read(package):
    """The `Manifest`; an empty one where there is none, or it is damaged: the files are looked through."""
    name = name_in(package)
    if not name:
        return Manifest()
    content = package.main(name)
    try:
        root = xml_names.plain_names(xml_tree.parse(content))
    except (xml_tree.Damaged, Refused):
        return Manifest()
    told = Manifest(is_cartridge=is_cartridge(content[:8192]))
    for element in root.iter("resource"):
        base = element.get("base", "")
        files = [beside(name, base + file.get("href", "")) for file in element.iterfind("file")]
        href = beside(name, base + element.get("href", "")) if element.get("href") else ""
        told.resources.append(
            Resource(
                element.get("identifier", ""),
                element.get("type", ""),
                href or next((file for file in files if file.lower().endswith(".xml")), ""),
                [file for file in files if file],
                element,
            )
        )
    return told
