"""A picture with numbered labels: tapped, covered to test oneself, and listed for who cannot see it.

An author clicks into the picture (js/label-placer.js) or types; what is kept are lines such as
«12,5 40 | phím Enter | xuống dòng», the place in per cent from the left and from the top.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from courses.questions.pair_lines import split

from .media import ReadingBlock
from .parts import WordsBlock

MOST = 20
NUMBER = re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?", re.ASCII)
LONGEST_NAME = 120


class LabelPlacer(forms.Textarea):
    """The lines, below the picture into which one clicks; a custom element of the page does the rest."""

    template_name = "courses/authoring/label_placer.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        # Any picture's address in a size to work on; the element puts the number of the chosen one in.
        context["preview"] = reverse("wagtailimages:preview", args=[0, "max-800x800"])
        return context

    @property
    def media(self):
        return forms.Media(js=["courses/js/label-placer.js"], css={"all": ["courses/label-placer.css"]})


class LabelsBlock(WordsBlock):
    @cached_property
    def field(self):
        return forms.CharField(widget=LabelPlacer(attrs={"rows": 6}), **self.field_options)

    def clean(self, value):
        value = super().clean(value)
        read(value or "")
        return value

    def get_searchable_content(self, value):
        return [words for one in known(value or "") for words in (one["name"], one["more"]) if words]


class LabelledPictureBlock(ReadingBlock):
    picture = ImageChooserBlock(label=gettext_lazy("Picture"))
    alt = blocks.CharBlock(
        max_length=250,
        label=gettext_lazy("What is to be seen"),
        help_text=gettext_lazy("Read aloud to whoever cannot see the picture, and shown while it loads."),
    )
    labels = LabelsBlock(
        max_length=6000,
        label=gettext_lazy("Labels"),
        help_text=gettext_lazy(
            "Click into the picture: a line comes by itself; write the label behind | and, if you like, more "
            "about it behind another |. By hand: per cent from the left and from the top, such as "
            "12,5 40 | the Enter key."
        ),
    )
    caption = blocks.CharBlock(required=False, max_length=250, label=gettext_lazy("Words below it"))

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "labels": known(value["labels"] or "")}

    class Meta:
        icon = "crosshairs"
        label = gettext_lazy("Picture with labels")
        template = "courses/blocks/labelled_picture.html"


def read(text):
    """[{"x", "y", "name", "more"}] of lines. Raises ValidationError naming the line."""
    found = []
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        place, *words = split(line, "|")
        sides = place.split()
        if len(sides) != 2 or not all(NUMBER.fullmatch(side) for side in sides):
            raise ValidationError(
                _("Line %(number)d: begin with two numbers, such as 12,5 40 | the Enter key.")
                % {"number": number}
            )
        x, y = (float(side.replace(",", ".")) for side in sides)
        if x > 100 or y > 100:
            raise ValidationError(
                _("Line %(number)d: the place lies outside the picture; both numbers are per cent of it.")
                % {"number": number}
            )
        name, *more = words or [""]
        if not name:
            raise ValidationError(_("Line %(number)d: write the label behind |.") % {"number": number})
        if len(name) > LONGEST_NAME:
            raise ValidationError(
                _("Line %(number)d: the label is long; write the rest behind another |.") % {"number": number}
            )
        found.append({"x": x, "y": y, "name": name, "more": " | ".join(filter(None, more))})
    if len(found) > MOST:
        raise ValidationError(_("At most %(most)d labels in one picture.") % {"most": MOST})
    return found


def known(text):
    """The labels of what is kept; none of a draft that cannot be read yet."""
    try:
        return read(text)
    except ValidationError:
        return []
