"""Aiken: a question, lines «A) …» or «A. …», and «ANSWER: A».

As Moodle reads it, and more kindly: a question whose last line is missing is found all the same.
"""

import re

from . import options, plain, texts
from .found import CannotRead, Found, Issue, refuse_too_many

LABEL = "Aiken"
OPTION = re.compile(r"([A-Z])\s?[.)]\s*(.*)")
ANSWER = re.compile(r"ANSWER\s*:\s*(.*?)\s*", re.IGNORECASE)
EXPLAINED = re.compile(r"(?:ANSWEREXPLANATION|EXPLANATION|FEEDBACK)\s*:\s*(.*)", re.IGNORECASE)


def is_one(content, text):
    return bool(text) and bool(re.search(r"^ANSWER\s*:\s*[A-Za-z]\s*$", text, re.MULTILINE | re.IGNORECASE))


def read(content):
    text, issues = texts.decode(content)
    return [_question(str(at), block) for at, block in enumerate(_blocks(text), start=1)], issues


class _Block:
    def __init__(self):
        self.text, self.options, self.answer, self.explained = [], [], None, []


def _blocks(text):
    """Lines that belong together: a question begins where text follows options or an answer."""
    block, blocks = _Block(), []

    def end():
        nonlocal block
        if block.text or block.options or block.answer is not None:
            blocks.append(block)
            refuse_too_many(blocks)
        block = _Block()

    for line in map(str.strip, text.split("\n")):
        if not line:
            continue
        option, answer, explained = OPTION.fullmatch(line), ANSWER.fullmatch(line), EXPLAINED.fullmatch(line)
        if answer:
            if block.answer is not None:
                end()
            block.answer = answer[1]
        elif explained and block.answer is not None:
            block.explained.append(explained[1])
        elif option and block.answer is None:
            block.options.append((option[1], option[2]))
        else:
            if block.options or block.answer is not None:
                end()
            block.text.append(line)
            if option:
                block.options.append((option[1], option[2]))
                block.text.pop()
    end()
    return blocks


def _question(ref, block):
    found = Found(ref, "one_choice", plain.read("\n".join(block.text), "plain").text)
    found.feedback = plain.read("\n".join(block.explained), "plain").text
    right = (block.answer or "").upper()
    try:
        choices = [
            options.Choice(plain.read(text, "plain").text, 100 if letter == right else 0)
            for letter, text in block.options
        ]
        options.fill(found, choices, single=True)
    except CannotRead as why:
        found.issues.append(why.issue)
        if why.issue.code == "no_right":
            found.issues = [
                Issue("no_key_line") if block.answer is None else Issue("key_not_there", {"value": right})
            ]
    return found
