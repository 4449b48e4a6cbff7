"""Who took the things, as a hand-over list tells it: a name, «đã ký», «điểm chỉ», «bố», «vắng». Pure."""

import re
from dataclasses import dataclass

from lms.text import fold, tidy
from students.roster import values

# With marks: «Vàng» is a family name, «vắng» is not there.
# «Chưa nhận sạc» speaks of the charger alone.
NOT_RECEIVED = re.compile(
    r"\b(chưa|không|ko)\s+(được\s+)?(nhận|đến|ký|lấy|có mặt|cấp)\b"
    r"(?!\s+(bộ |cục |củ |dây )?(sạc|bao|ốp|tai nghe|phụ kiện))"
    r"|\bvắng\b|\btừ chối\b|\btrả lại\b|\bđã trả\b|\bthu hồi\b|\bbỏ học\b|\bchuyển trường\b|\bnghỉ học\b"
    r"|\bđổi máy\b",
    re.IGNORECASE,
)
# In front of a name, with its mark: «Mè» is a family name.
BEFORE_NAME = re.compile(r"(bố|cha|mẹ|ông|bà)\s+(?=\S+\s+\S)", re.IGNORECASE)
SIGNED = re.compile(r"((da|ky|ki|nhan|ten|du|may|xac|va|ok|roi|x|v|co|đ|d)[ ./]*)*[✓✔√]*")
THUMB = re.compile(r"\b(diem chi|lan tay|van tay)\b")
FOR = re.compile(r"\b(ký|nhận|lấy)\s+(thay|hộ)\b\s*[:\-–]?", re.IGNORECASE)
RELATIONS = {
    "father": {"bo", "cha", "bo de", "cha de", "bo duong", "ba"},
    "mother": {"me", "ma", "me de", "me ke"},
    "grandparent": {"ong", "ba noi", "ong noi", "ba ngoai", "ong ngoai", "ong ba"},
    "teacher": {"giao vien", "gv", "gvcn", "thay", "co", "co giao", "thay giao"},
    "other": {
        "phu huynh",
        "ph",
        "phhs",
        "nguoi giam ho",
        "anh",
        "chi",
        "anh trai",
        "chi gai",
        "co ruot",
        "di",
        "chu",
        "bac",
    },
    "self": {"hoc sinh", "hs", "ban than", "em", "chinh em"},
}


@dataclass(slots=True)
class Receiver:
    name: str = ""
    relation: str = ""
    signed_how: str = ""
    # What says that nothing went over.
    refused: str = ""


def read(given):
    """Out of the columns «Người nhận», «Ký nhận», «Quan hệ» and «Ghi chú»."""
    found = Receiver()
    for meaning in ("receiver", "signed"):
        _look(values.text(given.get(meaning, "")), found)
    found.relation = _relation(values.text(given.get("relation", ""))) or found.relation
    note = values.text(given.get("note", ""))
    if not found.refused and NOT_RECEIVED.search(note):
        found.refused = note[:60]
    if found.refused:
        found.name = ""
    return found


def _look(text, found):
    if not text:
        return
    if NOT_RECEIVED.search(text):
        found.refused = text[:60]
        return
    folded = fold(text)
    if THUMB.search(folded):
        found.signed_how = "thumbprint"
        text = re.sub(r"\(?\b(điểm chỉ|lăn tay|vân tay)\b\)?", " ", text, flags=re.IGNORECASE)
    # Who took it in the pupil's place has signed as the receiver.
    text = FOR.sub(" ", text)
    for inside in re.findall(r"\(([^)]*)\)", text):
        found.relation = found.relation or _relation(inside)
    text = tidy(re.sub(r"\([^)]*\)", " ", text)).strip(" .,;:-–")
    if relation := _relation(text):
        found.relation = found.relation or relation
    elif not SIGNED.fullmatch(fold(text)) and not found.name:
        # «Bố: Giàng A Páo», «mẹ Sùng Thị Mỷ»
        first, _space, rest = text.partition(":")
        if _relation(first) and rest:
            found.relation, text = found.relation or _relation(first), rest
        elif before := BEFORE_NAME.match(text):
            found.relation, text = found.relation or _relation(before[1]), text[before.end() :]
        name = values.name(text)
        if values.is_name(name) and len(name) <= 120:
            found.name = name


def _relation(text):
    said = fold(text).strip(" .:-")
    return next((relation for relation, words in RELATIONS.items() if said in words), "")
