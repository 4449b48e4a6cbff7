"""A lecture that is written outside the back office: how it begins, and what stands above its pieces."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.forms.writing_pieces import said
from courses.models import LecturePage, Licence
from courses.models.credits import OWN


def licences(**more):
    """Which licence; whose holder must be named is said in the full editor."""
    return forms.ModelChoiceField(
        queryset=Licence.objects.filter(names_a_holder=False),
        label=_("What other schools may do with it"),
        required=False,
        empty_label=_("no licence written down yet"),
        error_messages={"invalid_choice": _("There is no such licence. Choose one from the list.")},
        **more,
    )


class CourseField(forms.ModelChoiceField):
    """Courses of several subjects may bear one title; its subject is named."""

    def label_from_instance(self, course):
        return f"{course.get_parent().title}: {course.title}"


class NewLectureForm(forms.Form):
    title = forms.CharField(label=_("Title of the lecture"), max_length=120)
    course = CourseField(
        queryset=None,
        label=_("Course in which it stands"),
        empty_label=_("Choose …"),
        error_messages={"invalid_choice": _("You do not write in this course. Choose one from the list.")},
    )
    licence = licences(
        initial=OWN,
        help_text=_("Shown below the lecture with your name. You may choose otherwise, also later."),
    )

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses
        if courses.count() == 1:
            self.fields["course"].initial = courses.first()

    def clean_title(self):
        return said(self.cleaned_data["title"])


class HeadForm(forms.ModelForm):
    """What stands above the pieces."""

    was = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title of the lecture"),
        max_length=120,
        error_messages={"required": _("Write a title: pupils find the lecture by it.")},
    )

    licence = licences(
        help_text=_(
            "Your choice, shown below the lecture. Without it they may read the lecture, not copy it."
        )
    )

    class Meta:
        model = LecturePage
        fields = ["title", "summary", "minutes"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if before := self.initial.get("licence"):
            field = self.fields["licence"]
            field.queryset = Licence.objects.filter(Q(names_a_holder=False) | Q(pk=before))

    def clean_title(self):
        return said(self.cleaned_data["title"])

    def clean(self):
        told = super().clean()
        if self.add_prefix("licence") in self.data:
            told["licence_id"] = told["licence"].pk if told.get("licence") else None
        else:
            # Kept on a telephone before it was asked for: what stands there stays.
            told["licence_id"] = self.initial.get("licence")
        return told

    def _post_clean(self):
        # The draft takes what was said; the page itself changes when it is published.
        pass
