"""Questions by the codes that people write: «TOAN6-1»."""

import re

from django.db.models.functions import Upper

from courses.models.former_codes import FormerCode
from courses.models.questions import Question, QuestionVersion

CODE = re.compile(r"([A-Za-z0-9_-]+)-([0-9]{1,6})", re.ASCII)


def codes_in(words):
    """The codes written in `words`, in capitals, each once."""
    return list(dict.fromkeys(code.upper() for code in re.split(r"[\s,;]+", words) if code))


def find_questions(codes, retired=False):
    """Question (or None) by code, in the order written; a code written twice counts once.

    Only those that are ready; with `retired` also those that no new paper asks. Capitals do not matter:
    a telephone writes «Toan6-1» by itself.
    """
    codes = codes_in(codes)
    pairs = [CODE.fullmatch(code) for code in codes]
    wanted = {(pair[1], int(pair[2])) for pair in pairs if pair}
    states = [QuestionVersion.Status.READY, *([QuestionVersion.Status.RETIRED] if retired else [])]
    ready = Question.objects.filter(current__status__in=states)
    ready = ready.select_related("bank", "current__picture", "current__passage__picture")
    found = {
        (question.bank_code, question.number): question for question in _so_called(ready, wanted).order_by()
    }
    if missing := wanted - found.keys():
        found |= _moved(missing, ready)
    return _each_once(codes, [found.get((pair[1], int(pair[2]))) if pair else None for pair in pairs])


def _so_called(rows, wanted):
    return rows.annotate(bank_code=Upper("bank__code")).filter(
        bank_code__in={bank for bank, _n in wanted}, number__in={number for _b, number in wanted}
    )


def _moved(missing, ready):
    """Questions by codes that they had in another bank before."""
    former = _so_called(FormerCode.objects.all(), missing)
    called = {(one.bank_code, one.number): one.question_id for one in former}
    questions = {question.pk: question for question in ready.filter(pk__in=called.values())}
    return {code: questions[pk] for code, pk in called.items() if pk in questions}


def _each_once(codes, questions):
    """{code: question}; named by its old code and its new one, a question counts once."""
    told, seen = {}, set()
    for code, question in zip(codes, questions, strict=True):
        if question is None or question.pk not in seen:
            told[code] = question
        seen.add(question and question.pk)
    return told
