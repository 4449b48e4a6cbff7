"""One question as the cells of a row: pure, out of what a version says. importing/excel/ reads them back."""

from courses.questions import gap_writing, short_number, short_text

# The words of the column «Dạng»; of the kinds that have no room in cells only the carrier tells all.
KINDS = {
    "one_choice": "Một lựa chọn",
    "several_choices": "Nhiều lựa chọn đúng",
    "true_false": "Đúng sai",
    "four_statements": "Bốn ý đúng sai",
    "short_number": "Trả lời số",
    "short_text": "Trả lời ngắn",
    "cloze": "Điền chỗ trống",
    "matching": "Ghép đôi",
    "ordering": "Sắp xếp",
    "classify": "Xếp nhóm",
    "picture_spots": "Gắn nhãn lên hình",
    "essay": "Tự luận",
    "photo": "Chụp bài làm",
    "spoken": "Trả lời bằng lời nói",
    "file": "Nộp tệp",
    "information": "Thông tin",
}
LEVELS = {"recognise": "Nhận biết", "understand": "Thông hiểu", "apply": "Vận dụng"}
LETTERS = "ABCDEFGHIJKLMNOPQRST"
TRUTHS = {"true": "Đúng", "false": "Sai"}
SHORT_TRUTHS = {"true": "Đ", "false": "S"}


def cells(said, passage=""):
    """What the row of a question says, by the field of the column; options by their letter. `passage`: the
    text of the one that it is about."""
    options, right = ANSWERS.get(said.kind, _by_hand)(said.content, said.key)
    told = {
        "kind": KINDS.get(said.kind, said.kind),
        "passage": passage,
        "text": said.text,
        "right": right,
        "level": LEVELS.get(said.level, ""),
        "topic": said.topic,
        "curriculum": said.curriculum,
        "feedback": said.feedback,
    }
    return told | dict(zip(LETTERS, options, strict=False))


def _texts(listed):
    return {one["id"]: one["text"] for one in listed}


def _one_choice(content, key):
    ids = [one["id"] for one in content["options"]]
    return [one["text"] for one in content["options"]], LETTERS[ids.index(key["right"])]


def _several_choices(content, key):
    letters = [
        letter for letter, one in zip(LETTERS, content["options"], strict=False) if one["id"] in key["right"]
    ]
    return [one["text"] for one in content["options"]], ", ".join(letters)


def _four_statements(content, key):
    texts = [one["text"] for one in content["statements"]]
    return texts, ", ".join(SHORT_TRUTHS[key[one["id"]]] for one in content["statements"])


def _short_number(content, key):
    told = short_number.shown_key(content, key)
    return [], f"{told} {content['unit']}" if content.get("unit") else told


def _matching(content, key):
    left, right = _texts(content["left"]), _texts(content["right"])
    used = set(key["pairs"].values())
    pairs = [f"{text} = {right[key['pairs'][id_]]}" for id_, text in left.items()]
    return pairs + [f"= {text}" for id_, text in right.items() if id_ not in used], ""


def _ordering(content, key):
    texts = _texts(content["items"])
    return [texts[id_] for id_ in key["order"]], ""


def _classify(content, key):
    items, groups = _texts(content["items"]), _texts(content["groups"])
    return [f"{text} = {groups[key['groups'][id_]]}" for id_, text in items.items()], ""


def _by_hand(content, key):
    return [], key.get("model", "")


ANSWERS = {
    "one_choice": _one_choice,
    "several_choices": _several_choices,
    "true_false": lambda content, key: ([], TRUTHS[key["right"]]),
    "four_statements": _four_statements,
    "short_number": _short_number,
    "short_text": lambda content, key: ([], " / ".join(short_text.lines_of(key))),
    "cloze": lambda content, key: ([gap_writing.written(content, key)], ""),
    "matching": _matching,
    "ordering": _ordering,
    "classify": _classify,
    "picture_spots": lambda content, key: ([one["text"] for one in content["items"]], ""),
}
