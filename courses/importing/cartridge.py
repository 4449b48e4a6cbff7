"""Common Cartridge: the questions of a course; its pages, links and files are counted and left."""

from . import package, qti_packages
from .found import Refused

LABEL = "Common Cartridge (.imscc)"


def is_one(content, text):
    return package.is_one(content) and qti_packages.is_one(content, cartridge=True)


def read(content):
    if not package.is_one(content):
        raise Refused("no_package", format=LABEL)
    return qti_packages.read(package.opened(content))
