"""A new lecture begins from a pattern: the screen before the editor opens."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses import patterns
from courses.models import CoursePage
from courses.patterns.shape import HEIGHT, WIDTH, drawn


class BeginningForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title of the lecture"),
        max_length=255,
        error_messages={"required": gettext_lazy("Write a title; it can be changed later.")},
    )
    pattern = forms.CharField(
        max_length=40, error_messages={"required": gettext_lazy("Choose a pattern, or the empty page below.")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, course):
    """The patterns for a course in which this person may write; a chosen one becomes a draft."""
    allowed = PagePermissionPolicy().instances_user_has_permission_for(request.user, "add").values("pk")
    course = get_object_or_404(CoursePage, pk=course, pk__in=allowed)
    form = BeginningForm(request.POST or None, initial={"pattern": patterns.ours()[0].code})
    if request.method == "POST" and form.is_valid():
        pattern = patterns.find(form.cleaned_data["pattern"], request.user, course)
        if pattern:
            page = pattern.begin(form.cleaned_data["title"], course, request.user)
            return redirect("wagtailadmin_pages:edit", page.pk)
        form.add_error("pattern", gettext("This pattern is gone. Choose another one."))
    offered = [
        (gettext("Patterns of lessons"), patterns.ours()),
        (gettext("Lectures that colleagues marked as patterns"), patterns.of_lectures(request.user, course)),
    ]
    context = {
        "course": course,
        "form": form,
        "chosen": form["pattern"].value(),
        "width": WIDTH,
        "height": HEIGHT,
        "shelves": [
            (heading, [(pattern, drawn(pattern.kinds)) for pattern in found])
            for heading, found in offered
            if found
        ],
    }
    return render(request, "courses/authoring/patterns.html", context)
