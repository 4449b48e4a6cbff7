"""What a page shows, as it is written: its pictures, its files, its words, and what may be names in them."""

import json
import re
from html import unescape

from django.db import models
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


def _shown_on(page, model):
    keys = {}
    for field in page._meta.get_fields():
        value = getattr(page, field.name, None) if isinstance(field, models.Field) else None
        if isinstance(field, models.ForeignKey) and field.related_model is model and value:
            keys[value.pk] = True
        elif isinstance(field, StreamField | RichTextField) and value:
            keys |= {int(key): True for kind, key, *_way in field.extract_references(value) if kind is model}
    found = model.objects.in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def words_of(page, without=()):
    """All text that `page` shows, blocks and the words about its pictures too; one text per line.

    The fields named in `without` are left out.
    """
    told = []
    for field in page._meta.get_fields():
        if field.name in without:
            continue
        if isinstance(field, StreamField):
            told += _texts(json.loads(field.value_to_string(page) or "[]"))
        elif isinstance(field, models.CharField | models.TextField) and field.editable:
            told.append(str(getattr(page, field.name) or ""))
    told += [picture.credit for picture in pictures_of(page)]
    told += _words_of_questions(page)
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


def _words_of_questions(page):
    """What the questions of a quiz say, or those that a lecture asks by itself."""
    from courses import drawing, question_codes

    found = list(drawing.questions_of(page)) if getattr(page, "parts", None) else []
    for block in getattr(page, "body", None) or []:
        if block.block_type == "questions":
            found += filter(None, question_codes.find_questions(block.value["questions"] or "").values())
    for question in found:
        yield question.current.text
        yield from _texts(question.current.content)
