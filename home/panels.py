"""What the pages of a class and of a pupil say about learning (students/panels.py)."""

from django.template.loader import render_to_string

from courses.marking_desk.veil import without_telling_marks
from courses.results import marks_of
from students.abilities import can, can_in
from students.models import Student

SHOWN = 8


def class_work(request, school_class):
    """The way to the table of who has done what, and to the messages for the parents."""
    if not can(request.user, "see marks"):
        return ""
    context = {
        "school_class": school_class,
        "may_write": can_in(request.user, "write to parents", school_class),
        "may_keep_marks": can_in(request.user, "keep marks", school_class),
    }
    return render_to_string("home/_class_panel.html", context, request=request)


def pupil_learning(request, student):
    """Lectures and quizzes the pupil was in lately, each quiz with the way to the answers."""
    if not Student.objects.visible_to(request.user, to="see marks").filter(pk=student.pk).exists():
        return ""
    lectures = student.lecture_progress.select_related("lecture").defer("lecture__body")
    most = None if request.GET.get("learning") == "all" else SHOWN
    counted = {"attempts": student.attempts.count(), "lectures": lectures.count()}
    context = {
        "pupil": student,
        "attempts": without_telling_marks(marks_of(student, limit=most)),
        "lectures": lectures.order_by("-updated_at")[:most],
        "more": sum(max(0, count - most) for count in counted.values()) if most else 0,
    }
    return render_to_string("home/_pupil_panel.html", context, request=request)
