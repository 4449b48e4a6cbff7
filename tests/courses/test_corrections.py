"""The key of a question was wrong: whose mark changes is seen first, then all of them change at once."""

import io
import json
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from defusedxml.ElementTree import fromstring
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses import correcting
from courses.importing.word.styles import W
from courses.models import Attempt, GivenWork, KeyCorrection, QuizPage
from courses.printing import layout, written
from courses.questions import KINDS, keys
from lms.models import Change, Job
from lms.tasks import run_job
from tests import builders
from tests.courses import quizzes
from tests.courses.test_question_kinds import RIGHT


@pytest.fixture
def bank(db):
    return quizzes.make_bank()  # shared by all schools


@pytest.fixture
def quiz(bank):
    """Two choices and a number, each of which is worth one point. «b» and «2,5» are right."""
    made = [quizzes.make_question(bank, kind) for kind in ("one_choice", "one_choice", "short_number")]
    return quizzes.make_quiz(quizzes.make_course(), made)


@pytest.fixture
def of_giang(quiz, giang):
    return quizzes.hand_in(giang, quiz, {1: "a", 2: "b", 3: "2,5"})


@pytest.fixture
def of_hoa(quiz, hoa):
    return quizzes.hand_in(hoa, quiz, {1: "b", 2: "b", 3: "2,4"})


@pytest.fixture
def lan(ms_lan, signed_in):
    return signed_in(ms_lan)


def version_of(quiz, place=1):
    return quiz.paper.all_items[place - 1].version


@pytest.fixture
def address(quiz, class_6a):
    def of(place=1):
        return f"/attempts/results/{quiz.uid}/{class_6a.uid}/keys/{version_of(quiz, place).pk}/"

    return of


def look(client, path, what, scope="school", **answer):
    told = {"what": what, "scope": scope, "reason": "Đáp án in nhầm", "act": "preview", **answer}
    return client.post(path, told)


def confirm(client, path, response):
    """Press the button of the page that shows what would change."""
    form = BeautifulSoup(response.content, "html.parser").find("main").find("form")
    told = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    return client.post(path, {**told, "act": "apply"})


def correct(client, path, what, scope="school", **answer):
    return confirm(client, path, look(client, path, what, scope, **answer))


def marks(*attempts):
    return [str(Attempt.objects.get(pk=attempt.pk).mark) for attempt in attempts]


# --- Look first ---


def test_what_would_change_is_said_and_nothing_changes(of_giang, of_hoa, lan, address):
    words = look(lan, address(), "key", q1="a").content.decode()
    assert "2 lượt làm đổi điểm" in words
    assert "6,7 → <b>10,0</b>" in words
    assert "6,7 → <b>3,3</b>" in words
    assert "Giàng A Sùng" in words
    assert marks(of_giang, of_hoa) == ["6.7", "6.7"]
    assert not KeyCorrection.objects.exists()


def test_applied_all_of_them_change_at_once_with_one_line_of_history(of_giang, of_hoa, lan, address):
    response = correct(lan, address(), "key", q1="a")
    assert response.status_code == 302
    assert marks(of_giang, of_hoa) == ["10.0", "3.3"]
    assert Change.objects.get(act="correct a key").after == {"marked_anew": "2/2"}
    assert KeyCorrection.objects.get().key == {"right": "a"}


def test_what_is_marked_later_is_marked_by_the_new_key(of_giang, lan, address, quiz, hoa):
    correct(lan, address(), "key", q1="a")
    later = quizzes.hand_in(hoa, quiz, {1: "a", 2: "b", 3: "2,5"})
    assert marks(later) == ["10.0"]
    of_giang.refresh()
    assert marks(of_giang) == ["10.0"]


def test_work_that_arrived_meanwhile_is_looked_at_again(of_giang, lan, address, quiz, hoa):
    seen = look(lan, address(), "key", q1="a")
    quizzes.hand_in(hoa, quiz, {1: "b"})
    response = confirm(lan, address(), seen)
    assert response.status_code == 409
    assert "xem lại" in response.content.decode().lower()
    assert not KeyCorrection.objects.exists()
    assert confirm(lan, address(), response).status_code == 302


