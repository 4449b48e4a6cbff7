"""A contest of works, its sheet of criteria and a work of it, as they are typed in."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.models import ContestGroup, FileKind, WorkContest
from courses.models.competitions import ORGANISE
from courses.work_contests import sheets
from lms.text import clean, tidy
from lms.widgets import DayInput, LongSelect
from students import abilities
from students.models import Place, School

LONGEST = timedelta(days=365)
DAYS = ["%d/%m/%Y", "%d-%m-%Y"]
GROUPS = re.compile(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?")


def day_field(label, **kwargs):
    error = {"invalid": _("Write the day like 25/12/2026.")}
    return forms.DateField(label=label, input_formats=DAYS, widget=DayInput(), error_messages=error, **kwargs)


class WorkContestForm(forms.ModelForm):
    held = forms.ChoiceField(label=_("held by"), widget=LongSelect)
    for_pupils = forms.TypedChoiceField(
        label=_("who hands in"),
        choices=[("1", _("pupils")), ("", _("teachers"))],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="1",
    )
    opens_on = day_field(_("works from"))
    closes_on = day_field(_("works until"), help_text=_("The whole day still counts."))
    file_kinds = forms.MultipleChoiceField(
        label=_("files that may be handed in"),
        choices=FileKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most 10 MB each. Of photos nothing stays but what is seen."),
    )
    groups = forms.CharField(
        label=_("groups of grades"),
        required=False,
        max_length=60,
        help_text=_("Placed among themselves, like: 1–3, 4–5. Empty: all together."),
    )

    class Meta:
        model = WorkContest
        fields = ["title", "kind", "for_pupils", "grade_from", "grade_to", "team_most", "opens_on"]
        fields += ["closes_on", "task", "file_kinds", "most_files", "takes_lecture"]
        fields += ["judges_each", "is_blind", "far_percent"]
        widgets = {"task": forms.Textarea({"rows": 4})}

    field_order = ["title", "kind", "held", "for_pupils", "grade_from", "grade_to", "groups"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.holders = list(_holders(user))
        self.fields["held"].choices = [(key, label) for key, label, _facts in self.holders]
        if self.instance.pk and not self.instance._state.adding:
            self.initial["held"] = next(
                (key for key, _label, facts in self.holders if _is_held(self.instance, facts)), None
            )
            self.initial["for_pupils"] = "1" if self.instance.for_pupils else ""
            self.initial["groups"] = ", ".join(
                f"{one.grade_from}–{one.grade_to}" for one in self.instance.groups.all()
            )
        else:
            self.initial.setdefault("file_kinds", [FileKind.PHOTO, FileKind.PDF])

    def clean_title(self):
        return tidy(self.cleaned_data["title"])

    def clean_task(self):
        return clean(self.cleaned_data["task"])

    def clean_closes_on(self):
        day, today = self.cleaned_data["closes_on"], timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise ValidationError(_now("Write a day between today and a year from now."))
        return day

    def clean(self):
        told = super().clean()
        first, last = told.get("opens_on"), told.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _now("The last day comes before the first."))
        # A story is written in words; whatever else is made has to be seen.
        is_story = told.get("kind") == WorkContest.Kind.STORIES
        if not (is_story or told.get("file_kinds") or told.get("takes_lecture")):
            self.add_error("file_kinds", _now("Choose which files are taken, or allow a lecture."))
        self._clean_authors(told)
        self.parsed = self._groups(told)
        facts = next((facts for key, _label, facts in self.holders if key == told.get("held")), None)
        for name, value in (facts or {}).items():
            setattr(self.instance, name, value)
        return told

    def _clean_authors(self, told):
        if told.get("kind") == WorkContest.Kind.LECTURES and told.get("for_pupils"):
            self.add_error("for_pupils", _now("E-lectures are handed in by teachers."))
        if not told.get("for_pupils"):
            # Nothing is asked of teachers that pupils are sorted by.
            told["grade_from"] = told["grade_to"] = None
            told["groups"], told["team_most"] = "", 1
            return
        if told.get("takes_lecture"):
            self.add_error("takes_lecture", _now("Lectures are handed in by teachers. Take the tick off."))
        for name in ("grade_from", "grade_to"):
            if name in told and told[name] is None:
                self.add_error(name, _now("Write the grade, 1 to 12."))
        first, last = told.get("grade_from"), told.get("grade_to")
        if first and last and last < first:
            self.add_error("grade_to", _now("The last grade comes before the first."))

    def _groups(self, told):
        """[(first grade, last grade)] as typed."""
        found = []
        for part in filter(None, re.split(r"[,;]\s*", told.get("groups") or "")):
            match = GROUPS.fullmatch(part.strip())
            first = int(match[1]) if match else 0
            last = int(match[2] or match[1]) if match else 0
            least, most = told.get("grade_from") or 1, told.get("grade_to") or 12
            if not match or not least <= first <= last <= most:
                words = _now("«%(part)s» is no group of these grades. Write like: 1–3, 4–5.")
                self.add_error("groups", words % {"part": part[:20]})
                return []
            if any(first <= there <= last or there <= first <= until for there, until in found):
                self.add_error("groups", _now("Two groups share a grade. Let each grade stand in one."))
                return []
            found.append((first, last))
        return sorted(found)

    def save(self, commit=True):
        is_new = self.instance._state.adding
        made = super().save(commit)
        made.groups.all().delete()
        ContestGroup.objects.bulk_create(
            ContestGroup(contest=made, grade_from=first, grade_to=last) for first, last in self.parsed
        )
        if is_new:
            sheets.begin(made)
        return made


def _holders(user):
    """(key, label, facts) of whatever `user` may hold a contest for."""
    mine = abilities.scope_for(user, ORGANISE)
    level = WorkContest.Level
    none = {"school": None, "place": None}
    if mine.everywhere:
        yield "province", _now("the whole province"), {**none, "level": level.PROVINCE}
        for place in Place.objects.filter(schools__isnull=False).distinct().order_by("name"):
            yield f"commune-{place.pk}", place.name, {**none, "level": level.COMMUNE, "place": place}
        schools = School.objects.order_by("name")
    else:
        schools = School.objects.filter(pk__in=mine.led_school_ids)
    for school in schools:
        yield f"school-{school.pk}", school.name, {**none, "level": level.SCHOOL, "school": school}


def _is_held(contest, facts):
    return all(getattr(contest, name) == value for name, value in facts.items())


class LongerForm(forms.ModelForm):
    """An announced contest: only more time can be given."""

    closes_on = day_field(_("works until"), help_text=_("The whole day still counts."))

    class Meta:
        model = WorkContest
        fields = ["closes_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was = self.instance.closes_on

    def clean_closes_on(self):
        day, today = self.cleaned_data["closes_on"], timezone.localdate()
        if day < max(self.was, today) or day > today + LONGEST:
            words = _now("Write a day that is not before %(day)s: what was promised stays.")
            raise ValidationError(words % {"day": f"{max(self.was, today):%d/%m/%Y}"})
        return day
