"""What a cell of a teaching list says: subjects, classes, both together. Pure.

«Toán 6A1, 6A2; Tin 7A» · «6A1,2,3» · «6A, B» · «Chủ nhiệm 6A»
"""

import re
from dataclasses import dataclass

from lms.text import fold, tidy

from .classes import class_key

# What stands for one class: «6A1», «6 A», «12.6».
CLASS = re.compile(r"\d{1,2}\s*(?:[a-zđ]{1,2}\s*\.?\d{0,2}|[./]\d{1,2})(?![\w])", re.IGNORECASE)
HOMEROOM = re.compile(r"(gv)?(cn|chu nhiem)( lop)?|kiem nhiem chu nhiem( lop)?")
# «4 tiết», «(3t)»: how many periods a week is not asked here.
PERIODS = re.compile(r"\(?\s*\d+([.,]\d+)?\s*(tiết|tiet|t)\b[^,;+)]*\)?", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """One subject with its classes, as written; `is_homeroom` when it is «chủ nhiệm»."""

    subject: str
    classes: tuple
    is_homeroom: bool = False


def pieces(text, known=()):
    """The subjects of «Toán 6A1, 6A2; Tin 7A», each with its classes; `known` as for `class_names`."""
    found = []
    for part in re.split(r"[;\n+]|\s-\s", PERIODS.sub(" ", str(text))):
        # A subject begins where letters follow a class: «Toán 6A, 6B, Tin 7A».
        for said in re.split(r"(?<=[\w)])\s*,\s*(?=[^\W\d]{3,})", tidy(part)):
            split = re.match(r"([^\d]*?)[\s:(\-–]*(\d.*)?$", tidy(said))
            subject, classes = tidy(split[1]).strip(" :-–.,("), class_names(split[2] or "", known)
            if not subject and found:
                # «Toán 6A1+6A2»: more classes of the same subject.
                before = found.pop()
                found.append(Piece(before.subject, (*before.classes, *classes), before.is_homeroom))
            elif subject or classes:
                found.append(Piece(subject, tuple(classes), bool(HOMEROOM.fullmatch(fold(subject)))))
    return found


def class_names(text, known=()):
    """The names in «6A1, 6A2», «6A1,2,3», «6A, B», «6A1 và 6A2», each once.

    `known`: keys of classes there are; «Ghép 1+2» is one class where it is known, and else two.
    """
    found, last = [], ""
    text = re.sub(r"\b(lớp|lop|các|cac)\b", " ", PERIODS.sub(" ", str(text)), flags=re.IGNORECASE)
    for part in re.split(r"[,;\n()]", text):
        is_known = class_key(tidy(part)) in known
        for said in [part] if is_known else re.split(r"[/+&]|\bvà\b|\s-\s", part):
            said = tidy(said).strip(" .:-–")
            if not said:
                continue
            if last and re.fullmatch(r"\d{1,2}", said) and (before := re.fullmatch(r"(\d+\s*\D+?)\d+", last)):
                said = before[1] + said
            elif last and re.fullmatch(r"[A-Za-zĐđ]\d{0,2}", said) and (before := re.match(r"\d+", last)):
                said = before[0] + said
            several = CLASS.findall(said)
            found += several if len(several) > 1 else [said]
            last = found[-1]
    return list({class_key(name): name for name in found}.values())
