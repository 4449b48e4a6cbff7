"""The teacher's input for question banks and questions."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from courses import pictures
from courses.formulas import BadFormula, check_formulas
from courses.models import Passage, QuestionBank, QuestionVersion
from courses.questions import KINDS
from lms import photos
from students import scope
from students.models import School

MOST_BYTES = 10 * 1024 * 1024
# What the form asks of every kind, as the version keeps it.
TOLD = ("text", "feedback", "level", "topic", "alt")


class BankForm(forms.ModelForm):
    class Meta:
        model = QuestionBank
        fields = ["code", "title", "subject", "grade", "school"]
        help_texts = {
            "code": _("Short, without spaces, for example TOAN6. Questions are called TOAN6-1, TOAN6-2 …"),
            "school": _("Empty: shared with all schools."),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = scope.of(user)
        schools = School.objects.all()
        if not mine.everywhere:
            schools = schools.filter(pk__in=mine.staff_school_ids)
        self.fields["school"].queryset = schools
        self.may_share = (mine.everywhere and not mine.reads_only) or (
            user.roles.on(mine.day).filter(kind__in=["author", "approver"], place__isnull=False).exists()
        )
        self.fields["school"].required = not self.may_share
        if not self.may_share:
            self.fields["school"].help_text = ""
            self.fields["school"].initial = schools.first()
        self.fields["grade"].validators += [MinValueValidator(1), MaxValueValidator(12)]

    def clean_code(self):
        # Quizzes name questions by it, and capitals do not matter there.
        code = self.cleaned_data["code"].upper()
        if QuestionBank.objects.filter(code__iexact=code).exists():
            raise forms.ValidationError(_("Another bank has this code. Choose another one, such as TOAN6B."))
        return code

    def has_owner(self):
        """Whether the user has a school, or all of them, to make a bank for."""
        return self.may_share or self.fields["school"].queryset.exists()


class QuestionForm(forms.Form):
    """What all kinds ask; the kind's own fields follow (`self.own`)."""

    text = forms.CharField(
        label=_("Question"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Formulas as LaTeX between \\( and \\), for example \\(\\frac{1}{2}\\)."),
        error_messages={"required": _("Write the question.")},
    )
    picture = forms.FileField(
        label=_("Picture of the question"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "A photo or a drawing (JPEG, PNG, WebP), at most 10 MB. It stands below the question. "
            "No pupil may be recognised in it."
        ),
    )
    alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=250,
        required=False,
        help_text=_(
            "Read aloud to whoever cannot see the picture, and shown while it loads. Do not tell the answer."
        ),
    )
    drop_picture = forms.BooleanField(label=_("Ask it without the picture"), required=False)
    feedback = forms.CharField(
        label=_("Explanation after answering"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    level = forms.ChoiceField(label=_("Level"), choices=QuestionVersion.Level.choices)
    topic = forms.CharField(label=_("Topic"), max_length=120, required=False)

    passage = forms.ModelChoiceField(
        label=_("Passage it is about"), queryset=Passage.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, data=None, files=None, *, kind, bank, version=None, passage=None):
        initial = {"passage": passage}
        if version:
            initial = {name: getattr(version, name) for name in (*TOLD, "passage")}
        super().__init__(data, files, initial=initial)
        self.fields["passage"].queryset = bank.passages.current()
        if not self.fields["passage"].queryset.exists():
            del self.fields["passage"]
        self.kept_picture = version.picture if version else None
        if not self.kept_picture:
            del self.fields["drop_picture"]
        self.kind = kind
        self.rules = KINDS[kind]
        self.label = self.rules.LABEL
        known = {"content": version.content, "key": version.key} if version else {}
        self.own = self.rules.EditForm(data, **known)
        self.problems = []

    def is_valid(self):
        if not (super().is_valid() and self.own.is_valid()):
            return False
        content, key = self.own.parts()
        self.problems = self.rules.problems(content, key)
        if getattr(self.rules, "NEEDS_PICTURE", False) and not self._has_picture():
            self.problems.append(_("Add the picture in which the places are."))
        return not self.problems

    def _has_picture(self):
        told = self.cleaned_data
        return bool(told.get("picture") or self.kept_picture) and not told.get("drop_picture")

    def clean_text(self):
        return self._formulas_drawn("text")

    def clean_feedback(self):
        return self._formulas_drawn("feedback")

    def clean_picture(self):
        upload = self.cleaned_data["picture"]
        if not upload:
            return None
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The picture is larger than 10 MB. Make it smaller, or take the photo again.")
            )
        try:
            return pictures.file_for_question(upload.read())
        except photos.TooManyPixels as why:
            raise forms.ValidationError(
                _("This picture is too large. Take the photo again at a usual size.")
            ) from why
        except photos.Unreadable as why:
            raise forms.ValidationError(
                _("This file is not a picture that works here. Choose a JPEG, PNG or WebP picture.")
            ) from why

    def clean(self):
        told = super().clean()
        if told.get("drop_picture"):
            return told
        shows_one = bool(told.get("picture") or self.kept_picture)
        if shows_one and not told.get("alt") and "alt" not in self.errors:
            self.add_error(
                "alt",
                _(
                    "Say in a few words what the picture shows, for whoever cannot see it. "
                    "For example: «A pond with two flocks of seven ducks»."
                ),
            )
        if told.get("alt") and not shows_one and "picture" not in self.errors:
            self.add_error("picture", _("Choose the picture, or leave the words about it empty."))
        return told

    @property
    def shows_picture(self):
        """Whether the part about the picture stands open."""
        named = [self.data.get("alt"), self.files.get("picture"), self.kept_picture]
        named.append(getattr(self.rules, "NEEDS_PICTURE", False))
        return any(named) or bool(self.errors.get("picture") or self.errors.get("alt"))

    @property
    def picture_is_lost(self):
        """A browser does not send a chosen file a second time by itself."""
        return bool(self.files.get("picture")) and bool(self.errors or self.own.errors or self.problems)

    def _formulas_drawn(self, name):
        text = self.cleaned_data[name].replace("\r\n", "\n")
        try:
            check_formulas(text)
        except BadFormula as why:
            raise forms.ValidationError(str(why)) from why
        return text

    def version_parts(self):
        """What `Question.revise` takes. An uploaded picture is kept now."""
        content, key = self.own.parts()
        told = self.cleaned_data
        parts = {name: told[name] for name in ("text", "feedback", "level", "topic")}
        parts["passage"] = told.get("passage")
        return {"kind": self.kind, "content": content, "key": key, **parts, **self._picture_parts()}

    def _picture_parts(self):
        told = self.cleaned_data
        if told.get("drop_picture"):
            return {"picture": None, "alt": ""}
        if not told["picture"]:
            return {"picture": self.kept_picture, "alt": told["alt"] if self.kept_picture else ""}
        return {"picture": pictures.keep_for_question(told["picture"], told["alt"]), "alt": told["alt"]}
