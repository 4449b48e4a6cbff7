"""A file that was read waits, question by question, until a person has looked at it."""

import hashlib

from django.db import transaction

from courses.models import (
    ImportedOptionPicture,
    ImportedPassage,
    ImportedPicture,
    ImportedQuestion,
    QuestionImport,
)

from .said import ERROR


@transaction.atomic
def keep(bank, name, content, result, by=None):
    """Keep what `result` found in the file; nothing reaches the bank."""
    kept = QuestionImport.objects.create(
        bank=bank,
        file_name=name.replace("\x00", "")[-160:],
        file_hash=hashlib.sha256(content).hexdigest(),
        format=result.format,
        issues=[issue.kept() for issue in result.issues],
        counts=result.counts,
        uploaded_by=by,
    )
    passages = _passages(kept, result.questions)
    items = [_item(kept, place, found, passages) for place, found in enumerate(result.questions, start=1)]
    ImportedQuestion.objects.bulk_create(items, batch_size=200)
    pairs = list(zip(items, result.questions, strict=True))
    shown = [
        ImportedPicture(item=item, name=one.name[:200], content=one.content)
        for item, found in pairs
        for one in found.own_pictures[:1]
    ]
    ImportedPicture.objects.bulk_create(shown, batch_size=20)
    chosen = [
        ImportedOptionPicture(item=item, option=one.option, name=one.name[:200], content=one.content)
        for item, found in pairs
        for one in found.option_pictures
    ]
    ImportedOptionPicture.objects.bulk_create(chosen, batch_size=20)
    return kept


def _passages(kept, questions):
    """{text: ImportedPassage}, each once."""
    told = {found.passage.text: found.passage.title for found in questions if found.passage}
    rows = [
        ImportedPassage(question_import=kept, title=title[:120], text=text) for text, title in told.items()
    ]
    return {row.text: row for row in ImportedPassage.objects.bulk_create(rows, batch_size=100)}


def _item(kept, place, found, passages):
    return ImportedQuestion(
        question_import=kept,
        position=place,
        ref=found.ref[:60],
        kind=found.kind[:60],
        text=found.text,
        content=found.content,
        key=found.key,
        feedback=found.feedback,
        level=found.level,
        topic=found.topic,
        curriculum=found.curriculum,
        passage=passages[found.passage.text] if found.passage else None,
        alt=found.own_pictures[0].alt if found.own_pictures else "",
        issues=[issue.kept() for issue in sorted(found.issues, key=lambda issue: issue.level != ERROR)],
        is_refused=found.is_refused,
        is_lossy=found.is_lossy,
        hash=found.hash,
    )
