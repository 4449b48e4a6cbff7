"""Photos and recordings that came with a form and that no lecture took up: nobody sees or removes them."""

import re
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex, Revision

from courses.models import KeptUpload, LecturePage
from lms.models import MediaFile, Picture
from lms.retention import one_by_one

# Longer than what a form carries is good for (media.TOKEN_DAYS), and than a telephone without signal waits.
DAYS = 60
# A revision that one goes on in may be older than what it took up last.
SITTING = timedelta(days=2)
# «"picture": 12», «<embed id="12"»: whatever may name a thing, and no hash or number in a sentence.
NAMED = re.compile(r"""["=:\[,]\s*\\?"?(\d{1,18})(?![\w.-])""")


def forget(kept):
    """Delete what no page shows and no version of a lecture holds; of the rest forget that it came with a
    form. Returns how many rows went."""
    rows = list(kept.select_related("picture", "file"))
    if not rows:
        return 0
    used = _held_in_versions(min(row.at for row in rows) - SITTING)
    for model, name in ((Picture, "picture"), (MediaFile, "file")):
        of_kind = [row for row in rows if getattr(row, f"{name}_id")]
        keys = {getattr(row, f"{name}_id") for row in of_kind}
        shown = used | _referred_to(model, keys)
        taken_up = [row.pk for row in of_kind if getattr(row, f"{name}_id") in shown]
        KeptUpload.objects.filter(pk__in=taken_up).delete()
        left = [getattr(row, name) for row in of_kind if getattr(row, f"{name}_id") not in shown]
        # The row goes with what it speaks of.
        one_by_one(left, lambda thing: thing.delete())
    return len(rows)


def _referred_to(model, keys):
    found = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model), to_object_id__in=[str(key) for key in keys]
    )
    return {int(key) for key in found.values_list("to_object_id", flat=True)}


def _held_in_versions(since):
    """Every number that a version of a lecture since then may mean: one too many keeps a photo, one too few
    would lose one."""
    of_lectures = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(LecturePage), created_at__gte=since
    )
    found = set()
    for content in of_lectures.values_list("content", flat=True).iterator(chunk_size=100):
        found |= {int(number) for number in NAMED.findall(content.get("body") or "")}
        found |= {content.get("cover"), content.get("contest_logo")} - {None}
    return found
