"""The teacher's input for question banks and questions."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from courses.forms.option_pictures import OptionPictures
from courses.forms.question_picture import PictureForm
from courses.forms.question_sound import SoundForm
from courses.formulas import BadFormula, check_formulas
from courses.models import Passage, QuestionBank, QuestionVersion
from courses.questions import KINDS, hints
from students import scope
from students.models import School

# What the form asks of every kind, as the version keeps it.
TOLD = ("text", "feedback", "level", "topic", "curriculum", "alt")


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


def _hint_field(label):
    return forms.CharField(
        label=label, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class QuestionForm(SoundForm, PictureForm):
    """What all kinds ask; the kind's own fields follow (`self.own`)."""

    text = forms.CharField(
        label=_("Question"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Formulas as LaTeX between \\( and \\), for example \\(\\frac{1}{2}\\)."),
        error_messages={"required": _("Write the question.")},
    )
    feedback = forms.CharField(
        label=_("Explanation after answering"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    level = forms.ChoiceField(label=_("Level"), choices=QuestionVersion.Level.choices)
    topic = forms.CharField(
        label=_("Topic"), max_length=120, required=False, widget=forms.TextInput(attrs={"list": "topics"})
    )
    curriculum = forms.CharField(
        label=_("Code in the curriculum"),
        max_length=40,
        required=False,
        help_text=_("The requirement that the question serves, as your school numbers them: TOAN6.SN.2."),
    )

    hint_1 = _hint_field(_("First hint"))
    hint_2 = _hint_field(_("Second hint"))
    hint_3 = _hint_field(_("Third hint"))
    hint_cost = forms.ChoiceField(
        label=_("Each hint costs"), choices=hints.COSTS, required=False, initial=hints.USUAL_COST
    )

    passage = forms.ModelChoiceField(
        label=_("Passage it is about"), queryset=Passage.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, data=None, files=None, *, kind, bank, version=None, passage=None):
        initial = {"passage": passage}
        if version:
            initial = {name: getattr(version, name) for name in (*TOLD, "passage")}
            initial |= {f"hint_{n}": one for n, one in enumerate(hints.of(version.key), start=1)}
            initial["hint_cost"] = version.key.get("hint_cost", hints.USUAL_COST)
        super().__init__(data, files, initial=initial)
        self.fields["passage"].queryset = bank.passages.current()
        if not self.fields["passage"].queryset.exists():
            del self.fields["passage"]
        self.keep_picture(version.picture if version else None)
        self.keep_sound(version.audio if version else None)
        self.topics = bank.topics()
        self.kind = kind
        self.rules = KINDS[kind]
        self.label = self.rules.LABEL
        known = {"content": version.content, "key": version.key} if version else {}
        self.own = self.rules.EditForm(data, files, **known)
        # Only what is written here takes pictures to be chosen; a file that is mended brings its own.
        self.options = OptionPictures(self.own, version) if hasattr(self.own, "option_ids") else None
        self.problems = []
        # Asked only to be looked at: nothing is kept, and the form stands there again.
        self.comes_back = False

    def is_valid(self):
        if not (super().is_valid() and self.own.is_valid()):
            return False
        content, key = self.parts()
        self.problems = self.rules.problems(content, key)
        self.problems += self.options.problems(content) if self.options else []
        if getattr(self.rules, "NEEDS_PICTURE", False) and not self._has_picture():
            self.problems.append(_("Add the picture in which the places are."))
        return not self.problems

    def parts(self):
        """(content, key) as they were written, with the hints in the key."""
        content, key = self.own.parts()
        told = [self.cleaned_data.get(f"hint_{n}") for n in range(1, hints.MOST + 1)]
        if told := [one for one in told if one]:
            key = {**key, "hints": told, "hint_cost": self.cleaned_data.get("hint_cost") or hints.USUAL_COST}
        return content, key

    @property
    def has_hints(self):
        """Whether the part about hints stands open."""
        names = [f"hint_{n}" for n in range(1, hints.MOST + 1)]
        return any(self[name].value() or self.errors.get(name) for name in names)

    def _has_picture(self):
        told = self.cleaned_data
        return bool(told.get("picture") or self.kept_picture) and not told.get("drop_picture")

    def clean_text(self):
        return self._formulas_drawn("text")

    def clean_feedback(self):
        return self._formulas_drawn("feedback")

    def clean_hint_1(self):
        return self._formulas_drawn("hint_1").strip()

    def clean_hint_2(self):
        return self._formulas_drawn("hint_2").strip()

    def clean_hint_3(self):
        return self._formulas_drawn("hint_3").strip()

    @property
    def shows_picture(self):
        """Whether the part about the picture stands open."""
        named = [self.data.get("alt"), self.files.get("picture"), self.kept_picture]
        named.append(getattr(self.rules, "NEEDS_PICTURE", False))
        return any(named) or bool(self.errors.get("picture") or self.errors.get("alt"))

    @property
    def picture_is_lost(self):
        """A browser does not send a chosen file a second time by itself."""
        comes_back = self.comes_back or self.errors or self.own.errors or self.problems
        chosen = bool(self.files.get("picture")) or bool(self.options and self.options.chosen())
        return chosen and bool(comes_back)

    @property
    def sound_is_lost(self):
        comes_back = self.comes_back or self.errors or self.own.errors or self.problems
        return bool(self.files.get("sound") and comes_back)

    def _formulas_drawn(self, name):
        text = self.cleaned_data[name].replace("\r\n", "\n")
        try:
            check_formulas(text)
        except BadFormula as why:
            raise forms.ValidationError(str(why)) from why
        return text

    def drafted(self):
        """The version that this would become, not kept, with the picture that is there already."""
        content, key = self.parts()
        told = self.cleaned_data
        picture = None if told.get("drop_picture") else self.kept_picture
        version = QuestionVersion(
            kind=self.kind, text=told["text"], content=content, key=key, picture=picture, alt=told["alt"]
        )
        version.audio = None if told.get("drop_sound") else self.kept_sound
        version.drafted_pictures = self.options.kept_now() if self.options else {}
        return version

    def version_parts(self):
        """What `Question.revise` takes. An uploaded picture is kept now."""
        content, key = self.parts()
        told = self.cleaned_data
        parts = {name: told[name] for name in ("text", "feedback", "level", "topic", "curriculum")}
        parts["passage"] = told.get("passage")
        if self.options:
            parts["option_pictures"] = self.options.keep(content)
        parts |= self.picture_parts() | self.sound_parts(title=told["text"])
        return {"kind": self.kind, "content": content, "key": key, **parts}
