"""Level, topic and curriculum code of many questions at once: a file rarely brings them."""

from django.db import transaction

from courses.models import Question


@transaction.atomic
def sort(questions, by, **told):
    """Say `told` (level, topic, curriculum) of each of `questions`; how many said something else before.

    A version that a paper asks stays as it was: such a question gets a new one, as by its form.
    """
    rows = Question.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in questions])
    changed = 0
    for question in rows.select_related("bank", "current").order_by("number"):
        now = question.current
        if any(getattr(now, name) != value for name, value in told.items()):
            question.revise(by, **{**now.parts(), **told, "status": now.status})
            changed += 1
    return changed
