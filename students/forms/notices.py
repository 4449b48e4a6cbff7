"""A notice as it is written: to whom, what, until when."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from lms.doors import local_path
from lms.text import clean, tidy
from lms.widgets import DayInput
from students import abilities
from students.models import Place, School, SchoolClass, SchoolYear

READERS = [
    ("pupils", _("the pupils")),
    ("families", _("their families")),
    ("staff", _("the teachers and staff")),
]
WORDS = 2000


class WordingForm(forms.Form):
    """What a correction may change; to whom it goes stays."""

    title = forms.CharField(label=_("In one line"), max_length=120)
    words = forms.CharField(
        label=_("What they should know"), max_length=WORDS, widget=forms.Textarea(attrs={"rows": 6})
    )
    due_on = forms.DateField(
        label=_("The day it is about"),
        required=False,
        widget=DayInput(),
        help_text=_("It stands on the readers' pages until this day; without one, for a month."),
    )
    link = forms.CharField(
        label=_("A page of this site that it speaks of"),
        required=False,
        max_length=300,
        help_text=_("Open the lecture or quiz, copy its address and paste it here."),
    )

    def clean_title(self):
        title = tidy(clean(self.cleaned_data["title"]))
        if not title:
            raise ValidationError(_now("Nothing can be read in this line. Write what the notice is about."))
        return title

    def clean_words(self):
        words = clean(self.cleaned_data["words"])
        if not words:
            raise ValidationError(_now("Nothing can be read here. Write what they should know."))
        return words

    def clean_due_on(self):
        day, today = self.cleaned_data["due_on"], timezone.localdate()
        if day and day < today:
            raise ValidationError(_now("That day is over. Choose today or a later day."))
        if day and day > today + timedelta(days=366):
            raise ValidationError(_now("That is more than a year away. Choose a day of this school year."))
        return day

    def clean_link(self):
        told = self.cleaned_data["link"].strip()
        for address in self.own_addresses:
            told = told.removeprefix(address)
        if told and not local_path(told):
            raise ValidationError(
                _now("That is no page of this site. Copy the address of a lecture or quiz from here.")
            )
        return told

    def __init__(self, *args, own_addresses=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.own_addresses = own_addresses


class NoticeForm(WordingForm):
    targets = forms.MultipleChoiceField(
        label=_("To whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one class, school or commune.")},
    )
    readers = forms.MultipleChoiceField(
        label=_("Who should read it"),
        choices=READERS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of reader.")},
    )
    field_order = ["targets", "readers", "title", "words", "due_on", "link"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.targets_by_key = dict(targets_of(user))
        self.fields["targets"].choices = [(key, words) for key, (words, _to) in self.targets_by_key.items()]

    def chosen(self):
        """The fields of a Notice that say where it goes, for each chosen target."""
        return [self.targets_by_key[key][1] for key in self.cleaned_data["targets"]]

    def told(self):
        readers = self.cleaned_data["readers"]
        return wording(self.cleaned_data) | {f"for_{kind}": kind in readers for kind, _words in READERS}


def wording(cleaned):
    return {name: cleaned[name] for name in ("title", "words", "due_on", "link")}


def targets_of(user):
    """(key, (words, fields of the Notice)) of all where `user` may send something to, the narrowest first."""
    where = abilities.scope_for(user, "send notices")
    if where.everywhere:
        # Schools are told by their communes: nobody looks for one of three hundred boxes.
        for place in Place.objects.current().exclude(level=Place.Level.DISTRICT).order_by("-level", "name"):
            yield f"place:{place.pk}", (str(place), {"place": place})
        return
    for place in Place.objects.filter(pk__in=where.commune_ids).order_by("name"):
        yield f"place:{place.pk}", (str(place), {"place": place})
    led = School.objects.filter(pk__in=where.led_school_ids)
    led |= School.objects.filter(commune__in=where.commune_ids)
    schools = list(led.distinct().order_by("name_sort"))
    for school in schools:
        yield f"school:{school.code}", (str(school), {"school": school})
    year = SchoolYear.objects.on(timezone.localdate())
    classes = SchoolClass.objects.visible_to(user, to="send notices").filter(year=year)
    if where.commune_ids:
        classes = classes.filter(school__in=where.staff_school_ids)
    classes = list(classes.select_related("school").order_by("school__name_sort", "grade", "name_sort"))
    led_here = [school for school in schools if school.pk in where.led_school_ids]
    for school in led_here:
        for grade in sorted({one.grade for one in classes if one.school_id == school.pk}):
            words = _now("%(school)s, grade %(grade)s") % {"school": school, "grade": grade}
            yield f"grade:{school.code}:{grade}", (words, {"school": school, "grade": grade})
    several = len({one.school_id for one in classes}) > 1
    for one in classes:
        words = _now("Class %(name)s") % {"name": one.name}
        yield f"class:{one.uid}", (f"{words}, {one.school}" if several else words, {"school_class": one})


def first_wording(notice):
    return {name: getattr(notice, name) for name in ("title", "words", "due_on", "link")}
