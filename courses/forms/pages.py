"""What the editor asks of an author beyond what the pages themselves know: what may this person use?"""

from django import forms
from django.db.models.functions import Upper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import footnotes, review_rules
from courses.models.credits import signature
from lms.slugs import FreeSlugForm


def _ticked(choices):
    return forms.MultipleChoiceField(
        choices=choices, required=False, widget=forms.CheckboxSelectMultiple, label=""
    )


class QuizPageForm(FreeSlugForm):
    draw_again = forms.BooleanField(
        label=gettext_lazy("Draw the questions again"),
        required=False,
        help_text=gettext_lazy(
            "Other questions are drawn, and with paper codes a new order; pupils who have begun keep "
            "theirs. Without it, publishing again keeps what was drawn."
        ),
    )

    review_submitted = _ticked(review_rules.EARLY_THINGS)
    review_open = _ticked(review_rules.EARLY_THINGS)
    review_closed = _ticked(review_rules.THINGS)

    def clean_codes(self):
        return self.cleaned_data["codes"] or 1

    def clean(self):
        from courses import withholding

        cleaned = super().clean()
        known = {question.pk for question in _asked(self.instance.parts).values() if question}
        written = _asked(cleaned.get("parts") or [])
        foreign = {
            code: question for code, question in written.items() if question and question.pk not in known
        }
        seen = _questions_seen_by(self.for_user, foreign.values())
        unseen = [code for code, question in foreign.items() if question.pk not in seen]
        if unseen:
            # In the words for a code that does not exist: nobody learns what other schools ask.
            words = _("No ready question has the code %(codes)s. Look it up in the question bank.")
            self.add_error("parts", words % {"codes": ", ".join(unseen)})
        sentences = withholding.clashes(
            (question for code, question in written.items() if question and code not in unseen),
            practice=cleaned.get("practice", False),
            page_id=self.instance.pk,
            names_for=self.for_user,
        )
        sentences += self._faults_of_draws(cleaned)
        if sentences:
            # The editor shows one error for all parts.
            self.add_error("parts", " ".join(sentences))
        return cleaned

    def _faults_of_draws(self, cleaned):
        from courses import drawing, paper_codes

        banks = _banks_drawn_from(cleaned.get("parts") or [])
        if not banks:
            return []
        foreign = banks - _banks_drawn_from(self.instance.parts)
        if missing := sorted(foreign - _banks_seen_by(self.for_user, foreign)):
            words = _("There is no question bank with the code %(codes)s. Look it up in the question bank.")
            return [words % {"codes": ", ".join(missing)}]
        each = cleaned.get("draws_each", False)
        drawn = drawing.Drawing(
            cleaned["parts"], cleaned.get("practice", False), self.instance.draw_seed, each, self.instance.pk
        )
        return drawn.faults(paper_codes.codes(cleaned.get("codes") or 1))

    def save(self, commit=True):
        from courses.models.quizzes import new_seed

        if self.cleaned_data.get("draw_again"):
            self.instance.draw_seed = new_seed()
        return super().save(commit)


class LecturePageForm(FreeSlugForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "authors" in self.fields and not self.instance.pk and not self.instance.authors:
            self.initial["authors"] = signature(self.for_user, self.parent_page.specific.school)
        if "licence" in self.fields:
            self.fields["licence"].empty_label = _("no licence written down yet")
        if "needs" in self.fields:
            self.fields["needs"].queryset = self._other_lectures()
        for name in {"language", "licence", "done_by", "done_share"} & self.fields.keys():
            # A form that says nothing of them, as that of a chosen language, leaves what there is.
            self.fields[name].required = False

    def _other_lectures(self):
        """Those of the same course."""
        course = self.instance.get_parent() if self.instance.pk else self.parent_page
        kind = type(self.instance)
        if course is None:
            return kind.objects.none()
        return kind.objects.child_of(course).exclude(pk=self.instance.pk).order_by("path").defer("body")

    def clean_language(self):
        return self.cleaned_data["language"] or self.instance.language

    def clean_done_by(self):
        return self.cleaned_data["done_by"] or self.instance.done_by

    def clean_done_share(self):
        return self.cleaned_data["done_share"] or self.instance.done_share

    def clean_licence(self):
        said = self.add_prefix("licence") in self.data
        return self.cleaned_data["licence"] if said else self.instance.licence

    def clean(self):
        cleaned = super().clean()
        licence = cleaned.get("licence")
        holder = (cleaned.get("licence_holder") or "").strip()
        # A draft may have gaps.
        if licence and licence.names_a_holder and not holder and not self.is_deferred_validation:
            words = _("Write whose work it is: who gave the permission, or which textbook.")
            self.add_error("licence_holder", words)
        known = {quiz.pk for quiz in _practised(self.instance.body)}
        for quiz in _practised(cleaned.get("body") or []):
            if quiz.pk not in known and not _may_choose(self.for_user, quiz):
                self.add_error(
                    "body", _("A practice quiz in this lecture does not exist. Choose another one.")
                )
        for sentence in self._faults_of_questions(cleaned.get("body") or []):
            self.add_error("body", sentence)
        # A draft may wait for its glossary.
        if cleaned.get("body") and not self.is_deferred_validation:
            for sentence in footnotes.faults(cleaned["body"]):
                self.add_error("body", sentence)
        return cleaned

    def _faults_of_questions(self, body):
        """Why the questions that the lecture asks by itself cannot be asked, as for a practice quiz."""
        from courses import withholding

        known = {question.pk for question in _asked_in(self.instance.body).values()}
        written = _asked_in(body)
        foreign = {code: question for code, question in written.items() if question.pk not in known}
        seen = _questions_seen_by(self.for_user, foreign.values())
        if unseen := [code for code, question in foreign.items() if question.pk not in seen]:
            words = _("No ready question has the code %(codes)s. Look it up in the question bank.")
            yield words % {"codes": ", ".join(unseen)}
        asked = [question for code, question in written.items() if code not in unseen]
        yield from withholding.clashes(asked, practice=True, names_for=self.for_user)


def _asked_in(body):
    """The questions that the blocks `questions` of a lecture name, by code."""
    from courses.question_codes import find_questions

    told = [block.value["questions"] or "" for block in body if block.block_type == "questions"]
    return {code: question for code, question in find_questions(" ".join(told)).items() if question}


def _asked(parts):
    """The questions that the parts of a quiz name, by code."""
    from courses.question_codes import find_questions

    found = find_questions(" ".join(part.value["questions"] or "" for part in parts))
    return {code: question for code, question in found.items() if question}


def _banks_drawn_from(parts):
    from courses.drawing import Draw

    return {Draw.of(told).bank for part in parts for told in part.value.get("draws") or []}


def _banks_seen_by(user, codes):
    from courses.models import QuestionBank

    known = QuestionBank.objects.visible_to(user).annotate(capitals=Upper("code"))
    return set(known.filter(capitals__in=codes).values_list("capitals", flat=True))


def _questions_seen_by(user, questions):
    from courses.models import Question

    asked = [question.pk for question in questions]
    return set(Question.objects.visible_to(user).filter(pk__in=asked).values_list("pk", flat=True))


def _practised(body):
    return [block.value["quiz"] for block in body if block.block_type == "practice" and block.value["quiz"]]


def _may_choose(user, quiz):
    from courses.models import QuizPage

    return QuizPage.objects.known_to(user).filter(pk=quiz.pk).exists()
