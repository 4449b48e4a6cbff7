"""What stands between two signs, replaced in one walk: a lazy pattern would look from each beginning to the
end of a text in which the second sign is missing."""


def replaced(text, begin, end, by):
    """`text` with each `begin … end` as `by(what stands between)` says it.

    >>> replaced("a<!--b-->c<!--d", "<!--", "-->", str.upper)
    'aBc<!--d'
    """
    pieces, at = [], 0
    while (start := text.find(begin, at)) >= 0 and (stop := text.find(end, start + len(begin))) >= 0:
        pieces += [text[at:start], by(text[start + len(begin) : stop])]
        at = stop + len(end)
    return "".join(pieces) + text[at:]
