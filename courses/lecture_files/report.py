"""What a file holds and what would become of it, as JSON for other programs."""


def of(kept, plan):
    """Counts, drafts, pieces, and what is lost with its place."""
    return {
        "format": kept.format,
        "title": kept.title,
        "places": kept.places,
        "lectures": [{"title": draft.title, "pieces": len(draft.pieces)} for draft in plan.drafts],
        "pieces": [_piece(piece) for piece in plan.pieces],
        "issues": [_issue(place, issue) for place, issue in all_said(kept, plan.pieces)],
        "counts": {name: plan.counts[name] for name in ("found", "taken", "lossy", "skip")},
        "pages": [page.pk for page in kept.pages()],
    }


def refusal(issue):
    """A file that was not read at all."""
    return {
        "format": "",
        "title": "",
        "places": 0,
        "lectures": [],
        "pieces": [],
        "issues": [_issue(0, issue)],
        "counts": {"found": 0, "taken": 0, "lossy": 0, "skip": 0},
        "pages": [],
    }


def all_said(kept, pieces):
    """Pairs of (place, Issue): of the file, and of single pieces, in the order of the places."""
    told = kept.said() + [(piece.place, issue) for piece in pieces for issue in piece.said]
    once = {(place, issue.code, str(issue.values)): (place, issue) for place, issue in told}
    return sorted(once.values(), key=lambda one: one[0])


def _piece(piece):
    content = {name: value for name, value in piece.content.items() if name != "member"}
    return {"place": piece.place, "kind": piece.kind, "left_out": piece.is_left_out, **content}


def _issue(place, issue):
    return {"place": place, "level": issue.level, "code": issue.code, "message": issue.sentence}
