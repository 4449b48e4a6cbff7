"""The Vietnamese words: many small .po parts become one compiled catalogue, without gettext.

Each part of the product keeps its words in `locale/vi/<part>.po`, so that two people rarely
edit the same file. A msgid may stand in two parts, but then it says the same in both.
"""

import os

import polib

from lms.env import BASE_DIR

FOLDER = BASE_DIR / "locale" / "vi"
CATALOGUE = FOLDER / "LC_MESSAGES" / "django.mo"
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "vi",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class WordsClash(Exception):
    """Two parts translate one msgid differently."""


def parts():
    return sorted(FOLDER.glob("*.po"))


def is_current():
    """Whether the compiled catalogue is younger than every part (and than the list of parts)."""
    if not CATALOGUE.exists():
        return False
    made = CATALOGUE.stat().st_mtime_ns
    return all(path.stat().st_mtime_ns < made for path in [FOLDER, *parts()])


def compile_words():
    """Write the catalogue when a part is newer; return whether it was written."""
    if is_current():
        return False
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and moved, so that a running server never reads half a catalogue.
    draft = CATALOGUE.with_suffix(f".{os.getpid()}")
    merged().save_as_mofile(str(draft))
    draft.replace(CATALOGUE)
    return True


def merged():
    """One catalogue of all translated entries; a clash is refused with both places named."""
    catalogue = polib.POFile()
    catalogue.metadata = HEADER
    seen = {}
    for path in parts():
        for entry in polib.pofile(str(path), encoding="utf-8"):
            if not entry.translated():
                continue
            key = (entry.msgctxt, entry.msgid)
            says = entry.msgstr_plural or entry.msgstr
            if key not in seen:
                seen[key] = (says, path, entry.linenum)
                catalogue.append(entry)
            elif seen[key][0] != says:
                _says, other, line = seen[key]
                raise WordsClash(
                    f"“{entry.msgid}” has two translations: {other.name}, line {line}, and "
                    f"{path.name}, line {entry.linenum}. Make them the same, or tell the two "
                    "meanings apart with a context (pgettext)."
                )
    return catalogue
