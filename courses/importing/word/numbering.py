"""Numbers that Word writes by itself: «Câu 1.», «A.» – no letter of them stands in the text."""

from .styles import W

MOST_LEVELS = 9
ROMAN = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
HIGHEST = 100_000


class Numbering:
    """Counts the paragraphs of a document as they come."""

    def __init__(self, root, styles):
        self.abstract, self.nums, self.counts, self.begun = {}, {}, {}, set()
        self.styles = styles
        if root is None:
            return
        self.abstract = {one.get(f"{W}abstractNumId"): one for one in root.iterfind(f"{W}abstractNum")}
        self.nums = {one.get(f"{W}numId"): one for one in root.iterfind(f"{W}num")}
        self.levels = {}

    def label(self, told):
        """(what Word writes before the paragraph, the <w:rPr> of it) for its <w:numPr>; ("", None)
        where it writes nothing."""
        num_id, level = _value(told, "numId"), _number(_value(told, "ilvl"), 0)
        if num_id not in self.nums or not 0 <= level < MOST_LEVELS:
            return "", None
        of, levels = self._levels(num_id)
        if level not in levels:
            return "", None
        here = levels[level]
        counts = self._count(num_id, of, levels, level)
        if _value(here, "numFmt") == "bullet":
            return "–", here.find(f"{W}rPr")
        words = _value(here, "lvlText")
        for at in range(MOST_LEVELS):
            if f"%{at + 1}" in words:
                form = _value(levels[at], "numFmt") if at in levels else "decimal"
                words = words.replace(f"%{at + 1}", written(counts[at], form))
        return words[:60], here.find(f"{W}rPr")

    def _levels(self, num_id):
        """(the list it is counted in, its levels), those that the number itself changes among them."""
        if num_id not in self.levels:
            num = self.nums[num_id]
            of = _value(num, "abstractNumId")
            root = self.abstract.get(of)
            root, of = self._of_style(root, of)
            told = {} if root is None else {_level(one): one for one in root.iterfind(f"{W}lvl")}
            for change in num.iterfind(f"{W}lvlOverride"):
                own = change.find(f"{W}lvl")
                if own is not None:
                    told[_level(change)] = own
            self.levels[num_id] = of, told
        return self.levels[num_id]

    def _of_style(self, root, of):
        """A list may be another one, named by its style."""
        style = _value(root, "numStyleLink") if root is not None else ""
        told = self.styles.numbering(style) if style else None
        num = self.nums.get(_value(told, "numId")) if told is not None else None
        if num is None:
            return root, of
        of = _value(num, "abstractNumId")
        return self.abstract.get(of), of

    def _count(self, num_id, of, levels, level):
        """Lists of one kind are counted on, unless one begins anew."""
        counts = self.counts.setdefault(of, [None] * MOST_LEVELS)
        if num_id not in self.begun:
            self.begun.add(num_id)
            for change in self.nums[num_id].iterfind(f"{W}lvlOverride"):
                start = _value(change, "startOverride")
                if start and 0 <= _level(change) < MOST_LEVELS:
                    counts[_level(change)] = _number(start, 1) - 1
        for at in range(level):
            if counts[at] is None:
                counts[at] = _start(levels, at)
        counts[level] = _start(levels, level) if counts[level] is None else counts[level] + 1
        for deeper in range(level + 1, MOST_LEVELS):
            counts[deeper] = None
        return [count if count is not None else 1 for count in counts]


def written(count, form):
    """
    >>> written(2, "upperLetter"), written(4, "upperRoman"), written(7, "decimal")
    ('B', 'IV', '7')
    """
    if not 0 <= count <= HIGHEST:
        return ""
    if form in ("upperLetter", "lowerLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 5)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        out = ""
        for value, sign in ROMAN:
            out += sign * min(count // value, 50)
            count %= value
        return out.upper() if form == "upperRoman" else out
    if form == "decimalZero":
        return f"{count:02}"
    return "" if form == "none" else str(count)


def _start(levels, at):
    return _number(_value(levels[at], "start"), 1) if at in levels else 1


def _level(element):
    return _number(element.get(f"{W}ilvl"), 0)


def _value(element, name):
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _number(text, otherwise):
    try:
        return int(text) if text and len(text) < 10 else otherwise
    except ValueError:
        return otherwise
