"""How the pages of courses are read: who may, and what stands on them."""

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Page

from courses import footnotes, keeping, opening, weight

MOST_PRACTICES = 2


def serve_lecture(page, request):
    """The lecture for whoever may read it; 404 for everybody else."""
    if (refusal := refuse_stranger(page, request)) is not None:
        return refusal

    def build():
        context = {"page": page, **lecture_context(page)}
        return page.template, context, may_be_kept(page) and context["complete"]

    def until():
        return until_next_opening(page.get_parent())

    return keeping.serve(page, request, build, public=page.is_open_to_all(), until=until)


def until_next_opening(parent):
    """When a page that tells of the lectures below `parent` has to be built anew; None: not by itself."""
    from courses.models import LecturePage

    return opening.midnight_after(LecturePage.objects.live().descendant_of(parent))


def refuse_stranger(page, request):
    """None for a reader; the way to the sign-in page, or 404, for who may not read `page`."""
    if page.expire_at and page.expire_at <= timezone.now():
        raise Http404
    if page.may_be_read_by(request.user):
        return None
    lecture = getattr(page, "of_lecture", None) or page
    if page.is_meant_for(request.user) and (day := opening.day_for(lecture, request.user)):
        return _not_open_yet(lecture, day)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    raise Http404


def _not_open_yet(lecture, day):
    """No page yet: its title and day are no secret, and nothing else is told."""
    context = {"page": lecture, "day": day, "course": lecture.get_parent()}
    response = HttpResponse(render_to_string("courses/not_open_yet.html", context), status=404)
    response["Cache-Control"] = "private, no-store"
    return response


def serve_course(page, request):
    if not is_course_for(page, request.user):
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        raise Http404
    return _serve_list(page, request, course_context)


def is_course_for(page, user):
    """Whether there is a course here for `user`: a school's own that shows others nothing is its people's."""
    from courses.models import LecturePage, QuizPage
    from students.models import School

    if page.school_id is None:
        return True
    if user.is_authenticated and School.objects.visible_to(user).filter(pk=page.school_id).exists():
        return True
    pages = LecturePage.objects.child_of(page), QuizPage.objects.child_of(page).filter(of_lecture=None)
    return any(listed(those, user).exists() for those in pages)


def serve_subject(page, request):
    return _serve_list(page, request, subject_context)


def _serve_list(page, request, context_for):
    """A list of lectures: one HTML for strangers; people of a school see its own lectures as well."""
    from courses.models import LecturePage, QuizPage

    # A school's own course stands for its people while nothing is in it yet, too.
    for_a_school = getattr(page, "school_id", None) is not None or any(
        kind.objects.live().descendant_of(page).filter(audience="school").exists()
        for kind in (LecturePage, QuizPage)
    )
    if for_a_school and request.user.is_authenticated:
        html = render_to_string(page.template, {"page": page, **context_for(page, request.user)})
        response = HttpResponse(html)
        response["Cache-Control"] = "private, no-cache"
        return response

    def build():
        return page.template, {"page": page, **context_for(page, None)}, may_be_kept(page)

    def until():
        return until_next_opening(page)

    return keeping.serve(page, request, build, public=True, more_when_signed_in=for_a_school, until=until)


def may_be_kept(page):
    return page.live and not page.get_view_restrictions()


def lecture_context(page):
    from courses.mistakes import places
    from courses.models import LecturePage, MistakeReport

    course = page.get_parent()
    neighbours = list(_readable(LecturePage, page, course)) if course else []
    place = next((n for n, other in enumerate(neighbours) if other.pk == page.pk), None)
    pieces = list(_pieces(page.body))
    total = {**weight.of_body(page.body), "page": page.weight.get("page")}
    return {
        "pieces": pieces,
        "contents": [piece for piece in pieces if piece["anchor"]],
        "trail": trail(page),
        "course": course,
        "previous": neighbours[place - 1] if place else None,
        "next": neighbours[place + 1] if place is not None and place + 1 < len(neighbours) else None,
        "before": _before(page, course, neighbours),
        "practices": practices_after(page, course) if course else [],
        "objectives": [line.strip(" -•") for line in page.objectives.splitlines() if line.strip(" -•")],
        "weight": total,
        # What is to be heard brings its player along.
        "is_heard": bool(total["sound"] or total["video"]),
        "places": list(places(page)),
        "mistake_kinds": [(kind.value, kind.label) for kind in MistakeReport.OF_LECTURES],
        "copied_from": getattr(page, "copied_from", None),
        "complete": all(_complete(picture) for picture in weight.pictures_in(page)),
    }