def test_the_same_twice_is_as_once(of_giang, of_hoa, lan, address):
    seen = look(lan, address(), "key", q1="a")
    confirm(lan, address(), seen)
    assert confirm(lan, address(), seen).status_code == 422  # it is marked so already
    assert KeyCorrection.objects.count() == 1
    assert marks(of_giang, of_hoa) == ["10.0", "3.3"]


def test_an_attempt_that_was_only_begun_has_no_mark_that_changes(of_giang, hoa, quiz, lan, address):
    begun = Attempt.objects.begin(hoa, quiz)
    words = look(lan, address(), "full").content.decode()
    assert "1 lượt làm đổi điểm" in words
    seen = BeautifulSoup(words, "html.parser").find("dl", class_="facts").find_all("dd")
    assert [one.text for one in seen[3:]] == ["1", "0", "0", "1", "2"]  # up, down, unchanged, at work, all
    correct(lan, address(), "full")
    begun.refresh_from_db()
    assert begun.points is None
    assert marks(quizzes.hand_in(hoa, quiz, {})) == ["3.3"]


def test_answers_that_come_in_while_one_looks_do_not_hinder_and_count_by_the_new_key(
    of_giang, hoa, lan, address, quiz
):
    quizzes.hand_in(hoa, quiz, {2: "b"}, submit=False)
    seen = look(lan, address(), "key", q1="a")
    at_work = quizzes.hand_in(hoa, quiz, {1: "a"}, submit=False)
    assert confirm(lan, address(), seen).status_code == 302
    assert marks(of_giang, at_work) == ["10.0", "6.7"]


def test_many_are_marked_by_a_worker_who_may_break_off_and_begin_again(
    of_giang, of_hoa, lan, address, monkeypatch
):
    monkeypatch.setattr(correcting, "MOST_AT_ONCE", 1)
    response = correct(lan, address(), "key", q1="a")
    begun = Job.objects.get()
    assert response["Location"] == f"/jobs/{begun.pk}/"
    assert KeyCorrection.objects.exists()
    assert marks(of_giang, of_hoa) == ["6.7", "6.7"]
    kept = []

    def breaks_off(diff):
        if kept:
            raise RuntimeError("the worker was stopped")
        kept.append(diff)
        real(diff)

    real = correcting.keep
    with monkeypatch.context() as patch:
        patch.setattr(correcting, "keep", breaks_off)
        with pytest.raises(RuntimeError):
            correcting.mark_anew(KeyCorrection.objects.get())
    for _twice in range(2):
        Job.objects.update(state=Job.State.WAITING)
        run_job.func(str(begun.pk))
        assert marks(of_giang, of_hoa) == ["10.0", "3.3"]
    begun.refresh_from_db()
    assert begun.state == Job.State.DONE
    assert lan.get(f"/jobs/{begun.pk}/").status_code == 302


# --- What may be said ---


def test_one_more_answer_is_right_and_nobody_loses(of_giang, of_hoa, lan, address):
    correct(lan, address(), "accept", q1="a")
    assert marks(of_giang, of_hoa) == ["10.0", "6.7"]


def test_a_further_number_is_right_as_well(of_giang, of_hoa, lan, address):
    correct(lan, address(3), "accept", q1="2,4")
    assert marks(of_giang, of_hoa) == ["6.7", "10.0"]


def test_everybody_gets_full_points_even_who_left_it_empty(of_giang, lan, address, quiz, hoa):
    empty = quizzes.hand_in(hoa, quiz, {2: "b", 3: "2,5"})
    correct(lan, address(), "full")
    assert marks(of_giang, empty) == ["10.0", "10.0"]


def test_a_question_that_does_not_count_is_out_of_the_sum(of_giang, of_hoa, lan, address):
    correct(lan, address(), "out")
    assert marks(of_giang, of_hoa) == ["10.0", "5.0"]
    assert Attempt.objects.get(pk=of_giang.pk).out_of == 2


