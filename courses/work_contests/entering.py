"""Works come in: begun, kept as a draft, handed in, taken back; confirmed or turned down by a teacher."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.answer_files import NotKept
from courses.competitions.entering import Refused
from courses.models import ContestAuthor, ContestFile, ContestWork, LecturePage, WorkContest
from courses.models.competitions import LAST_PRIMARY
from courses.work_contests import files
from lms.history import note_change
from lms.text import clean, tidy
from lms.whole_acts import files_of_a_whole_act
from students.models import Enrolment, Student

MOST_WORDS = 6000
# So long what a tablet says it handed in before the last day may still be on its way.
GRACE = timedelta(days=3)
LECTURES = 50


def work_of(contest, user):
    """The work that `user` is an author of; None when there is none."""
    return ContestWork.objects.made_by(user).filter(contest=contest).first()


def fault_of(contest, user):
    """Why `user` cannot hand anything in, in a sentence; "" when nothing is in the way."""
    student = user.student_or_none
    if contest.for_pupils != bool(student):
        return (
            _("Pupils hand in to this contest.") if contest.for_pupils else _("This contest is for teachers.")
        )
    if student:
        return _fault(contest, _enrolments([student]).get(student.pk))
    teacher = user.teacher_or_none
    if teacher is None or teacher.left_on or not contest.reaches_school(teacher.school):
        return _("This contest is for other schools.")
    return ""


@transaction.atomic
def begin(contest, user):
    """The work of who hands in alone, made when there is none yet. Raises Refused."""
    contest = WorkContest.objects.select_for_update().get(pk=contest.pk)
    if not (contest.takes_works() or is_on_its_way(contest)):
        raise Refused(closed(contest))
    if known := work_of(contest, user):
        return known
    if sentence := fault_of(contest, user):
        raise Refused(sentence)
    student = user.student_or_none
    if student:
        return _made(contest, user, _enrolments([student]).values())
    work = _new(contest, user, user.teacher.school_id)
    ContestAuthor.objects.create(contest=contest, work=work, user=user)
    return work


@transaction.atomic
def form_team(contest, students, by):
    """A teacher puts pupils together who make one work. The same again is the same team. Raises Refused."""
    contest = WorkContest.objects.select_for_update().get(pk=contest.pk)
    if not contest.takes_works():
        raise Refused(closed(contest))
    if not students:
        raise Refused(_("Nobody is ticked. Tick who takes part."))
    if len(students) > contest.team_most:
        told = {"n": contest.team_most}
        raise Refused(_("A work has at most %(n)d authors here. Tick fewer.") % told)
    enrolments = _enrolments(students)
    for student in students:
        if sentence := _fault(contest, enrolments.get(student.pk)):
            raise Refused(f"{student.full_name}: {sentence}")
    rows = ContestAuthor.objects.filter(contest=contest, student__in=students).select_related("work")
    works = {row.work for row in rows}
    if len(works) == 1 and len(rows) == len(students) == next(iter(works)).authors.count():
        return works.pop()
    if any(work.handed_at or work.authors.count() > 1 for work in works):
        names = ", ".join(
            Student.objects.filter(pk__in=[row.student_id for row in rows]).values_list(
                "full_name", flat=True
            )
        )
        raise Refused(_("Already in another work: %(names)s.") % {"names": names})
    for work in works:
        # A draft that somebody began alone.
        forget([work])
    work = _made(contest, by, [enrolments[one.pk] for one in students])
    note_change(by=by, act="form a team", thing=work, after={"count": len(students)}, school=work.school_id)
    return work


def save(work, user, told, uploads=(), keep=(), hand_in=False):
    """Keep what the form says: everything or nothing. `told`: title, words, lecture; `uploads`: new files,
    `keep`: ids of those that stay. Raises Refused or NotKept."""
    with files_of_a_whole_act() as written, transaction.atomic():
        work = locked(work)
        contest = work.contest
        if not contest.takes_works():
            raise Refused(closed(contest))
        # What is still on its way is kept as well; what is of another work is not.
        foreign = (
            ContestFile.objects.filter(pk__in=list(keep)).exclude(work=work).values_list("pk", flat=True)
        )
        foreign = {str(pk) for pk in foreign}
        ids = [one for one in dict.fromkeys(keep) if one not in foreign]
        if len(ids) + len(uploads) > contest.most_files:
            told_most = {"n": contest.most_files}
            raise Refused(_("At most %(n)d files. Take one away, then try again.") % told_most)
        for upload in uploads:
            try:
                row = files.keep(work, upload.read(), upload.name, written=written)
            except NotKept as why:
                raise NotKept(f"«{upload.name[-60:]}»: {why}") from why
            ids.append(str(row.pk))
        lecture = _lecture(contest, user, told.get("lecture"))
        write(work, told["title"], told["words"], dict.fromkeys(ids), hand_in, lecture)
        work.turn += 1
        if hand_in and not (work.file_ids or work.words or work.lecture_id):
            raise Refused(_("Add a file or write a few words, then hand in."))
        if hand_in and not work.title:
            raise Refused(_("Give your work a name, then hand in."))
        work.save()
        if hand_in:
            note_change(by=user, act="hand a work in", thing=work, school=work.school_id)
    return work


@transaction.atomic
def take_back(work, by):
    """Make it a draft again; doing it twice is doing it once. Raises Refused."""
    work = locked(work)
    if not work.handed_at:
        return work
    if not work.contest.takes_works():
        raise Refused(closed(work.contest))
    work.turn += 1
    work.handed_at = work.confirmed_at = work.confirmed_by = None
    work.save()
    note_change(by=by, act="take a work back", thing=work, school=work.school_id)
    return work


def closed(contest):
    """Why nothing is taken now, in a sentence."""
    if contest.announced_at and timezone.localdate() < contest.opens_on:
        return _("Works are taken from %(day)s on.") % {"day": f"{contest.opens_on:%d/%m/%Y}"}
    return _("The last day to hand in was %(day)s: nothing is taken any more.") % {
        "day": f"{contest.closes_on:%d/%m/%Y}"
    }


def is_id(text):
    """Whether what was sent along can be the key of a work or a file."""
    try:
        return isinstance(text, str) and str(UUID(text)) == text
    except ValueError:
        return False


def lectures_for(user):
    """Published lectures that `user` wrote: what may be handed in."""
    return LecturePage.objects.visible_to(user).live().filter(owner=user).order_by("-first_published_at")


def forget(works):
    """Delete works with all that hangs on them; only what was never judged or published. How many."""
    count = 0
    for work in works:
        files.forget(ContestFile.objects.filter(work=work))
        work.pieces.all().delete()
        work.delete()
        count += 1
    return count


def is_on_its_way(contest):
    """Whether the last day is over, and what was handed in before may still arrive."""
    still = contest.closes_on < timezone.localdate() <= contest.closes_on + GRACE
    return bool(contest.announced_at) and not contest.drawn_at and still


def locked(work):
    """The work as it stands, with its contest, until the act is over."""
    return ContestWork.objects.select_for_update(of=("self",)).select_related("contest").get(pk=work.pk)


def write(work, title, words, ids, hand_in, lecture):
    """What was typed becomes the work; whoever confirmed or turned it down meant what was there before."""
    work.title = tidy(title)[:120]
    work.words = clean(words)[:MOST_WORDS]
    work.file_ids = list(ids)
    work.lecture, work.lecture_revision_id = lecture, lecture.live_revision_id if lecture else None
    work.confirmed_at = work.confirmed_by = work.turned_down_at = work.turned_down_by = None
    work.reason, work.came_late = "", False
    work.handed_at = timezone.now() if hand_in else None
    if hand_in and not work.contest.for_pupils:
        work.confirmed_at = work.handed_at


def _lecture(contest, user, pk):
    if not (pk and contest.takes_lecture):
        return None
    lecture = lectures_for(user).filter(pk=pk).first() if str(pk).isdecimal() and len(str(pk)) < 18 else None
    if lecture is None:
        raise Refused(_("Choose one of your own published lectures."))
    return lecture


def _new(contest, by, school_id, grade=None):
    last = contest.works.aggregate(last=Max("number"))["last"] or 0
    groups = contest.groups.all() if grade else ()
    group = next((one for one in groups if one.grade_from <= grade <= one.grade_to), None)
    is_primary = bool(grade) and grade <= LAST_PRIMARY
    return ContestWork.objects.create(
        contest=contest, school_id=school_id, number=last + 1, group=group, is_primary=is_primary
    )


def _made(contest, by, enrolments):
    """A work of these pupils. It stands in the group of the oldest, and is ranked as the youngest."""
    enrolments = list(enrolments)
    grades = [one.grade for one in enrolments]
    work = _new(contest, by, enrolments[0].school_class.school_id, max(grades))
    if min(grades) <= LAST_PRIMARY and not work.is_primary:
        work.is_primary = True
        work.save(update_fields=["is_primary"])
    ContestAuthor.objects.bulk_create(
        ContestAuthor(contest=contest, work=work, student_id=one.student_id, grade=one.grade)
        for one in enrolments
    )
    return work


def _enrolments(students):
    found = Enrolment.objects.open().filter(student__in=students).select_related("school_class__school")
    return {row.student_id: row for row in found}


def _fault(contest, enrolment):
    if enrolment is None or not contest.reaches_school(enrolment.school_class.school):
        return _("This contest is for other schools.")
    if enrolment.grade is None:
        return _("The grade is not known. The school writes it down in the class list first.")
    if not contest.grade_from <= enrolment.grade <= contest.grade_to:
        told = {"first": contest.grade_from, "last": contest.grade_to}
        return _("This contest is for grades %(first)d to %(last)d.") % told
    return ""
