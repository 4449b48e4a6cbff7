"""Every sentence in our sources that wants a Vietnamese one, found without gettext.

Python is read by `ast`, templates by Django's own lexer.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

from lms.env import BASE_DIR

APPS = ["lms", "students", "courses", "devices", "home"]
# Position of context, singular and plural among a call's arguments.
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
CONSTANT = re.compile(r"""_\(("[^"]*"|'[^']*')\)""")


@dataclass(frozen=True)
class Msgid:
    context: str | None
    text: str
    plural: str | None
    path: str
    line: int

    @property
    def key(self):
        return self.context, self.text

    @property
    def place(self):
        return f"{self.path}:{self.line}"


def in_our_sources():
    """All msgids, in the order of files and lines."""
    for path in sorted(path for app in APPS for path in (BASE_DIR / app).rglob("*.py")):
        if "migrations" not in path.parts:
            yield from in_python(path.read_text(encoding="utf-8"), name_of(path))
    folders = [BASE_DIR / "templates", *(BASE_DIR / app / "templates" for app in APPS)]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        if path.suffix in {".html", ".txt", ".js", ".xml", ".webmanifest"}:
            yield from in_template(path.read_text(encoding="utf-8"), name_of(path))


def name_of(path):
    return Path(path).relative_to(BASE_DIR).as_posix()


def in_python(source, path):
    tree = ast.parse(source, path)
    calls = CALLS | own_names_of_calls(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if called not in calls:
            continue
        words = [
            argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
            for argument in node.args
        ]
        context, text, plural = (
            words[position] if position is not None and position < len(words) else None
            for position in calls[called]
        )
        if text:
            yield Msgid(context, text, plural, path, node.lineno)


def own_names_of_calls(tree):
    """What a module calls the functions itself: `from django.utils.translation import gettext as _now`."""
    return {
        name.asname: CALLS[name.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname and name.name in CALLS
    }


def in_template(source, path):
    block = None
    for token in Lexer(source).tokenize():
        if block is not None:
            if token.token_type == TokenType.BLOCK and token.contents.startswith("endblock"):
                yield block.msgid(path)
                block = None
            else:
                block.add(token)
            continue
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        for quoted in CONSTANT.findall(token.contents):
            yield Msgid(None, in_catalogue(quoted[1:-1]), None, path, token.lineno)
        bits = list(smart_split(token.contents))
        if token.token_type == TokenType.BLOCK and bits[0] in {"translate", "trans"}:
            if bits[1][0] in "\"'":
                text = in_catalogue(unquoted(bits[1].partition("|")[0]))
                yield Msgid(context_in(bits), text, None, path, token.lineno)
        elif token.token_type == TokenType.BLOCK and bits[0] in {"blocktranslate", "blocktrans"}:
            block = Block(bits, token.lineno)


class Block:
    """One {% blocktranslate %} while it is read."""

    def __init__(self, bits, line):
        self.context, self.trimmed, self.line = context_in(bits), "trimmed" in bits, line
        self.forms = [""]

    def add(self, token):
        if token.token_type == TokenType.BLOCK and token.contents.strip() == "plural":
            self.forms.append("")
        elif token.token_type == TokenType.VAR:
            self.forms[-1] += f"%({token.contents.strip()})s"
        elif token.token_type == TokenType.TEXT:
            self.forms[-1] += in_catalogue(token.contents)

    def msgid(self, path):
        forms = [trim_whitespace(form) if self.trimmed else form for form in self.forms]
        return Msgid(self.context, forms[0], forms[1] if len(forms) > 1 else None, path, self.line)


def in_catalogue(text):
    """Django doubles the percent sign of templates' words before it looks them up."""
    return text.replace("%", "%%")


def context_in(bits):
    return unquoted(bits[bits.index("context") + 1]) if "context" in bits else None


def unquoted(bit):
    return bit[1:-1].replace('\\"', '"').replace("\\'", "'")
