"""Take the name of a pupil who is erased out of all that authors wrote: pages, drafts, what pages said
before, the notes beside them, the titles of pictures and files, questions out of files.

Only a full name is looked for, as in courses/publicity.py, as it is spelt or quite without marks («Giang A
Sung», as many type), and not on a page that may tell it: of a school in which the pupil never sat, of which
somebody said that it is another one's, or where a pupil of the same name has agreed.
"""

import json
import re
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    TaskState,
    get_page_models,
)

from courses import on_page, publicity
from courses.models import (
    ClearedName,
    Competition,
    ContestPublication,
    Flag,
    GivenWork,
    ImportedPassage,
    ImportedQuestion,
    LectureRating,
    MistakeReport,
    Pairing,
    Post,
    Publication,
    QuestionImport,
    QuizOverride,
    Thread,
    WorkContest,
)
from lms.models import MediaFile, Picture
from lms.text import fold, tidy
from students import consents
from students.models import Consent, Notice, Student

# What may stand between two words of a name that is read as one.
GAP = r"((?:\s|&nbsp;|<[^<>]*>)+)"
TAG = re.compile(r"<[^<>]*>")
# What stands beside pages, without search and with it.
BESIDE = {
    PageLogEntry: ["label", "data"],
    ModelLogEntry: ["label", "data"],
    TaskState: ["comment"],
    Comment: ["text"],
    CommentReply: ["text"],
    QuestionImport: ["file_name"],
    ImportedPassage: ["title", "text"],
    QuizOverride: ["reason"],
    Notice: ["title", "words", "withdrawn_why"],
    Post: ["words", "reason"],
    Thread: ["title"],
    Flag: ["words"],
    ImportedQuestion: ["text", "content", "key", "feedback", "alt"],
    GivenWork: ["note"],
    LectureRating: ["words"],
    MistakeReport: ["words", "answer"],
    Pairing: ["title", "reason"],
    Competition: ["title", "about"],
    Publication: ["reason"],
    WorkContest: ["title", "task"],
    ContestPublication: ["reason"],
}
FILES = {Picture: ["title", "description", "credit"], MediaFile: ["title", "credit"]}
# What an app above keeps beside its pages: (fields, the rows in which the name is not somebody else's).
_beside_of_others = []


def also_beside(fields, rows):
    """`rows(name)`: those of an app above in whose `fields` the name can only be the pupil's."""
    _beside_of_others.append((fields, rows))


def unname(student, instead):
    """Write `instead` wherever the name of `student`, as it was, stands; how many rows were changed."""
    name = tidy(student.full_name)
    written = _writing(name, instead)
    # A teacher of the same name keeps signing the own lectures.
    kept = frozenset({"authors"} if publicity.is_of_staff(name) else ())
    of_another, schools = _of_another(student, name), {None, *student.school_ids()}
    count = 0
    for model in get_page_models():
        pages = model.objects.exclude(pk__in=of_another)
        fields = [field for field in _worded(model) if field not in kept]
        count += _rewrite(pages, fields, name, written, _save_page, schools)
    revisions = Revision.objects.exclude(
        base_content_type__app_label=Page._meta.app_label,
        base_content_type__model=Page._meta.model_name,
        object_id__in=[str(key) for key in of_another],
    )
    count += _rewrite(revisions, ["content", "object_str"], name, written, schools=schools, kept=kept)
    for model, fields in BESIDE.items():
        count += _rewrite(model._base_manager.all(), fields, name, written)
    for fields, rows in _beside_of_others:
        count += _rewrite(rows(name), fields, name, written)
    for model, fields in FILES.items():
        count += _rewrite(model.objects.all(), fields, name, written, _save_searched)
    return count


def unname_pages(name, instead, pages):
    """The same for somebody's name on `pages` (a QuerySet of one kind) and in all that these said before."""
    name = tidy(name)
    if len(name.split()) < min(on_page.WORDS_OF_A_NAME):
        # «Mai», «Hoa»: a word like others.
        return 0
    written = _writing(name, instead)
    keys = [str(key) for key in pages.values_list("pk", flat=True)]
    versions = Revision.objects.filter(object_id__in=keys, base_content_type=_of_pages())
    count = _rewrite(pages, _worded(pages.model), name, written, _save_page)
    return count + _rewrite(versions, ["content", "object_str"], name, written)


