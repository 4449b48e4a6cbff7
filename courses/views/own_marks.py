"""«Điểm của em»: what teachers have shown of the mark book, to its pupil and to the parents."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.mark_book import showing
from lms.kept_pages import keep_for
from students.abilities import requires
from students.models import Student


@requires("study")
@never_cache
@require_safe
def mine(request):
    """A pupil reads it without signal too, as it was."""
    return keep_for(request.user, _show(request, request.user.student_or_none))


@requires("follow own children")
@never_cache
@require_safe
def of_child(request, pk):
    children = Student.objects.visible_to(request.user, to="follow own children")
    return _show(request, get_object_or_404(children, pk=pk))


def _show(request, student):
    told = showing.shown_to_family(student)
    context = {"student": student, "told": told, "said": showing.said(told)}
    return render(request, "courses/mark_book/own.html", context)
