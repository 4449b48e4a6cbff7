"""What holds a pupil's post back until a teacher has read it: words of the department's list, phone numbers,
addresses and accounts. Pure: text in, (rule, what was found) or None out. It looks through spaces, dots,
digits and signs of other scripts that stand for letters; a teacher has the last word either way."""

import re
import unicodedata

from courses.exchange.numbers import phone_in
from lms.text import fold

MOST_FOUND = 120
# Some signs stand for eighteen letters: a post of them would be looked through for seconds.
MOST_OF_A_SIGN = 4
# Signs of other scripts and digits that are read as a letter.
LOOKALIKES = str.maketrans("аеорсухіјԁɡıℓ", "aeopcyxijdgil")
IN_WORDS = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "9": "g", "@": "a", "$": "s"}
)
WORD = re.compile(r"[^\W_]+(?:[@$][^\W_]+)*")
SPACED = re.compile(r"(?<![^\W_])(?:[^\W_][\s.\-_*,]{1,3}){2,}[^\W_](?![^\W_])")
THRICE = re.compile(r"([^\W\d_])\1{2,}")

EMAIL = re.compile(r"[\w.+-]+\s*(?:@|\(at\)|\ba cong\b|\ba moc\b)\s*[\w-]+\s*(?:\.|\bcham\b)\s*\w{2,}")
ENDINGS = "com|net|org|vn|info|xyz|app|site|online|club|shop|io|tv|gg|ly|edu|asia|website"
LINK = re.compile(
    r"(?:https?|ftp)\s?:\s?/{1,2}\s?\S+|\bwww\s?\.\s?\S+|\b(?:zalo|t|m|fb|wa)\.me\b\S*"
    rf"|\b[a-z0-9][\w-]*(?:\s?\.\s?[\w-]+)*(?:\.|\s?\bcham\b\s?)(?:{ENDINGS})\b(?:/\S*)?"
)
PLACES = (
    r"zalo|zalu|facebook|facebok|fb|phay|tik ?tok|insta|instagram|telegram|messenger|discord|viber|snapchat"
)
TELLS = r"la|ten|nick|so|cua|minh|to|em|anh|kb|ib|inbox|ket ban|nhan tin|add|qua|va|voi|nhe|nha|id"
HANDLE = re.compile(
    rf"\b(?:{PLACES})\b\s*(?::|@|\b(?:{TELLS})\b)"
    rf"|\b(?:kb|ket ban|add|nick|inbox|ib|nhan tin|tim|xin|cho)\b(?:\s\w+){{0,3}}?\s(?:{PLACES})\b"
    r"|(?<![\w.])@[a-z0-9_.]{3,}"
)


def screen(words, held_words, own_hosts=()):
    """(rule, what was found) for what holds `words` back, or None. `held_words`: (text, only with its marks);
    `own_hosts`: addresses of this site, which may be linked to."""
    text = "".join(
        sign for sign in unicodedata.normalize("NFKC", _short(words)) if unicodedata.category(sign) != "Cf"
    )
    plain = fold(text).translate(LOOKALIKES)
    for host in own_hosts:
        plain = re.sub(rf"(?:https?://)?{re.escape(host)}(?=[/\s]|$)", " ", plain)
    for rule, find in (("phone", phone_in), ("email", _first(EMAIL)), ("link", _first(LINK))):
        if found := find(plain):
            return rule, found[:MOST_FOUND]
    if found := _first(HANDLE)(plain):
        return "handle", found[:MOST_FOUND]
    if found := _held_word(text, held_words):
        return "word", found[:MOST_FOUND]
    return None


def _short(words):
    """`words` with signs that stand for whole sentences cut; what stands after them is looked through all the
    same."""
    return "".join(
        plain[:MOST_OF_A_SIGN] if len(plain := unicodedata.normalize("NFKC", sign)) > MOST_OF_A_SIGN else sign
        for sign in words
    )


def _first(pattern):
    def find(text):
        found = pattern.search(text)
        return found[0].strip() if found else ""

    return find


def _held_word(text, held_words):
    """The entry that is in the text. What bears marks is compared with them: «ngủ» is not «ngu»."""
    told = [_words(text), _words(SPACED.sub(_joined, text))]
    for entry, only_with_marks in held_words:
        wanted = _words(entry)
        for words in told:
            if any(
                all(map(_is, words[at : at + len(wanted)], wanted, [only_with_marks] * len(wanted)))
                for at in range(len(words) - len(wanted) + 1)
            ):
                return entry
    return ""


def _joined(found):
    return re.sub(r"[\s.\-_*,]+", "", found[0])


def _words(text):
    text = unicodedata.normalize("NFC", text).lower().translate(LOOKALIKES)
    return [_tidied(word) for word in WORD.findall(text)]


def _tidied(word):
    if not word.isdigit():
        word = word.translate(IN_WORDS)
    return THRICE.sub(r"\1", word)


def _is(word, wanted, only_with_marks):
    if _alike(word) == _alike(wanted):
        return True
    return not only_with_marks and word.isascii() and word == fold(wanted)


def _alike(word):
    """With its marks, wherever a tone is written: «hòa» is «hoà»."""
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(sign for sign in parts if sign in "\u0300\u0309\u0303\u0301\u0323")
    return "".join(sign for sign in parts if sign not in tones), tones
