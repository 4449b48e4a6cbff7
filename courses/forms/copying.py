"""Into which course a lecture of another school is copied."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.writing import CourseField


class CopyForm(forms.Form):
    """Into which of one's own courses a lecture is copied; of the same subject and grade unless told."""

    course = CourseField(
        queryset=None,
        label=_("Course in which it stands"),
        empty_label=_("Choose …"),
        error_messages={"invalid_choice": _("You do not write in this course. Choose one from the list.")},
    )

    def __init__(self, *args, courses, origin, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses
        theirs = origin.get_parent().specific
        alike = courses.child_of(theirs.get_parent()).exclude(pk=theirs.pk)
        self.fields["course"].initial = alike.filter(grade=theirs.grade).first() or alike.first()
