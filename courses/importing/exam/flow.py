"""The lines of an exam, told apart: which belong to which question, to a key, to a passage, to nobody."""

import re
from dataclasses import dataclass, field

from courses.importing.found import Issue, refuse_too_many
from courses.importing.levels import level_of
from lms.text import fold

from . import headings, keys, parted, tables
from .headings import Part
from .marked import ISSUE, Table, Text

# How far back a passage may stand.
FEW = 20
BEFORE, QUESTION, PASSAGE, KEY, SOLUTIONS, AFTER = range(6)

NUMBER = r"(?P<number>\d{1,4}|[IVX]{1,4}(?=\s*[.:)(]))"
ENDS = r"(?P<sign>\s*[.:)\-–/]+(?!\d)|\s*(?=[(\[])|\s*$|(?P<bare>[ \t\xa0]))"
CAU = re.compile(rf"\W{{0,3}}(?:câu(?:\s+hỏi)?|question|ques|q)(?:\s*số)?\s*{NUMBER}{ENDS}", re.IGNORECASE)
BAI = re.compile(
    rf"\W{{0,3}}(?:bài(?:\s+(?:tập|toán))?|exercise|problem)(?:\s*số)?\s*{NUMBER}{ENDS}", re.IGNORECASE
)
BARE = re.compile(r"\*?\s*(?P<number>\d{1,3})\s*(?P<sign>[.)/])(?!\d)(?P<bare>\b\B)?")
ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass
class Block:
    """What belongs to one question."""

    number: int
    part: Part
    items: list = field(default_factory=list)
    topic: str = ""
    level: str = ""
    passage: object = None
    # What pupils are to do in this question and those around it.
    instruction: Text | None = None
    asks_by_instruction: bool = False
    # Lines that a later chapter of solutions says about it.
    solution: list = field(default_factory=list)
    value: object = None


@dataclass
class Passage:
    first: int
    last: int
    heading: Text
    lines: list = field(default_factory=list)


