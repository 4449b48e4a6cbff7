"""Two versions of a question side by side, word by word. Pure: versions in, Lines out."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from courses.question_words import texts_in

# A formula is one word: half of one says nothing.
WORD = re.compile(r"\\\(.*?\\\)|\\\[.*?\\\]|\s+|[^\s]+", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """One thing that a version says: `before` and `after` as lists of (words, whether they differ)."""

    name: str
    before: list
    after: list

    @property
    def is_changed(self):
        return any(differs for _words, differs in (*self.before, *self.after))


def compared(old, new):
    """What `old` and `new` say, thing by thing; what neither says is left out."""
    pairs = zip(said_by(old), said_by(new), strict=True)
    return [
        Line(name, *differences(before, after)) for (name, before), (_name, after) in pairs if before or after
    ]


def said_by(version):
    """Pairs of (name, text), the same names for every version."""
    pictures = version.pictures_of_options()
    shown = [_("%(option)s shows a picture") % {"option": option} for option in sorted(pictures)]
    return [
        (pgettext("of a question", "Kind"), str(version.get_kind_display())),
        (pgettext("column", "Question"), version.text),
        (_("What is offered"), "\n".join([*texts_in(version.content), *shown])),
        (_("Right answer"), str(version.shown_key())),
        (_("Explanation after answering"), version.feedback),
        (_("Picture"), version.alt if version.picture_id else ""),
        (_("Recording"), _("is read aloud") if version.audio_id else ""),
        (_("Passage"), version.passage.title if version.passage_id else ""),
        (_("Level"), str(version.get_level_display())),
        (_("Topic"), version.topic),
        (_("Code in the curriculum"), version.curriculum),
    ]


def differences(before, after):
    """Both texts as lists of (words, whether the other has them not)."""
    old, new = WORD.findall(before), WORD.findall(after)
    left, right = [], []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i1 < i2:
            left.append(("".join(old[i1:i2]), what != "equal"))
        if j1 < j2:
            right.append(("".join(new[j1:j2]), what != "equal"))
    return _joined(left), _joined(right)


def _joined(runs):
    """A gap between two words that both differ is no agreement."""
    told = []
    for place, (words, differs) in enumerate(runs):
        between = not words.strip() and 0 < place < len(runs) - 1
        if between and told[-1][1] and runs[place + 1][1]:
            differs = True
        if told and told[-1][1] == differs:
            told[-1] = (told[-1][0] + words, differs)
        else:
            told.append((words, differs))
    return told
