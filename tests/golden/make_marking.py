"""Write marking.json and hints.json: what answers are worth, and what hints take off.
`python tests/golden/make_marking.py`.

Python (tests/courses/test_marking.py) and JavaScript (tests/js/marking.test.js) are both held to it.
"""

import itertools
import json
import random
import sys
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))


OPTIONS = {"options": [{"id": letter, "text": letter.upper()} for letter in "abcd"]}


def cases():
    yield from of_options()
    yield from of_fields()
    yield from of_gaps()
    yield from of_pairs()
    yield from by_hand()
    yield from void()


def of_options():
    chance = random.Random(2026)
    options = OPTIONS
    for right in "abcd":
        for raw in [[], ["a"], ["b"], ["c"], ["d"], ["e"], ["b", "a"], [""]]:
            yield "one_choice", raw, options, {"right": right}
    sets = [list(one) for size in range(5) for one in itertools.combinations("abcd", size)]
    for right in (["a"], ["a", "c"], ["a", "b", "d"]):
        for raw in sets:
            yield "several_choices", [*raw, "z"], options, {"right": right}
    wide = {"options": [{"id": letter, "text": letter} for letter in "abcdef"]}
    for raw in (["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d", "e", "f"]):
        yield "several_choices", raw, wide, {"right": ["a", "b", "c", "d", "e", "f"][: len(raw) + 1][:5]}
    statements = {"statements": [{"id": letter, "text": letter} for letter in "abcd"]}
    for _count in range(60):
        key = {letter: chance.choice(["true", "false"]) for letter in "abcd"}
        raw = [f"{letter}:{chance.choice(['true', 'false'])}" for letter in "abcd" if chance.random() < 0.85]
        yield "four_statements", raw, statements, key
    yield "four_statements", ["x:true", "a", "b:maybe"], statements, dict.fromkeys("abcd", "true")
    for right, raw in itertools.product(["true", "false"], [[], ["true"], ["false"], ["maybe"], [""]]):
        yield "true_false", raw, {}, {"right": right}
    parts = {"a": "0.5", "b": "0.3333333", "c": "-0.25", "d": "1.2.3"}
    for right, raw in itertools.product("abd", [["a"], ["b"], ["c"], ["d"]]):
        yield "one_choice", raw, options, {"right": right, "worth": parts}
    for parts in (
        {"a": "0.5", "b": "0.5", "c": "-0.5", "d": "-1"},
        {"a": "0.3333333", "b": "0.3333333", "c": "0.3333333"},
        {"a": "0.00005", "b": "0.00004", "c": "0.99995"},
    ):
        for raw in sets:
            yield "several_choices", raw, options, {"right": ["a", "b"], "worth": parts}


def of_fields():
    numbers = ["0,5", "0,50", "0.5", "00,5", "-0", "0", ",5", "5,", "-2,5", "−2,5", "–2.5", "1 000", "1e3"]
    numbers += ["12", "12,0", "12,00001", "-", "--1", "1,2,3", "１２", "٣", "abc", "12345", "-12,5", ""]
    for policy, value in (
        ("exam", "0,5"),
        ("free", "-2,50"),
        ("free", "12"),
        ("exam", "0"),
        ("free", "1000"),
    ):
        for raw in numbers:
            yield "short_number", [raw], {"policy": policy, "unit": ""}, {"value": value}
    texts = ["Điện Biên", "điện biên", "dien bien", "DIEN  BIEN", " Điện\tBiên ", "Điện Biên", "Điên Biên"]
    texts += ["ĐIỆN BIÊN", "Điện Biên Phủ", "", "dien-bien", "đien bien"]
    for case, marks in itertools.product([True, False], repeat=2):
        for raw in texts:
            content = {"case_matters": case, "marks_matter": marks}
            yield "short_text", [raw], content, {"accepted": ["Điện Biên", "Mường Thanh"]}
    near = {
        "value": "2,5",
        "tolerance": "0,1",
        "accepted": [{"value": "3", "tolerance": "0,5", "worth": "0.5"}],
    }
    near["accepted"].append({"value": "-7", "worth": "0.25"})
    for raw in ["2,4", "2,39", "2,6", "2,600000000000001", "2,61", "2,5", "3,5", "3,51", "-7", "-7,0", "7"]:
        yield "short_number", [raw], {"policy": "free", "unit": ""}, near
    for raw in ["999999999999999,999999999999999", "999999999999999,999999999999998", "0", "x"]:
        wide = {"value": "999999999999999,999999999999999", "tolerance": "0,000000000000001"}
        yield "short_number", [raw], {"policy": "free", "unit": ""}, wide
    parts = {"accepted": ["Hà Nội", "Thăng Long", "Đông Đô"], "worth": {"Thăng Long": "0.5", "Đông Đô": "-1"}}
    for raw in ["Hà Nội", "hà nội", "Thăng  Long", "thang long", "Đông Đô", "Huế", ""]:
        yield "short_text", [raw], {"case_matters": False, "marks_matter": True}, parts
    for wanted in ["con * trâu", "*trâu*", "con*", "*", "a*a", "2 \\* 3", "ab*ab*ab", "**"]:
        key = {"accepted": [wanted], "wildcard": True}
        for raw in [
            "con trâu",
            "con của trâu",
            "Con một con TRÂU",
            "trâu",
            "a",
            "aa",
            "2 * 3",
            "2 x 3",
            "abab",
            "ababab",
        ]:
            yield "short_text", [raw], {"case_matters": False, "marks_matter": True}, key


