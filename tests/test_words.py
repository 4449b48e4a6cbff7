"""Everything said on screen is said in Vietnamese, in every commit."""

import re

import polib
import pytest

from lms import msgids, words

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries():
    for path in words.parts():
        for entry in polib.pofile(str(path), encoding="utf-8"):
            yield path.name, entry


def test_every_word_of_our_sources_has_its_vietnamese():
    translated = {(entry.msgctxt, entry.msgid) for entry in words.merged()}
    missing = {
        f"{msgid.place}: {msgid.text!r}" for msgid in msgids.in_our_sources() if msgid.key not in translated
    }
    assert not missing, "Run `make messages`, then write into locale/vi:\n" + "\n".join(sorted(missing))


def test_no_translation_is_empty_or_doubtful():
    unsure = [f"{part}: {entry.msgid!r}" for part, entry in entries() if not entry.translated()]
    assert unsure == []


def test_translations_fill_the_same_gaps():
    wrong = [
        f"{part}, line {entry.linenum}: {entry.msgid!r}"
        for part, entry in entries()
        if not gaps(entry.msgstr or entry.msgstr_plural.get(0, ""))
        <= gaps(entry.msgid) | gaps(entry.msgid_plural)
    ]
    assert wrong == []


def gaps(text):
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Save" %}', (None, "Save", None)),
        ('{% translate "May" context "month" as month %}', ("month", "May", None)),
        ('{{ _("Hello")|upper }}', (None, "Hello", None)),
        ('{% translate "100% done" %}', (None, "100%% done", None)),
        (
            "{% blocktranslate trimmed with n=x %}\n  Hello\n  {{ n }}\n{% endblocktranslate %}",
            (None, "Hello %(n)s", None),
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} pupil{% plural %}{{ n }} pupils{% endblocktranslate %}",
            (None, "%(n)s pupil", "%(n)s pupils"),
        ),
    ],
)
def test_words_are_found_in_templates(source, expected):
    (found,) = msgids.in_template(source, "x.html")
    assert (found.context, found.text, found.plural) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("Save " "it")', (None, "Save it", None)),
        ('ngettext("%d pupil", "%d pupils", n)', (None, "%d pupil", "%d pupils")),
        ('pgettext_lazy("month", "May")', ("month", "May", None)),
        ('from django.utils.translation import gettext as _now\n_now("Save")', (None, "Save", None)),
    ],
)
def test_words_are_found_in_python(source, expected):
    (found,) = msgids.in_python(source, "x.py")
    assert (found.context, found.text, found.plural) == expected
