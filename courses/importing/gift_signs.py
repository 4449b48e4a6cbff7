"""Signs of GIFT that mean something, those that are escaped, and those inside formulas."""

import re

FORMULA = re.compile(
    r"(\\{1,2}\()((?:(?!\n[ \t]*\n|\\\().){1,1500}?)(\\{1,2}\))|(\$\$)([^$]{1,1500}?)(\$\$)", re.DOTALL
)
ESCAPED = re.compile(r"\\([\\~=#{}:n])")
FORM = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
# LaTeX that begins like a new line.
LINE_COMMANDS = re.compile(
    r"\\(n(?:e|eq|u|abla|ot|otin|eg|mid|leq|geq|parallel|i|subseteq|cong|exists)(?![a-zA-Z]))"
)
# They stand as other signs, out of a range that no text uses, until the answers are parted.
HIDDEN = {sign: chr(0xF0000 + at) for at, sign in enumerate("\\~=#{}:\n")}
SHOWN = {ord(hidden): sign for sign, hidden in HIDDEN.items()}
OWN_RANGE = re.compile("[\U000f0000-\U000f00ff]")


def hidden(text):
    """(text, notes): escaped signs, and all signs of formulas, do not count any more."""
    notes = set()

    def formula(found):
        start, inner, end = [part for part in found.groups() if part is not None]
        notes.update(
            ("line_command", f"\\{name}") for name in LINE_COMMANDS.findall(inner.replace("\\\\", ""))
        )
        # «\\\\» is a backslash already.
        inner = re.sub(r"\\\\", HIDDEN["\\"], inner)
        inner = LINE_COMMANDS.sub(lambda one: HIDDEN["\\"] + one[1], inner)
        inner = ESCAPED.sub(_escaped, inner)
        if re.search(r"[{}]", inner):
            notes.add(("braces", ""))
        inner = inner.translate({ord(sign): HIDDEN[sign] for sign in "{}=~#:"})
        return start.replace("\\\\", "\\") + inner + end.replace("\\\\", "\\")

    return ESCAPED.sub(_escaped, FORMULA.sub(formula, text)), notes


def shown(text):
    """The text with its escaped signs as they are meant."""
    return text.translate(SHOWN)


def form_of(text, otherwise):
    """(form, the text behind its mark), such as [html]."""
    if marked := FORM.match(text):
        return marked[1].lower(), text[marked.end() :]
    return otherwise, text


def _escaped(found):
    return HIDDEN["\n" if found[1] == "n" else found[1]]
