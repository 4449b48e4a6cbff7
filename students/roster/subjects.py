"""School subjects as schools write them in a list of who teaches what."""

import re

from lms.text import fold

# Short names beside the official one. «CN» may be Công nghệ or chủ nhiệm, so it stands for neither.
SHORT = {
    "tieng-viet": "tv|t viet",
    "ngu-van": "van|nv",
    "tieng-anh": "anh|ta|t anh|anh van|ngoai ngu|nn|ngoai ngu 1|tieng anh 1",
    "khoa-hoc-tu-nhien": "khtn|kh tu nhien",
    "lich-su-dia-li": "ls dl|ls va dl|lsdl|su dia|ls dia|lich su dia li|lich su dia ly|lich su va dia ly"
    "|ls va dia li",
    "tin-hoc": "tin",
    "cong-nghe": "c nghe|cnghe|cong nghe",
    "khoa-hoc": "kh",
    "tu-nhien-xa-hoi": "tnxh|tn xh|tn va xh|tu nhien xa hoi",
    "dao-duc": "dd",
    "giao-duc-cong-dan": "gdcd|cong dan|gd cong dan",
    "vat-li": "li|ly|vat ly",
    "hoa-hoc": "hoa",
    "sinh-hoc": "sinh",
    "lich-su": "su|ls",
    "dia-li": "dia|dia ly",
    "giao-duc-kinh-te-phap-luat": "gdktpl|gdkt va pl|gdkt pl|ktpl|giao duc kinh te phap luat",
    "giao-duc-the-chat": "gdtc|the duc|td|gd the chat|the chat",
    "nghe-thuat": "am nhac|nhac|mi thuat|my thuat|mt|an|nghe thuat am nhac|nghe thuat mi thuat"
    "|nghe thuat my thuat",
    "hoat-dong-trai-nghiem": "hdtn|hdtn hn|hdtnhn|hd trai nghiem|trai nghiem|hoat dong trai nghiem"
    "|hoat dong trai nghiem huong nghiep|hdtn va hn",
    "giao-duc-dia-phuong": "gddp|gd dia phuong|ndgddp|giao duc dia phuong|noi dung gddp"
    "|noi dung giao duc dia phuong",
    "tieng-thai": "thai|chu thai",
    "tieng-mong": "mong|chu mong",
}


class Subjects:
    """The subjects of a school's levels, told by name or short name."""

    def __init__(self, subjects, school):
        levels = set(school.levels.split())
        self._found = {}
        # One short name may be two subjects of different levels: «Khoa học» and «KHTN» are not.
        for subject in sorted(subjects, key=lambda one: not levels & set(one.levels.split())):
            for spelling in filter(None, [subject.name, *SHORT.get(subject.code, "").split("|")]):
                self._found.setdefault(_key(spelling), subject)

    def named(self, text):
        """The subject that a text names, or None."""
        said = _key(text)
        return self._found.get(said) or self._found.get(re.sub(r"^(mon|day|bo mon) | \d+$", "", said))


def _key(text):
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())
