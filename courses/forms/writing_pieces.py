"""The pieces of a lecture as a teacher writes them: a form for each kind written outside the back office.

`initial_of(value)` says what a stored piece fills the form with, None when it says more than the form can;
`value(before)` what is stored then, with whatever else the piece held left as it was. What all kinds carry
stands here; the kinds: writing_words.py, writing_photos.py, writing_voices.py, writing_questions.py.
"""

from django import forms

from lms.text import tidy


class PieceForm(forms.Form):
    """What all kinds carry: which piece it is, which one was read, behind which it stands."""

    kind = ""
    label = ""
    was = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    after = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args, lecture, by, before=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lecture, self.by, self.before = lecture, by, before or {}
        self.prepare()

    def prepare(self):
        """Fields that follow from what stands there."""

    @property
    def course(self):
        return self.lecture.get_parent().specific

    @classmethod
    def initial_of(cls, value):
        return {}

    def value(self):
        raise NotImplementedError

    def stored(self):
        return {"type": self.kind, "value": {**self.before, **self.value()}}

    def keep_uploads(self):
        """A form that comes back carries what was uploaded, so that it is not sent twice."""


def said(text):
    """One line as it is stored."""
    return tidy(text.replace("\0", ""))
