"""What a Vietnamese syllable looks like: enough to tell names from the noise of a wrong encoding.

Names of the Mông, Thái, Khơ Mú … as schools write them follow the same spelling.
"""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
ONSET = "ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
# Vowels that may end a syllable, and vowels that may stand before a final consonant.
OPEN = (
    "iêu|yêu|oai|oay|oao|oeo|uôi|ươi|ươu|uây|uya|uyu|ai|ay|ao|au|âu|ây|eo|êu|ia|ya|iu|oa|oe|oi|ôi|ơi|"
    "ua|uê|ui|uơ|uy|ưa|ưi|ưu|a|e|ê|i|o|ô|ơ|u|ư|y"
)
CLOSED = "uyê|iê|yê|oa|oă|oe|oo|uâ|uê|uô|uy|ươ|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
SYLLABLE = re.compile(f"(?:{ONSET})?(?:(?:{OPEN})|(?:{CLOSED})(?:ch|ng|nh|[cmnpt]))")
STOPPED = re.compile(".*(?:ch|[cpt])")
# Before c, ch, p and t only these two tones can be spoken.
TONES_WHEN_STOPPED = {"\u0301", "\u0323"}


@lru_cache(maxsize=20_000)
def is_syllable(word):
    """Whether a word, or words joined by hyphens, can be Vietnamese.

    >>> is_syllable("Nguyễn"), is_syllable("NguyÔn")
    (True, False)
    """
    parts = word.lower().replace("’", "-").replace("'", "-").strip("-").split("-")
    # «H'Mông»: the first part may be a consonant.
    return all(_is_one(part) or part == "h" for part in parts)


def _is_one(word):
    letters, tones = [], []
    for sign in unicodedata.normalize("NFD", word):
        (tones if sign in TONES else letters).append(sign)
    bare = unicodedata.normalize("NFC", "".join(letters))
    if len(tones) > 1 or not SYLLABLE.fullmatch(bare):
        return False
    return not tones or tones[0] in TONES_WHEN_STOPPED or not STOPPED.fullmatch(bare)
