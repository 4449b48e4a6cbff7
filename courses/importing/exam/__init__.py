"""Exams as teachers write them: lines with marks → questions. Knows no file format.

marked      lines, their signs and how these look
headings    parts, keys, topics, passages, the end
tables      what a table is: a frame, options, statements, pairs, a key, or data
flow        which line belongs to which question
parted      the lines of one question: text, answers, explanation
choices, key_signs, statements, keys, values   options, and what says which is right
questions   as the bank asks it
"""

from collections import Counter

from courses.importing.found import Issue

from . import keys, questions
from .flow import Flow

__all__ = ["read"]

# Stars behind a number that comes again; of more nobody counts the stars.
A_FEW = 4


def read(document, own=None):
    """([Found], [Issue]) of a `marked.Document`. `own(block, found)` may know better what a question says."""
    flow = Flow(document).run()
    _give_keys(flow)
    found = [questions.read(block, document) for block in flow.blocks]
    for block, one in zip(flow.blocks, found, strict=True):
        if own is not None:
            own(block, one)
    _name(found, flow.blocks)
    return found, _issues(flow)


def _give_keys(flow):
    """The answers of a table at the end, to the questions of their part."""
    groups = _groups(flow.blocks)
    sections = flow.keys.filled()
    for place, section in enumerate(sections):
        for number, value in section.answers.items():
            block = _wanted(groups, section, place, len(sections), number)
            if block is not None and block.value is None:
                block.value = value


def _groups(blocks):
    """Questions that are counted together: of one part, or from one «Câu 1» to the next."""
    groups = []
    for block in blocks:
        if not groups or groups[-1][0].part is not block.part or block.number <= groups[-1][-1].number:
            groups.append([])
        groups[-1].append(block)
    return groups


def _wanted(groups, section, place, many, number):
    named = [group for group in groups if section.name and group[0].part.number == section.name]
    if not named and many == len(groups):
        named = [groups[place]]
    for group in named or groups:
        block = next((one for one in group if one.number == number and one.value is None), None)
        if block is not None:
            return block
    return None


def _name(found, blocks):
    """Numbers that come again, in another part, are told with it."""
    numbers = [block.number for block in blocks]
    comes_again = len(set(numbers)) < len(numbers)
    seen = Counter()
    for one, block in zip(found, blocks, strict=True):
        if comes_again and block.part.number:
            one.ref = f"{block.part.number}.{block.number}"
        times = seen[one.ref]
        seen[one.ref] += 1
        one.ref += "*" * times if times < A_FEW else f"*{times}"


def _issues(flow):
    used = [block.instruction for block in flow.blocks if block.asks_by_instruction]
    unused = [line for line in flow.instructions if not any(line is one for one in used)]
    words = keys.words_of([line for line in flow.before if hasattr(line, "signs")] + unused)
    issues = [Issue("outside_questions", {"said": " ".join(words.split())})] if words else []
    return issues + [issue for issue in flow.document.issues if issue.code == "old_letters"][:1]
