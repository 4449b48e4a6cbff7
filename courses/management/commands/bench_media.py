"""What `make bench-media` asks of the application: put a film there, and look how far it is."""

import json
from pathlib import Path

from django.core.files import File
from django.core.management import BaseCommand

from courses.media import copies
from courses.models import Preparation
from lms.models import MediaFile

TITLE = "bench-media"


class Command(BaseCommand):
    help = "Part of make bench-media."

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["put", "look"])
        parser.add_argument("film", nargs="?")

    def handle(self, *args, act, film, **options):
        if act == "put":
            for old in MediaFile.objects.filter(title=TITLE):
                old.delete()
            with Path(film).open("rb") as content:
                MediaFile.objects.create(title=TITLE, file=File(content, name="film.mp4"), pupils="nobody")
        else:
            self.stdout.write(json.dumps(seen()))


def seen():
    file = MediaFile.objects.get(title=TITLE)
    light, work = copies.of(file), Preparation.objects.get(source_hash=file.get_file_hash())
    made = [
        (row.form, row.size, (row.made_at - file.created_at).total_seconds()) for row in work.copies.all()
    ]
    told = [one for one in made if one[0] != "frame"]
    frames = [one for one in made if one[0] == "frame"]
    if frames:
        told.append(("frames", sum(size for _form, size, _after in frames), frames[-1][2]))
    return {"state": light.state, "seconds": light.seconds, "copies": told}
