"""Two rules that were written into one another hide what they must show, and no browser says a word."""

import re
from pathlib import Path

import pytest
from django.conf import settings

SHEETS = sorted(Path(settings.BASE_DIR).glob("*/static/**/*.css"))
# A comment stands before a rule, after a line, or between two selectors – never in the middle of one.
IN_THE_MIDDLE = re.compile(r"[^\s{};,/]\s*/\*")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_rule_begins_in_the_middle_of_another(sheet):
    assert IN_THE_MIDDLE.findall(re.sub(r"(/\*.*?\*/\s*)+", "/**/", sheet.read_text(), flags=re.DOTALL)) == []


def test_one_that_does_is_found():
    assert IN_THE_MIDDLE.search(".form:not(.is-ready) /* why */\n.odd {")


# Chrome 80 passes over what it does not know, and then something stands at the wrong place.
TOO_YOUNG = re.compile(
    r"(?<![\w-])(?:inset[\w-]*|aspect-ratio|(?:margin|padding|border|scroll-margin)-(?:inline|block))\s*:"
    r"|:(?:is|where|has)\("
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_chrome_80_knows_what_is_said(sheet):
    assert TOO_YOUNG.findall(re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)) == []