def course_context(page, user):
    from courses.models import LecturePage, QuizPage

    lectures = listed(LecturePage.objects.child_of(page).select_related("cover"), user).defer("body")
    quizzes = QuizPage.objects.child_of(page).filter(of_lecture=None).without_competitions()
    quizzes = listed(quizzes, user).defer("parts")
    return {"lectures": lectures, "quizzes": quizzes, "trail": trail(page), "subject": page.get_parent()}


def subject_context(page, user):
    from courses.models import CoursePage, LecturePage, QuizPage

    courses = CoursePage.objects.live().child_of(page).order_by("grade", "path")
    lectures = list(listed(LecturePage.objects.descendant_of(page).defer("body"), user))
    pairs = [
        (course, [lecture for lecture in lectures if lecture.path.startswith(course.path)])
        for course in courses
    ]
    papers = QuizPage.objects.live().descendant_of(page).filter(practice=False)
    papers = papers.filter(competition_session__isnull=False).values_list("path", flat=True)
    for_competitions = {path[: -CoursePage.steplen] for path in papers}
    # Without lectures here, a course of another school does not stand here, nor one made for competitions.
    return {
        "courses": [
            (course, lectures)
            for course, lectures in pairs
            if lectures or course.school_id is None and course.path not in for_competitions
        ],
        "trail": trail(page),
    }


def trail(page):
    """Ancestors from the home page down, for the breadcrumbs."""
    return list(
        Page.objects.ancestor_of(page).live().filter(depth__gt=1).only("title", "url_path", "depth", "path")
    )


def listed(pages, user):
    """Those of `pages` to be listed: what is for one school only for people of that school."""
    if user is not None and user.is_authenticated:
        return pages.meant_for(user).order_by("path")
    return pages.live().exclude(audience="school").order_by("path")


def _before(page, course, neighbours):
    """Lectures that a pupil is told to do first: those it needs, and in order the one before it."""
    keys = {lecture.pk for lecture in page.needs.all()}
    place = next((n for n, other in enumerate(neighbours) if other.pk == page.pk), None)
    if place and course.specific.in_order:
        keys.add(neighbours[place - 1].pk)
    return [one for one in neighbours if one.pk in keys]


def practices_after(page, course):
    """Practice of the course that does not stand in the lecture itself."""
    from courses.models import QuizPage

    inside = [
        block.value["quiz"].pk
        for block in page.body
        if block.block_type == "practice" and block.value["quiz"]
    ]
    return list(
        _readable(QuizPage, page, course)
        .filter(practice=True, of_lecture=None)
        .exclude(pk__in=inside)[:MOST_PRACTICES]
    )


def _readable(kind, page, course):
    """Pages beside `page` that every reader of it may read too, so that one HTML suits all of them."""
    from courses.models import Audience

    wider = {
        Audience.PUBLIC: [Audience.PUBLIC],
        Audience.SIGNED_IN: [Audience.PUBLIC, Audience.SIGNED_IN],
        Audience.SCHOOL: list(Audience),
    }[page.audience]
    return (
        kind.objects.live()
        .child_of(course)
        .filter(_open_to_all(kind, page), audience__in=wider)
        .order_by("path")
        .only("title", "url_path", "path", "depth", "audience")
    )


def _open_to_all(kind, page):
    """A lecture that is read ahead of its day stands among its neighbours all the same."""
    from courses.models import LecturePage

    return opening.open_to_all() | Q(pk=page.pk) if kind is LecturePage else Q()


def _pieces(body):
    """Each block with what its wrapper needs; headings of parts get an anchor, terms and sources a number."""
    part = 0
    for block, before in footnotes.numbered(body):
        anchor = ""
        if block.block_type == "heading":
            part += 1
            anchor = f"phan-{part}"
        yield {
            "block": block,
            "kind": block.block_type,
            "id": block.id or "",
            "anchor": anchor,
            "before": before,
        }


def _complete(picture):
    from courses.pictures import filters

    wanted = filters(picture).values()
    return len(picture.find_existing_renditions(*wanted)) == len(set(wanted))
