"""How the list of blocks shows each kind before an author takes it: a group, a sentence, and a small page.

What is words alone is shown with sample words (previews.json) by the block's own template; what needs a
picture, a film, a file or questions has a drawing instead (templates/courses/blocks/previews/).
"""

import json
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SAMPLES = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
TO_READ = pgettext_lazy("group of blocks", "To read")
TO_SEE = pgettext_lazy("group of blocks", "To see and hear")
TO_PRACTISE = pgettext_lazy("group of blocks", "To practise")
TO_UNDERSTAND = pgettext_lazy("group of blocks", "To understand step by step")
TOLD = {
    "heading": (TO_READ, _("Begins a part of the lecture; pupils jump to it from the list at the top.")),
    "text": (TO_READ, _("Paragraphs and lists. Paste from Word works too.")),
    "formula": (TO_READ, _("A formula on a line of its own.")),
    "note": (TO_READ, _("What is to be remembered, in a box.")),
    "table": (TO_READ, _("Facts in rows and columns; short cells, for a narrow screen.")),
    "outside_link": (TO_READ, _("A page elsewhere, with what it costs of the data plan.")),
    "sources": (TO_READ, _("Where things are from; [^1] in a text leads to the first.")),
    "picture": (TO_SEE, _("A photo or drawing; it is made small by itself.")),
    "labelled_picture": (TO_SEE, _("A picture with numbered parts that a pupil names.")),
    "sound": (TO_SEE, _("A recording to listen to; it loads only when the pupil taps.")),
    "video": (TO_SEE, _("A film; what it weighs is said before it loads.")),
    "document": (TO_SEE, _("A file to take along, such as a worksheet in PDF.")),
    "paper_pages": (TO_SEE, _("Pages of a book or of slides as pictures, one after the other.")),
    "spoken": (TO_SEE, _("What you would say in class; a recording can be added.")),
    "chart": (TO_SEE, _("Columns, a line or a circle, drawn from the numbers you type.")),
    "example": (TO_UNDERSTAND, _("A task with its solution.")),
    "worked_example": (TO_UNDERSTAND, _("A solution in steps; the pupil thinks before each one.")),
    "steps": (TO_UNDERSTAND, _("Something to do, one step after the other.")),
    "comparison": (TO_UNDERSTAND, _("Two to four things side by side.")),
    "timeline": (TO_UNDERSTAND, _("What happened in which order.")),
    "glossary": (TO_UNDERSTAND, _("New terms and their meaning; [[term]] in a text leads there.")),
    "exercise": (TO_PRACTISE, _("A task to work on; the answer opens when the pupil asks for it.")),
    "task": (TO_PRACTISE, _("Something to try out; pupils hand in photos or words, and you answer.")),
    "questions": (TO_PRACTISE, _("Questions of the question bank, marked at once.")),
    "practice": (TO_PRACTISE, _("A practice quiz in the lecture, marked at once.")),
    "flash_cards": (TO_PRACTISE, _("Cards to learn by heart; what is known is put away.")),
    "vocabulary": (TO_PRACTISE, _("Words in up to four languages, each with a sound.")),
    "checklist": (TO_PRACTISE, _("What pupils tick when they can do it at the machine.")),
}


def with_previews(named):
    """The same pairs of (name, block), each block knowing how it is shown in the list of blocks."""
    for name, block in named:
        block.meta.group, block.meta.description = TOLD[name]
        if name in SAMPLES:
            block.meta.preview_value = _sample(name, block)
        else:
            block.meta.preview_template = f"courses/blocks/previews/{name}.html"
    return named


def _sample(name, block):
    return lambda: block.to_python(SAMPLES[name])
