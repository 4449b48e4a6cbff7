"""What the headings of columns mean, for each kind of list. Pure.

A heading is compared as a key: folded, without brackets other than «(cũ)», without the words
«học sinh». The patterns must match the whole key, so that «Năm sinh của mẹ» is no date of birth.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from lms.text import fold, tidy

PHONE = r"(sdt|so dt|dt|dtdd|so dtdd|dien thoai|so dien thoai|sdt lien he|so dien thoai lien he)"
CONTACT = r"( (di dong|lien he|lien lac|gia dinh|phu huynh|phhs|ph|cmhs|zalo|cha me|bo me))*"
NAME = r"(ho va ten|ho ten|ho ten day du|ten)"
WHERE = r"(cho|noi) o( hien (nay|tai))?|(noi )?(dang ky )?(ho khau )?thuong tru|ho khau|noi cu tru|dia chi"

# Order matters: the first pattern that fits wins.
PUPIL_COLUMNS = [
    ("number", r"stt|tt|so tt|so thu tu|s t t"),
    (
        "ministry_id",
        r"ma dinh danh|ma (so )?(dinh danh )?(hs|hoc sinh)|ma dinh danh (hs )?(cua )?(bo|moet)( .*)?|ma moet|"
        r"ma hoc sinh bo.*|ma csdl.*|ma so dinh danh bo.*|so dinh danh bo.*",
    ),
    (
        "national_id",
        r"(so|ma)( so)? dinh danh( ca nhan| cong dan)?( .*cccd)?|(so )?(cccd|cmnd|can cuoc|cmtnd)( .*)?|"
        r"sdd ?cn|so ddcn|ma ddcn|dinh danh ca nhan",
    ),
    ("family_name", r"ho|ho dem|ho va dem|ho lot|ho (va )?(chu|ten) (dem|lot)"),
    ("given_name", r"ten"),
    ("full_name", rf"{NAME} khai sinh|ho va ten|ho ten|ho ten day du|ho (chu |ten )?dem va ten|hoc sinh"),
    ("birth_male", r"(ngay( thang)?( nam)? sinh|nam sinh) nam"),
    ("birth_female", r"(ngay( thang)?( nam)? sinh|nam sinh) nu"),
    ("birth_day", r"(ngay( thang)?( nam)? sinh|sinh) ngay"),
    ("birth_month", r"(ngay( thang)?( nam)? sinh|sinh) thang"),
    ("birth_year", r"(ngay( thang)?( nam)? sinh|sinh) nam"),
    (
        "date_of_birth",
        r"(ngay|ngay thang nam|ngay thang|nam) sinh|sinh ngay|ntns|ngay thang nam|n sinh|ngay sinh .*yy.*",
    ),
    ("gender", r"gioi tinh|gioi|gt|phai|nam nu|nam hay nu"),
    ("is_female", r"(gioi tinh )?nu|la nu"),
    ("is_male", r"(gioi tinh )?nam"),
    ("ethnic_group", r"dan toc|ten dan toc|d toc"),
    ("status", r"trang thai( hoc( tap)?)?|tinh trang( hoc( tap)?)?"),
    ("father_phone", rf"{PHONE} (cua )?(cha|bo)|(thong tin )?(cua )?(cha|bo) {PHONE}"),
    ("mother_phone", rf"{PHONE} (cua )?me|(thong tin )?(cua )?me {PHONE}"),
    (
        "guardian_phone",
        rf"{PHONE} (cua )?(nguoi )?(giam ho|do dau)|(thong tin )?(nguoi )?(giam ho|do dau) {PHONE}",
    ),
    ("phone", rf"{PHONE}{CONTACT}"),
    (
        "father_name",
        rf"{NAME} (cua )?(cha|bo)|cha|bo|(thong tin |ho ten )?(ve |cua )?(cha|bo) {NAME}|"
        r"ho ten cha me (cha|bo)",
    ),
    (
        "mother_name",
        rf"{NAME} (cua )?me|me|(thong tin |ho ten )?(ve |cua )?me {NAME}|ho ten (cha|bo) me me",
    ),
    (
        "guardian_name",
        rf"({NAME} )?(cua )?(nguoi giam ho|nguoi do dau|phu huynh|phhs|cmhs|cha me|bo me)|"
        rf"({NAME} )?(cua )?(cha hoac me|bo hoac me)|"
        rf"(thong tin )?(nguoi )?(giam ho|do dau) {NAME}",
    ),
    ("household_head", rf"({NAME} )?chu ho"),
    (
        "class_name",
        r"(ten )?lop( hoc)?|lop hien tai|lop dang hoc|lop( hoc)? nam hoc .*|lop 20.*",
    ),
    ("grade", r"khoi|khoi hoc|khoi lop|ten khoi"),
    ("school_code", r"ma truong( hoc)?"),
    ("school_name", r"truong|ten truong|truong hoc|truong dang hoc"),
    ("village", r"(ten )?(thon|ban|xom|to dan pho|tdp)( (thon|ban|xom|to|dan|pho|khu|tdp|hoac))*"),
    ("poor", r"(con )?(thuoc )?ho ngheo"),
    ("near_poor", r"(con )?(thuoc )?ho can ngheo|can ngheo"),
    ("poverty", r"(dien |loai |thuoc dien )?(ho )?ngheo( ho)? can ngheo|dien ho|loai ho"),
]
_PLACE_WORDS = set(
    re.findall(
        r"\w+",
        "ten xa phuong thi tran tt noi o cho hien nay tai thuong tru ho khau dia chi cu moi "
        "truoc sau sap nhap "
        "quan huyen tx tp thanh pho thon ban dang ky tam",
    )
)
# Where the child lives tells more than where it is registered.
_PLACE_RANK = [("cho o", "noi o", "hien nay", "hien tai"), ("",), ("thuong tru", "ho khau")]

# Headings of real lists that this import has no use for: left out without a word.
LEFT_OUT = re.compile(
    r"(noi sinh|que quan|ton giao|quoc tich|ghi chu|nghe nghiep|nam sinh|ngay sinh|email|thu "
    r"dien tu|khu vuc|doan|doi"
    r"|ngay vao|ngay cap|noi cap|suc khoe|khuyet tat|hinh thuc|diem|hoc luc|hanh kiem|ket qua"
    r"|chieu cao|can nang"
    r"|nhom mau|ban tru|noi tru|luu ban|ky ten|ky nhan|chu ky|tinh|ma lop|ma khoi|ma dan toc"
    r"|ma xa|ma huyen|ma tinh"
    r"|lop cu|lop nam truoc|con |mo coi|doi tuong|dien |che do|so buoi|stt|thu tu|que |nguyen quan|hoc ban"
    r"|cmnd|cccd|li do|ly do|so cmnd|don vi cong tac|biet boi|ngoai ngu|mien giam|xa |huyen|phuong|thon|vung)"
)
FORBIDDEN = re.compile(
    r"[a-z]+[0-9]*(_[a-z0-9]+)+|id|pk|uuid|password|passwd|pin|roles?|username|user|admin|staff"
)
# Columns that only a list of staff has.
STAFF = re.compile(
    r"chuc vu|chuc danh.*|chuyen mon|trinh do.*|to chuyen mon|mon day|mon giang day|he so "
    r"luong|ngach.*|vi tri viec lam"
)
WEIGHTS = {
    "number": 1,
    "date_of_birth": 3,
    "ministry_id": 3,
    **dict.fromkeys(["birth_male", "birth_female", "birth_day", "birth_month", "birth_year"], 2),
    **dict.fromkeys(["gender", "ethnic_group", "class_name"], 2),
}
NAME_WEIGHT = 4
# Titles of different files; a file full of other texts must not fill the memory.
MOST_KNOWN = 4_096
NAMES = ("full_name", "family_name", "given_name")


@dataclass(eq=False)
class Vocabulary:
    """The columns that a kind of list may have, the first pattern that fits a heading wins.

    `facts`: two of these beside a name make a row one of the list, whatever else it looks like.
    `sure_facts`: those that never stand beside a signature. `merged_down`: what one merged cell may say
    for several rows. `unfit`: a heading that says the sheet is a list of another kind.
    """

    columns: list
    facts: frozenset
    sure_facts: frozenset
    merged_down: tuple = ("class_name",)
    # Sets of columns one of which must be there beside a name.
    needs: tuple = ()
    # The headings that are named when a file has no such list.
    example: str = "«Họ và tên», «Ngày sinh», «Lớp»"
    unfit: re.Pattern | None = None
    weights: dict = field(default_factory=lambda: WEIGHTS)
    # Without people a list is whole as soon as one of `needs` is there.
    has_people: bool = True
    # Whether the cells of a row make it one of the list even without a name.
    tells: Callable | None = None
    # Whether a cell can hold what its column says; a signature below a list stands in any column.
    fits: Callable | None = None
    # Headings that look like columns of a database, and are those of a list all the same.
    trusted: re.Pattern | None = None
    left_out: re.Pattern = LEFT_OUT

    @cached_property
    def _compiled(self):
        return [(name, re.compile(pattern)) for name, pattern in self.columns]

    @cached_property
    def _known(self):
        return {}

    def is_whole(self, columns):
        """Whether these columns can be a list of this kind at all."""
        has_name = "full_name" in columns or {"family_name", "given_name"} <= columns.keys()
        return (has_name or not self.has_people) and (
            not self.needs or any(one <= columns.keys() for one in self.needs)
        )

    def weight(self, columns):
        return self.has_people * NAME_WEIGHT + sum(
            self.weights.get(name, 1) for name in columns if name not in NAMES
        )

    def facts_in(self, given, among=None):
        """The facts (or those `among` them) that really stand in the cells."""
        named = given.keys() & (self.facts if among is None else among)
        return {name for name in named if self.fits(name, given[name])} if self.fits else named

    def meaning_of(self, title):
        """(field, rank) of a heading; rank orders headings of one meaning, smaller is better."""
        if title not in self._known:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            self._known[title] = self._meaning_of(title)
        return self._known[title]

    def _meaning_of(self, title):
        said = key(title)
        is_trusted = self.trusted is not None and self.trusted.fullmatch(said)
        if FORBIDDEN.fullmatch(tidy(title).lower()) and not is_trusted:
            return "forbidden", 0
        if self.unfit and self.unfit.fullmatch(said):
            return "unfit", 0
        # Without marks «Nam» and «Năm» are one; a lone «Năm» is a year, not a boy.
        if said == "nam" and "ă" in tidy(title).lower():
            return "birth_year", 0
        for name, pattern in self._compiled:
            if pattern.fullmatch(said):
                # «Ngày sinh» over «Nam» or over «Năm».
                if name == "birth_male" and "ă" in tidy(title).lower().split()[-1]:
                    return "birth_year", 0
                return name, 0
        return _place_meaning(said)


def key(title):
    """The heading as the patterns see it."""
    # «Họ tên bố (mẹ)» speaks of either parent; most brackets are a hint how to fill in the column.
    text = re.sub(r"\((?!\s*(cũ|mới|cu|moi|mẹ|bố|cha|me|bo)\b)[^)]*\)", " ", tidy(title).lower())
    text = re.sub(r"[^a-z0-9]+", " ", fold(text))
    text = (
        re.sub(r"\b(cua )?(hoc sinh|hs|hssv)$", "", text.strip())
        if not text.strip().startswith("ma ")
        else text
    )
    return text.strip() or fold(title).strip()


def _place_meaning(said):
    words = said.split()
    if not words or not set(words) <= _PLACE_WORDS:
        return (None, 0)
    rank = next((rank for rank, signs in enumerate(_PLACE_RANK) if any(s and s in said for s in signs)), 1)
    is_old = "cu" in words[1:] or "truoc" in words
    if "huyen" in words or "quan" in words:
        return "district", rank
    if "xa" in words or "phuong" in words:
        return ("commune_old" if is_old else "commune"), rank
    if re.fullmatch(rf"(dia chi )?({WHERE})( (hien nay|thuong tru|hien tai|tam tru|noi o|cho o))*", said):
        return "address", rank
    if "thon" in words or "ban" in words:
        return "village", rank
    return None, 0


PUPILS = Vocabulary(
    PUPIL_COLUMNS,
    facts=frozenset({"ministry_id", "date_of_birth", "birth_male", "birth_female", "gender", "national_id"}),
    sure_facts=frozenset({"ministry_id", "date_of_birth", "birth_male", "birth_female"}),
    unfit=STAFF,
)