def test_of_a_quiz_without_any_question_left_there_is_no_mark(giang, bank, lan, class_6a):
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank)])
    attempt = quizzes.hand_in(giang, quiz, {1: "a"})
    correct(lan, f"/attempts/results/{quiz.uid}/{class_6a.uid}/keys/{version_of(quiz).pk}/", "out")
    assert Attempt.objects.get(pk=attempt.pk).mark is None


def test_an_essay_that_was_wrong_waits_for_nobody(giang, bank, lan, class_6a):
    quiz = quizzes.make_quiz(quizzes.make_course(), [quizzes.make_question(bank, "essay")])
    attempt = quizzes.hand_in(giang, quiz, {1: "Bài viết"})
    correct(lan, f"/attempts/results/{quiz.uid}/{class_6a.uid}/keys/{version_of(quiz).pk}/", "full")
    attempt.refresh_from_db()
    assert (attempt.to_mark, attempt.mark) == (0, 10)
    assert "chưa có em nào nộp" in lan.get(f"/attempts/marking/{quiz.uid}/{class_6a.uid}/").content.decode()


def test_the_key_of_a_newer_version_that_asks_the_same(of_giang, lan, address, quiz):
    version = version_of(quiz)
    told = {"kind": version.kind, "text": version.text, "content": version.content}
    version.question.revise(None, key={"right": "a"}, **told)
    correct(lan, address(), "version")
    assert marks(of_giang) == ["10.0"]


def test_undone_by_another_correction_all_is_as_it_was(of_giang, of_hoa, lan, address):
    correct(lan, address(), "out")
    correct(lan, address(), "as_written")
    assert marks(of_giang, of_hoa) == ["6.7", "6.7"]
    assert KeyCorrection.objects.count() == 2


@pytest.mark.parametrize(
    "told",
    [
        {"what": "key"},
        {"what": "key", "q1": "z"},
        {"what": "key", "q1": "b"},
        {"what": "?"},
        {"what": "full", "reason": " "},
    ],
)
def test_what_says_nothing_is_refused_and_changes_nothing(told, of_giang, lan, address):
    told = {"scope": "school", "reason": "Vì nhầm", **told}
    for act in ("preview", "apply"):
        assert lan.post(address(), {"act": act, **told}).status_code == 422
    assert not KeyCorrection.objects.exists()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if keys.can_be_corrected(kind)])
def test_whoever_answers_rightly_makes_a_key_by_which_that_is_right(kind, bank):
    version = quizzes.make_question(bank, kind).current
    values = next(iter(RIGHT[kind](version.key).values()), [])
    raw = [
        f"{part[1:]}:{value}" if part.startswith("-") else value
        for part, told in RIGHT[kind](version.key).items()
        for value in told
    ]
    response = version.rules.read_response(raw, version.content)
    assert values
    key = keys.right_by(kind, response, version.content, version.key)
    assert version.rules.score(response, version.content, key) == 1
    assert version.rules.problems(version.content, key) == []
    if keys.takes_further(kind):
        more = keys.also_right_by(kind, response, version.content, version.key)
        assert version.rules.score(response, version.content, more) == 1


def test_the_keys_ask_as_much_after_many_corrections_as_after_one(of_giang, lan, quiz, class_6a, address):
    path = f"/attempts/results/{quiz.uid}/{class_6a.uid}/keys/"

    def asked():
        with CaptureQueriesContext(connection) as queries:
            words = lan.get(path).content.decode()
        return len(queries), words.count("Đáp án in nhầm")

    correct(lan, address(), "full")
    asked()  # the message is read, and what is kept in memory
    once = asked()
    correct(lan, address(2), "full")
    correct(lan, address(), "out")
    asked()
    assert (once[1], asked()) == (1, (once[0], 3))


# --- Who, and for whom ---


def test_our_school_corrects_its_own_attempts_alone(of_giang, lan, address, quiz, vang):
    theirs = quizzes.hand_in(vang, quiz, {1: "a", 2: "b", 3: "2,5"})
    correct(lan, address(), "key", q1="a")
    assert marks(of_giang, theirs) == ["10.0", "6.7"]


