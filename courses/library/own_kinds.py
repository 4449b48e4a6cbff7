"""What the catalogue holds of lectures, quizzes and outside pages."""

from courses import weight
from courses.library import shelving
from courses.models import CoursePage, LecturePage, OutsidePage, QuizPage, SubjectPage
from courses.weight import PAGE_ITSELF

# A lecture that opens in less than a minute on the weakest line.
LIGHT = 300_000
MEGABYTE = 1_000_000
NEEDS_SIGNAL = ("outside_link", "video")


def register():
    shelving.register(shelving.Shelved("lecture", LecturePage, of_lecture, _visible(LecturePage)))
    shelving.register(
        shelving.Shelved(
            "quiz",
            QuizPage,
            of_quiz,
            _visible(QuizPage),
            # What stands in a lecture is found with it, a paper of a competition with its competition.
            is_out=lambda quiz: (
                QuizPage.objects.live().without_competitions().filter(pk=quiz.pk, of_lecture=None).exists()
            ),
        )
    )
    shelving.register(
        shelving.Shelved(
            "link",
            OutsidePage,
            of_link,
            OutsidePage.objects.visible_to,
            is_out=lambda link: link.state == OutsidePage.State.APPROVED,
        )
    )


def _visible(model):
    return lambda user: model.objects.visible_to(user).defer_streamfields()


def of_lecture(page):
    parts = page.weight or weight.of_body(page.body)
    languages = [getattr(page, "language", "") or "vi", *languages_in(page.body)]
    return shelving.Facts(
        title=page.title,
        summary=f"{page.summary}\n{page.objectives}",
        body=page.folded_body(),
        languages=" ".join(dict.fromkeys(languages))[:40],
        size=weight.at_once(parts),
        has_sound=bool(parts.get("sound")),
        has_video=bool(parts.get("video")),
        needs_signal=asks_for_signal(page.body),
        **_of_page(page),
    )


def of_quiz(page):
    """Its title and introduction; what it asks is found by nobody."""
    return shelving.Facts(title=page.title, summary=page.intro, size=PAGE_ITSELF, **_of_page(page))


def of_link(link):
    return shelving.Facts(
        title=link.title,
        summary=link.why,
        audience="public" if link.for_all else "school",
        school_id=link.school_id,
        subject_id=link.subject_id,
        grade=link.grade,
        languages=link.language,
        size=int(link.megabytes * MEGABYTE),
        needs_signal=True,
        published_at=link.checked_at,
    )


def languages_in(body):
    """Codes of the languages in which parts of a lecture are read aloud, however deep they stand."""
    codes = {one.get("language") for one in _dicts(_raw(body))}
    return sorted(code for code in codes if isinstance(code, str) and 0 < len(code) <= 8)


def asks_for_signal(body):
    """Whether some of a lecture is nothing without signal: a way to a page of others, or a film, which loads
    while it plays. Sound and pictures help, but one reads on without them."""
    return any(one.get("type") in NEEDS_SIGNAL for one in _dicts(_raw(body)))


def _raw(body):
    return body.get_prep_value() if hasattr(body, "get_prep_value") else []


def _dicts(value):
    """Every dict in a value of a stream, however deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _dicts(inner)


def _of_page(page):
    course = CoursePage.objects.ancestor_of(page).only("grade", "slug", "school", "path", "depth").first()
    subject = SubjectPage.objects.ancestor_of(page).only("subject", "path", "depth").first()
    return {
        "audience": page.audience,
        "school_id": page.school_id,
        "subject_id": subject and subject.subject_id,
        "grade": course and course.grade,
        "topic": course.slug if course else "",
        "published_at": page.first_published_at,
    }
