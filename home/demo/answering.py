"""What a pupil of the demo answers: right as often as the pupil's skill and the question's level make it."""

import io

from PIL import Image

from home.demo.lessons import AUDIO
from home.demo.pictures import png

HARD = {"recognise": 0.18, "understand": 0.02, "apply": -0.16}
ESSAYS = [
    "Nhà em dùng nước suối dẫn về bằng ống. Em khóa vòi khi không dùng. Em lấy nước rửa rau tưới cây.",
    "Gia đình em lấy nước ở bể chung của bản. Mẹ em dặn không được để nước chảy. Em nhắc em bé khóa vòi.",
    "Em lấy nước ở suối. Nước trong lắm.",
    "Nhà em có bể nước mưa. Mùa khô em gánh nước từ mó. Em rửa bát một chậu, không xả vòi.",
]
# A drawing on paper and a voice, as a telephone hands them in.
DRAWN, SPOKEN = "water_cycle", "nuoc-va-cac-the"


def answer(chance, version, skill):
    """A response of the kind; [] where a file is asked for that only some hand in (`files_of`)."""
    right = chance.random() < min(0.97, max(0.15, skill + HARD[version.level]))
    key, content = version.key, version.content
    match version.kind:
        case "one_choice":
            ids = [option["id"] for option in content["options"]]
            return key["right"] if right else chance.choice([each for each in ids if each != key["right"]])
        case "several_choices":
            ids = [option["id"] for option in content["options"]]
            return key["right"] if right else sorted(chance.sample(ids, min(2, len(ids))))
        case "four_statements":
            other = {"true": "false", "false": "true"}
            sure = 0.95 if right else 0.55
            return {each: truth if chance.random() < sure else other[truth] for each, truth in key.items()}
        case "short_number":
            return key["value"] if right else str(chance.randrange(1, 60))
        case "true_false":
            return key["right"] if right else {"true": "false", "false": "true"}[key["right"]]
        case "matching":
            return _mixed(chance, key["pairs"], right)
        case "classify":
            return _mixed(chance, key["groups"], right)
        case "picture_spots":
            return _mixed(chance, key["spots"], right)
        case "ordering":
            return _mixed(chance, {one: str(n) for n, one in enumerate(key["order"], start=1)}, right)
        case "cloze":
            return {gap: _in_gap(chance, told, right) for gap, told in key["gaps"].items()}
        case "essay":
            return chance.choice(ESSAYS)
        case "photo" | "spoken":
            return []
    return key["accepted"][0] if right else chance.choice(["không biết", "bài văn", "so với"])


def files_of(chance, version):
    """The bytes and the name of what a pupil hands in; nothing by many, for whom nobody had a telephone."""
    if version.kind == "photo" and chance.random() < 0.5:
        page = io.BytesIO()
        Image.open(io.BytesIO(png(DRAWN))).convert("RGB").save(page, "JPEG", quality=70)
        return [(page.getvalue(), "trang-1.jpg")]
    if version.kind == "spoken" and chance.random() < 0.35:
        return [((AUDIO / f"{SPOKEN}.opus").read_bytes(), "loi-noi.opus")]
    return []


def _mixed(chance, pairs, right):
    """All right, or two exchanged."""
    told = dict(pairs)
    if not right and len(told) > 1:
        one, other = chance.sample(sorted(told), 2)
        told[one], told[other] = told[other], told[one]
    return told


def _in_gap(chance, told, right):
    if "right" in told:
        return told["right"] if right else "b"
    if "value" in told:
        return told["value"] if right else str(chance.randrange(1, 120))
    return told["accepted"][0] if right else "không biết"
