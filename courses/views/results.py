"""A quiz and a class: who has done it, with which mark."""

from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from courses import judging, results
from courses.models import MarkRelease
from courses.printing import rights
from lms.history import note_change
from students.abilities import can, requires
from students.models import SchoolClass


@requires("see marks")
@require_GET
def quiz_results(request, uid, class_uid):
    page, school_class = found_quiz(request, uid, class_uid, to="see marks")
    rows = results.class_table(school_class, [page], request.user)
    over = [one for row in rows for one in row.cells[0].tries if one.counted and one.is_over()]
    judges = judging.classes_judged_by(request.user).filter(pk=school_class.pk).exists()
    context = {
        "page": page,
        "may_correct": judging.may_correct_at(request.user, page, school_class.school_id),
        "to_mark": judges and not page.practice and sum(one.to_mark for one in over),
        "school_class": school_class,
        "rows": rows,
        "done": sum(1 for row in rows if row.cells[0].attempt and row.cells[0].attempt.is_over()),
        "types_in": judges and not page.practice,
        "printable": can(request.user, "write questions")
        and rights.printable_by(request.user).filter(pk=page.pk).exists(),
        "release": MarkRelease.objects.filter(page=page, school_class=school_class).first(),
    }
    return render(request, "courses/quiz_results.html", context)


@requires("give work")
@require_POST
def release(request, uid, class_uid):
    """Show the class its marks; doing it again changes nothing."""
    page, school_class = found_quiz(request, uid, class_uid, to="give work")
    with transaction.atomic():
        row, made = MarkRelease.objects.get_or_create(
            page=page, school_class=school_class, defaults={"by": request.user}
        )
        if made:
            note_change(by=request.user, act="release marks", thing=row, school=school_class.school_id)
    return redirect("courses:quiz_results", uid, class_uid)


def found_quiz(request, uid, class_uid, to):
    """(page, class) of a quiz whose results the reader may look at (`to` do an act); 404 otherwise."""
    school_class = get_object_or_404(
        SchoolClass.objects.visible_to(request.user, to=to).select_related("school"), uid=class_uid
    )
    page = get_object_or_404(results.quizzes_of(school_class, request.user), translation_key=uid)
    return page, school_class