def _of_pages():
    return ContentType.objects.get_for_model(Page, for_concrete_model=False)


def _writing(name, instead):
    """A function that writes `instead` for the name in a text."""
    words = name.split()
    spellings = [words]
    if not _is_a_name(fold(name)):
        spellings.append(fold(name).split())
    told = "|".join(GAP.join(map(re.escape, spelling)) for spelling in spellings)
    pattern = re.compile(rf"\b(?:{told})\b", re.IGNORECASE)

    def written(told):
        # Marks that begin or end inside the name stay, so that others stay in pairs.
        return pattern.sub(lambda found: instead + "".join(TAG.findall(found[0])), told)

    return written


def _is_a_name(unmarked):
    """Whether somebody else is called so, without any mark in it."""
    called = Student.objects.filter(name_fold=unmarked, erased_at=None).values_list("full_name", flat=True)
    return unmarked in {name.lower() for name in called} or publicity.is_of_staff(unmarked)


def _of_another(student, name):
    """Keys of pages on which the name is that of somebody else, as far as anybody can know."""
    cleared = ClearedName.objects.filter(name=student.full_name).values_list("page", flat=True)
    namesakes = Student.objects.filter(full_name=student.full_name, erased_at=None).exclude(pk=student.pk)
    if not consents.may_be_public(namesakes, Consent.Purpose.NAME, timezone.localdate()):
        return set(cleared)
    return {*cleared, *(page.pk for page in publicity.pages_that_tell(name))}


def _rewrite(rows, fields, name, written, save=None, schools=None, kept=frozenset()):
    count = 0
    for row in _near(rows, fields, name).iterator(chunk_size=50):
        if schools and _school_of(row) not in schools:
            continue
        changed = {}
        for field in fields:
            before = getattr(row, field)
            if isinstance(row._meta.get_field(field), StreamField):
                before = row._meta.get_field(field).value_to_string(row)
            after = _walk(before, written, kept)
            if after != before:
                changed[field] = after
        if changed:
            (save or _save)(row, changed)
            count += 1
    return count


def _school_of(row):
    """The school whose page this is, or was; None for a page of all schools."""
    if isinstance(row, Revision):
        return row.content.get("school")
    return getattr(row.specific, "school_id", None)


def _near(rows, fields, name):
    """Rows with the longest word of the name, however it is kept: plain, in JSON, in JSON inside JSON."""
    word = max(name.split(), key=len)
    spelt = {way for one in (word, fold(word)) for way in (one, one.upper(), one.lower(), one.title())}
    for _depth in range(2):
        spelt |= {json.dumps(one)[1:-1] for one in spelt}
    texts = {f"text_of_{field}": Cast(field, models.TextField()) for field in fields}
    any_of = reduce(or_, (Q(**{f"{text}__contains": one}) for text in texts for one in spelt))
    return rows.alias(**texts).filter(any_of)


def _walk(told, written, kept=frozenset()):
    """`told` with every text in it written anew, but for what stands under one of the keys `kept`."""
    if isinstance(told, str):
        if told[:1] in ("[", "{"):
            try:
                inside = json.loads(told)
            except ValueError:
                return written(told)
            after = _walk(inside, written, kept)
            return told if after == inside else json.dumps(after)
        return written(told)
    if isinstance(told, dict):
        return {key: one if key in kept else _walk(one, written, kept) for key, one in told.items()}
    if isinstance(told, list):
        return [_walk(one, written, kept) for one in told]
    return told


def _worded(model):
    kinds = StreamField | models.CharField | models.TextField
    fields = [field for field in model._meta.concrete_fields if isinstance(field, kinds)]
    # The tree keeps its own signs.
    return [field.name for field in fields if field.name not in ("path", "url_path", "slug")]


def _save(row, changed):
    type(row)._base_manager.filter(pk=row.pk).update(**changed)


def _save_searched(row, changed):
    """By the row itself, so that search forgets it as well."""
    for field, after in changed.items():
        setattr(row, field, after)
    row.save(update_fields=[*changed])


def _save_page(page, changed):
    if page.live:
        page.unpublish()
    for field, after in changed.items():
        kept = page._meta.get_field(field)
        setattr(page, field, kept.to_python(after) if isinstance(kept, StreamField) else after)
    page.save(clean=False)
