"""What the headings of lists of machines mean. Pure. See students/roster/vocabulary.py for the form."""

import re

from students.roster import values
from students.roster.rows import is_footer
from students.roster.vocabulary import LEFT_OUT, PUPIL_COLUMNS, WEIGHTS, Vocabulary

PUPIL = dict(PUPIL_COLUMNS)
SERIAL = r"(seri|se ri|serial|series|s n|sn)"
MACHINE = r"(may|thiet bi|tb|mtb|mtxt|tablet|ipad|laptop)"
# «IMEI 1», «Số IMEI máy», «IMEI (SIM 1)»
IMEI = rf"(so |ma )?(so )?imei( cua)?( {MACHINE})?( sim| slot| so| khe)?"
CALLED = r"(thue bao|dien thoai|sdt|so dt|dtdd|di dong|goi)"

THINGS = [
    ("imei2", rf"{IMEI} ?(2|ii|phu|thu hai)( .*)?"),
    ("imei1", rf"{IMEI} ?(1|i|chinh|thu nhat)?( {MACHINE}.*)?"),
    # «Số seri SIM», «SIM – Số sê-ri», «ICCID»
    ("iccid", rf"(?=.*\bsim\b)(?=.*\b{SERIAL}\b).*|.*\biccid\b.*"),
    ("sim_phone", rf"(?=.*\bsim\b)(?=.*\b{CALLED}\b).*|(so )?thue bao.*|so thue bao.*"),
    # «Số SIM» may be either; the cells tell.
    ("sim", r"(so |ma |the |so the )?sim( so| data| 4g| kem theo| dien thoai)?"),
    (
        "serial",
        rf"(?=.*\b{SERIAL}\b)(so|ma|hieu|ky|{SERIAL}|number|no|cua|imei|tren|in|hoac|{MACHINE}|tinh|bang|"
        r"thong|tin|xach|tay|san|xuat| )+"
        rf"|so (hieu )?{MACHINE}( tinh bang| tinh)?|so hieu|so nhan dang.*",
    ),
    ("device_code", rf"ma( so)?( qr)?( {MACHINE}| quan ly| tai san| nhan)( tinh bang| tinh)?"),
]
RECEIVES = r"(nguoi|phu huynh|phhs|ph|cha me|bo me|cmhs|dai dien.*|chu ho|gia dinh|ben)"
# «Ký nhận» is signed on paper; typed are a name, «đã ký», «điểm chỉ».
RECEIVER = [
    (
        "receiver",
        rf"(ho (va )?ten )?(cua )?{RECEIVES}( hs| hoc sinh)?( ky)? nhan"
        r"( may.*| thiet bi.*| ban giao| tai san)?( ky)?( ghi ro ho ten)?|nguoi ky( nhan)?",
    ),
    (
        "signed",
        r"(phu huynh |hoc sinh |hs |nguoi nhan )?(chu ky|ky|ki)( (nhan|ten|xac nhan|ghi ro ho ten|va|cua .*|"
        r"phu huynh|hoc sinh|nguoi nhan))*|xac nhan( da nhan)?|da nhan( may)?|"
        r"tinh trang nhan.*|ket qua( nhan.*)?",
    ),
    ("relation", r"(moi )?quan he( (voi|gia dinh).*)?|la gi cua.*"),
    ("note", r"ghi chu.*"),
]
PUPILS_OF_LIST = [
    (name, PUPIL[name])
    for name in (
        "number",
        "ministry_id",
        "family_name",
        "given_name",
        "birth_male",
        "birth_female",
        "birth_day",
        "birth_month",
        "birth_year",
        "date_of_birth",
        "class_name",
        "grade",
        "school_code",
        "school_name",
        "phone",
    )
]
NAMED = (
    "full_name",
    rf"{PUPIL['full_name']}|(ho (va )?ten )?(cua )?(em |cac em )?(hoc sinh|hs|nguoi)( duoc)?"
    r"( (nhan|cap|muon|giao))( (may|thiet bi|mtb).*)?|(ho (va )?ten )(em|hoc sinh|hs).*",
)
# What such lists also tell and nobody here needs.
OTHERS = re.compile(
    LEFT_OUT.pattern[:-1]
    + r"|gioi tinh|gioi|gt|nu|nam|dan toc|dia chi|cho o|noi o|thon|ban|xa|(ho )?(can )?ngheo"
    r"|phu kien|sac|bao da|op|tai nghe|so luong|sl|dvt|don vi tinh|don gia|thanh tien|gia|nha mang|goi cuoc"
    r"|tinh trang|hien trang|trang thai|loai|model|ten (may|thiet bi|tai san)|hang|nhan hieu|chung loai"
    r"|cau hinh|mau"
    r"|ho ten (cha|bo|me)|phu huynh|cha|me|bo|sdt|so dt|dien thoai|so dien thoai|cam ket"
    r"|nguoi giao|ben giao|ngay (nhan|giao|cap|ky))"
)
TRUSTED = re.compile(
    r"serial( number| no)?|imei ?[12]?|iccid|sim (phone|number|serial)|phone number|full name|class name|"
    r"date of birth|school (code|name)|device (code|model)|batch code|model name"
)
NUMBERS = ("serial", "imei1", "imei2", "iccid", "sim_phone", "sim", "device_code")


