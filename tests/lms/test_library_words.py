"""Wagtail and Django speak Vietnamese where teachers and clerks meet them."""

import re
from datetime import date
from pathlib import Path

import polib
import pytest
import wagtail
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timesince, translation
from django.utils.formats import date_format

from lms import words

# Parts of Wagtail that no author, approver or school admin of ours ever opens.
NEVER_OPENED = {
    "contrib/forms", "contrib/redirects", "contrib/search_promotions", "contrib/settings",
    "contrib/simple_translation", "contrib/styleguide", "locales", "sites", "users",
}  # fmt: skip
NAMES = r"%\((\w+)\)[sd]|\{(\w+)\}"


def catalogues():
    root = Path(wagtail.__file__).parent
    paths = []
    for path in sorted(root.glob("**/locale/en/LC_MESSAGES/*.po")):
        part = str(path.relative_to(root)).removesuffix(f"/locale/en/LC_MESSAGES/{path.name}")
        if part not in NEVER_OPENED:
            paths.append(path)
    return paths


def vietnamese(path, ours):
    """Everything translated for one catalogue: Wagtail's own Vietnamese and ours."""
    translated = Path(str(path).replace("/en/", "/vi/"))
    theirs = polib.pofile(str(translated)) if translated.exists() else []
    return {(e.msgctxt, e.msgid) for e in [*theirs, *ours] if e.translated()}


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: "/".join(path.parts[-5:]))
def test_a_teacher_meets_no_english_in_wagtail(path):
    ours = words.merged(words.script_parts()) if path.stem == "djangojs" else words.merged()
    known = vietnamese(path, ours)
    missing = [
        e.msgid
        for e in polib.pofile(str(path))
        # Names of Wagtail's own modules and of access tokens for programs stay as they are.
        if (e.msgctxt, e.msgid) not in known
        and not re.match(r"Wagtail [a-z]|.*(API token|API v)|Taggit", e.msgid)
    ]
    assert missing == []


@pytest.mark.parametrize("part", ["wagtail.po", "wagtail.js.po", "django.po"])
def test_a_translation_names_only_values_that_its_source_has(part):
    wrong = []
    for entry in polib.pofile(str(words.FOLDER / part)):
        offered = set(re.findall(NAMES, entry.msgid + entry.msgid_plural))
        used = set(re.findall(NAMES, entry.msgstr + "".join(entry.msgstr_plural.values())))
        if not used <= offered:
            wrong.append(entry.msgid)
    assert wrong == []


def test_months_days_and_spans_are_vietnamese():
    with translation.override("vi"):
        assert timesince.timesince(date(2026, 11, 21), date(2026, 11, 24)) == "3\xa0ngày"
        assert date_format(date(2026, 10, 5), "j F Y, l") == "5 Tháng 10 2026, Thứ 2"


def test_what_django_says_of_a_wrong_number_is_a_sentence():
    number = forms.IntegerField(min_value=0, max_value=12)
    with translation.override("vi"):
        for typed, said in (("-1", "Số này phải từ 0 trở lên."), ("13", "Số này không được quá 12.")):
            with pytest.raises(ValidationError, match=said):
                number.clean(typed)
