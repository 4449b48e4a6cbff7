"""A picture in the back office: what it is, and which pupils can be recognised in it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import publicity
from courses.models import ShownPupil
from lms.models import Picture
from lms.text import fold, tidy
from lms.uploads import PictureForm as UploadForm
from students.codes import tidy_code
from students.models import Enrolment, School, Student

MOST_SHOWN = 60
SEEN = Picture.Pupils.SEEN


class PictureForm(UploadForm):
    pupils = forms.ChoiceField(
        label=gettext_lazy("Can pupils be recognised in it?"),
        choices=[(value, capfirst(label)) for value, label in Picture.Pupils.choices],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Such a picture is published only once each family, and each child from seven, has agreed."
        ),
    )
    who = forms.CharField(
        label=gettext_lazy("Which pupils?"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Each pupil on a line: full name and class, for example “Lò Thị Hoa, 6B”, or the sign-in code."
        ),
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.by = user
        # Where the file was sent before, Wagtail asks for the rest alone.
        if "file" in (self._meta.exclude or ()):
            del self.fields["file"]
        self.order_fields(["title", "file", "pupils", "who"])
        self.shown = lines_of(publicity.shown_in(self.instance)) if self.instance.pk else {}
        if self.instance.pk:
            if self.instance.pupils == Picture.Pupils.NOBODY:
                # Asked anew, for the file may become another one, and is then on all pages at once.
                self.initial["pupils"] = None
            self.initial["who"] = "\n".join(self.shown)

    def clean_who(self):
        if self.cleaned_data.get("pupils") != SEEN:
            return []
        return pupils_of(self.cleaned_data["who"], self.by, self.shown)

    def _save_m2m(self):
        super()._save_m2m()
        note_shown(self.instance, self.cleaned_data.get("who") or (), self.by)


def pupils_of(text, by, known=None):
    """The pupils that the lines of `text` name, each once; `known`: {line: pupil} written down already."""
    lines = [line for line in map(tidy, text.splitlines()) if line]
    if not lines:
        raise ValidationError(_("Write which pupils can be recognised: full name and class, one a line."))
    if len(lines) > MOST_SHOWN:
        raise ValidationError(
            _("These are more than %(most)d pupils. A crowd, in which no face stands out, is “no”.")
            % {"most": MOST_SHOWN}
        )
    return list(
        dict.fromkeys(_pupil(number, line, by, known or {}) for number, line in enumerate(lines, start=1))
    )


def note_shown(picture, students, by):
    """Write down that just these pupils can be recognised in `picture`, and take it off where that is due."""
    wanted = {student.pk: student for student in students}
    kept = picture.shown_pupils
    kept.exclude(student__in=wanted).delete()
    there = set(kept.values_list("student", flat=True))
    by = by if by and by.pk else None
    ShownPupil.objects.bulk_create(
        ShownPupil(picture=picture, student=student, said_by=by)
        for pk, student in wanted.items()
        if pk not in there
    )
    publicity.settle(picture)


def _pupil(number, line, by, known):
    """The pupil that a line names, by code or by name and class: at a school of the writer's own, or one
    who is written down here already."""
    if line in known:
        return known[line]
    told = {"line": number, "said": line}
    own = Student.objects.filter(erased_at=None, school__in=School.objects.visible_to(by))
    code = tidy_code(line.split()[0])
    if by_code := own.filter(code=code).first():
        return by_code
    name, _comma, class_name = line.rpartition("," if "," in line else " ")
    called = own.studying().filter(
        name_fold=fold(name),
        enrolments__ends_on=None,
        enrolments__school_class__name__iexact=class_name.strip(),
    )
    found = list(called.distinct()[:2])
    if not found and not School.objects.visible_to(by).exists():
        raise ValidationError(
            _(
                "Line %(line)d: you write for no school, so no pupil can be looked up. "
                "Let an author of the pupil's school put this picture in."
            )
            % told
        )
    if not found:
        raise ValidationError(
            _(
                "Line %(line)d: no pupil “%(said)s” was found at your school. Write the full name and "
                "the class as in the class list, or the sign-in code from the pupil's card."
            )
            % told
        )
    if len(found) > 1:
        raise ValidationError(
            _("Line %(line)d: two pupils are called “%(said)s”. Write the sign-in code from the card.") % told
        )
    return found[0]


def lines_of(students):
    """{line: pupil} that is read back as it stands, without the code: who writes pages need not see it."""
    classes, lines = Enrolment.objects.names_for(students), {}
    for student in students:
        line = ", ".join(filter(None, [student.full_name, classes.get(student.pk)]))
        twins = sum(1 for known in lines.values() if known.full_name == student.full_name)
        lines[f"{line} ({twins + 1})" if twins else line] = student
    return lines
