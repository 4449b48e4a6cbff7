"""What the editor asks of an author beyond what the pages themselves know: what may this person use?"""

from django.utils.translation import gettext as _

from lms.slugs import FreeSlugForm


class QuizPageForm(FreeSlugForm):
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
        if sentences:
            # The editor shows one error for all parts.
            self.add_error("parts", " ".join(sentences))
        return cleaned


class LecturePageForm(FreeSlugForm):
    def clean(self):
        cleaned = super().clean()
        known = {quiz.pk for quiz in _practised(self.instance.body)}
        for quiz in _practised(cleaned.get("body") or []):
            if quiz.pk not in known and not _may_choose(self.for_user, quiz):
                self.add_error(
                    "body", _("A practice quiz in this lecture does not exist. Choose another one.")
                )
        return cleaned


def _asked(parts):
    """The questions that the parts of a quiz name, by code."""
    from courses.models.quizzes import find_questions

    found = find_questions(" ".join(part.value["questions"] for part in parts))
    return {code: question for code, question in found.items() if question}


def _questions_seen_by(user, questions):
    from courses.models import Question

    asked = [question.pk for question in questions]
    return set(Question.objects.visible_to(user).filter(pk__in=asked).values_list("pk", flat=True))


def _practised(body):
    return [block.value["quiz"] for block in body if block.block_type == "practice" and block.value["quiz"]]


def _may_choose(user, quiz):
    from courses.models import QuizPage

    return QuizPage.objects.known_to(user).filter(pk=quiz.pk).exists()
