"""What stands on screen of each question of an attempt: what was answered, and what it was worth."""

from courses import answer_files, correcting, papers, review_rules, shown_order
from courses.models import AnswerFile, GivenPoints
from courses.questions import is_asked, is_by_hand, said_to


def lines(items, responses, result, moved, things, given=None, files_of=None):
    """A line for each of `items`, with those `things` of it that the reader may see (review_rules).

    `result`: from scoring.score. `moved`: the options by place in another order (papers.order_of). `given`:
    GivenPoints by place. `files_of(version, response)`: the files handed in.
    """
    told, last = [], None
    for item in items:
        version, options = item.version, moved.get(item.place)
        if not is_asked(version.kind):
            continue
        # By the letters that this pupil met.
        content, key = shown_order.content_of(version, options), shown_order.key_of(version, options)
        view = version.rules.pupil_view(content)
        response = shown_order.relettered(version, options, responses.get(item.place))
        line = {
            "place": item.place,
            "text": version.text,
            "passage": version.passage if version.passage_id != last else None,
            "picture": version.picture,
            "alt": version.alt,
            # An answer such as «a) Đúng» says nothing without what it is about.
            "statements": view.get("statements", ()),
            "spots": view.get("spots", ()),
            "response": version.rules.shown_response(response, content) if response else "",
            "points": item.points,
            "by_hand": is_by_hand(version.kind),
            "waiting": item.place in result.waiting,
            "void": version.void_words(),
            "files": files_of(version, response) if files_of else [],
        }
        if review_rules.POINTS in things:
            points = result.scores.get(item.place)
            line |= {"score": points, "right": points == item.points, "given": (given or {}).get(item.place)}
        if review_rules.KEY in things:
            shown = version.void_words() or version.rules.shown_key(content, key)
            line |= {"key": shown, "said": said_to(response, key)}
        if review_rules.EXPLANATION in things:
            line["feedback"] = version.feedback
        last = version.passage_id
        told.append(line)
    return told


def lines_of(found, items, things):
    """The `lines` of an attempt as it stands now."""
    state = found.state()
    items = correcting.for_attempt(found, items)
    order = papers.order_of(found.paper, found.seed)

    def files_of(version, response):
        named = response if answer_files.is_file_kind(version.kind) else None
        return AnswerFile.objects.told_in(found, named) if named else []

    return lines(
        items,
        state.responses,
        found.result(state, items),
        {place: options for part in order for place, options in part["options"].items()},
        things,
        GivenPoints.objects.latest_of(found, state.reworked),
        files_of,
    )


def own_order(found):
    """The places of the questions as this pupil met them."""
    # What was printed without a code was printed as it was written.
    seed = None if found.on_paper else found.seed
    return [place for part in papers.order_of(found.paper, seed) for place in part["places"]]
