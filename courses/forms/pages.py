"""What the editor asks of an author beyond what the pages themselves know: what may this person use?"""

from collections import defaultdict

from django import forms
from django.db.models.functions import Upper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamBlockValidationError, StructBlock, StructBlockValidationError

from courses import review_rules
from courses.models.credits import signature
from lms.slugs import FreeSlugForm

# How Wagtail's editor says that a page is sent to be approved, or once more.
SENT_IN = {"action-submit", "action-restart-workflow"}


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
        known = {quiz.pk for quiz in _practised(self.instance.body)}
        for quiz in _practised(cleaned.get("body") or []):
            if quiz.pk not in known and not _may_choose(self.for_user, quiz):
                self.add_error(
                    "body", _("A practice quiz in this lecture does not exist. Choose another one.")
                )
        before = {page.pk for page in _led_to(self.instance.body)}
        for page in _led_to(cleaned.get("body") or []):
            if page.pk not in before and not _may_lead_to(self.for_user, page):
                words = _("A page of the library in this lecture does not exist. Choose another one.")
                self.add_error("body", words)
        for sentence in self._faults_of_questions(cleaned.get("body") or []):
            self.add_error("body", sentence)
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if "body" in self.cleaned_data and not self.is_deferred_validation:
            self._ask_before_it_goes_out()

    def _ask_before_it_goes_out(self):
        """What keeps it from being published or sent in, at its field and block.

        A consent that is missing keeps nobody from saving: `before_publish_page` tells it, with what to do.
        What an approver finds is given back to the author, by the approval itself.
        """
        from courses import before_publishing

        if self.instance._state.adding:
            self.instance.school = self.parent_page.specific.school
        if "action-publish" in self.data:
            told = before_publishing.in_the_page(self.instance, self.for_user)
        elif SENT_IN & self.data.keys():
            told = before_publishing.faults(self.instance, self.for_user)
        else:
            return
        in_body = [fault for fault in told if any(field == "body" for field, _place in fault.places)]
        for fault in told:
            fields = [field for field, _place in fault.places if field in self.fields and field != "body"]
            for field in dict.fromkeys(fields):
                self.add_error(field, str(fault))
            if not fields and fault not in in_body:
                self.add_error(None, str(fault))
        if in_body:
            self.add_error("body", errors_of_blocks(self.instance.body, in_body))

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


def errors_of_blocks(body, faults):
    """The faults as one error of the body: the editor shows it above, and each at its blocks."""
    at_blocks = defaultdict(list)
    for fault in faults:
        for place in dict.fromkeys(place for field, place in fault.places if field == "body"):
            if place is not None:
                at_blocks[place].append(str(fault))
    sentences = [str(fault) for fault in faults]
    error = StreamBlockValidationError(
        {place: _error_of(body[place].block, told) for place, told in at_blocks.items()}, sentences
    )
    error.message = " ".join(sentences)
    return error


def _error_of(block, sentences):
    if isinstance(block, StructBlock):
        return StructBlockValidationError(non_block_errors=sentences)
    return forms.ValidationError(" ".join(sentences))


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


def _led_to(body):
    """The pages of the library that the blocks `outside_link` of a lecture name."""
    return [
        block.value["known"] for block in body if block.block_type == "outside_link" and block.value["known"]
    ]


def _may_lead_to(user, page):
    return type(page).objects.visible_to(user).filter(pk=page.pk).exists()


def _may_choose(user, quiz):
    from courses.models import QuizPage

    return QuizPage.objects.known_to(user).filter(pk=quiz.pk).exists()
