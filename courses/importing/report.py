"""What a file holds and what would become of it, as JSON for other programs."""

# Kinds whose options are chosen from; the others tell their answers.
TRUTHS = ("true", "false")


def of(form, questions, issues, counts, actions):
    """`actions`: what becomes of each question, in their order."""
    told = [{"ref": "", **_issue(issue)} for issue in issues]
    told += [{"ref": one.ref, **_issue(issue)} for one in questions for issue in one.issues]
    return {
        "format": form,
        "questions": [_question(one, action) for one, action in zip(questions, actions, strict=True)],
        "issues": told,
        "counts": {name: counts[name] for name in ("found", "importable", "lossy", "refused")},
    }


def refusal(issue, form=""):
    """A file that was not read at all."""
    return {
        "format": form,
        "questions": [],
        "issues": [{"ref": "", **_issue(issue)}],
        "counts": {"found": 0, "importable": 0, "lossy": 0, "refused": 0},
    }


def _issue(issue):
    return {"level": issue.level, "code": issue.code, "message": issue.sentence}


def _question(found, action):
    return {
        "ref": found.ref,
        "kind": found.kind,
        "text": found.text,
        "options": _options(found),
        "statements": _statements(found),
        "answers": _answers(found),
        "points": found.points,
        "level": found.level,
        "feedback": found.feedback,
        "media": [
            {"name": one.name, "bytes": len(one.content), "alt": one.alt, "option": one.option}
            for one in found.pictures
        ],
        "action": action,
    }


def _options(found):
    right, worth = found.key.get("right", []), found.key.get("worth", {})
    right = [right] if isinstance(right, str) else right
    share = "1" if found.kind == "one_choice" else _share(len(right))
    return [
        {
            "text": one["text"],
            "correct": one["id"] in right,
            "fraction": worth.get(one["id"], share if one["id"] in right else "0"),
        }
        for one in found.content.get("options", [])
    ]


def _share(many):
    return f"{1 / many:.7g}" if many else "0"


def _statements(found):
    if found.kind != "four_statements":
        return []
    return [
        {"text": one["text"], "correct": found.key.get(one["id"]) == "true"}
        for one in found.content.get("statements", [])
    ]


def _answers(found):
    key, content = found.key, found.content
    if found.kind == "true_false":
        return [{"text": key["right"], "fraction": "1"}] if key.get("right") in TRUTHS else []
    if found.kind == "short_number" and "value" in key:
        first = {"text": key["value"], "tolerance": key.get("tolerance", "0"), "fraction": "1"}
        more = [
            {"text": one["value"], "tolerance": one.get("tolerance", "0"), "fraction": one.get("worth", "1")}
            for one in key.get("accepted", [])
        ]
        return [first, *more]
    if found.kind == "short_text":
        return [
            {"text": text, "fraction": key.get("worth", {}).get(text, "1")}
            for text in key.get("accepted", [])
        ]
    if found.kind == "cloze":
        return [{"gap": at, **content["gaps"][at], **one} for at, one in key.get("gaps", {}).items()]
    if found.kind == "matching":
        return _pairs(key.get("pairs", {}), content.get("left", []), content.get("right", []))
    if found.kind == "classify":
        return _pairs(key.get("groups", {}), content.get("items", []), content.get("groups", []))
    if found.kind == "ordering":
        texts = {one["id"]: one["text"] for one in content.get("items", [])}
        return [{"text": texts[id_]} for id_ in key.get("order", []) if id_ in texts]
    return [{"text": key["model"]}] if key.get("model") else []


def _pairs(pairs, left, right):
    lefts = {one["id"]: one["text"] for one in left}
    rights = {one["id"]: one["text"] for one in right}
    return [{"text": lefts[one], "match": rights[other]} for one, other in pairs.items() if one in lefts]
