"""Give a lecture or a quiz to classes, to be done by a day."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.models import GivenWork, QuizPage
from home.shelves import pages_to_give
from lms.history import note_change
from lms.widgets import DayInput

FIRST_DUE_DAYS = 7
# The last minute of the due day still counts.
END_OF_DAY = time(23, 59)


class GiveForm(forms.Form):
    page = forms.ChoiceField(
        label=_("Lecture or quiz"),
        error_messages={
            "invalid_choice": _(
                "This cannot be given to a class. Choose another, or look for its title in the field above."
            )
        },
    )
    classes = forms.MultipleChoiceField(
        label=_("For which class"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one class.")},
    )
    due_on = forms.DateField(
        label=_("To be done by"),
        required=False,
        widget=DayInput(),
        help_text=_("Until the end of that day. Leave it empty when there is no hurry."),
    )
    note = forms.CharField(
        label=_("A word to the class"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )

    def __init__(self, *args, user, classes, looked_for="", **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.classes_by_uid = {str(one.uid): one for one in classes}
        several_schools = len({one.school_id for one in classes}) > 1
        self.fields["classes"].choices = [
            (uid, f"{one.name} – {one.school.name}" if several_schools else one.name)
            for uid, one in self.classes_by_uid.items()
        ]
        grades = {grade for one in classes for grade in range(one.grade, (one.grade_to or one.grade) + 1)}
        keys = _uuids(self.initial.get("page"), self.data.get("page"))
        shelves = pages_to_give(user, grades, looked_for, keys)
        self.pages_by_key = {str(page.translation_key): page for _course, pages in shelves for page in pages}
        self.found = [key for key in self.pages_by_key if UUID(key) not in keys]
        self.fields["page"].choices = [("", _("Choose …"))] + [
            (course, [(str(page.translation_key), page.title) for page in pages]) for course, pages in shelves
        ]
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=FIRST_DUE_DAYS)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        today = timezone.localdate()
        if day and day < today:
            raise ValidationError(_now("That day is over. Choose today or a later day."))
        if day and day > today + timedelta(days=366):
            raise ValidationError(_now("That is more than a year away. Choose a day of this school year."))
        return day

    def clean_note(self):
        return self.cleaned_data["note"].replace("\0", "")

    def clean(self):
        told = super().clean()
        closes_at = self._closing_of(told.get("page"))
        if closes_at is None:
            return told
        day = timezone.localtime(closes_at)
        if closes_at <= timezone.now():
            words = _now(
                "This quiz closed on %(day)s. Choose another, or have it opened again on its own page."
            )
            self.add_error("page", words % {"day": f"{day:%d/%m/%Y}"})
        elif told.get("due_on") and told["due_on"] > day.date():
            words = _now("The quiz closes on %(day)s already. Choose that day or an earlier one.")
            self.add_error("due_on", words % {"day": f"{day:%d/%m/%Y}"})
        return told

    def _closing_of(self, key):
        page = self.pages_by_key.get(key)
        return page and QuizPage.objects.filter(pk=page.pk).values_list("closes_at", flat=True).first()

    def save(self):
        """Give the page to each class. What a class already has gets the new day and words."""
        page = self.pages_by_key[self.cleaned_data["page"]]
        classes = [self.classes_by_uid[uid] for uid in self.cleaned_data["classes"]]
        day = self.cleaned_data["due_on"]
        due_at = timezone.make_aware(datetime.combine(day, END_OF_DAY)) if day else None  # noqa: DTZ001
        with transaction.atomic():
            return [self._give(page, one, due_at) for one in classes]

    def _give(self, page, school_class, due_at):
        note = self.cleaned_data["note"]
        work, made = GivenWork.objects.open().get_or_create(
            school_class=school_class,
            page_id=page.pk,
            defaults={"given_by": self.user, "due_at": due_at, "note": note},
        )
        before = {} if made else {"due_at": _iso(work.due_at), "note": work.note}
        after = {"due_at": _iso(due_at), "note": note}
        if not made and before != after:
            work.due_at, work.note = due_at, note
            work.save(update_fields=["due_at", "note"])
        if before != after:
            note_change(
                by=self.user,
                act="give work",
                thing=work,
                before=before,
                after=after,
                school=school_class.school_id,
            )
        return work


def _uuids(*typed):
    found = []
    for text in typed:
        try:
            found.append(UUID(text))
        except (TypeError, ValueError):
            continue
    return found


def _iso(moment):
    return timezone.localtime(moment).isoformat() if moment else None
