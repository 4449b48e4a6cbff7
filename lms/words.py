"""The Vietnamese words: many small .po parts become one compiled catalogue, without gettext.

Each part of the product keeps its words in `locale/vi/<part>.po`, so that two people rarely
edit the same file. A msgid may stand in two parts, but then it says the same in both. The words
that Django and Wagtail lack are parts too and give way to ours; `*.js.po` is what Wagtail's
editor says through JavaScript.
"""

import os

import polib
from django.utils.translation.reloader import translation_file_changed

from lms.env import BASE_DIR

FOLDER = BASE_DIR / "locale" / "vi"
CATALOGUE = FOLDER / "LC_MESSAGES" / "django.mo"
SCRIPT_PARTS = ".js.po"
OF_LIBRARIES = {"django.po", "wagtail.po"}
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "vi",
    "Plural-Forms": "nplurals=1; plural=0;",
}


class WordsClash(Exception):
    """Two parts translate one msgid differently."""


def parts():
    """Our parts first, then those of the libraries, which only fill what is missing."""
    found = [path for path in FOLDER.glob("*.po") if not path.name.endswith(SCRIPT_PARTS)]
    return sorted(found, key=lambda path: (path.name in OF_LIBRARIES, path.name))


def script_parts():
    return sorted(FOLDER.glob("*" + SCRIPT_PARTS))


def is_current():
    """Whether the compiled catalogue is younger than every part (and than the list of parts)."""
    if not CATALOGUE.exists():
        return False
    made = CATALOGUE.stat().st_mtime_ns
    return all(path.stat().st_mtime_ns < made for path in [FOLDER, *parts(), *script_parts()])


def compile_words():
    """Write the catalogue when a part is newer, and forget what was read of the old one; whether it was."""
    if is_current():
        return False
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    _write(merged(script_parts()), CATALOGUE.with_name("djangojs.mo"))
    _write(merged(), CATALOGUE)
    # The first start compiles and then loads the demo: its words are to be those of the new one.
    translation_file_changed(None, CATALOGUE)
    return True


def _write(catalogue, path):
    """Written aside and moved, so that a running server never reads half a catalogue."""
    draft = path.with_suffix(f".{os.getpid()}")
    catalogue.save_as_mofile(str(draft))
    draft.replace(path)


def merged(of=None):
    """One catalogue of all translated entries; a clash is refused with both places named."""
    catalogue = polib.POFile()
    catalogue.metadata = HEADER
    seen = {}
    for path in parts() if of is None else of:
        for entry in polib.pofile(str(path), encoding="utf-8"):
            if not entry.translated():
                continue
            key = (entry.msgctxt, entry.msgid)
            says = entry.msgstr_plural or entry.msgstr
            if key not in seen:
                seen[key] = (says, path, entry.linenum)
                catalogue.append(entry)
            elif seen[key][0] != says and path.name not in OF_LIBRARIES:
                _says, other, line = seen[key]
                raise WordsClash(
                    f"“{entry.msgid}” has two translations: {other.name}, line {line}, and "
                    f"{path.name}, line {entry.linenum}. Make them the same, or tell the two "
                    "meanings apart with a context (pgettext)."
                )
    return catalogue
