"""Who had a machine on a day, and what a pupil had on a day."""

from django import forms
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from devices.forms.inventory import day_field
from devices.held_on import THINGS, lines_on
from devices.models import HOLDERS, Assignment, Device
from students import looked
from students.abilities import requires
from students.models import Student


class DayForm(forms.Form):
    on = day_field(_("On which day?"))

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies ahead. Write a day that has been."))
        return day


@require_safe
@requires("see devices")
def device(request, code):
    found = get_object_or_404(Device.objects.visible_to(request.user, to="see devices"), code=code)
    return _day(request, found.assignments.told_to(request.user), HOLDERS, {"device": found})


@require_safe
@requires("see devices")
def pupil(request, pk):
    student = get_object_or_404(Student.objects.visible_to(request.user, to="see devices"), pk=pk)
    looked.note(request.user, "pupil's page", student, once_a_day=True)
    return _day(request, Assignment.objects.held_by(student), THINGS, {"student": student})


def _day(request, lines, joined, subject):
    form = DayForm(request.GET if "on" in request.GET else None)
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    context = {**subject, "form": form, "day": day, "found": lines_on(day, lines, joined) if day else []}
    return render(request, "devices/held_on.html", context, status=400 if form.errors else 200)
