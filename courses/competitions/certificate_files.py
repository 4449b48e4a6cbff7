"""The certificates of a whole round as one file: made in the background, some at a time, for setting
thousands of pages at once takes gigabytes. Watched at `/jobs/<id>/`, downloaded for some weeks."""

import tempfile
from pathlib import Path

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.competitions import certificates
from courses.models import AwardFile, Entrant, Publication, Round
from lms import pdf_joining
from lms.models import Job
from lms.tasks import Explained, Later, job, start
from lms.whole_acts import files_of_a_whole_act
from students import looked
from students.models import Student

KIND = "courses.certificates"
DAYS_KEPT = 30
# So long a file may wait for its row: no work takes longer.
DAYS_LOOSE = 1


def is_long(standings):
    """Whether it takes longer than somebody waits for a page."""
    found = Entrant.objects.filter(entry__in=standings.values("entry"), student__erased_at=None)
    return found[: certificates.AT_ONCE + 1].count() > certificates.AT_ONCE


def begin(publication, by):
    """Start it; a second press finds the job of the first."""
    return under_way(publication, by) or start(
        KIND,
        by=by,
        title=_("Certificates: %(round)s") % {"round": publication.round},
        next_url=reverse("courses:round", args=[publication.round_id]),
        publication=str(publication.pk),
    )


def under_way(publication, by):
    jobs = Job.objects.visible_to(by).unfinished()
    return jobs.filter(kind=KIND, arguments__publication=str(publication.pk)).first()


def forget(rows):
    """Let go of these files; how many."""
    count = 0
    for one in rows:
        transaction.on_commit(lambda name=one.file.name, storage=one.file.storage: storage.delete(name))
        one.delete()
        count += 1
    return count


def loose(before):
    """Names of files on the disk from before a moment that no row knows: a worker died between the two."""
    field = AwardFile._meta.get_field("file")
    try:
        _folders, names = field.storage.listdir(field.upload_to)
    except FileNotFoundError:
        # Nobody ever made one.
        return []
    there = {f"{field.upload_to}{name}" for name in names}
    unknown = there - set(AwardFile.objects.values_list("file", flat=True))
    return sorted(name for name in unknown if _is_older(field.storage, name, before))


def _is_older(storage, name, moment):
    try:
        return storage.get_modified_time(name) < moment
    except FileNotFoundError:
        # Gone since it was listed.
        return False


def forget_loose(names):
    """Let go of these; how many."""
    for name in names:
        AwardFile._meta.get_field("file").storage.delete(name)
    return len(names)


@job(KIND, gettext_lazy("Certificates of a competition"))
def make(running, publication):
    """Once: begun again after a crash, whoever has a certificate keeps it."""
    found = Publication.objects.filter(
        pk=publication, withdrawn_at=None, round__in=Round.objects.organised_by(running.owner)
    ).first()
    if found is None:
        raise Explained(_("The results are not public any more. Publish them, then print the certificates."))
    rows = list(
        found.standings.select_related("publication", "entry").order_by("rank", "entry__number", "pk")
    )
    running.progress(0, len(rows))
    with tempfile.TemporaryDirectory() as folder:
        parts, pupils = [], []
        for start_at in range(0, len(rows), certificates.AT_ONCE):
            some = rows[start_at : start_at + certificates.AT_ONCE]
            awards = certificates.issue(some, by=running.owner)
            if awards:
                some_pupils = [one.student for one in awards]
                looked.note(running.owner, "certificate of a competition", *some_pupils)
                parts.append(Path(folder) / f"{start_at}.pdf")
                parts[-1].write_bytes(certificates.render(awards))
                pupils += [one.pk for one in some_pupils]
            running.progress(min(start_at + len(some), len(rows)))
        if not parts:
            raise Explained(_("Nobody is left who could have a certificate."))
        whole = Path(folder) / "all.pdf"
        pdf_joining.join(parts, whole)
        _keep(found, running.owner, whole, pupils)
    return {"pages": len(pupils)}


def _keep(publication, by, whole, pupils):
    """Instead of the one from before. Raises Later, to be made anew, when one of the pupils was erased while
    the pages were set."""
    with files_of_a_whole_act() as written:
        made = AwardFile(publication=publication, by=by, pages=len(pupils))
        with whole.open("rb") as file:
            made.file.save(f"{made.pk}.pdf", File(file), save=False)
        written.append(made.file)
        with transaction.atomic():
            # Whoever erases one of them waits here, and then finds this file and lets go of it (kept.py).
            rows = Student.objects.select_for_update(no_key=True).filter(pk__in=pupils).order_by("pk")
            if any(rows.values_list("erased_at", flat=True)):
                raise Later
            forget(publication.award_files.filter(by=by))
            made.save(force_insert=True)
