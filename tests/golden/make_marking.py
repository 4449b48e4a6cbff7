"""Write marking.json: what each kind gives for many answers. `python tests/golden/make_marking.py`.

Python (tests/courses/test_golden.py) and JavaScript (tests/js/marking.test.js) are both held to it.
"""

import itertools
import json
import random
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))


def cases():
    chance = random.Random(2026)
    options = {"options": [{"id": letter, "text": letter.upper()} for letter in "abcd"]}
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


def vectors():
    from courses.questions import KINDS

    for kind, raw, content, key in cases():
        rules = KINDS[kind]
        response = rules.read_response(raw, content) if raw else None
        score = f"{rules.score(response, content, key).normalize():f}"
        told = {"kind": kind, "raw": raw, "content": content, "key": key}
        yield {**told, "response": response, "score": score}


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    django.setup()
    found = list(vectors())
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
    (HERE / "marking.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(len(found))
