"""Packages of QTI: which documents hold questions, in which order, and what else is in the package."""

import re
from collections import Counter

from django.utils.translation import gettext_lazy

from . import manifest, package, qti_reading, qti_tests
from .found import Issue, Refused
from .qti_reading import ITEM, OLD, Reading

# Canvas keeps a fuller copy of the questions of a cartridge beside it.
FULLER = re.compile(r"^(.*/)?non_cc_assessments/([^/]+)\.xml\.qti$")
# Kinds of resources of a cartridge, by a piece of their type.
OTHERS = {
    "webcontent": gettext_lazy("pages and files"),
    "imswl": gettext_lazy("links"),
    "imsdt": gettext_lazy("discussions"),
    "imsbasiclti": gettext_lazy("tools of other sites"),
    "assignment": gettext_lazy("assignments"),
    "associatedcontent": gettext_lazy("files of the course"),
}
MOST_LOOKED_AT = 400


def is_one(content, cartridge):
    """Whether a package has questions of QTI, as a cartridge or not."""
    try:
        opened = package.opened(content)
        name = manifest.name_in(opened)
        if name:
            head = opened.head(name, 8192)
            holds = b"imsqti" in head.lower() or cartridge or _documents(opened, limit=MOST_LOOKED_AT)
            return bool(holds) and manifest.is_cartridge(head) == cartridge
    except (Refused, package.archives.Refused):
        return False
    return not cartridge and bool(_documents(opened, limit=MOST_LOOKED_AT))


def read(opened):
    """(questions, issues)"""
    told = manifest.read(opened)
    documents = _documents(opened)
    for name in [name for name in documents if FULLER.match(name)]:
        id_ = FULLER.match(name)[2]
        shorter = [one for one in documents if one.split("/")[-2:-1] == [id_] and not FULLER.match(one)]
        for one in shorter:
            del documents[one]
    order = [one.href for one in told.resources if one.href in documents]
    names = [*dict.fromkeys(order), *(name for name in documents if name not in set(order))]
    reading = Reading(opened)
    plan = qti_tests.plan(opened, [name for name in names if documents[name] in qti_tests.ROOTS])
    for name, place in plan.items():
        if documents.get(name) == ITEM:
            reading.member(name, place.topic, place.weight)
        elif name not in opened:
            reading.damaged(name, Issue("member_missing", {"name": name}), place.topic)
    for name in names:
        if documents[name] in (ITEM, OLD) and name not in plan:
            reading.member(name)
    for one in told.resources:
        if "imsqti_item" in one.type and one.href not in opened and one.href not in plan:
            reading.damaged(one.href, Issue("member_missing", {"name": one.href or one.id}))
    return reading.questions, _others(told)


def _documents(opened, limit=None):
    """{member: what its first tag is} of all documents of QTI."""
    found, looked = {}, 0
    for name in opened.names:
        if not name.lower().endswith((".xml", ".qti")) or name.lower().endswith(manifest.NAME):
            continue
        looked += 1
        if limit and looked > limit:
            break
        try:
            root = qti_reading.root_of(opened.head(name, 8192))
        except package.archives.Refused:
            root = ITEM if not limit else ""
        if root and root != "manifest":
            found[name] = root
            if limit:
                break
    return found


def _others(told):
    """What a cartridge holds besides questions, counted."""
    if not told.is_cartridge:
        return []
    kinds = [one.type for one in told.resources if "imsqti" not in one.type]
    many = Counter(
        part for kind in kinds for part in [next((part for part in OTHERS if part in kind), "")] if part
    )
    if not many:
        return []
    kinds = ", ".join(f"{OTHERS[part]}: {number}" for part, number in many.items())
    return [Issue("not_questions", {"many": sum(many.values()), "kinds": kinds})]