def test_a_teacher_does_not_correct_a_shared_question_everywhere(of_giang, lan, address, quiz):
    assert look(lan, address(), "full", scope="everywhere").status_code == 422
    question = version_of(quiz).question
    assert lan.get(f"/questions/{question.pk}/versions/1/correct/").status_code == 404


def test_who_writes_the_bank_corrects_everywhere_and_reads_no_names(of_giang, author, quiz, vang, signed_in):
    theirs = quizzes.hand_in(vang, quiz, {1: "a", 2: "b", 3: "2,5"})
    author.roles.update(school=None, place=quizzes_place())
    client = signed_in(author)
    path = f"/questions/{version_of(quiz).question.pk}/versions/1/correct/"
    seen = look(client, path, "key", scope="everywhere", q1="a")
    assert seen.status_code == 200
    assert "Giàng A Sùng" not in seen.content.decode()
    assert "không nêu tên" in seen.content.decode()
    confirm(client, path, seen)
    assert marks(of_giang, theirs) == ["10.0", "10.0"]


def quizzes_place():
    from students.models import Place

    return Place.objects.current().get(parent=None)


def test_the_other_school_finds_nothing_and_another_subject_is_refused(
    of_giang, mr_pao, class_6a, signed_in, address
):
    assert signed_in(mr_pao).get(address()).status_code == 404
    other = builders.make_teacher("van", "Tòng Thị Vân", class_6a, subject="ngu-van")
    assert signed_in(other).get(address()).status_code == 403