def of_gaps():
    content = {
        "text": "Thủ đô là {1}, có {2} quận, {3}; \\(\\frac{1}{2}\\) {4}",
        "gaps": {
            "1": {"kind": "text", "case_matters": False, "marks_matter": True},
            "2": {"kind": "number", "weight": 2},
            "3": {"kind": "choice", "options": OPTIONS["options"], "weight": 3},
            "4": {"kind": "text", "case_matters": True, "marks_matter": False},
        },
    }
    key = {
        "gaps": {
            "1": {"accepted": ["Hà Nội", "Thăng Long"], "worth": {"Thăng Long": "0.3333333"}},
            "2": {"value": "12", "tolerance": "1"},
            "3": {"right": "b", "worth": {"c": "0.5"}},
            "4": {"accepted": ["Điện Biên"]},
        }
    }
    said = {
        "1": ["Hà Nội", "thăng long", "ha noi", ""],
        "2": ["12", "13,0", "14", "mười hai"],
        "3": ["b", "c", "z"],
        "4": ["Dien Bien", "dien bien"],
    }
    for told in itertools.product(*(said[name] for name in "1234")):
        yield "cloze", [f"{name}:{one}" for name, one in zip("1234", told, strict=True)], content, key
    for raw in [[], ["1"], ["9:x"], ["1:a:b"], ["1:Huế", "1:Hà Nội"]]:
        yield "cloze", raw, content, key


def of_pairs():
    chance = random.Random(2027)
    three = [{"id": one, "text": f"trái {one}"} for one in "123"]
    five = [{"id": one, "text": f"phải {one}"} for one in "12345"]
    for _count in range(40):
        raw = [f"{one}:{chance.choice('123456')}" for one in "1234" if chance.random() < 0.8]
        pairs = dict(zip("123", chance.sample("12345", 3), strict=True))
        yield "matching", raw, {"left": three, "right": five}, {"pairs": pairs}
        spots = [{"id": one, "x": 1, "y": 1, "w": 5, "h": 5} for one in "123"]
        yield "picture_spots", raw, {"spots": spots, "items": five}, {"spots": pairs}
        groups = dict(zip("12345", chance.choices("123", k=5), strict=True))
        raw = [f"{one}:{chance.choice('123x')}" for one in "12345" if chance.random() < 0.8]
        yield "classify", raw, {"groups": three, "items": five}, {"groups": groups}
        order = chance.sample("12345", 5)
        places = chance.sample("12345", 5) if chance.random() < 0.7 else chance.choices("123456", k=5)
        raw = [f"{one}:{place}" for one, place in zip("12345", places, strict=True)]
        if chance.random() < 0.3:
            raw = chance.sample("12345", chance.randint(1, 5))
        for grading in ("all", "place", "pairs"):
            yield "ordering", raw, {"items": five}, {"order": order, "grading": grading}
        yield "ordering", raw, {"items": five}, {"order": order}


def by_hand():
    for raw in [["  Bài làm \r\n của em "], [""], ["   "], ["x" * 12010]]:
        yield "essay", raw, {"lines": 8, "words_most": 0}, {}
    one, other = (f"0193a1b2-0000-7000-8000-00000000000{number}" for number in "12")
    for kind in ("photo", "spoken", "file"):
        for raw in [[one], [other, one, other], ["x"], [one, "../etc"], []]:
            yield kind, raw, {}, {}
    yield "information", ["a"], {}, {}


def void():
    """Questions that had a mistake: all their points for everybody, or none that count."""
    for how, raw in itertools.product(["full", "out"], [["a"], ["b"], []]):
        yield "one_choice", raw, OPTIONS, {"void": how}
        yield "essay", raw, {"lines": 8, "words_most": 0}, {"void": how}
        yield "short_text", raw, {"case_matters": False, "marks_matter": True}, {"void": how}


def after_hints():
    """What a score is worth after so many hints: {"score", "asked", "key", "left"}."""
    from courses.questions import hints
    from courses.questions.worth import plain

    shares = ["0", "0.0001", "0.1", "0.25", "0.3333", "0.5", "0.6667", "0.75", "1"]
    costs = [*hints.FRACTIONS, "", "2/3"]
    for share, cost, told, asked in itertools.product(shares, costs, range(4), range(5)):
        key = {"hints": [f"gợi ý {n}" for n in range(told)], "hint_cost": cost}
        yield {
            "score": share,
            "asked": asked,
            "key": key,
            "left": plain(hints.after(Decimal(share), asked, key)),
        }


def vectors():
    from courses import scoring
    from courses.questions import KINDS

    for kind, raw, content, key in cases():
        rules = KINDS[kind]
        response = rules.read_response(raw, content) if raw else None
        score = scoring.share(kind, response, content, key)
        # Nothing said is nothing, whoever marks it.
        if response is None and "void" not in key:
            score = "0"
        elif score is not None:
            score = f"{score.normalize():f}"
        told = {"kind": kind, "raw": raw, "content": content, "key": key}
        yield {**told, "response": response, "score": score}


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    django.setup()
    for name, made in (("marking.json", vectors()), ("hints.json", after_hints())):
        found = list(made)
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
        (HERE / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        print(name, len(found))
