"""Questions of a bank right in the lecture, marked at once, without a practice quiz of its own to write.

Publishing the lecture makes one behind it (courses/own_practice.py), so that there is one way in which they
are asked, marked, withheld and counted.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.question_codes import find_questions


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        required=False, max_length=120, label=_("Title"), help_text=_("Empty: «Practice».")
    )
    questions = blocks.TextBlock(
        rows=2,
        label=_("Codes of the questions"),
        help_text=_(
            "As the question bank shows them, for example TOAN6-1 TOAN6-2; in the order of asking. Pupils "
            "see the right answer at once."
        ),
    )

    class Meta:
        label = _("Questions of a bank")
        icon = "help"
        template = "courses/blocks/questions.html"

    def clean(self, value):
        cleaned = super().clean(value)
        missing = [code for code, question in find_questions(cleaned["questions"]).items() if not question]
        if missing:
            words = gettext("No ready question has the code %(codes)s. Look it up in the question bank.")
            raise blocks.StructBlockValidationError(
                {"questions": ValidationError(words % {"codes": ", ".join(missing)})}
            )
        return cleaned

    def get_context(self, value, parent_context=None):
        from courses import own_practice, papers, question_html

        context = super().get_context(value, parent_context)
        told = parent_context or {}
        lecture, piece = told.get("page"), told.get("piece") or {}
        if getattr(told.get("request"), "is_preview", False):
            # Nothing is pinned for a draft, and its author knows the keys.
            found = [one for one in find_questions(value["questions"] or "").values() if one]
            first = papers.asked_further_up(told) + 1
            drafted = [
                question_html.render_alone(one.current, str(n)) for n, one in enumerate(found, start=first)
            ]
            piece["asked"] = len(found)
            return context | {"drafted": drafted}
        page = own_practice.of(lecture, piece.get("id")) if lecture and lecture.pk else None
        if page and page.live and page.paper:
            told = papers.practice_in_lecture(page, told)
            if told["count"]:
                context |= {"quiz": page, **told}
        return context
