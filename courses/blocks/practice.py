"""Practice inside a lecture: the questions of a practice quiz, marked at once."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PracticeBlock(blocks.StructBlock):
    quiz = blocks.PageChooserBlock(label=_("Practice quiz"), page_type="courses.QuizPage")

    class Meta:
        label = _("Practice questions")
        icon = "help"
        template = "courses/blocks/practice.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["quiz"]:
            # A draft may have gaps.
            return cleaned
        if not cleaned["quiz"].specific.practice:
            words = gettext("This is a graded quiz. Choose one that is marked as practice.")
            raise blocks.StructBlockValidationError({"quiz": ValidationError(words)})
        if codes := _asked_in_a_quiz(cleaned["quiz"].specific):
            words = gettext(
                "A graded quiz asks %(codes)s now, so pupils would not find it in this practice. "
                "Change the practice first, or choose another one."
            )
            raise blocks.StructBlockValidationError(
                {"quiz": ValidationError(words % {"codes": ", ".join(codes)})}
            )
        return cleaned

    def get_context(self, value, parent_context=None):
        from courses import papers

        context = super().get_context(value, parent_context)
        page = value["quiz"].specific if value.get("quiz") else None
        told = parent_context or {}
        lecture = told.get("page")
        # What was taken down, became a graded quiz or is for fewer readers is not asked here any more.
        open_to_all = page and (lecture is None or page.reaches_all_of(lecture))
        if open_to_all and page.live and page.practice and page.paper:
            told = papers.practice_in_lecture(page, told)
            if told["count"]:
                context |= {"quiz": page, **told}
        return context


def _asked_in_a_quiz(page):
    from courses import withholding

    if page.paper is None:
        return []
    hidden = page.paper.items.filter(place__in=withholding.withheld(page.paper))
    return [item.version.question.code for item in hidden.order_by("place")]
