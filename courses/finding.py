"""Questions and boards, competitions and contests, marks and skills in the one box (students/finding.py).

Lectures, quizzes and whatever else is published is found by the catalogue of the library.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.exchange import showing
from courses.judging import classes_judged_by
from courses.models import Competition, Post, SheetRelease, SkillStep, Thread, WorkContest
from students.abilities import can
from students.finding import Finder, Hit, newest, note, register
from students.models import Enrolment, SchoolClass, SchoolYear, Student, Subject, TeachingAssignment

# Of whoever leads a school; the province opens a mark book from the page of its class.
MOST_BOOKS = 60


def find_threads(user, wanted, most):
    """By the title, the lecture asked about and the words of posts, of all that `user` may read."""
    posts = newest(Post.objects.visible_to(user).exclude(state=Post.State.GONE), "-at", "pk")
    # The title is what the first post says: where that is hidden, so is the title.
    title_is_read = Q(first_state=Post.State.SHOWN) | Q(by=user)
    told = wanted.in_words("title", "lecture__title") & title_is_read
    told |= Q(pk__in=posts.filter(wanted.in_words("words")).order_by().values("thread"))
    threads = newest(Thread.objects.visible_to(user), "-last_at", "pk").filter(told)
    return threads.select_related("lecture", "item__paper", "by", "school_class__school")


def tell_threads(threads, user):
    """No line of a post: whoever reads what a pupil wrote opens the thread, where that is noted."""
    is_pupil = bool(user.student_or_none)
    return [
        Hit(
            showing.title_of(one, user),
            reverse("courses:thread", args=[one.pk]),
            note(
                _("Class %(name)s") % {"name": one.school_class.name},
                "" if is_pupil else one.school_class.school,
                date_format(timezone.localdate(one.last_at)),
            ),
        )
        for one in threads
    ]


def find_competitions(user, wanted, most):
    seen = newest(Competition.objects.visible_to(user), "-at", "pk")
    return seen.filter(wanted.in_words("title", "about")).select_related("school_class", "school", "place")


def tell_competitions(competitions, user):
    hits = []
    for one in competitions:
        until = _("entries until %(until)s") % {"until": date_format(timezone.localdate(one.entries_until))}
        address = reverse("courses:competition", args=[one.pk])
        hits.append(Hit(one.title, address, note(one.held_by, until if one.takes_entries() else "")))
    return hits


def find_contests(user, wanted, most):
    seen = newest(WorkContest.objects.visible_to(user), "-at", "pk")
    return seen.filter(wanted.in_words("title", "task")).select_related("school", "place")


def tell_contests(contests, user):
    return [
        Hit(one.title, reverse("courses:work_contest", args=[one.pk]), note(one.held_by)) for one in contests
    ]


def find_marks(user, wanted, most):
    """[(title, address)]: of staff the mark books of their classes, of pupils and families what was shown."""
    if student := user.student_or_none:
        rows = [
            (_("My marks: %(subject)s") % {"subject": subject}, reverse("courses:own_marks"))
            for _student, subject in _shown([student])
        ]
    else:
        rows = [*_marks_of_children(user), *(_mark_books(user) if can(user, "keep marks") else ())]
    return [row for row in rows if wanted.matches(row[0])]


def tell_marks(rows, user):
    return [Hit(title, address) for title, address in rows]


def _marks_of_children(user):
    if not can(user, "follow own children"):
        return
    children = list(Student.objects.visible_to(user, to="follow own children"))
    for student, subject in _shown(children):
        told = {"name": student.full_name, "subject": subject}
        address = reverse("courses:marks_of_child", args=[student.pk])
        yield _("Marks of %(name)s: %(subject)s") % told, address


def _shown(students):
    """[(pupil, subject)] of which marks are shown to the family now; two queries."""
    sat = Enrolment.objects.open().filter(student__in=students).values_list("school_class", "student")
    classes = {}
    for school_class, student in sat:
        classes.setdefault(school_class, []).append(student)
    standing = {}
    for one in SheetRelease.objects.filter(school_class__in=classes).select_related("subject").order_by("pk"):
        standing[one.school_class_id, one.subject, one.term_id] = one.is_shown
    subjects = {(place, subject): None for (place, subject, _term), shown in standing.items() if shown}
    by_key = {student.pk: student for student in students}
    return [(by_key[pk], subject) for place, subject in subjects for pk in classes[place]]


def _mark_books(user):
    year = SchoolYear.objects.on(timezone.localdate())
    classes = classes_judged_by(user).filter(year=year).distinct().order_by("grade", "name_sort", "pk")
    classes = {one.pk: one for one in classes[:MOST_BOOKS]}
    taught = TeachingAssignment.objects.filter(school_class__in=classes, withdrawn_at=None)
    pairs = taught.exclude(subject=None).values_list("school_class", "subject").distinct()
    names = dict(Subject.objects.values_list("pk", "name"))
    order = {pk: number for number, pk in enumerate(classes)}
    for place, subject in sorted(pairs, key=lambda pair: (order[pair[0]], pair[1])):
        told = {"class": classes[place].name, "subject": names[subject]}
        address = reverse("courses:mark_book_class", args=[classes[place].uid])
        yield _("Mark book %(class)s: %(subject)s") % told, address


def find_skills(user, wanted, most):
    steps = SkillStep.objects.filter(
        wanted.in_words("title", "what", "component__name", "component__domain__name"), is_offered=True
    )
    return steps.select_related("component__domain", "level")


def tell_skills(steps, user):
    if not steps:
        return []
    where = _where_skills_are(user)
    return [
        Hit(one.title, where(one), note(one.component.domain.name, one.level.name)) for one in steps if where
    ]


def _where_skills_are(user):
    """What makes an address of a step: the own passport, the child's, the class's, or all of a place."""
    if user.student_or_none:
        return lambda step: f"{reverse('courses:my_skills')}#part-{step.component.domain.number}"
    if can(user, "give work"):
        taught = SchoolClass.objects.visible_to(user, to="give work").not_closed()
        if uid := taught.order_by("name_sort").values_list("uid", flat=True).first():
            return lambda step: reverse("courses:class_skill", args=[uid, step.uid])
    if can(user, "see overview"):
        return lambda step: reverse("courses:skills")
    if can(user, "follow own children"):
        child = Student.objects.visible_to(user, to="follow own children").order_by("name_sort").first()
        if child:
            return lambda step: reverse("courses:skills_of_child", args=[child.pk])
    return None


def register_own():
    asked = gettext_lazy("Questions and boards of the class")
    register(
        Finder("exchange", asked, "chat", find_threads, tell_threads, 80, "take part in the exchange"),
        Finder(
            "competitions",
            gettext_lazy("Competitions"),
            "trophy",
            find_competitions,
            tell_competitions,
            100,
        ),
        Finder("contests", gettext_lazy("Contests of works"), "flower", find_contests, tell_contests, 105),
        Finder("marks", pgettext_lazy("found", "Marks"), "mark", find_marks, tell_marks, 110),
        Finder("skills", gettext_lazy("Digital skills"), "practice", find_skills, tell_skills, 120),
    )