class Flow:
    """Takes the items of a document one after the other."""

    def __init__(self, document):
        self.document, self.blocks, self.keys = document, [], keys.KeyBook()
        self.state, self.part, self.parts = BEFORE, Part(), 0
        self.topic = self.level = ""
        self.instruction = self.open_passage = None
        self.instructions = []
        self.passages, self.solved = [], None
        self.before, self.lost_sign = [], None
        self.items = list(tables.flat(document.items, self.lose_table))
        self.starts = self._ways_to_begin()
        self.code = self._code()

    def run(self):
        for item in self.items:
            if isinstance(item, Text):
                item = item.strip()
                if item:
                    self._line(item)
                elif self.state == PASSAGE and self.passages[-1].lines:
                    self.passages[-1].lines.append(item)
            elif isinstance(item, Table):
                self._table(item)
            else:
                self._put(item)
        return self

    def lose_table(self):
        if self.lost_sign is None:
            self.lost_sign = chr(ISSUE + len(self.document.issues))
            self.document.issues.append(Issue("table"))
        return self.lost_sign

    def _code(self):
        """Which of several papers this is."""
        for item in self.items:
            lines = (
                [item] if isinstance(item, Text) else tables.lines_in(item) if isinstance(item, Table) else []
            )
            if code := next(filter(None, (keys.code_in(line.mask) for line in lines)), ""):
                return code
        return ""

    def _is_within(self):
        """Whether a heading such as «Lời giải» is of one question."""
        return self.state == QUESTION or (self.state == SOLUTIONS and self.solved is not None)

    def _ways_to_begin(self):
        """«Bài 3» begins a question where nothing is called «Câu»; «3.» where nothing is called either."""
        lines = [item for item in self.items if isinstance(item, Text)]
        if any(_begins(CAU, line) for line in lines):
            return [CAU]
        return [BAI] if any(_begins(BAI, line) for line in lines) else [BARE]

    def _line(self, line):
        folded = fold(line.mask)
        if part := headings.part_of(line):
            self._begin_part(part)
        elif headings.is_exam(folded) and self.blocks:
            self._begin_part(Part(), is_exam=True)
        elif self.blocks and headings.is_solutions(line, folded, self._is_within()):
            self.state, self.solved = SOLUTIONS, None
            self.keys.begin("")
        elif self.blocks and headings.is_key(line, folded, self._is_within()):
            self.state = KEY
            self.keys.begin("")
        elif headings.is_end(folded):
            self.state = AFTER
        elif self.state in (KEY, SOLUTIONS):
            self._after_questions(line)
        elif begun := self._begun(line):
            self._begin(*begun, line)
        elif wanted := headings.passage_of(folded):
            self._begin_passage(Passage(*wanted, line))
        elif self._is_between() and headings.opens_text(folded):
            self._begin_passage(Passage(0, 0, line))
            self.open_passage = self.passages[-1]
        elif self._is_between() and not self._says_answer(line) and headings.is_instruction(line, folded):
            self.instruction, self.open_passage, self.state = line, None, BEFORE
            self.instructions.append(line)
        elif self._is_level(folded):
            self.level = level_of(headings.LEVEL.fullmatch(folded)[1])
        elif pairs := keys.pairs_of_line(line, in_key=self.state == AFTER):
            self.keys.add(pairs)
        elif self._is_topic(line):
            self.topic = headings.TOPIC.fullmatch(line.mask)["words"].strip(" .")[:120]
        else:
            self._put(line)

    def _begin_part(self, part, is_exam=False):
        if self.state in (KEY, SOLUTIONS) and not is_exam:
            self.keys.begin(part.number)
            return
        self.parts += 1
        part.order = self.parts
        self.part, self.state, self.level = part, BEFORE, ""
        self.instruction = self.open_passage = None

    def _begin_passage(self, passage):
        self.passages.append(passage)
        self.state, self.instruction, self.open_passage = PASSAGE, None, None

    def _is_between(self):
        """Whether what follows need not belong to the last question: it has its options."""
        return self.state in (BEFORE, PASSAGE) or (self.state == QUESTION and self._has_options())

    def _begun(self, line):
        """(number, where its text begins) when the line begins a question."""
        for way in self.starts:
            found = way.match(line.mask)
            if not found:
                continue
            number = _number(found["number"])
            last = self.blocks[-1].number if self.blocks else 0
            if found["bare"] and number != last + 1:
                continue
            if way is BARE and not (number == last + 1 or (number == 1 and self._is_complete())):
                continue
            return number, found.end()
        # The written part of an exam counts «Bài 1», also when the rest counts «Câu 1».
        if CAU in self.starts and (
            self.part.kind == headings.WRITTEN or re.search(r"\([\d,. ]+(điểm|đ)\s*\)", line.mask)
        ):
            found = BAI.match(line.mask)
            if found and not found["bare"]:
                return _number(found["number"]), found.end()
        return None

    def _is_complete(self):
        """Whether a number that begins anew may begin a question: after a part, or after options."""
        return self.state != QUESTION or not self.blocks or self._has_options()

    def _has_options(self):
        return any(tables.OPTION.match(item.mask) for item in self.blocks[-1].items if isinstance(item, Text))

    def _begin(self, number, at, line):
        block = Block(number, self.part, topic=self.topic, level=self.level)
        block.passage, block.instruction = self.open_passage, self.instruction
        for passage in self.passages[-FEW:]:
            if passage.first <= number <= passage.last:
                block.passage = passage
        block.items.append(line[at:].strip())
        self.blocks.append(block)
        refuse_too_many(self.blocks)
        self.state = QUESTION

    def _says_answer(self, line):
        """«Chọn B» in bold tells no pupil what to do: it belongs to the solution of the last question."""
        return self.state == QUESTION and bool(parted.CHOSEN.fullmatch(line.mask))

    def _is_level(self, folded):
        """«NHẬN BIẾT» above several questions; «Mức độ: …» below one is its own."""
        if len(folded) > 60 or (self.state == QUESTION and folded.lstrip("(-• ").startswith("muc do")):
            return False
        found = headings.LEVEL.fullmatch(folded)
        return bool(found) and bool(level_of(found[1]))

    def _is_topic(self, line):
        return len(line) < 200 and "?" not in line.mask and bool(headings.TOPIC.fullmatch(line.mask))

    def _put(self, item):
        if self.state == QUESTION:
            self.blocks[-1].items.append(item)
        elif self.state == PASSAGE:
            self.passages[-1].lines.append(item)
        elif self.state == SOLUTIONS and self.solved is not None:
            self.solved.solution.append(item)
        else:
            self.before.append(item)

    def _table(self, table):
        in_key = self.state in (KEY, AFTER) or (self.state == SOLUTIONS and self.solved is None)
        pairs = keys.pairs_of_table(table, in_key, self.code)
        if pairs and self.blocks:
            self.keys.add(pairs)
            return
        for line in tables.as_lines(table, self.lose_table):
            self._put(line)

    def _after_questions(self, line):
        """A line of the key, or of a chapter that solves the questions one by one."""
        pairs = keys.pairs_of_line(line, in_key=self.state == KEY or not self._begun(line))
        if pairs and not (
            self.state == SOLUTIONS
            and self.solved is not None
            and len(pairs) < keys.SURE
            and not self._begun(line)
        ):
            self.keys.add(pairs)
            self.solved = self._of_number(pairs[-1][0]) if len(pairs) == 1 else None
            return
        begun = self._begun_again(line)
        if begun:
            number, at = begun
            self.solved = self._of_number(number)
            self.state = SOLUTIONS
            if self.solved is None:
                self._begin(number, at, line)
            elif line[at:].strip():
                self.solved.solution.append(line[at:].strip())
            return
        self._put(line)

    def _begun_again(self, line):
        for way in (CAU, BAI) if CAU in self.starts else self.starts:
            found = way.match(line.mask)
            if found and not found["bare"]:
                return _number(found["number"]), found.end()
        return None

    def _of_number(self, number):
        """The question that a solution is of: the next one with this number that has none yet."""
        same = [block for block in self.blocks if block.number == number]
        return next((block for block in same if not block.solution), same[-1] if same else None)


def _begins(way, line):
    found = way.match(line.mask)
    return bool(found) and not found["bare"]


def _number(text):
    if text.isdigit():
        return int(text)
    values = [ROMAN[sign] for sign in text.upper()]
    return sum(
        -one if any(later > one for later in values[at + 1 :]) else one for at, one in enumerate(values)
    )
