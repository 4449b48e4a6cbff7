"""`manage.py gather_words`: put what is not translated yet into the part where its neighbours are."""

from collections import Counter

import polib
from django.core.management import BaseCommand

from lms import msgids, words


class Command(BaseCommand):
    help = "Add the words of our sources that have no Vietnamese to locale/vi/<part>.po."
    requires_system_checks = ()

    def handle(self, **options):
        part_of = {}
        for path in words.parts():
            for entry in polib.pofile(str(path), encoding="utf-8"):
                part_of[entry.msgctxt, entry.msgid] = path.stem
        found = list(msgids.in_our_sources())
        missing = {}
        for msgid in found:
            if msgid.key not in part_of:
                missing.setdefault(msgid.key, []).append(msgid)
        for same in missing.values():
            part = part_for(same[0], found, part_of)
            add(part, same)
            self.stdout.write(f"locale/vi/{part}.po: “{same[0].text}” ({same[0].place})")
        self.stdout.write(f"{len(missing)} new words. Write their Vietnamese into msgstr.")


def part_for(msgid, found, part_of):
    """Where most words of the same file, else of the same folder or app, are kept already."""
    folder = msgid.path.rpartition("/")[0]
    app = next((app for app in msgids.APPS if app in msgid.path.split("/")), "lms")
    for near in (msgid.path, folder + "/"):
        votes = Counter(
            part_of[other.key] for other in found if other.path.startswith(near) and other.key in part_of
        )
        if votes:
            return votes.most_common(1)[0][0]
    return app


def add(part, same):
    """Appended as text, so that what others wrote in the part keeps its shape."""
    first = same[0]
    entry = polib.POEntry(
        msgctxt=first.context,
        msgid=first.text,
        msgid_plural=first.plural or "",
        msgstr_plural={0: ""} if first.plural else {},
        occurrences=[(path, "") for path in sorted({msgid.path for msgid in same})],
    )
    path = words.FOLDER / f"{part}.po"
    if not path.exists():
        head = polib.POFile()
        head.metadata = words.HEADER
        head.save(str(path))
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + entry.__unicode__(wrapwidth=0))
