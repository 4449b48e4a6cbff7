"""A quiz and a class: who has done it, with which mark."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from courses import judging, opening_codes, results, seeing_keys
from courses.marking_desk.veil import hides_names
from courses.models import GivenWork, MarkRelease
from lms.history import note_change
from students.abilities import can, requires
from students.models import SchoolClass


@requires("see marks")
@require_GET
def quiz_results(request, uid, class_uid):
    page, school_class = found_quiz(request, uid, class_uid, to="see marks")
    rows = results.class_table(school_class, [page], request.user)
    judges = judging.classes_judged_by(request.user).filter(pk=school_class.pk).exists()
    release = MarkRelease.objects.filter(page=page, school_class=school_class).first()
    may_correct = judging.may_correct_at(request.user, page, school_class.school_id)
    opens = seeing_keys.may_open(request.user, page)
    context = {
        "page": page,
        "may_correct": may_correct,
        "keys": may_correct and opens,
        "judges": judges,
        "to_mark": judges and not page.practice and _to_mark(rows),
        # Which work was marked just now would tell whose it is.
        "nameless": hides_names(page, school_class),
        "asked": request.GET.get("ask") == "release",
        "school_class": school_class,
        "rows": rows,
        "done": sum(1 for row in rows if row.cells[0].attempt and row.cells[0].attempt.is_over()),
        "types_in": judges and not page.practice,
        "printable": opens and can(request.user, "write questions"),
        "release": release,
        "opening_code": judges and opening_codes.shown_from(request.user, page, school_class),
        "password": page.password if _says_password(request.user, page) else "",
    }
    return render(request, "courses/quiz_results.html", context)


def _says_password(user, page):
    """Who made the quiz or gave it to a class says its password there."""
    return page.owner_id == user.pk or GivenWork.objects.filter(page=page, given_by=user).exists()


@requires("give work")
@require_POST
def release(request, uid, class_uid):
    """Show the class its marks; doing it again changes nothing. While answers wait, asked once more."""
    page, school_class = found_quiz(request, uid, class_uid, to="give work")
    if request.POST.get("act") == "take back":
        return _take_back(request, page, school_class)
    waiting = _to_mark(results.class_table(school_class, [page], request.user))
    if waiting and "all_the_same" not in request.POST:
        words = ngettext(
            "%(n)d answer still waits for points: that pupil would see no mark yet.",
            "%(n)d answers still wait for points: those pupils would see no mark yet.",
            waiting,
        )
        messages.warning(request, words % {"n": waiting})
        return redirect(f"{reverse('courses:quiz_results', args=[uid, class_uid])}?ask=release")
    with transaction.atomic():
        row, made = MarkRelease.objects.get_or_create(
            page=page, school_class=school_class, defaults={"by": request.user}
        )
        if made:
            note_change(by=request.user, act="release marks", thing=row, school=school_class.school_id)
    return redirect("courses:quiz_results", uid, class_uid)


def _take_back(request, page, school_class):
    """Within the day, for whoever released too early."""
    with transaction.atomic():
        row = MarkRelease.objects.select_for_update().filter(page=page, school_class=school_class).first()
        if row and not row.may_be_taken_back():
            messages.error(
                request, _("Marks are taken back within a day after they were shown. Speak with the class.")
            )
        elif row:
            note_change(by=request.user, act="take back marks", thing=row, school=school_class.school_id)
            row.delete()
            messages.success(request, _("Taken back. The class does not see these marks any more."))
    return redirect("courses:quiz_results", page.uid, school_class.uid)


def _to_mark(rows):
    over = [one for row in rows for one in row.cells[0].tries if one.counted and one.is_over()]
    return sum(one.to_mark for one in over)


def found_quiz(request, uid, class_uid, to):
    """(page, class) of a quiz whose results the reader may look at (`to` do an act); 404 otherwise."""
    school_class = get_object_or_404(
        SchoolClass.objects.visible_to(request.user, to=to).select_related("school"), uid=class_uid
    )
    page = get_object_or_404(results.quizzes_of(school_class, request.user), translation_key=uid)
    return page, school_class