def fits(name, cell):
    """Whether a cell can be what its column says: in the columns of numbers no words."""
    if name not in NUMBERS or not isinstance(cell, str):
        return True
    said = values.text(cell)
    return said.isascii() and any(sign.isdigit() for sign in said) and not is_footer([said])


def tells(given):
    """Whether a number of some length stands there: then the row is one of the list, whatever is missing."""
    return any(
        name in given and len(re.sub(r"\W", "", values.text(given[name]))) >= 5 and fits(name, given[name])
        for name in NUMBERS
    )


HANDOVERS = Vocabulary(
    [*RECEIVER, *THINGS, NAMED, *PUPILS_OF_LIST],
    facts=frozenset({"ministry_id", "date_of_birth", "birth_male", "birth_female", "class_name", *NUMBERS}),
    sure_facts=frozenset({"ministry_id", "date_of_birth", *NUMBERS}),
    merged_down=("class_name", "full_name", "date_of_birth", "receiver"),
    needs=tuple({name} for name in NUMBERS),
    example="«Họ và tên», «Lớp», «Số sê-ri», «IMEI», «Người nhận»",
    weights=WEIGHTS
    | dict.fromkeys(["serial", "imei1", "iccid"], 3)
    | dict.fromkeys(["imei2", "sim_phone", "sim", "device_code", "receiver"], 2),
    tells=tells,
    fits=fits,
    trusted=TRUSTED,
    left_out=OTHERS,
)


SCHOOLS = [
    ("school_code", rf"{PUPIL['school_code']}|ma (don vi|co so)"),
    (
        "school_name",
        rf"{PUPIL['school_name']}|(ten )?(truong|don vi|co so giao duc|noi)"
        r"( (tiep )?nhan| thu huong| su dung| duoc cap)?",
    ),
]
MADE = [
    (
        "model",
        rf"(ten )?model( {MACHINE})?|(ten|loai|dong|kieu) ({MACHINE}|san pham|hang hoa|hang|tai san)"
        r"( tinh bang| tinh)?|"
        r"chung loai|quy cach|ten va quy cach|mau ma|device model|model name",
    ),
    ("maker", r"(ten )?(hang|nha)( san xuat| sx| may)|hang|nhan hieu|thuong hieu|maker"),
    ("carrier", r"(ten )?(nha mang|mang di dong|nha cung cap( dich vu| sim)?|mang|carrier)"),
    ("note", r"ghi chu.*"),
]
# In a delivery every telephone number is that of a SIM.
SIM_PHONE = ("sim_phone", rf"{dict(THINGS)['sim_phone']}|{PUPIL['phone']}|(so )?{CALLED}( di dong)?")
STOCK_THINGS = [SIM_PHONE if name == "sim_phone" else (name, pattern) for name, pattern in THINGS]

STOCK = Vocabulary(
    [("number", PUPIL["number"]), *[one for one in STOCK_THINGS if one[0] != "device_code"], *SCHOOLS, *MADE],
    facts=frozenset({*NUMBERS, "model"}),
    sure_facts=frozenset(NUMBERS),
    merged_down=("model", "maker", "school_code", "school_name", "carrier"),
    needs=({"serial"}, {"imei1"}, {"iccid"}, {"sim_phone", "sim"}),
    example="«Số sê-ri», «IMEI», «Tên máy», «Số seri SIM»",
    weights=dict.fromkeys(["serial", "imei1", "iccid"], 5)
    | dict.fromkeys(["imei2", "sim_phone", "sim", "model", "school_name"], 2),
    has_people=False,
    tells=tells,
    fits=fits,
    trusted=TRUSTED,
    left_out=OTHERS,
)
