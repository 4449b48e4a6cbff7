"""A quiz from a format: the formats as data, the matrix, the draft; trying it; a copy for next year."""

from collections import Counter
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from courses import matrix_filling, paper_making
from courses.models import AnswerEvent, Attempt, CoursePage, QuizOverride, QuizPage
from courses.models.papers import items_of
from courses.paper_formats import FORMATS
from students.models import Role, SchoolYear
from tests import builders
from tests.courses import quizzes

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LEVELS = matrix_filling.LEVELS

pytestmark = pytest.mark.usefixtures("nothing_remembered")


# --- The formats ---


@pytest.mark.parametrize("paper", FORMATS.values(), ids=FORMATS)
def test_every_format_makes_ten_points(paper):
    assert paper.worth == Decimal(10)
    assert paper.minutes
    assert all(part.title and part.to_do for part in paper.parts)


@pytest.mark.parametrize(
    ("code", "worths"),
    [
        ("exam-maths", [3, 4, 3]),
        ("exam-science", ["4.5", 4, "1.5"]),
        ("exam-society", [6, 4]),
        ("exam-language", [10]),
        ("school-3223", [3, 2, 2, 3]),
        ("school-3430", [3, 4, 3]),
        ("quarter-hour", [10]),
    ],
)
def test_what_each_part_is_worth(code, worths):
    assert [part.worth for part in FORMATS[code].parts] == [Decimal(one) for one in worths]


# --- The matrix ---


@pytest.mark.parametrize(
    ("count", "expected"),
    [(10, [4, 3, 3]), (12, [5, 4, 3]), (4, [2, 1, 1]), (6, [2, 2, 2]), (1, [1, 0, 0]), (40, [16, 12, 12])],
)
def test_forty_thirty_thirty_in_whole_questions(count, expected):
    told = list(matrix_filling.by_level(count).values())
    assert (sum(told), told[0]) == (count, expected[0])
    assert sorted(told) == sorted(expected)


def test_a_proposal_covers_all_topics_as_far_as_the_bank_reaches():
    part = FORMATS["quarter-hour"].parts[0]
    stock = Counter({("one_choice", topic, level): 3 for topic in ("Góc", "Phân số") for level in LEVELS})
    told = matrix_filling.proposal(part, ["Góc", "Phân số", ""], stock)
    assert sum(told.values()) == 10
    assert sorted(Counter(topic for topic, _level in told.elements()).values()) == [5, 5]
    # Nothing to apply in the bank: the other levels give more.
    for topic in ("Góc", "Phân số"):
        stock["one_choice", topic, LEVELS[2]] = 0
    told = matrix_filling.proposal(part, ["Góc", "Phân số", ""], stock)
    assert sum(told.values()) == 10
    assert not any(level == LEVELS[2] for _topic, level in told)


# --- On the pages ---


@pytest.fixture
def bank(db):
    bank = quizzes.make_bank()
    for n in range(12):
        quizzes.make_question(bank, text=f"câu {n}", topic="Phân số" if n % 2 else "Góc", level=LEVELS[n % 3])
    return bank


@pytest.fixture
def course(muong_nha):
    return quizzes.make_course(school=muong_nha)


def cells(page, form="quarter-hour"):
    """What the grid proposes, as a browser would post it."""
    form = page.context["form"]
    told = {name: form[name].initial for name in form.fields if name.startswith("n")}
    return {name: value for name, value in told.items() if value is not None}


ADDRESS = "/quizzes/new/?format=quarter-hour&bank=TOAN6"


def test_an_author_makes_a_draft_from_a_format(author, course, bank, signed_in):
    client = signed_in(author)
    assert "15 phút" in client.get("/quizzes/new/").content.decode()
    page = client.get(ADDRESS)
    told = {**cells(page), "title": "Kiểm tra Phân số", "course": course.pk, "minutes": 15, "codes": 4}
    answer = client.post(ADDRESS, told)
    quiz = QuizPage.objects.get()
    assert answer.url == f"/quizzes/{quiz.uid}/"
    assert (quiz.live, quiz.minutes, quiz.codes, quiz.owner) == (False, 15, 4, author)
    assert quiz.paper is None
    assert "Kiểm tra Phân số" in client.get(answer.url).content.decode()
    # Who only writes does not publish.
    assert client.post(f"{answer.url}publish/").status_code == 404
    quiz.get_latest_revision().publish()
    quiz = QuizPage.objects.get()
    assert [paper.code for paper in quiz.edition] == ["101", "102", "103", "104"]
    assert all(len(items_of(paper.pk)) == 10 for paper in quiz.edition)


