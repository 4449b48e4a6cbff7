"""A file for a lecture: the upload, a piece changed in place, and who is to be seen in its pictures."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import typed_text
from courses.forms.writing_words import SIGNS
from courses.formulas import BadFormula, check_formulas, mathml
from courses.lecture_files import formats
from courses.lecture_files.found import Refused
from courses.lecture_files.pieces import LONGEST_ALT, LONGEST_CELL, LONGEST_HEADING, MOST_COLUMNS, MOST_ROWS
from courses.models import LecturePiece
from lms.models.media import Pupils
from lms.text import tidy

Kind = LecturePiece.Kind
LONGEST_TEXT = 12_000
BETWEEN = "|"


class CourseField(forms.ModelChoiceField):
    def label_from_instance(self, course):
        school = course.school_beside_title
        return f"{course.title} – {school}" if school else course.title


class LectureFileForm(forms.Form):
    course = CourseField(queryset=None, label=gettext_lazy("Course"), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy("PowerPoint (.pptx), Word (.docx) or PDF, at most 60 MB."),
        widget=forms.FileInput(attrs={"accept": ".pptx,.docx,.pdf"}),
        error_messages={"required": gettext_lazy("Choose the file with the lecture.")},
    )

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses.select_related("school")

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            formats.check_size(file.size)
        except Refused as refused:
            raise ValidationError(str(refused), code=refused.issue.code) from refused
        return file


class TitleForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title of the lecture"), max_length=200)


class PieceForm(forms.Form):
    """The words of one piece, in the fields that its kind has."""

    signs = SIGNS

    def __init__(self, *args, piece, **kwargs):
        super().__init__(*args, **kwargs)
        self.piece = piece
        for name, field, value in FIELDS[piece.kind](piece.content):
            self.fields[name] = field
            self.initial[name] = value

    def clean_text(self):
        text = self.cleaned_data["text"]
        if self.piece.has_words:
            try:
                check_formulas(typed_text.to_html(text))
            except BadFormula as why:
                raise ValidationError(str(why)) from why
        return text

    def clean_latex(self):
        latex = self.cleaned_data["latex"].strip()
        try:
            mathml(latex, display="block")
        except BadFormula as why:
            raise ValidationError(_("This formula cannot be drawn: %(why)s.") % {"why": why}) from why
        return latex

    def clean_rows(self):
        rows = [
            [tidy(cell) for cell in line.split(BETWEEN)]
            for line in self.cleaned_data["rows"].splitlines()
            if line.strip(f" {BETWEEN}")
        ]
        columns = max(map(len, rows), default=0)
        if len(rows) < 2 or columns > MOST_COLUMNS or len(rows) > MOST_ROWS:
            raise ValidationError(
                _(
                    "A table has a row of headings and more below, at most %(rows)d rows and "
                    "%(columns)d columns."
                )
                % {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            )
        if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
            raise ValidationError(
                _("A cell holds at most %(limit)d signs. Shorten it.") % {"limit": LONGEST_CELL}
            )
        return [row + [""] * (columns - len(row)) for row in rows]

    def keep(self):
        """Write down what was typed."""
        told = dict(self.cleaned_data)
        if self.piece.has_words:
            text = told.pop("text").replace("\r\n", "\n")
            # What no mark can say stays where nobody has changed the words.
            if text != self.initial["text"]:
                told["html"] = typed_text.to_html(text)
        elif self.piece.kind == Kind.PAGE:
            told["text"] = told["text"].strip()
        self.piece.content = {**self.piece.content, **told}
        self.piece.save(update_fields=["content"])


def _text(value, label, required=True, rows=8):
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST_TEXT, required=required, widget=area), value


def _line(label, longest, required=True):
    return forms.CharField(label=label, max_length=longest, required=required)


def _of_words(content):
    field, value = _text(typed_text.nearly(content["html"]), _("Text"))
    field.help_text = _(
        "An empty line begins a new paragraph. A line beginning with • or with 1. 2. … is a point of a list, "
        "with two spaces before it a point below; **bold**, __slanted__, [words](https://…), x^{2}, H_{2}O; "
        "formulas stand between \\( and \\)."
    )
    return [("text", field, value)]


def _of_boxes(content):
    return [("title", _line(_("Title"), 120, required=False), content.get("title", "")), *_of_words(content)]


def _of_heading(content):
    sizes = [("2", _("Part of the lecture")), ("3", _("Smaller heading inside a part"))]
    return [
        ("text", _line(_("Heading"), LONGEST_HEADING), content["text"]),
        ("size", forms.ChoiceField(label=_("Size"), choices=sizes), content.get("size", "2")),
    ]


def _of_formula(content):
    area = forms.Textarea(attrs={"rows": 3})
    field = forms.CharField(label=_("Formula (LaTeX)"), max_length=600, widget=area)
    return [("latex", field, content["latex"])]


def _of_table(content):
    rows, value = _text("\n".join(f" {BETWEEN} ".join(row) for row in content["rows"]), _("Rows"))
    rows.help_text = _("A row on each line, its cells parted by «|»; the first row holds the headings.")
    caption = _line(_("What the table shows"), 200)
    return [("caption", caption, content["caption"]), ("rows", rows, value)]


def _of_picture(content):
    return [
        ("alt", _line(_("What is to be seen"), LONGEST_ALT), content["alt"]),
        ("caption", _line(_("Words below it"), 250, required=False), content.get("caption", "")),
    ]


def _of_media(content):
    return [("title", _line(_("Title"), 160), content["title"])]


def _of_page(content):
    return [("text", *_text(content["text"], _("What the page says"), required=False, rows=14))]


FIELDS = {
    Kind.TEXT: _of_words,
    Kind.SPOKEN: _of_words,
    Kind.NOTE: _of_boxes,
    Kind.EXAMPLE: _of_boxes,
    Kind.EXERCISE: _of_boxes,
    Kind.HEADING: _of_heading,
    Kind.FORMULA: _of_formula,
    Kind.TABLE: _of_table,
    Kind.PICTURE: _of_picture,
    Kind.MEDIA: _of_media,
    Kind.PAGE: _of_page,
}


class PicturesForm(forms.Form):
    """Once for the whole file: what each picture shows, and whether pupils can be recognised in any."""

    pupils = forms.ChoiceField(
        label=gettext_lazy("Can pupils be recognised in these pictures, films and sounds?"),
        choices=[
            (Pupils.NOBODY, gettext_lazy("no: in none of them, or no face can be recognised")),
            (Pupils.SEEN, gettext_lazy("yes: in those that are ticked above")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Look at each. A picture with pupils is published only once each family, and each child from "
            "seven, has agreed; a film or sound with pupils is not published."
        ),
        error_messages={"required": gettext_lazy("Look at the pictures, then say “no” or “yes”.")},
    )

    def __init__(self, *args, kept, pieces, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept, self.pieces = kept, pieces
        self.initial["pupils"] = kept.pupils
        for piece in pieces:
            if piece.kind == Kind.PICTURE or (piece.kind == Kind.PAGE and not piece.content.get("text")):
                self.fields[f"alt-{piece.pk}"] = forms.CharField(
                    label=gettext_lazy("What is to be seen"),
                    max_length=LONGEST_ALT,
                    required=False,
                    initial=piece.content.get("alt", ""),
                )
            self.fields[f"seen-{piece.pk}"] = forms.BooleanField(
                label=gettext_lazy("Pupils can be recognised"), required=False, initial=piece.shows_pupils
            )

    def rows(self):
        """(piece, its words, its tick) of each."""
        for piece in self.pieces:
            words = self[f"alt-{piece.pk}"] if f"alt-{piece.pk}" in self.fields else None
            yield piece, words, self[f"seen-{piece.pk}"]

    def clean(self):
        told = super().clean()
        ticked = any(told.get(f"seen-{piece.pk}") for piece in self.pieces)
        if told.get("pupils") == Pupils.SEEN and not ticked:
            self.add_error("pupils", _("Tick the pictures in which pupils can be recognised."))
        if told.get("pupils") == Pupils.NOBODY and ticked:
            self.add_error("pupils", _("Some are ticked, so say “yes”; or take the ticks away."))
        return told

    def keep(self):
        told = self.cleaned_data
        for piece in self.pieces:
            if f"alt-{piece.pk}" in told:
                piece.content = {**piece.content, "alt": tidy(told[f"alt-{piece.pk}"])}
            piece.shows_pupils = told[f"seen-{piece.pk}"]
            piece.save(update_fields=["content", "shows_pupils"])
        self.kept.pupils = told["pupils"]
        self.kept.save(update_fields=["pupils"])


class KindForm(forms.Form):
    """The kinds that the words of a piece may become."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))

    def __init__(self, *args, piece, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [Kind.HEADING, *LecturePiece.WORDS]
        self.fields["kind"].choices = [(kind.value, capfirst(kind.label)) for kind in kinds]
        self.fields["kind"].widget.attrs["id"] = f"kind-{piece.pk}"
        self.initial["kind"] = piece.kind
