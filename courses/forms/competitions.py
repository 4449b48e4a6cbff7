"""A competition, its rounds and sessions, as they are typed in."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.forms.overrides import moment_field
from courses.models import Competition, Publication, QuizPage, Round, RoundSession
from courses.models.audience import Audience
from courses.models.competitions import ORGANISE
from lms.text import tidy
from lms.widgets import LongSelect
from students import abilities
from students.models import Place, School, SchoolClass

QUIZZES = 100
LONGEST = timedelta(days=365)


class CompetitionForm(forms.ModelForm):
    held = forms.ChoiceField(label=_("held by"), widget=LongSelect)
    entries_until = moment_field(_("entries until"))

    class Meta:
        model = Competition
        fields = ["title", "about", "grade_from", "grade_to", "team_size", "entries_until", "appeal_days"]
        fields += ["is_public"]
        widgets = {"about": forms.Textarea({"rows": 3})}

    field_order = ["title", "about", "held"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["held"].choices = [(key, label) for key, label, _facts in self._holders(user)]
        self.fields["entries_until"].required = True
        self.facts = {key: facts for key, _label, facts in self._holders(user)}

    def clean_title(self):
        return tidy(self.cleaned_data["title"])

    def clean_entries_until(self):
        return _soon(self.cleaned_data["entries_until"])

    def clean(self):
        told = super().clean()
        _refuse_grades(told)
        facts = self.facts.get(told.get("held"))
        if facts:
            for name, value in facts.items():
                setattr(self.instance, name, value)
        return told

    @staticmethod
    def _holders(user):
        """(key, label, facts) of whatever `user` may hold a competition for."""
        mine = abilities.scope_for(user, ORGANISE)
        level = Competition.Level
        if mine.everywhere:
            words = _now("the whole province")
            yield "province", words, {"level": level.PROVINCE}
            for place in Place.objects.filter(schools__isnull=False).distinct().order_by("name"):
                yield f"commune-{place.pk}", place.name, {"level": level.COMMUNE, "place": place}
            return
        for school in School.objects.filter(pk__in=mine.led_school_ids):
            yield f"school-{school.pk}", school.name, {"level": level.SCHOOL, "school": school}
        classes = SchoolClass.objects.visible_to(user, to=ORGANISE).not_closed()
        today = timezone.localdate()
        for one in classes.filter(year__starts_on__lte=today, year__ends_on__gte=today):
            label = _now("Class %(name)s") % {"name": one.name}
            yield f"class-{one.uid}", label, {"level": level.CLASS, "school_class": one}


class ChangeForm(forms.ModelForm):
    """What may still be put right: whom it is for only until the first round or entry goes by it."""

    WHOM = ["grade_from", "grade_to", "team_size"]

    entries_until = moment_field(_("entries until"))

    class Meta:
        model = Competition
        fields = CompetitionForm.Meta.fields
        widgets = CompetitionForm.Meta.widgets

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entries_until"].required = True
        self.until = self.instance.entries_until
        self.is_settled = self.instance.rounds.exists() or self.instance.entries.exists()
        if self.is_settled:
            for name in self.WHOM:
                del self.fields[name]

    def clean_title(self):
        return tidy(self.cleaned_data["title"])

    def clean_entries_until(self):
        moment = self.cleaned_data["entries_until"]
        if moment == self.until.replace(second=0, microsecond=0):
            return self.until
        if Publication.objects.filter(round__competition=self.instance, withdrawn_at=None).exists():
            raise ValidationError(_now("Results are published already: nobody enters any more."))
        return _soon(moment)

    def clean(self):
        told = super().clean()
        _refuse_grades(told)
        return told


def _soon(moment):
    now = timezone.now()
    if not now < moment < now + LONGEST:
        raise ValidationError(_now("Write a moment between now and a year from now."))
    return moment


def _refuse_grades(told):
    first, last = told.get("grade_from"), told.get("grade_to")
    if first and last and last < first:
        raise ValidationError({"grade_to": _now("The last grade comes before the first.")})


class RoundForm(forms.ModelForm):
    class Meta:
        model = Round
        fields = ["title", "is_trial", "top_each_school", "least_percent", "live_board"]

    def __init__(self, *args, competition, **kwargs):
        super().__init__(*args, **kwargs)
        self.competition = competition
        self.fields["top_each_school"].help_text = _("Empty: no such rule. Equal places go on together.")
        self.fields["least_percent"].help_text = _("Empty: no such rule. With both, both have to be met.")

    def clean_title(self):
        return tidy(self.cleaned_data["title"])

    def clean(self):
        told = super().clean()
        if self.competition.has_primary:
            words = _now("Primary pupils are not ranked: let points alone decide who goes on.")
            if told.get("top_each_school"):
                self.add_error("top_each_school", words)
            if told.get("live_board"):
                self.add_error("live_board", _now("There is no board while primary pupils take part."))
        return told


class SessionForm(forms.ModelForm):
    page = forms.ModelChoiceField(QuizPage.objects.none(), label=_("quiz"), widget=LongSelect)

    class Meta:
        model = RoundSession
        fields = ["title", "page"]

    def __init__(self, *args, round, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.round = round
        known = QuizPage.objects.known_to(user).live().filter(competition_session=None, of_lecture=None)
        if not round.is_trial:
            # What a session can never be is not offered; the rest is said in clean_page.
            known = known.filter(practice=False)
        newest = known.order_by("-first_published_at").values_list("pk", flat=True)[:QUIZZES]
        self.fields["page"].queryset = QuizPage.objects.filter(pk__in=list(newest)).order_by("title")
        self.fields["page"].help_text = _(
            "A published quiz with hours of its own. For equivalent papers make one quiz, then copy it."
        )

    def clean_title(self):
        return tidy(self.cleaned_data["title"])

    def clean_page(self):
        page = self.cleaned_data["page"]
        if self.round.is_trial:
            return page
        if page.practice:
            raise ValidationError(_now("A practice shows its answers at once. Choose a graded quiz."))
        if not (page.opens_at and page.closes_at):
            raise ValidationError(_now("Write in the quiz when it opens and closes: these are the hours."))
        if page.tries != 1:
            raise ValidationError(_now("A competition is sat once: let the quiz have one try."))
        if page.attempts.exists():
            raise ValidationError(_now("Pupils have sat this quiz already. Copy it and choose the copy."))
        held = self.round.competition
        school = held.school_id or (held.school_class.school_id if held.school_class else None)
        if page.audience == Audience.SCHOOL and page.school_id != school:
            raise ValidationError(
                _now("This quiz is only for one school. Let all who are signed in read it.")
            )
        return page
