"""The answers of an attempt before who marks them: read, given points by hand, let count."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from courses import answer_lines, giving_points, review_rules, time_away
from courses.judging import attempts_judged_by
from courses.marking_desk.veil import hides_name, on_desk
from courses.models.papers import items_of
from lms.models import Conflict
from students import looked
from students.abilities import requires


@requires("see marks")
@require_POST
def accept(request, pk):
    """Let late, surplus or unverified work count."""
    found = get_object_or_404(attempts_judged_by(request.user).graded(), pk=pk)
    found.accept(by=request.user)
    return redirect("courses:attempt", found.pk)


@requires("see marks")
@require_POST
def points(request, pk):
    """Give points by hand, all that the form tells anew at once."""
    found = get_object_or_404(attempts_judged_by(request.user).select_related("paper", "page"), pk=pk)
    if words := on_desk(found):
        return review(request, found, refusals={0: words}, status=422)
    try:
        giving_points.give(found, request.POST, by=request.user)
    except giving_points.Refused as why:
        return review(request, found, refusals=why.sentences, status=422)
    return redirect("courses:attempt", found.pk)


def review(request, found, refusals=None, status=200):
    looked.note(request.user, "answers", found.student, once_a_day=True)
    state = found.state()
    # In the pupil's own order, so that both speak of the same «Câu 4»; what was withheld comes last.
    asked = {item.place: item for item in items_of(found.paper_id)}
    order = answer_lines.own_order(found)
    order += sorted(asked.keys() - set(order))
    numbers = {place: number for number, place in enumerate(order, start=1)}
    context = {
        "attempt": found,
        "items": answer_lines.lines_of(found, [asked[place] for place in order], review_rules.ALL),
        "late": [
            (numbers[one.place], _in_words(asked[one.place], one.response), one.at)
            for one in state.late
            if one.place in asked
        ],
        "conflicts": [
            (numbers[item.place], _in_words(item, told.get("response"), raw=True))
            for item, told in _came_twice(found, asked)
        ],
        "refusals": refusals or {},
        "hand_backs": found.hand_backs.select_related("by"),
        "on_desk": on_desk(found),
        "minutes_away": time_away.of(found),
    }
    judges = found.is_over() and attempts_judged_by(request.user).filter(pk=found.pk).exists()
    context["may_give"] = judges and not context["on_desk"]
    context["may_hand_back"] = judges and not found.paper.practice
    context["nameless"] = hides_name(found)
    if context["nameless"]:
        for line in context["items"]:
            line["veiled"] = line["by_hand"]
    context["gives"] = any(line["by_hand"] for line in context["items"])
    if refusals:
        for line in context["items"]:
            line["refusal"] = refusals.get(line["place"], "")
    return render(request, "courses/attempt_review.html", context, status=status)


def _came_twice(found, asked):
    """(item, payload) of answers that came again with another content. Nobody has looked at these yet."""
    # The name of a stream is chosen by whoever sends.
    own = {"receipt__stream": str(found.pk), "receipt__learner": found.student.user_id}
    conflicts = Conflict.objects.filter(**own).order_by("id")
    for told in conflicts.values_list("payload", flat=True)[:50]:
        place = told.get("place")
        if type(place) is int and place in asked:
            yield asked[place], told


def _in_words(item, response, raw=False):
    """An answer as the question's own words say it; `raw`: as it was sent."""
    version = item.version
    if raw:
        response = version.rules.read_response(response, version.content)
    return version.rules.shown_response(response, version.content) if response else ""