def test_keys_of_a_bank_of_another_school_stay_closed(na_hy, class_6a, ms_lan, signed_in):
    """As they are to who would print them; a quiz given to one's own class does not open them either."""
    asked = quizzes.make_question(quizzes.make_bank("NAHY", "Nà Hỳ", school=na_hy), text="Câu của Nà Hỳ?")
    quiz = quizzes.make_quiz(quizzes.make_course(), [asked])
    GivenWork.objects.create(school_class=class_6a, page=quiz, given_by=ms_lan)
    index = f"/attempts/results/{quiz.uid}/{class_6a.uid}/keys/"
    client = signed_in(ms_lan)
    for path in (index, f"{index}{version_of(quiz).pk}/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"what": "full", "scope": "school", "reason": "x"}).status_code in (404, 405)
    results = f"/attempts/results/{quiz.uid}/{class_6a.uid}/"
    assert index not in client.get(results).content.decode()


def test_before_it_opens_only_who_made_or_gave_it_sees_keys(quiz, class_6a, ms_lan, signed_in, address):
    quiz.opens_at = timezone.now() + timedelta(days=1)
    quiz.save_revision().publish()
    client = signed_in(ms_lan)
    index = f"/attempts/results/{quiz.uid}/{class_6a.uid}/keys/"
    for path in (index, address()):
        told = client.get(path)
        assert told.status_code == 403
        assert "mở lúc 09:00 25/11/2026" in told.content.decode()
        assert "2,5" not in told.content.decode()
    GivenWork.objects.create(school_class=class_6a, page=quiz, given_by=ms_lan)
    assert [client.get(path).status_code for path in (index, address())] == [200, 200]


def test_pupils_of_classes_that_one_may_not_see_are_counted_without_a_name(
    of_giang, lan, address, quiz, muong_nha
):
    other = builders.make_student("Mùa A Chu", builders.make_class(muong_nha, "6B"))
    quizzes.hand_in(other, quiz, {1: "a"})
    words = look(lan, address(), "full").content.decode()
    assert "Mùa A Chu" not in words
    assert "2 lượt làm đổi điểm" in words


def test_a_version_that_no_paper_asks_is_rewritten_instead(bank, author, signed_in):
    author.roles.update(school=None, place=quizzes_place())
    question = quizzes.make_question(bank)
    client, path = signed_in(author), f"/questions/{question.pk}/versions/1/correct/"
    assert client.get(path).status_code == 404
    assert look(client, path, "full", scope="everywhere").status_code == 404
    assert not KeyCorrection.objects.exists()


def test_of_deleted_quizzes_none_is_taken_for_another(of_giang, lan, address, quiz):
    correct(lan, address(), "full")
    version = version_of(quiz)
    quiz.delete()
    kept = KeyCorrection.objects.get()
    assert (kept.page_id, kept.version_id) == (None, version.pk)
    assert not kept.concerns(None, kept.school_id)


# --- Where the key is shown ---


def test_practice_shows_and_marks_by_the_corrected_key(bank, author, signed_in, giang, client):
    question = quizzes.make_question(bank)
    page = quizzes.make_quiz(quizzes.make_course(), [question], practice=True, audience="public")

    def told():
        html = BeautifulSoup(client.get(page.url).content, "html.parser")
        return json.loads(html.find("script", type="application/json").string)["1"]

    assert told()["key"] == {"right": "b"}
    with transaction.atomic():
        made = KeyCorrection(version=question.current, scope="everywhere", what="key", key={"right": "c"})
        correcting.apply(made, author, correcting.diff_of(made).digest)
    from courses import keeping

    keeping.forget_everything()  # what a commit does
    assert told()["key"] == {"right": "c"}
    assert told()["shown"] == "5"
    assert marks(quizzes.hand_in(giang, page, {1: "c"})) == ["10.0"]


def test_the_review_and_the_analysis_speak_of_the_corrected_key(
    of_giang, of_hoa, lan, address, quiz, class_6a
):
    correct(lan, address(), "full")
    assert "cả lớp được trọn điểm" in lan.get(f"/attempts/{of_giang.pk}/").content.decode()
    correct(lan, address(2), "key", q1="a")
    html = lan.get(f"/attempts/results/{quiz.uid}/{class_6a.uid}/questions/").content
    heads = BeautifulSoup(html, "html.parser").find_all("h2", class_="question__head")
    # The first told nobody apart, and keeps its number.
    assert [head.text.split()[:2] for head in heads] == [["Câu", "2"], ["Câu", "3"]]


def test_a_key_correction_is_never_changed_nor_taken_away(of_giang, lan, address):
    correct(lan, address(), "full")
    for change in (
        lambda: KeyCorrection.objects.update(key={"right": "c"}),
        lambda: KeyCorrection.objects.update(reason="khác"),
        lambda: KeyCorrection.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    KeyCorrection.objects.update(reason="")  # of an erased name


def test_the_command_marks_a_quiz_anew(of_giang, quiz, capsys):
    Attempt.objects.update(points=Decimal("0.5"), mark=Decimal("1.7"))
    call_command("regrade", str(quiz.uid), "--dry-run")
    assert marks(of_giang) == ["1.7"]
    call_command("regrade", str(quiz.uid))
    assert "1 of 1 attempts changed" in capsys.readouterr().out
    assert marks(of_giang) == ["6.7"]
    with pytest.raises(CommandError):
        call_command("regrade", "khong-co")


def test_the_printed_key_is_the_corrected_one(quiz, author):
    made = KeyCorrection(
        version=version_of(quiz), scope="everywhere", what="key", key={"right": "a"}, reason="Nhầm"
    )
    correcting.apply(made, author, correcting.diff_of(made).digest)
    void = KeyCorrection(version=version_of(quiz, 2), scope="everywhere", what="out", key={"void": "out"})
    correcting.apply(void, author, correcting.diff_of(void).digest)
    parts = layout.laid_out(quiz.paper)
    assert [written.key_of(asked) for asked in parts[0].questions] == ["A", "–", "2,5"]
    assert "không tính điểm" in written.also_right(parts[0].questions[1])


def test_a_school_prints_the_key_as_it_corrected_it_and_no_other_school_does(
    of_giang, lan, address, quiz, mr_pao, author, signed_in
):
    QuizPage.objects.update(owner=author)
    correct(lan, address(), "key", q1="a")
    correct(lan, address(2), "out")

    def printed(client):
        answer = client.get(f"/questions/printing/{quiz.uid}/dap-an.docx")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
            table = list(fromstring(pack.read("word/document.xml")).iter(f"{W}tbl"))[1]
        rows = [["".join(cell.itertext()) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        return [row[1] for row in rows[1:]]

    assert printed(lan) == ["A", "–", "2,5"]
    assert printed(signed_in(mr_pao)) == ["B", "B", "2,5"]
