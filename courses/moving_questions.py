"""A question into another bank: numbered anew there, and its old code leads on."""

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import FormerCode, Question, QuestionBank
from lms.history import note_change


class CannotMoveQuestion(Exception):  # noqa: N818 – it is an answer, not an accident
    """Why it stays, as a sentence."""


@transaction.atomic
def move(question, bank, by):
    """Papers and marks are not touched: they hold versions, and the question stays the same one."""
    # Always in the same order, so that two who move in opposite ways do not wait for each other.
    for one in sorted({question.bank_id, bank.pk}):
        QuestionBank.objects.select_for_update().get(pk=one)
    row = (
        Question.objects.select_for_update(of=("self",))
        .select_related("bank", "current__passage")
        .get(pk=question.pk)
    )
    if row.bank_id == bank.pk:
        return row
    if passage := row.current.passage:
        raise CannotMoveQuestion(
            _(
                "%(code)s is about the passage «%(passage)s», which belongs to this bank. Duplicate the "
                "question and take the passage out of the copy, or leave it here."
            )
            % {"code": row.code, "passage": passage.title}
        )
    old = row.code
    back = FormerCode.objects.filter(bank=bank, question=row).first()
    FormerCode.objects.create(bank=row.bank, number=row.number, question=row)
    # Who comes back is called again as before.
    number = back.number if back else bank.next_number()
    if back:
        back.delete()
    row.bank, row.number = bank, number
    row.save(update_fields=["bank", "number"])
    note_change(
        by=by,
        act="move question",
        thing=row,
        before={"code": old},
        after={"code": row.code},
        school=bank.school_id,
    )
    return row


def duplicate(question, by):
    """The same once more, as a question of its own in the same bank."""
    return question.bank.add(by=by, **question.current.parts())
