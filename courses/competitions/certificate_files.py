"""The certificates of a whole round as one file: made in the background, some at a time, for setting
thousands of pages at once takes gigabytes. Watched at `/jobs/<id>/`, downloaded for some weeks."""

import tempfile
from pathlib import Path

from django.core.files import File
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.competitions import certificates
from courses.models import AwardFile, Entrant, Publication, Round
from lms import pdf_joining
from lms.models import Job
from lms.tasks import Explained, job, start
from students import looked

KIND = "courses.certificates"
DAYS_KEPT = 30


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
    rows = list(rows)
    for one in rows:
        one.delete()
        one.file.storage.delete(one.file.name)
    return len(rows)


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
        parts, pages = [], 0
        for start_at in range(0, len(rows), certificates.AT_ONCE):
            some = rows[start_at : start_at + certificates.AT_ONCE]
            awards = certificates.issue(some, by=running.owner)
            if awards:
                looked.note(running.owner, "certificate of a competition", *(one.student for one in awards))
                parts.append(Path(folder) / f"{start_at}.pdf")
                parts[-1].write_bytes(certificates.render(awards))
                pages += len(awards)
            running.progress(min(start_at + len(some), len(rows)))
        if not parts:
            raise Explained(_("Nobody is left who could have a certificate."))
        whole = Path(folder) / "all.pdf"
        pdf_joining.join(parts, whole)
        forget(found.award_files.filter(by=running.owner))
        with whole.open("rb") as file:
            made = AwardFile(publication=found, by=running.owner, pages=pages)
            made.file.save(f"{made.pk}.pdf", File(file), save=True)
    return {"pages": pages}
