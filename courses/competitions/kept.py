"""What competitions keep about a pupil: told to the family, forgotten with the rest."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.competitions import certificate_files, praise
from courses.models import Appeal, Award, AwardFile, Entrant, Entry, HallPlace, Standing, StartTicket
from students.dossier import table


def tables(student):
    entries = (
        Entry.objects.filter(entrants__student=student).select_related("competition").order_by("entered_at")
    )
    yield table(
        "competition_entries",
        _("entries of competitions"),
        entries,
        competition=(_("competition"), "competition.title"),
        nickname=(_("nickname"), "nickname"),
        entered_at=(_("entered"), "entered_at"),
        confirmed_at=(_("confirmed"), "confirmed_at"),
        withdrawn_at=(_("withdrawn"), "withdrawn_at"),
        reason=(_("reason"), "reason"),
    )
    yield table(
        "hall_places",
        _("places in rooms of competitions"),
        student.hall_places.select_related("hall__session__round__competition").order_by("pk"),
        round=(_("round"), lambda row: str(row.hall.session.round)),
        room=(_("room"), "hall.title"),
        tablet=(_("tablet"), "tablet"),
        arrived_at=(_("signed in"), "arrived_at"),
    )
    yield table(
        "competition_results",
        _("results in competitions"),
        Standing.objects.filter(entry__in=entries, publication__withdrawn_at=None)
        .select_related("publication__round__competition")
        .order_by("pk"),
        round=(_("round"), lambda row: str(row.publication.round)),
        points=(_("points"), "points"),
        words=(_("what was said of it"), praise.words_for),
        published_at=(pgettext("competition result", "published"), "publication.at"),
    )
    yield table(
        "competition_appeals",
        _("appeals in competitions"),
        student.competition_appeals.select_related("publication__round__competition"),
        round=(_("round"), lambda row: str(row.publication.round)),
        words=(_("what to look at again, and why"), "words"),
        at=(_("asked"), "at"),
        answer=(_("answer"), "answer"),
    )
    yield table(
        "competition_awards",
        _("certificates of competitions"),
        student.competition_awards.select_related(
            "standing__publication__round__competition", "placing__publication__contest"
        ).order_by("at"),
        round=(_("round"), _of_what),
        code=(_("code"), "code"),
        at=(_("issued"), "at"),
    )


def _of_what(award):
    if award.placing:
        return award.placing.publication.contest.title
    return str(award.standing.publication.round)


def count_told(student):
    """Rows that tell who it was."""
    named = Entry.objects.filter(entrants__student=student).exclude(nickname="", reason="")
    return named.count() + student.competition_appeals.count() + student.competition_awards.count()


def forget_told(student):
    """What tells who it was: the places stay, without a name, like the marks."""
    Appeal.objects.filter(student=student).delete()
    StartTicket.objects.filter(student=student).delete()
    HallPlace.objects.filter(student=student).delete()
    certificate_files.forget(
        AwardFile.objects.filter(publication__standings__entry__entrants__student=student).distinct()
    )
    Award.objects.filter(student=student).delete()
    alone = Entry.objects.filter(entrants__student=student, competition__team_size=1)
    Entry.objects.filter(pk__in=alone.values("pk")).update(nickname="", reason="")


def forget(student):
    """The rest too, to the last number; a team stays for the others in it."""
    forget_told(student)
    for row in Entrant.objects.filter(student=student).select_related("entry"):
        entry = row.entry
        row.delete()
        if not entry.entrants.exists():
            Award.objects.filter(standing__entry=entry).delete()
            Standing.objects.filter(entry=entry).delete()
            entry.delete()
