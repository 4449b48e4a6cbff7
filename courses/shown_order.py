"""A question as one paper or attempt shows it: its options, or its independent statements, in another order.

Options keep their ids, and their letters are only where they stand. Statements are called by their letters,
so content, key and response speak of the letters as shown; what is stored always speaks of the written ones.
"""

LISTS = {
    "one_choice": "options",
    "several_choices": "options",
    "four_statements": "statements",
    "matching": "left",
    "ordering": "items",
    "classify": "items",
}


def content_of(version, order):
    """What the question says, its list in `order` (numbers as written; None: as written)."""
    name = LISTS.get(version.kind)
    if not order or name is None:
        return version.content
    listed = [version.content[name][number] for number in order]
    if version.kind == "four_statements":
        letters = [one["id"] for one in version.content[name]]
        listed = [one | {"id": letter} for letter, one in zip(letters, listed, strict=True)]
    return {**version.content, name: listed}


def key_of(version, order):
    """The key to what `content_of` says."""
    if not order or version.kind != "four_statements" or "void" in version.key:
        return version.key
    moved = relettered(version, order, version.key)
    if version.key.get("said"):
        moved["said"] = relettered(version, order, version.key["said"])
    return moved


def relettered(version, order, told):
    """What is `told` by statement (a response, a key), by the letters as shown."""
    if not order or version.kind != "four_statements" or not isinstance(told, dict):
        return told
    letters = [one["id"] for one in version.content["statements"]]
    written = [letters[number] for number in order]
    return {shown: told[letter] for shown, letter in zip(letters, written, strict=True) if letter in told}
