"""What the catalogue holds of lectures, quizzes and outside pages."""

from courses import weight
from courses.library import shelving
from courses.models import CoursePage, LecturePage, OutsidePage, QuizPage, SubjectPage
from courses.weight import PAGE_ITSELF

# A lecture that opens in less than a minute on the weakest line.
LIGHT = 300_000
MEGABYTE = 1_000_000


def register():
    shelving.register(shelving.Shelved("lecture", LecturePage, of_lecture, _visible(LecturePage)))
    shelving.register(
        shelving.Shelved(
            "quiz",
            QuizPage,
            of_quiz,
            _visible(QuizPage),
            # What stands in a lecture is found with it.
            is_out=lambda quiz: quiz.live and not quiz.of_lecture_id,
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
        published_at=link.checked_at,
    )


def languages_in(body):
    """Codes of the languages in which parts of a lecture are read aloud, however deep they stand."""
    return sorted(set(_languages(body.get_prep_value() if hasattr(body, "get_prep_value") else [])))


def _languages(value):
    if isinstance(value, dict):
        code = value.get("language")
        if isinstance(code, str) and 0 < len(code) <= 8:
            yield code
        for inner in value.values():
            yield from _languages(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _languages(inner)


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
