"""What contests of works keep about a pupil: told to the family, forgotten with the rest."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.models import Award, ContestAuthor, ContestFile, ContestWork, JudgedPoints, Judging, Placing
from courses.work_contests import files
from students.dossier import table


def tables(student):
    works = ContestWork.objects.filter(authors__student=student).select_related("contest")
    yield table(
        "contest_works",
        _("works in contests"),
        works.order_by("begun_at"),
        contest=(_("contest of works"), "contest.title"),
        name=(_("name of the work"), "title"),
        words=(_("in words"), "words"),
        files=(pgettext("work", "Files"), lambda work: len(work.file_ids)),
        handed_at=(_("handed in"), "handed_at"),
        confirmed_at=(_("confirmed"), "confirmed_at"),
        turned_down_at=(_("turned down"), "turned_down_at"),
        reason=(_("reason"), "reason"),
    )
    yield table(
        "contest_placings",
        _("results of works in contests"),
        Placing.objects.filter(work__in=works, publication__withdrawn_at=None)
        .select_related("publication__contest")
        .order_by("pk"),
        contest=(_("contest of works"), "publication.contest.title"),
        points=(_("points"), "mean"),
        prize=(_("prize"), lambda row: row.get_prize_display()),
        published_at=(pgettext("competition result", "published"), "publication.at"),
    )


def count_told(student):
    """Works that tell who it was."""
    return student.contest_works.count()


def forget_told(student):
    """What tells who it was, of works made alone: words, files, what was said of them. The points stay as
    numbers, without a name; what nobody has judged goes. A work of several stays for the others in it."""
    Award.objects.filter(student=student, placing__isnull=False).delete()
    for work in _made_alone(student):
        files.forget(ContestFile.objects.filter(work=work))
        work.pieces.all().delete()
        if not work.judgings.exists() and not work.placings.exists():
            work.delete()
            continue
        judged = JudgedPoints.objects.filter(judging__work=work)
        judged.exclude(remark="").update(remark="")
        Judging.objects.filter(work=work).update(draft={}, reason="")
        ContestWork.objects.filter(pk=work.pk).update(
            title="",
            words="",
            reason="",
            file_ids=[],
            lecture=None,
            lecture_revision=None,
            shown_at=None,
            shown_by=None,
        )


def forget(student):
    """The rest too, as far as the sums of a contest allow: nobody is named as its author any more."""
    forget_told(student)
    for row in ContestAuthor.objects.filter(student=student).select_related("work"):
        work = row.work
        row.delete()
        is_left = not work.authors.exists()
        if is_left and not work.judgings.exists() and not work.placings.exists():
            files.forget(ContestFile.objects.filter(work=work))
            work.pieces.all().delete()
            work.delete()


def _made_alone(student):
    works = ContestWork.objects.filter(authors__student=student)
    return [one for one in works if one.authors.count() == 1]
