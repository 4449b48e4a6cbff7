"""Something to read: no answer, no points, and no number on the paper."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy

LABEL = gettext_lazy("information only")
TEMPLATE = "courses/questions/information.html"
MARKED = "nothing"


def pupil_view(content):
    return {}


def read_response(raw, content):
    return None


def score(response, content, key):
    return Decimal(0)


def problems(content, key):
    return []


def shown_key(content, key):
    return ""


def shown_response(response, content):
    return ""


class EditForm(forms.Form):
    def __init__(self, *args, content=None, key=None, **kwargs):
        super().__init__(*args, **kwargs)

    def parts(self):
        return {}, {}
