"""What stands below a lecture: the next one, practice, the course, and the pupil's own page."""

import pytest

from tests.courses import builders, quizzes


@pytest.fixture
def course(db):
    return builders.make_course("Toán 6")


def end_of(page, client):
    html = client.get(page.url).content.decode()
    return html[html.index('class="lecture__after"') :]


def test_a_lecture_leads_to_its_neighbours(course, client):
    first, second, third = (builders.make_lecture(f"Bài {n}", course) for n in (1, 2, 3))
    end = end_of(second, client)
    assert f'href="{first.url}" rel="prev"' in end
    assert f'href="{third.url}" rel="next"' in end


def test_the_last_lecture_says_so_and_leads_to_the_course(course, client):
    builders.make_lecture("Bài 1", course)
    end = end_of(builders.make_lecture("Bài 2", course), client)
    assert "bài cuối của Toán 6" in end
    assert f'href="{course.url}"' in end


def test_a_lecture_alone_has_an_end_too(course, client):
    end = end_of(builders.make_lecture("Bài 1", course), client)
    assert "bài cuối" not in end
    assert f'href="{course.url}"' in end
    assert 'href="/start/"' in end


def test_practice_of_the_course_is_offered_but_no_graded_quiz(course, client):
    question = quizzes.make_question(quizzes.make_bank())
    practice = quizzes.make_quiz(course, [question], title="Ôn phân số", practice=True)
    quizzes.make_quiz(course, [quizzes.make_question(quizzes.make_bank("KHAC"))], title="Kiểm tra một tiết")
    end = end_of(builders.make_lecture("Bài 1", course), client)
    assert f'href="{practice.url}"' in end
    assert "Kiểm tra một tiết" not in end


def test_practice_that_stands_in_the_lecture_is_not_offered_again(course, client):
    question = quizzes.make_question(quizzes.make_bank())
    practice = quizzes.make_quiz(course, [question], title="Ôn phân số", practice=True)
    page = builders.make_lecture("Bài 1", course, body=[("practice", {"quiz": practice})])
    assert "Ôn phân số" not in end_of(page, client)


def test_practice_for_the_school_is_not_told_to_everybody(muong_nha, client):
    course = builders.make_course("Toán 6", school=muong_nha)
    question = quizzes.make_question(quizzes.make_bank())
    quizzes.make_quiz(course, [question], title="Ôn ở trường", practice=True, audience="school")
    assert "Ôn ở trường" not in end_of(builders.make_lecture("Bài 1", course), client)