def test_a_grid_that_does_not_fit_is_refused_with_sentences(author, course, bank, signed_in):
    client = signed_in(author)
    told = {"title": "x", "course": course.pk, "minutes": 15, "codes": 1, "n0-0-0": 7}
    answer = client.post(ADDRESS, told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Phần I: các ô cộng lại được 7 câu, mẫu đề cần 10" in page
    assert "Phần I, chủ đề Góc, mức nhận biết: cần 7 câu, có 2" in page
    assert not QuizPage.objects.exists()


def test_what_practice_asks_is_no_stock_and_nothing_is_drafted_of_it(author, course, bank, signed_in):
    asked = list(bank.questions.all()[:4])
    quizzes.make_quiz(course, asked, title="Luyện tập", practice=True)
    page = signed_in(author).get(ADDRESS)
    assert "có 8 câu" in page.content.decode()
    assert sum(cells(page).values()) == 8
    told = {"title": "x", "course": course.pk, "minutes": 15, "codes": 1}
    # As many as the bank had before.
    full = {f"n0-{row}-{column}": 2 for row in (0, 1) for column in (0, 1)} | {"n0-0-2": 2}
    assert signed_in(author).post(ADDRESS, told | full).status_code == 422
    assert not QuizPage.objects.filter(practice=False).exists()


def test_any_topic_is_what_the_topics_leave():
    part = FORMATS["quarter-hour"].parts[0]
    level = LEVELS[0]
    stock = Counter({("one_choice", "Góc", level): 6, ("one_choice", "", level): 9})
    assert matrix_filling.problems(part, 0, {("Góc", level): 5, ("", level): 4}, stock)[1:] == []
    [_total, said] = matrix_filling.problems(part, 0, {("Góc", level): 6, ("", level): 5}, stock)
    assert said == "Phần I, mọi chủ đề, mức nhận biết: cần 11 câu, có 9."


@pytest.mark.parametrize("told", [{"n0-0-0": "-1"}, {"n0-0-0": "x"}, {"codes": "99"}, {"course": "x"}])
def test_nonsense_is_refused(told, author, course, bank, signed_in):
    good = {"title": "x", "course": course.pk, "minutes": 15, "codes": 1}
    assert signed_in(author).post(ADDRESS, good | told).status_code == 422


@pytest.mark.parametrize("address", ["?format=x&bank=TOAN6", "?format=quarter-hour&bank=X"])
def test_an_address_that_names_nothing_asks_again(address, author, course, bank, signed_in):
    assert signed_in(author).get(f"/quizzes/new/{address}").status_code == 200


def test_who_neither_writes_nor_teaches_is_told_so(muong_nha, course, bank, signed_in):
    nobody = builders.make_staff("moi", "Lò Văn Mới", Role.Kind.TEACHER, school=muong_nha)
    page = signed_in(nobody).get("/quizzes/new/").content.decode()
    assert "chưa được soạn" in page
    told = {"title": "x", "course": course.pk, "minutes": 15, "codes": 1}
    assert signed_in(nobody).post(ADDRESS, told).status_code == 422
    assert not QuizPage.objects.exists()


# --- A teacher's own quiz ---


@pytest.fixture
def own_bank(muong_nha, course):
    bank = quizzes.make_bank("LAN6", "Đề của cô Lan", school=muong_nha)
    for kind in ("one_choice", "one_choice", "four_statements", "short_number", "information"):
        quizzes.make_question(bank, kind)
    return bank


def test_a_teacher_opens_a_place_for_quizzes_once(ms_lan, own_bank, course, signed_in):
    course.unpublish()
    client = signed_in(ms_lan)
    address = f"/quizzes/new/{own_bank.code}/?pick=1&pick=3"
    assert "Mở chỗ đặt bài" in client.get(address).content.decode()
    for _twice in range(2):
        assert client.post("/quizzes/new/places/", {"back": address}).url == address
    made = CoursePage.objects.exclude(pk=course.pk).get()
    assert (made.grade, made.school, made.live) == (6, own_bank.school, True)
    assert client.post("/quizzes/new/places/", {"back": "//example.org/"}).url == "/quizzes/new/"


def test_a_teacher_makes_prints_and_gives_a_quiz_of_ticked_questions(
    ms_lan, mr_pao, own_bank, course, class_6a, signed_in
):
    client = signed_in(ms_lan)
    address = f"/quizzes/new/{own_bank.code}/?pick=1&pick=2&pick=3&pick=4&pick=5"
    page = client.get(address).content.decode()
    assert "4 câu" in page
    assert 'value="2,5"' in page
    told = {"title": "Giữa kì", "course": course.pk, "minutes": 45, "codes": 3}
    points = {f"points_{name}": "2,5" for name in ("one_choice", "four_statements", "short_number")}
    draft = client.post(address, told | points)
    assert "Giao bài" not in client.get(draft.url).content.decode()
    published = client.post(f"{draft.url}publish/", follow=True).content.decode()
    quiz = QuizPage.objects.get()
    assert f'href="/desk/give/?page={quiz.uid}"' in published
    assert (quiz.live, quiz.audience, quiz.owner) == (True, "school", ms_lan)
    assert [paper.code for paper in quiz.edition] == ["101", "102", "103"]
    assert sum(item.points for item in items_of(quiz.paper.pk)) == 10
    assert client.get(f"/questions/printing/{quiz.uid}/").status_code == 200
    assert client.get(f"{draft.url}try/").status_code == 200
    # The colleague of another school finds nothing of it.
    other = signed_in(mr_pao)
    assert other.get(draft.url).status_code == 404
    assert other.get(address).status_code == 404
    assert other.post(f"{draft.url}publish/").status_code == 404


def test_a_colleague_does_not_publish_what_another_drafted(
    ms_lan, muong_nha, class_6a, own_bank, course, signed_in
):
    draft = paper_making.make_of(course, ms_lan, "Giữa kì", [("Câu hỏi", "", 1, ["LAN6-1"])], 15)
    colleague = builders.make_teacher("hai", "Lường Thị Hải", class_6a)
    assert signed_in(colleague).post(f"/quizzes/{draft.uid}/publish/").status_code == 404
    assert not QuizPage.objects.get().live


def test_a_quiz_is_judged_by_what_goes_out(ms_lan, own_bank, course, signed_in):
    draft = paper_making.make_of(course, ms_lan, "Giữa kì", [("Câu hỏi", "", 1, ["LAN6-1"])], 15)
    now = draft.get_latest_revision_as_object()
    now.audience = "public"
    now.save_revision()
    assert signed_in(ms_lan).post(f"/quizzes/{draft.uid}/publish/").status_code == 404
    assert not QuizPage.objects.get().live


def test_nothing_ticked_is_refused_with_a_sentence(ms_lan, own_bank, course, signed_in):
    answer = signed_in(ms_lan).post(f"/quizzes/new/{own_bank.code}/?pick=5", {"title": "x"})
    assert answer.status_code == 422
    assert "Hãy đánh dấu ít nhất một câu" in answer.content.decode()


def test_another_school_finds_neither_bank_nor_draft(author, course, bank, na_hy, mr_pao, signed_in):
    quizzes.make_question(quizzes.make_bank("NAHY", "Nà Hỳ", school=na_hy))
    page = signed_in(author).get("/quizzes/new/").content.decode()
    assert "NAHY" not in page
    draft = made(course, bank, author)
    client = signed_in(mr_pao)
    for path in ("", "try/"):
        assert client.get(f"/quizzes/{draft.uid}/{path}").status_code == 404
    for path in ("publish/", "copy/"):
        assert client.post(f"/quizzes/{draft.uid}/{path}").status_code == 404


def made(course, bank, by, **more):
    form = FORMATS["quarter-hour"]
    topics, stock = matrix_filling.stock_of(bank)
    matrix = [matrix_filling.proposal(form.parts[0], topics, stock)]
    return paper_making.make(course, by, "Kiểm tra 15 phút", form, bank, matrix, 15, **more)


# --- Trying it ---


def test_a_dry_run_marks_and_keeps_nothing(author, course, bank, signed_in):
    draft = made(course, bank, author)
    client = signed_in(author)
    address = f"/quizzes/{draft.uid}/try/"
    page = client.get(address)
    html = page.content.decode()
    assert html.count("<fieldset") == 10
    assert "15 phút" in html
    run = page.context["run"]
    right = {f"q{item.place}": "b" for item in run.items[:9]}
    done = client.post(address, {**right, "code": "", "seed": run.seed})
    told = done.content.decode()
    assert done.context["result"].points == 9
    assert "9,0" in told
    assert "Đáp án" in told
    assert not Attempt.objects.exists()
    assert not AnswerEvent.objects.exists()
    assert QuizPage.objects.get().paper is None


def test_a_dry_run_of_a_code_is_the_paper_of_that_code(author, course, bank, signed_in):
    draft = made(course, bank, author, codes=3)
    draft.get_latest_revision().publish()
    quiz = QuizPage.objects.get()
    client = signed_in(author)
    for paper in quiz.edition:
        run = client.get(f"/quizzes/{quiz.uid}/try/?code={paper.code}").context["run"]
        assert [(one.version_id, one.options) for one in run.items] == [
            (one.version_id, one.options) for one in items_of(paper.pk)
        ]


def test_who_does_not_write_the_quiz_tries_what_is_published(na_hy, author, ms_lan, course, bank, signed_in):
    published, drafted = quizzes.make_question(bank, text="Đã ra đề"), "Còn là bản nháp của Nà Hỳ"
    strange = quizzes.make_question(quizzes.make_bank("NAHY", "Nà Hỳ", school=na_hy), text=drafted)
    quiz = quizzes.make_quiz(course, [published])
    quiz.parts = [{"type": "part", "value": {"title": "I", "points": "1", "questions": strange.code}}]
    quiz.save_revision()
    address = f"/quizzes/{quiz.uid}/try/"
    html = signed_in(ms_lan).get(address).content.decode()
    assert "Đã ra đề" in html
    assert drafted not in html
    assert drafted in signed_in(author).get(address).content.decode()


def test_a_pupil_tries_nothing(giang, author, course, bank, signed_in):
    draft = made(course, bank, author)
    assert signed_in(giang).get(f"/quizzes/{draft.uid}/try/").status_code == 403


# --- For next year ---


@pytest.fixture
def years(db):
    SchoolYear.objects.update_or_create(
        code="2026-2027", defaults={"starts_on": "2026-09-07", "ends_on": "2027-05-31"}
    )
    SchoolYear.objects.update_or_create(
        code="2027-2028", defaults={"starts_on": "2027-09-06", "ends_on": "2028-05-31"}
    )


def test_a_copy_for_next_year_is_a_draft_with_its_dates_moved(author, course, bank, giang, years, signed_in):
    quiz = quizzes.make_quiz(
        course,
        list(bank.questions.all()[:2]),
        opens_at=datetime(2026, 10, 12, 7, tzinfo=HANOI),
        closes_at=datetime(2026, 10, 16, 17, tzinfo=HANOI),
        password="ban",
        tries=2,
    )
    QuizOverride.objects.create(page=quiz, student=giang, tries=5, by=author)
    bank.questions.first().retire(by=author)
    client = signed_in(author)
    answer = client.post(f"/quizzes/{quiz.uid}/copy/", {"course": course.pk}, follow=True)
    assert "TOAN6-1" in answer.content.decode()
    copy = QuizPage.objects.exclude(pk=quiz.pk).get()
    # A Monday stays a Monday.
    assert copy.opens_at == datetime(2027, 10, 11, 7, tzinfo=HANOI)
    assert copy.closes_at == datetime(2027, 10, 15, 17, tzinfo=HANOI)
    assert (copy.live, copy.tries, copy.password) == (False, 2, "ban")
    assert copy.draw_seed != quiz.draw_seed
    assert not copy.overrides.exists()
    assert copy.slug != quiz.slug


def test_a_copy_goes_only_where_one_writes(author, course, bank, na_hy, signed_in):
    quiz = quizzes.make_quiz(course, list(bank.questions.all()[:2]))
    theirs = quizzes.make_course(school=na_hy, title="Toán Nà Hỳ")
    client = signed_in(author)
    for key in (theirs.pk, "x", "", "99999999999"):
        assert client.post(f"/quizzes/{quiz.uid}/copy/", {"course": key}).status_code == 404
    assert QuizPage.objects.count() == 1


def test_from_the_editor_there_is_a_way_to_the_trial(author, course, bank, signed_in):
    draft = made(course, bank, author, codes=4)
    page = signed_in(author).get(f"/admin/pages/{draft.pk}/edit/").content.decode()
    assert f"/quizzes/{draft.uid}/" in page
    # The fields of the rules stand there, with what was ticked.
    for name in ("codes", "draws_each", "draw_again", "password", "sections", "review_closed"):
        assert f'name="{name}"' in page
