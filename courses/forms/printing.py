"""What stands at the top of printed papers, as a person wants it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.printing.facts import Head
from lms.text import tidy
from students import scope
from students.models import School, SchoolYear


class HeadForm(forms.Form):
    """Sent by GET with the name of a file: nothing of it is kept."""

    above = forms.CharField(label=_("Who stands above the school"), max_length=120, required=False)
    school = forms.CharField(label=_("School"), max_length=120, required=False)
    title = forms.CharField(label=_("Name of the test"), max_length=160, required=False)
    subject = forms.CharField(
        label=pgettext_lazy("on a printed paper", "Subject"), max_length=60, required=False
    )
    grade = forms.CharField(
        label=pgettext_lazy("on a printed paper", "Class or grade"), max_length=40, required=False
    )
    year = forms.CharField(label=_("School year"), max_length=60, required=False)
    minutes = forms.CharField(
        label=pgettext_lazy("on a printed paper", "Minutes"), max_length=10, required=False
    )

    def clean(self):
        return {name: tidy(told) if isinstance(told, str) else told for name, told in super().clean().items()}

    def head(self):
        return Head(**self.cleaned_data)


def usual_head(page, user):
    """What stands there until somebody writes otherwise."""
    course = page.get_parent().specific
    subject = course.get_parent().specific
    school = page.school or school_of(user)
    year = SchoolYear.objects.on(timezone.localdate())
    grade = getattr(course, "grade", None)
    return {
        "above": school.stands_under if school else "",
        "school": school.name if school else "",
        "title": page.title,
        "subject": getattr(getattr(subject, "subject", None), "name", ""),
        "grade": str(_("grade %(number)s") % {"number": grade}) if grade else "",
        "year": str(_("School year %(year)s") % {"year": year}) if year else "",
        "minutes": str(page.minutes or ""),
    }


def school_of(user):
    """The school for which `user` prints what belongs to no school."""
    ids = scope.of(user).staff_school_ids
    return School.objects.filter(pk__in=ids).select_related("commune").order_by("pk").first()
