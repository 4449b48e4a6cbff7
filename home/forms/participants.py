"""Grown-ups as they are typed in: on the wall, at the door, in a list."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.training import lists, sign_in
from lms.spreadsheets.field import BookField
from lms.text import fold, tidy
from lms.widgets import LongSelect
from students.models import EthnicGroup, Place, Student
from students.roster import phones

MOST_SIGNS = 120


def phone_field():
    return forms.CharField(
        label=pgettext_lazy("participant", "phone number"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off", "class": "input-code"}),
        error_messages={"required": _("Type the phone number: one signs in with it.")},
    )


def read_phone(typed):
    numbers, _issues = phones.read(typed)
    if len(numbers) != 1:
        raise ValidationError(_now("This is no phone number. Type ten digits, beginning with 0."))
    return numbers[0]


class ParticipantForm(forms.Form):
    name = forms.CharField(
        label=_("full name"),
        max_length=MOST_SIGNS,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Type your first and last name.")},
    )
    phone = phone_field()
    commune = forms.ModelChoiceField(
        Place.objects.none(),
        label=_("commune"),
        required=False,
        widget=LongSelect,
        empty_label=_("I do not say"),
    )
    ethnic_group = forms.ModelChoiceField(
        EthnicGroup.objects.none(),
        label=_("ethnic group"),
        required=False,
        widget=LongSelect,
        empty_label=_("I do not say"),
    )
    gender = forms.ChoiceField(
        label=_("gender"), choices=[("", _("I do not say")), *Student.Gender.choices], required=False
    )
    # One sending of this page: sent again it is the same person with the same code.
    request = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].queryset = Place.objects.current().communes().order_by("name")
        self.fields["ethnic_group"].queryset = EthnicGroup.objects.order_by("name")
        self.initial.setdefault("request", uuid.uuid4())

    def clean_name(self):
        name = tidy(self.cleaned_data["name"])
        if not any(letter.isalpha() for letter in name):
            raise ValidationError(_now("Type your first and last name."))
        # NFC makes three signs of some; of what is kept none may be longer than the column.
        if max(len(name), len(fold(name))) > MOST_SIGNS:
            raise ValidationError(_now("This name is too long. Type at most 120 letters."))
        return name

    def clean_phone(self):
        return read_phone(self.cleaned_data["phone"])

    @property
    def facts(self):
        return {
            name: self.cleaned_data[name] for name in ("name", "phone", "commune", "ethnic_group", "gender")
        }


class DoorForm(forms.Form):
    phone = phone_field()
    code = forms.CharField(
        label=_("code, six digits"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "input-code"}),
    )
    own = forms.BooleanField(label=_("This is my own phone"), required=False)

    def clean_phone(self):
        return read_phone(self.cleaned_data["phone"])

    def clean_code(self):
        code = sign_in.read_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(_now("The code has six digits."))
        return code


class OptionalBook(BookField):
    def clean(self, data, initial=None):
        return None if data is None else super().clean(data, initial)


class ListForm(forms.Form):
    text = forms.CharField(
        label=_("paste the list here"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("One person a line: name, phone, commune, people, sex. Name and phone are needed."),
    )
    file = OptionalBook(most_rows=lists.MOST, label=_("or choose a file"), required=False)

    def clean(self):
        told = super().clean()
        if self.errors:
            return told
        text, file = told.get("text", "").strip(), told.get("file")
        if bool(text) == bool(file):
            raise ValidationError(_now("Paste a list or choose a file, one of the two."))
        told["text"] = lists.as_text(lists.of_book(file.book)) if file else text
        if told["text"].count("\n") > lists.MOST + 10:
            raise ValidationError(
                _now("A list has at most %(n)d lines. Split it into several lists.") % {"n": lists.MOST}
            )
        return told
