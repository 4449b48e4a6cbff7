"""The tags of other programs' texts: which open a line, which stress, which are passed by."""

import re


def _set(names):
    return frozenset(names.split())


BLOCKS = _set(
    """
    p div h1 h2 h3 h4 h5 h6 ul ol blockquote section article figure table tbody thead tfoot tr pre dl dt
    dd figcaption hr center address
    """
)
EMPHASIS = _set("b strong i em u mark font strike s del ins")
PASSED = _set(
    """
    html body head title meta link span a td th li br img sup sub small big code tt kbd var samp cite q
    abbr label colgroup col caption wbr nobr script style audio video source track iframe embed object
    param input button select option textarea form svg canvas map area picture ruby rt rb rp bdo bdi dfn
    time details summary main nav header footer aside acronym fieldset legend noscript template data
    math
    """
)
KNOWN = BLOCKS | EMPHASIS | PASSED
MATH = re.compile(r"m[a-z]+|annotation(-xml)?|semantics|none")
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
SIGN = re.compile(r"<(?![!?])(/?)([a-zA-Z][a-zA-Z0-9:-]*)?")
EMBEDDED = _set("iframe embed object canvas svg select textarea form")


def unless_tag(found):
    """For `SIGN.sub`: «x<y» is no tag."""
    tag = (found[2] or "").lower()
    is_one = tag in KNOWN or ":" in tag or MATH.fullmatch(tag)
    return found[0] if is_one else found[0].replace("<", "&lt;")
