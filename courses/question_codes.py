"""Questions by the codes that people write: «TOAN6-1»."""

import re

from django.db.models.functions import Upper

from courses.models.questions import Question, QuestionVersion

CODE = re.compile(r"([A-Za-z0-9_-]+)-([0-9]{1,6})", re.ASCII)


def find_questions(codes, retired=False):
    """Question (or None) by code, in the order written; a code written twice counts once.

    Only those that are ready; with `retired` also those that no new paper asks. Capitals do not matter:
    a telephone writes «Toan6-1» by itself.
    """
    codes = list(dict.fromkeys(code.upper() for code in re.split(r"[\s,;]+", codes) if code))
    pairs = [CODE.fullmatch(code) for code in codes]
    wanted = {(pair[1], int(pair[2])) for pair in pairs if pair}
    states = [QuestionVersion.Status.READY, *([QuestionVersion.Status.RETIRED] if retired else [])]
    asked = Question.objects.annotate(bank_code=Upper("bank__code")).filter(
        bank_code__in={bank for bank, _n in wanted},
        number__in={number for _b, number in wanted},
        current__status__in=states,
    )
    found = {
        (question.bank_code, question.number): question
        for question in asked.select_related("bank", "current__picture", "current__passage__picture")
    }
    return {
        code: found.get((pair[1], int(pair[2]))) if pair else None
        for code, pair in zip(codes, pairs, strict=True)
    }
