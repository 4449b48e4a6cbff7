"""Who judges which work of a contest: named by the organiser, kept apart from whom they know, drawn."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.competitions.entering import Refused
from courses.models import (
    ContestAuthor,
    ContestJudge,
    ContestWork,
    Judging,
    WorkContest,
)
from courses.models.work_contests import JUDGE
from courses.work_contests import drawing, entering
from lms.history import note_change
from lms.text import tidy
from students import abilities
from students.models import Enrolment, Guardianship, Role, School, Teacher, TeachingAssignment, User


def to_name(user, contest):
    """Whom `user` may name: teachers and other staff whom `user` sees, who are not judges yet."""
    teachers = Teacher.objects.visible_to(user).filter(left_on=None, user__is_active=True)
    staff = Role.objects.visible_to(user).filter(kind__in=abilities.ABILITIES[JUDGE][0])
    staff = staff.on(timezone.localdate()).values("user")
    known = contest.judges.filter(removed_at=None).values("user")
    found = User.objects.filter(Q(pk__in=teachers.values("user")) | Q(pk__in=staff), is_active=True)
    return found.exclude(pk__in=known)


@transaction.atomic
def name(contest, user, by):
    """`user` judges; naming anybody twice is naming once. Raises Refused."""
    contest = WorkContest.objects.select_for_update().get(pk=contest.pk)
    refuse_when_published(contest)
    if contest.is_blind and organises(user, contest):
        words = _("%(name)s organises this contest and sees all names. Name somebody else, or judge openly.")
        raise Refused(words % {"name": user.get_full_name()})
    row, is_new = ContestJudge.objects.get_or_create(contest=contest, user=user, defaults={"named_by": by})
    if is_new or row.removed_at:
        row.removed_at = row.removed_by = None
        row.save()
        told = {"name": user.get_full_name()}
        note_change(by=by, act="name a judge", thing=contest, after=told, school=contest.school_id)
    return row


@transaction.atomic
def remove(judge, by):
    """Take a judge off; points that were given stay readable and count no more. Raises Refused."""
    WorkContest.objects.select_for_update().get(pk=judge.contest_id)
    judge = ContestJudge.objects.select_for_update().get(pk=judge.pk)
    if judge.removed_at:
        return
    refuse_when_published(judge.contest)
    judge.removed_at, judge.removed_by = timezone.now(), by
    judge.save(update_fields=["removed_at", "removed_by"])
    told = {"name": judge.user.get_full_name()}
    note_change(
        by=by, act="take a judge off", thing=judge.contest, before=told, school=judge.contest.school_id
    )


@transaction.atomic
def share_out(contest, by):
    """Draw judges for all works that lack some; nothing comes in from then on. [works that still lack judges]
    with what they lack. Doing it again fills up only. Raises Refused."""
    contest = WorkContest.objects.select_for_update().get(pk=contest.pk)
    refuse_when_published(contest)
    if not contest.is_over():
        words = _("Works are taken until %(day)s. Share them out when that day is over.")
        raise Refused(words % {"day": f"{contest.closes_on:%d/%m/%Y}"})
    waiting = contest.works.waiting().count()
    if waiting and not contest.drawn_at:
        words = _("%(n)d works wait for the word of their teachers. Nothing can be confirmed afterwards.")
        raise Refused(words % {"n": waiting})
    missing = with_files_missing(contest)
    if missing and entering.is_on_its_way(contest):
        words = _("Files are still on their way, until %(day)s, of the works: %(numbers)s. Wait for them.")
        day = f"{contest.closes_on + entering.GRACE:%d/%m/%Y}"
        raise Refused(words % {"day": day, "numbers": ", ".join(str(one.number) for one in missing)})
    if not contest.judges.filter(removed_at=None).exists():
        raise Refused(_("Nobody is named yet. Name judges first."))
    if contest.is_blind and (
        knowing := [
            one
            for one in contest.judges.filter(removed_at=None).select_related("user")
            if organises(one.user, contest)
        ]
    ):
        words = _("%(names)s: organises this contest by now and sees all names. Take off, or judge openly.")
        names = ", ".join(one.user.get_full_name() for one in knowing)
        raise Refused(words % {"names": names})
    works = list(contest.works.standing())
    if not works:
        raise Refused(_("No work counts yet: there is nothing to judge."))
    lacks = _drawn(contest, works, contest.judges_each)
    if not contest.drawn_at:
        contest.drawn_at = timezone.now()
        contest.save(update_fields=["drawn_at"])
    note_change(
        by=by, act="share works out", thing=contest, after={"works": len(works)}, school=contest.school_id
    )
    return lacks


@transaction.atomic
def ask_another(work, by):
    """One judge more for a work on which the others are far apart. Raises Refused."""
    contest = WorkContest.objects.select_for_update().get(pk=work.contest_id)
    refuse_when_published(contest)
    if not work.stands or not contest.drawn_at:
        raise Refused(_("This work is not with the judges."))
    current = work.judgings.current()
    if current.exclude(pk__in=Judging.objects.given().values("pk")).exists():
        raise Refused(_("A judge of this work has not given points yet. Wait for these first."))
    if _drawn(contest, [work], current.count() + 1, is_extra=True):
        raise Refused(_("Nobody is left who may judge this work. Name another judge first."))
    note_change(by=by, act="ask another judge", thing=work, school=work.school_id)


@transaction.atomic
def step_back(judging, by, reason):
    """The judge knows who made it, or was asked not to judge it: another is drawn. Whether one was found.
    Raises Refused."""
    WorkContest.objects.select_for_update().get(pk=judging.work.contest_id)
    judging = (
        Judging.objects.select_for_update(of=("self",)).select_related("work__contest").get(pk=judging.pk)
    )
    contest = judging.work.contest
    refuse_when_published(contest)
    if judging.removed_at:
        return True
    if not (reason := tidy(reason)):
        raise Refused(_("Say in a few words why, for the organiser."))
    judging.removed_at, judging.removed_by, judging.reason = timezone.now(), by, reason[:200]
    judging.draft = {}
    judging.save(update_fields=["removed_at", "removed_by", "reason", "draft"])
    note_change(by=by, act="step back from a work", thing=judging.work, school=contest.school_id)
    return not _drawn(contest, [judging.work], contest.judges_each)


def barred(contest, works, judges):
    """{(judge, work)} that must not be: of one's own, of one's own school (unless the contest is of one
    school alone), of pupils whom one teaches, has at home or confirmed the work of, and pairs taken apart."""
    works, judges = list(works), list(judges)
    users = {one.user_id: one.pk for one in judges}
    found = set(
        Judging.objects.filter(judge__in=judges, work__in=works)
        .exclude(removed_at=None)
        .values_list("judge", "work")
    )
    authors = ContestAuthor.objects.filter(work__in=works)
    found |= {
        (users[user], work) for user, work in authors.filter(user__in=users).values_list("user", "work")
    }
    found |= {(users[one.confirmed_by_id], one.pk) for one in works if one.confirmed_by_id in users}
    of_pupil = defaultdict(set)
    for student, work in authors.exclude(student=None).values_list("student", "work"):
        of_pupil[student].add(work)
    for user, student in _close_to(users, of_pupil):
        found |= {(users[user], work) for work in of_pupil[student]}
    if contest.level != WorkContest.Level.SCHOOL:
        # All works of a contest of a commune are of the commune: there its officers stand for no school.
        schools = _schools_of(users, of_communes=contest.level == WorkContest.Level.PROVINCE)
        of_work = _schools_now(works)
        found |= {
            (judge, one.pk)
            for user, judge in users.items()
            for one in works
            if of_work[one.pk] & schools[user]
        }
    return found


def organises(user, contest):
    """Whether `user` sees the names of all authors: asked anew whenever works are drawn, roles change."""
    return WorkContest.objects.organised_by(user).filter(pk=contest.pk).exists()


def with_files_missing(contest):
    """Works that count although a file of theirs has not arrived."""
    return [one for one in contest.works.standing().prefetch_related("files") if one.files_missing]


def refuse_when_published(contest):
    """Raises Refused."""
    if contest.published:
        raise Refused(_("The results are published. Take them from sight first, then change what is wrong."))


def _drawn(contest, works, each, is_extra=False):
    """Draw judges until each of these works has so many; {work: how many it still lacks}."""
    judges = list(contest.judges.filter(removed_at=None).select_related("user"))
    if contest.is_blind:
        judges = [one for one in judges if not organises(one.user, contest)]
    known = list(Judging.objects.current().filter(work__contest=contest).values_list("judge", "work"))
    made, lacks = drawing.draw(
        [one.pk for one in works],
        [one.pk for one in judges],
        barred(contest, works, judges),
        each,
        known,
    )
    Judging.objects.bulk_create(
        [Judging(judge_id=judge, work_id=work, is_extra=is_extra) for judge, work in made], batch_size=500
    )
    numbers = ContestWork.objects.in_bulk(lacks)
    return {numbers[pk]: lack for pk, lack in lacks.items()}


def _schools_now(works):
    """{work: the school that it came from, and those where its authors are now}"""
    found = defaultdict(set)
    for one in works:
        found[one.pk].add(one.school_id)
    authors = ContestAuthor.objects.filter(work__in=works)
    of_pupil, of_teacher = defaultdict(set), defaultdict(set)
    for work, student, user in authors.values_list("work", "student", "user"):
        (of_pupil[student] if student else of_teacher[user]).add(work)
    sits = Enrolment.objects.open().filter(student__in=list(of_pupil))
    for student, school in sits.values_list("student", "school_class__school"):
        for work in of_pupil[student]:
            found[work].add(school)
    teaches = Teacher.objects.filter(user__in=list(of_teacher), left_on=None)
    for user, school in teaches.values_list("user", "school"):
        for work in of_teacher[user]:
            found[work].add(school)
    return found


def _schools_of(users, of_communes):
    """{user: schools where one teaches or holds a role now; `of_communes`: also those of one's commune}"""
    found = defaultdict(set)
    roles = Role.objects.on(timezone.localdate()).filter(user__in=users).exclude(school=None)
    for user, school in roles.values_list("user", "school"):
        found[user].add(school)
    if of_communes:
        officers = Role.objects.on(timezone.localdate()).filter(
            user__in=users, kind=Role.Kind.COMMUNE_OFFICER
        )
        places = defaultdict(set)
        for user, place in officers.values_list("user", "place"):
            places[place].add(user)
        for school, place in School.objects.filter(commune__in=list(places)).values_list("pk", "commune"):
            for user in places[place]:
                found[user].add(school)
    for user, school in Teacher.objects.filter(user__in=users, left_on=None).values_list("user", "school"):
        found[user].add(school)
    return found


def _close_to(users, students):
    """(user, pupil) of whom one teaches a class in which the other sat this year, or is the guardian."""
    sits = defaultdict(set)
    for student, school_class in Enrolment.objects.filter(student__in=list(students)).values_list(
        "student", "school_class"
    ):
        sits[school_class].add(student)
    taught = TeachingAssignment.objects.filter(teacher__user__in=users, school_class__in=list(sits))
    for user, school_class in taught.values_list("teacher__user", "school_class").distinct():
        for student in sits[school_class]:
            yield user, student
    homeroom = Teacher.objects.filter(user__in=users, homerooms__in=list(sits))
    for user, school_class in homeroom.values_list("user", "homerooms"):
        for student in sits[school_class]:
            yield user, student
    kin = Guardianship.objects.filter(guardian__user__in=users, student__in=list(students))
    yield from kin.values_list("guardian__user", "student")
