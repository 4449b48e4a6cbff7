"""A training class, its sessions, what there is to read, its question, as they are typed in."""

from datetime import timedelta

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import LecturePage, LibraryEntry
from devices.models import SupportPoint
from home import shelves
from home.models import TrainingCourse, TrainingMaterial, TrainingSession
from home.models.training import ORGANISE
from home.models.training_questions import Sign
from home.training.asking import CHOICES
from lms import scans
from lms.text import clean, tidy
from lms.widgets import DayInput, LongSelect
from students import abilities
from students.models import Place, School, Teacher, User

LECTURES = 200
LONGEST = timedelta(days=400)
BAD_TIME = {"invalid": _("Write the hour like 07:30.")}


class CourseForm(forms.ModelForm):
    held = forms.ChoiceField(label=_("held by"), widget=LongSelect)

    class Meta:
        model = TrainingCourse
        fields = ["title", "about", "audience", "least_percent"]
        widgets = {"about": forms.Textarea({"rows": 3})}

    field_order = ["title", "about", "audience", "held"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.holders = {key: (label, facts) for key, label, facts in _holders(user)}
        self.fields["held"].choices = [(key, label) for key, (label, _facts) in self.holders.items()]
        if not self.instance._state.adding:
            # Whose class it is decides who reads the names: that does not change hands.
            del self.fields["held"]

    def clean_title(self):
        return tidy(self.cleaned_data["title"])

    def clean_about(self):
        return clean(self.cleaned_data["about"])

    def clean(self):
        told = super().clean()
        if found := self.holders.get(told.get("held")):
            for name, value in found[1].items():
                setattr(self.instance, name, value)
        return told


def _holders(user):
    """(key, label, facts) of whatever `user` may hold a class for."""
    mine, level = abilities.scope_for(user, ORGANISE), TrainingCourse.Level
    if mine.everywhere:
        yield "province", _now("Department of Education and Training"), {"level": level.PROVINCE}
    places = Place.objects.current().communes().filter(pk__in=mine.commune_ids)
    for place in places.order_by("name"):
        yield f"commune-{place.pk}", place.name, {"level": level.COMMUNE, "place": place}
    for school in School.objects.filter(pk__in=mine.led_school_ids).order_by("name"):
        yield f"school-{school.pk}", school.name, {"level": level.SCHOOL, "school": school}


class SessionForm(forms.ModelForm):
    where = forms.ChoiceField(label=_("where"), widget=LongSelect)

    class Meta:
        model = TrainingSession
        fields = ["on", "starts", "ends", "room", "seats"]
        # In other rooms «from» is a day, and a seat one of an exam.
        labels = {
            "starts": pgettext_lazy("hour", "from"),
            "ends": pgettext_lazy("hour", "until"),
            "seats": pgettext_lazy("training", "seats"),
        }
        widgets = {
            "on": DayInput,
            "starts": forms.TimeInput({"placeholder": "07:30", "autocomplete": "off"}, format="%H:%M"),
            "ends": forms.TimeInput({"placeholder": "10:30", "autocomplete": "off"}, format="%H:%M"),
        }
        error_messages = {"starts": BAD_TIME, "ends": BAD_TIME}

    field_order = ["on", "starts", "ends", "where", "room", "seats"]

    def __init__(self, *args, course, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.course = course
        self.places = _places(course, user)
        self.fields["where"].choices = [(key, label) for key, (label, _facts) in self.places.items()]
        if not self.instance._state.adding:
            there = self.instance.school_id, self.instance.point_id
            self.initial["where"] = f"school-{there[0]}" if there[0] else f"point-{there[1]}"

    def clean_room(self):
        return tidy(self.cleaned_data["room"])

    def clean_on(self):
        day, today = self.cleaned_data["on"], timezone.localdate()
        if not today - LONGEST < day < today + LONGEST:
            raise ValidationError(_now("Write a day within a year, like 25/12/2026."))
        return day

    def clean(self):
        told = super().clean()
        starts, ends = told.get("starts"), told.get("ends")
        if starts and ends and ends <= starts:
            raise ValidationError({"ends": _now("The session ends before it begins. Look at the hours.")})
        if told.get("on") and starts:
            twin = self.course.sessions.filter(on=told["on"], starts=starts).exclude(pk=self.instance.pk)
            if twin.exists():
                raise ValidationError(
                    {"starts": _now("A session of this class begins at this hour already.")}
                )
        if found := self.places.get(told.get("where")):
            self.instance.school = self.instance.point = None
            for name, value in found[1].items():
                setattr(self.instance, name, value)
        self.instance.course = self.course
        return told


def _places(course, user):
    """{key: (label, facts)}: the schools and support points where `user` may hold a session."""
    mine = abilities.scope_for(user, ORGANISE)
    schools, points = School.objects.all(), SupportPoint.objects.open(timezone.localdate())
    if not mine.everywhere:
        near = Q(pk__in=mine.led_school_ids) | Q(commune__in=mine.commune_ids)
        schools = schools.filter(near)
        communes = School.objects.filter(pk__in=mine.led_school_ids).values("commune")
        points = points.filter(Q(commune__in=mine.commune_ids) | Q(commune__in=communes))
    found = {f"school-{one.pk}": (one.name, {"school": one}) for one in schools.order_by("name")}
    for one in points.select_related("commune").order_by("name"):
        found[f"point-{one.pk}"] = (f"{one.name} ({one.commune.name})", {"point": one})
    return found


class TrainerForm(forms.Form):
    username = forms.CharField(
        label=_("username of the trainer"),
        max_length=150,
        help_text=_(
            "A teacher or member of staff. The trainer sees the names and phone numbers of this class."
        ),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_username(self):
        typed = tidy(self.cleaned_data["username"])
        seen = Teacher.objects.visible_to(self.user).values("user")
        found = User.objects.filter(
            Q(pk__in=seen) | Q(pk=self.user.pk), username__iexact=typed, is_active=True
        )
        if (user := found.first()) is None:
            raise ValidationError(
                _now(
                    "No teacher of your schools has the username «%(name)s». Look it up in the list of staff."
                )
                % {"name": typed}
            )
        return user


class MaterialForm(forms.Form):
    lecture = forms.ModelChoiceField(
        LecturePage.objects.none(), label=_("lecture of the library"), required=False, widget=LongSelect
    )
    title = forms.CharField(label=_("title of the file"), max_length=120, required=False)
    file = forms.FileField(
        label=_("file"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF or a picture, at most 10 MB."),
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args, course, looked_for="", **kwargs):
        super().__init__(*args, **kwargs)
        self.course = course
        # Only what everybody may read: grown-ups of a class have no account.
        everybody = LecturePage.objects.live().filter(audience="public")
        if looked_for:
            keys = shelves.pages_found(looked_for, AnonymousUser(), [LibraryEntry.Kind.LECTURE])
            self.found = everybody.filter(pk__in=keys)
        else:
            newest = everybody.order_by("-first_published_at").values_list("pk", flat=True)[:LECTURES]
            self.found = everybody.filter(pk__in=list(newest))
        chosen = self.data.get("lecture", "")
        also = Q(pk=chosen) if chosen.isdecimal() and len(chosen) < 10 else Q()
        listed = everybody.filter(Q(pk__in=self.found.values("pk")) | also) if also else self.found
        self.fields["lecture"].queryset = listed.order_by("title").defer_streamfields()
        self.fields["lecture"].empty_label = _("none")

    def clean(self):
        told = super().clean()
        file, lecture = told.get("file"), told.get("lecture")
        if self.errors:
            return told
        if bool(file) == bool(lecture):
            raise ValidationError(_now("Choose a lecture or a file, one of the two."))
        if lecture and self.course.materials.filter(lecture=lecture).exists():
            raise ValidationError({"lecture": _now("This lecture stands here already.")})
        if file:
            if not tidy(told.get("title", "")):
                raise ValidationError({"title": _now("Give the file a title that people understand.")})
            if file.size > scans.MOST_BYTES:
                raise ValidationError({"file": scans.too_large()})
            try:
                told["content"], _type, told["ending"] = scans.cleaned(file.read())
            except scans.NotKept as why:
                raise ValidationError({"file": str(why)}) from why
        return told

    def save(self, by):
        from django.core.files.base import ContentFile

        told = self.cleaned_data
        row = TrainingMaterial(course=self.course, title=tidy(told["title"]), lecture=told["lecture"], by=by)
        if told["file"]:
            row.size = len(told["content"])
            row.file.save(f"{row.pk}.{told['ending']}", ContentFile(told["content"]), save=False)
        row.save()
        return row


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("question"),
        max_length=200,
        help_text=_("One short question, answered by a tap: before the first session and after the last."),
    )
    right = forms.ChoiceField(
        label=_("which answer is right"),
        choices=[(str(n), str(n)) for n in range(1, CHOICES + 1)],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, CHOICES + 1):
            words = {"number": number}
            self.fields[f"text_{number}"] = forms.CharField(
                label=_now("answer %(number)d") % words, max_length=100, required=number < 3
            )
            self.fields[f"sign_{number}"] = forms.ChoiceField(
                label=_now("picture of answer %(number)d") % words,
                choices=[("", _now("no picture")), *Sign.choices],
                required=False,
            )
        self.order_fields(
            ["text", *(f"{p}_{n}" for n in range(1, CHOICES + 1) for p in ("text", "sign")), "right"]
        )

    def clean(self):
        told = super().clean()
        told["text"] = tidy(told.get("text", ""))
        choices = []
        for number in range(1, CHOICES + 1):
            if words := tidy(told.get(f"text_{number}", "")):
                choices.append((words, told.get(f"sign_{number}", ""), told.get("right") == str(number)))
        if not self.errors and not any(right for _words, _sign, right in choices):
            raise ValidationError(
                {"right": _now("The answer that is right is empty. Choose another or write it.")}
            )
        told["choices"] = choices
        return told
