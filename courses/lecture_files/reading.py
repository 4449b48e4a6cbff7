"""A file is read in the background, watched at `/jobs/<id>/`; what cannot be read is thrown away again."""

import time

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import LectureFile
from lms.models import Job
from lms.tasks import Explained, job, start

from . import formats
from .found import Refused
from .keeping import keep_pieces

KIND = "courses.read_lecture_file"
# How often the page of the job is told how far it is.
SECONDS = 1


def begin(kept, by):
    """Start reading `kept`; a second press finds the job of the first."""
    return under_way(kept, by) or start(
        KIND,
        by=by,
        title=_("Reading «%(file)s»") % {"file": kept.file_name},
        next_url=kept.get_absolute_url(),
        lecture_file=str(kept.pk),
    )


def under_way(kept, by):
    jobs = Job.objects.visible_to(by).unfinished()
    return jobs.filter(kind=KIND, arguments__lecture_file=str(kept.pk)).first()


@job(KIND, gettext_lazy("Reading a file for a lecture"))
def read_file(running, lecture_file):
    kept = LectureFile.objects.filter(pk=lecture_file).first()
    if kept is None:
        raise Explained(
            _("This upload was thrown away meanwhile; nothing was changed. Upload the file again.")
        )
    if kept.read_at is None:
        read(kept, _watch(running), on_refusal=lambda: _lead_back(running, kept))
    return {"found": kept.pieces.count()}


def read(kept, watch=None, on_refusal=None):
    """Read `kept` and keep its pieces. Raises `Explained` when it cannot be read; it is gone then."""
    try:
        with kept.file.open("rb") as file:
            result = formats.read(file.read(), watch)
    except (Refused, MemoryError) as why:
        sentence = str(why) if isinstance(why, Refused) else str(Refused("package_unpacks_too_large"))
        if on_refusal:
            on_refusal()
        kept.delete()
        raise Explained(sentence) from why
    keep_pieces(kept, result)


def _lead_back(running, kept):
    """From the sentence about the file to where another one is uploaded."""
    running.next_url = f"{reverse('courses:lecture_file_new')}?course={kept.course.public_id}"
    running.save(update_fields=["next_url"])


def _watch(running):
    last = [0.0]

    def watch(done, total):
        now = time.monotonic()
        if now - last[0] >= SECONDS:
            last[0] = now
            running.progress(done, total)

    return watch
