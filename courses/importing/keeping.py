"""A file that was read waits, question by question, until a person has looked at it."""

import hashlib

from django.db import transaction

from courses.models import ImportedPicture, ImportedQuestion, QuestionImport

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
    items = [_item(kept, place, found) for place, found in enumerate(result.questions, start=1)]
    ImportedQuestion.objects.bulk_create(items, batch_size=200)
    shown = [
        ImportedPicture(item=item, name=found.pictures[0].name[:200], content=found.pictures[0].content)
        for item, found in zip(items, result.questions, strict=True)
        if found.pictures
    ]
    ImportedPicture.objects.bulk_create(shown, batch_size=20)
    return kept


def _item(kept, place, found):
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
        alt=found.pictures[0].alt if found.pictures else "",
        issues=[issue.kept() for issue in sorted(found.issues, key=lambda issue: issue.level != ERROR)],
        is_refused=found.is_refused,
        is_lossy=found.is_lossy,
        hash=found.hash,
    )
