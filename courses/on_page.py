"""What a page shows, as it is written: its pictures, its files, its words, and what may be names in them."""

import json
import re
from html import unescape

from django.db import models
from django.utils.functional import cached_property
from wagtail.fields import RichTextField, StreamField

from lms.models import MediaFile, Picture
from lms.text import tidy

# How many words a name has, and how it is written: «Giàng A Sùng».
WORDS_OF_A_NAME = range(2, 7)
WORD = re.compile(r"[^\W\d_]+")
# Marks inside a line part no name: «Giàng A <b>Sùng</b>».
INLINE = re.compile(r"</?(?:a|b|i|em|strong|u|s|sub|sup|small|span|embed|code|mark)(?:\s[^>]*)?/?>")
BREAK = re.compile(r"<br\s*/?>")
TAG = re.compile(r"<[^>]*>")


def pictures_of(page):
    """Every picture that `page`, as it is written, shows by itself."""
    return _shown_on(page, Picture)


def files_of(page):
    """Every film, sound and document that `page`, as it is written, offers."""
    return _shown_on(page, MediaFile)


class Shown:
    """What `page`, as it is written, shows: read once for all that is asked of it."""

    def __init__(self, page):
        self.page = page

    @cached_property
    def pictures(self):
        return pictures_of(self.page)

    @cached_property
    def files(self):
        return files_of(self.page)

    @cached_property
    def codes(self):
        """{code: question or None} of what a lecture asks by itself."""
        from courses.question_codes import find_questions

        asking = [one for one in getattr(self.page, "body", None) or [] if one.block_type == "questions"]
        return find_questions(" ".join(one.value["questions"] or "" for one in asking)) if asking else {}

    @cached_property
    def questions(self):
        from courses import drawing

        drawn = drawing.questions_of(self.page) if getattr(self.page, "parts", None) else []
        return [*drawn, *filter(None, self.codes.values())]

    @cached_property
    def words(self):
        return words_of(self.page, shown=self)


def _shown_on(page, model):
    keys = {}
    for field in page._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model is model:
            if key := getattr(page, field.attname):
                keys[key] = True
        elif isinstance(field, StreamField | RichTextField) and (value := getattr(page, field.name)):
            keys |= {int(key): True for kind, key, *_way in field.extract_references(value) if kind is model}
    found = model.objects.in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def places_of(page, thing):
    """Where `page` shows a picture or offers a file: pairs of a field and, in a body, the block's number."""
    for field in page._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model is type(thing):
            if getattr(page, field.attname) == thing.pk:
                yield field.name, None
        elif isinstance(field, StreamField):
            for number, block in enumerate(getattr(page, field.name) or []):
                found = block.block.extract_references(block.value)
                if any(kind is type(thing) and str(key) == str(thing.pk) for kind, key, *_way in found):
                    yield field.name, number


def places_of_words(page, words):
    """Where `page` says `words`, in small letters or in capitals; pairs as in `places_of`."""
    words = words.lower()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for number, piece in enumerate(json.loads(field.value_to_string(page) or "[]")):
                if words in _said(piece["value"]).lower():
                    yield field.name, number
        elif isinstance(field, models.CharField | models.TextField) and (
            field.editable and words in tidy(str(getattr(page, field.name) or "")).lower()
        ):
            yield field.name, None


def words_of_block(block):
    """All text of one block of a body, as words alone."""
    return _said(block.block.get_prep_value(block.value))


def words_of(page, without=(), shown=None):
    """All text that `page` shows, blocks and the words about its pictures too; one text per line.

    The fields named in `without` are left out.
    """
    shown = shown or Shown(page)
    told = []
    for field in page._meta.get_fields():
        if field.name in without:
            continue
        if isinstance(field, StreamField):
            told += _texts(json.loads(field.value_to_string(page) or "[]"))
        elif isinstance(field, models.CharField | models.TextField) and field.editable:
            told.append(str(getattr(page, field.name) or ""))
    told += [picture.credit for picture in shown.pictures]
    for question in shown.questions:
        told += [question.current.text, *_texts(question.current.content)]
    return "\n".join(tidy(line) for text in told for line in plain(text).splitlines())


def possible_names(words):
    """Runs of words with a capital each, as names are written."""
    for line in words.splitlines():
        for run in re.split(r"[^\w ]+", line):
            parts = WORD.findall(run)
            for start in range(len(parts)):
                for length in WORDS_OF_A_NAME:
                    name = parts[start : start + length]
                    if len(name) < length or not name[-1][0].isupper():
                        break
                    if all(part[0].isupper() for part in name):
                        yield " ".join(name)


def plain(text):
    """HTML as its words alone; each mark that parts lines begins a new one."""
    return unescape(TAG.sub("\n", BREAK.sub(" ", INLINE.sub("", text))))


def _texts(thing):
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from _texts(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from _texts(value)


def _said(stored):
    return "\n".join(tidy(line) for text in _texts(stored) for line in plain(text).splitlines())
