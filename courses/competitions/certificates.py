"""Certificates of a round or of a contest of works: issued with a code, printed, and checked by whoever holds
the paper."""

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.competitions import praise
from courses.models import Award, ContestAuthor, Entrant
from lms import certificates
from lms.certificates import spaced
from lms.history import note_change
from lms.pdf import qr_svg, render_pdf
from lms.text import given_name
from students import consents
from students.models import Consent, Student

AT_ONCE = 200


@transaction.atomic
def issue(standings, by):
    """The awards of all pupils behind these standings, in their order; those that have one keep it."""
    standings = list(standings)
    entrants = Entrant.objects.filter(entry__in=[one.entry_id for one in standings])
    of_entry = defaultdict(list)
    for row in entrants.order_by("student__name_sort"):
        of_entry[row.entry_id].append(row.student_id)
    return _issued(
        [
            Award(standing=one, student_id=student, by=by)
            for one in standings
            for student in of_entry[one.entry_id]
        ],
        Award.objects.filter(standing__in=standings),
    )


@transaction.atomic
def issue_of_works(placings, by):
    """The awards of all authors behind these placings; those that have one keep it."""
    placings = list(placings)
    of_work = defaultdict(list)
    for row in ContestAuthor.objects.filter(work__in=[one.work_id for one in placings]).order_by("pk"):
        of_work[row.work_id].append(row)
    return _issued(
        [
            Award(placing=one, student_id=row.student_id, user_id=row.user_id, by=by)
            for one in placings
            for row in of_work[one.work_id]
        ],
        Award.objects.filter(placing__in=placings),
    )


def _issued(wanted, known):
    """What is kept of these awards once all are; nobody who was erased gets one."""
    # Whoever erases one of them waits here, and then finds the award and takes it (kept.py).
    pupils = Student.objects.filter(pk__in={one.student_id for one in wanted}, erased_at=None)
    here = set(pupils.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    wanted = [one for one in wanted if one.user_id or one.student_id in here]
    Award.objects.bulk_create(wanted, ignore_conflicts=True)
    if wanted:
        told = (wanted[0].standing or wanted[0].placing).publication
        after = {"entries": len(wanted)}
        note_change(by=wanted[0].by, act="certify a competition", thing=told, after=after)
    kept = {_for_what(one): one for one in known.select_related(*TOLD)}
    return [kept[_for_what(one)] for one in wanted]


def _for_what(award):
    return award.standing_id, award.placing_id, award.student_id, award.user_id


TOLD = [
    "student",
    "user",
    "placing__work__school",
    "placing__publication__contest__school",
    "placing__publication__contest__place",
    "standing__entry__school",
    "standing__publication__round__competition__school",
    "standing__publication__round__competition__school_class__school",
    "standing__publication__round__competition__place",
]


def render(awards):
    """The certificates as PDF, one page each."""
    return render_pdf("courses/certificates.typ", {"papers": [_facts(award) for award in awards]})


def register():
    certificates.register(_find)


def _find(code):
    award = Award.objects.filter(code=code, student__erased_at=None).select_related(*TOLD).first()
    return _told(award) if award else None


def still_holds(award):
    """Whether the result that the paper tells stands as published now."""
    if award.placing:
        return _work_still_holds(award.placing)
    standing = award.standing
    published = standing.publication.round.published
    if published is None:
        return False
    now = published.standings.filter(entry=standing.entry_id).first()
    return now is not None and now.rank == standing.rank and standing.entry.withdrawn_at is None


def _work_still_holds(placing):
    published = placing.publication.contest.published
    now = published.placings.filter(work=placing.work_id).first() if published else None
    return now is not None and (now.rank, now.prize) == (placing.rank, placing.prize) and placing.work.stands


def _told(award):
    """What the public page says: no more than the paper. The whole name only of who agreed to it; of a
    teacher, who signed the work, it is told."""
    facts, holds = _result(award), still_holds(award)
    rows = [
        (pgettext("certificate", "Name"), _public_name(award)),
        (pgettext("column", "School"), facts["school"]),
        (_("Competition"), f"{facts['competition']}, {facts['round']}"),
        *([(pgettext("certificate", "Result"), facts["words"])] if holds else []),
        (pgettext("certificate", "Day"), f"{timezone.localdate(facts['at']):%d/%m/%Y}"),
    ]
    return certificates.Told(rows, holds)


def _public_name(award):
    if award.user:
        return award.user.get_full_name()
    student = award.student
    is_open = consents.may_be_public([student], Consent.Purpose.NAME, timezone.localdate())
    return student.full_name if is_open else _shortened(student.full_name)


def _result(award):
    """What came out, of a round and of a contest of works alike."""
    if placing := award.placing:
        held = placing.publication.contest
        return {
            "school": placing.work.school.name,
            "competition": held.title,
            "round": placing.work.title,
            "held": str(held.held_by),
            "words": words_of_work(placing),
            "team": "",
            "at": placing.publication.at,
        }
    round = award.standing.publication.round
    held = round.competition
    return {
        "school": award.standing.entry.school.name,
        "competition": held.title,
        "round": round.title,
        "held": _held(held),
        "words": praise.words_for(award.standing),
        "team": award.standing.entry.nickname if held.is_in_teams else "",
        "at": award.standing.publication.at,
    }


def words_of_work(placing):
    """The prize; who won none took part."""
    words = placing.get_prize_display()
    return words[:1].upper() + words[1:] if words else _("Took part with a work of one's own.")


def _facts(award):
    facts = _result(award)
    day = timezone.localdate(facts.pop("at"))
    return {
        **facts,
        "name": award.user.get_full_name() if award.user else award.student.full_name,
        "whom": "" if award.user else "em",
        "day": f"ngày {day:%d} tháng {day:%m} năm {day:%Y}",
        "code": spaced(award.code),
        "address": f"{settings.PUBLIC_URL.split('//')[-1]}{reverse('courses:award_check')}",
        "qr": qr_svg(f"{settings.PUBLIC_URL}{reverse('courses:award_check')}?code={award.code}"),
    }


def _held(competition):
    if competition.school_class:
        told = {"name": competition.school_class.name, "school": competition.school_class.school.name}
        return _("Class %(name)s, %(school)s") % told
    return str(competition.held_by)


def _shortened(name):
    """«G. A. Sùng»: enough for who holds the paper."""
    given = given_name(name)
    rest = name.split()[:-1]
    return " ".join([*(f"{word[0]}." for word in rest), given])
