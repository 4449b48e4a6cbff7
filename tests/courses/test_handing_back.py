"""Work goes back to its pupil with a reason and a new end; what comes then counts anew."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses import handing_back, marking
from courses.models import AnswerEvent, Attempt, CommentSound, GivenPoints, HandBack, MarkRelease
from courses.replaying import replayed
from lms.models import Change
from tests.courses import quizzes
from tests.courses.test_marking import START, answer

HERE = {"Origin": "http://testserver"}
OPUS = b"OggS" + b"\0" * 200


@pytest.fixture
def quiz(muong_nha):
    bank = quizzes.make_bank(school=muong_nha)
    essay = quizzes.make_question(bank, "essay", text="Tả quê em")
    return quizzes.make_quiz(quizzes.make_course(), [essay, quizzes.make_question(bank)], points="1")


@pytest.fixture
def work(quiz, giang):
    return quizzes.hand_in(giang, quiz, {1: "Ngắn quá", 2: "a"})


def hand_back(client, work, day="26/11/2026", **told):
    path = f"/attempts/{work.pk}/hand-back/"
    return client.post(path, {"reason": "Em viết dài hơn nhé.", "until": day, **told})


def more(work, *told, install="may", first=10):
    """The pupil goes on: (place, response) …, None for the submit."""
    attempt = Attempt.objects.get(pk=work.pk)
    attempt.take_in(
        [
            AnswerEvent(
                attempt=attempt, event_id=uuid.uuid4(), install=install, seq=seq, place=place, response=said
            )
            for seq, (place, said) in enumerate(told, start=first)
        ]
    )
    return attempt


def give(client, work, class_6a, points, place=1, **told):
    path = f"/attempts/marking/{work.page.uid}/{class_6a.uid}/question/{work.pk}/{place}/"
    return client.post(path, {"act": "give", "after": "", "points": points, **told})


def test_the_pupil_reads_why_and_works_on_in_the_same_attempt(work, ms_lan, giang, signed_in):
    assert hand_back(signed_in(ms_lan), work).status_code == 302
    client = signed_in(giang)
    form = client.get(f"/attempts/papers/{work.paper_id}/form/").content.decode()
    assert "Em viết dài hơn nhé." in form
    assert "Ngắn quá</textarea>" in form
    state = client.get(f"/attempts/papers/{work.paper_id}/state.json").json()
    assert state["submitted"] is False
    assert state["handed_back"]["times"] == 1
    assert state["answers"]["1"] == ["Ngắn quá"]
    assert "thầy cô trả lại bài" in client.get("/attempts/").content.decode()
    assert Attempt.objects.count() == 1


def test_what_comes_after_counts_and_the_old_points_are_over(work, ms_lan, class_6a, signed_in):
    lan = signed_in(ms_lan)
    give(lan, work, class_6a, "0,5")
    hand_back(lan, work)
    attempt = more(work, (1, "Quê em ở Mường Nhà, có núi và suối."), (None, None))
    assert attempt.submitted_at is not None
    assert (attempt.to_mark, attempt.mark) == (1, None)
    give(lan, work, class_6a, "1")
    attempt.refresh_from_db()
    assert (attempt.to_mark, str(attempt.mark)) == (0, "5.0")
    assert GivenPoints.objects.count() == 2


def test_what_was_not_written_anew_keeps_its_points(work, ms_lan, class_6a, signed_in):
    lan = signed_in(ms_lan)
    give(lan, work, class_6a, "0,5")
    hand_back(lan, work)
    attempt = more(work, (2, "b"), (None, None))
    assert (attempt.to_mark, str(attempt.mark)) == (0, "7.5")


def test_who_does_nothing_with_it_until_the_end_keeps_the_points(
    work, ms_lan, class_6a, signed_in, time_machine
):
    lan = signed_in(ms_lan)
    give(lan, work, class_6a, "0,5")
    hand_back(lan, work)
    time_machine.move_to("2026-11-28T09:00:00+07:00", tick=True)
    attempt = Attempt.objects.get(pk=work.pk)
    assert attempt.is_over()
    assert (attempt.to_mark, str(attempt.mark)) == (0, "2.5")
    # A look ahead at a corrected key reckons the same.
    [(*_told, result)] = replayed([attempt])
    assert (str(result.mark), result.waiting) == ("2.5", frozenset())


def test_only_the_question_that_was_given_back_counts_anew(work, ms_lan, signed_in):
    hand_back(signed_in(ms_lan), work, places=["1"])
    attempt = more(work, (1, "Dài hơn nhiều"), (2, "b"), (None, None))
    assert attempt.state().responses == {1: "Dài hơn nhiều", 2: "a"}


def test_the_other_questions_are_shown_and_closed_with_script_and_without(work, ms_lan, giang, signed_in):
    hand_back(signed_in(ms_lan), work, places=["1"])
    client = signed_in(giang)
    paper = f"/attempts/papers/{work.paper_id}"
    assert client.get(f"{paper}/state.json").json()["handed_back"]["places"] == [1]
    form = client.get(f"{paper}/form/").content.decode()
    assert 'disabled class="question card" data-place="1"' not in form
    assert 'disabled class="question card" data-place="2"' in form
    assert "Em không cần làm lại câu này" in form
    # What a closed question does not send was not erased.
    told = {"attempt": str(work.pk), "act": "submit", "q1": "Dài hơn nhiều"}
    client.post(f"{paper}/form/", told, headers=HERE)
    work.refresh_from_db()
    state = work.state()
    assert (state.responses, state.late) == ({1: "Dài hơn nhiều", 2: "a"}, [])


def test_all_questions_back_are_all_open(work, ms_lan, giang, signed_in):
    hand_back(signed_in(ms_lan), work)
    client = signed_in(giang)
    paper = f"/attempts/papers/{work.paper_id}"
    assert client.get(f"{paper}/state.json").json()["handed_back"]["places"] is None
    assert "<fieldset disabled" not in client.get(f"{paper}/form/").content.decode()


def test_an_answer_to_a_closed_question_is_kept_and_all_are_told(work, ms_lan, giang, signed_in):
    hand_back(signed_in(ms_lan), work, places=["1"])
    client = signed_in(giang)
    told = {"attempt": str(work.pk), "act": "save", "q1": "Dài hơn", "q2": "b"}
    path = f"/attempts/papers/{work.paper_id}/form/"
    page = client.post(path, told, headers=HERE, follow=True).content.decode()
    assert "Câu 2 không được trả lại" in page
    # A tablet that opened its paper before sends it as an event.
    attempt = more(work, (2, "b"), (None, None))
    assert [one.response for one in attempt.state().late] == ["b", "b"]
    result = client.get(f"/attempts/{work.pk}/").content.decode()
    assert "Câu 2: em có câu trả lời đến sau khi câu đã khóa" in result
    review = signed_in(ms_lan).get(f"/attempts/{work.pk}/").content.decode()
    assert "Đến quá muộn, không được tính" in review


def test_three_days_are_suggested(work, ms_lan, signed_in):
    form = signed_in(ms_lan).get(f"/attempts/{work.pk}/hand-back/").content.decode()
    day = timezone.localdate() + timedelta(days=3)
    assert f'value="{day:%d/%m/%Y}"' in form


def test_the_pupil_reads_the_day_before_going_on(work, quiz, ms_lan, giang, signed_in):
    hand_back(signed_in(ms_lan), work, places=["2"])
    client = signed_in(giang)
    begin = client.get(f"/attempts/new/{quiz.uid}/").content.decode()
    assert "Em nộp bài trước 23:59 ngày 26/11/2026 nhé." in begin
    assert "giờ đang chạy" not in begin
    form = client.get(f"/attempts/papers/{work.paper_id}/form/").content.decode()
    assert "Lời thầy cô: «Em viết dài hơn nhé.»" in form
    assert "Hạn: 23:59 26/11/2026." in form


def test_after_the_new_end_it_is_over_with_what_is_there(work, ms_lan, signed_in, time_machine):
    hand_back(signed_in(ms_lan), work)
    time_machine.move_to("2026-11-28T09:00:00+07:00", tick=True)
    attempt = Attempt.objects.get(pk=work.pk)
    assert attempt.is_over()
    attempt = more(work, (1, "Muộn rồi"))
    assert attempt.state().responses[1] == "Ngắn quá"
    assert "late" in attempt.flags


def test_what_the_tablet_sends_late_from_before_does_not_come_back(work, ms_lan, signed_in):
    hand_back(signed_in(ms_lan), work)
    more(work, (1, "Viết lại"), (None, None))
    # Number 0 of the same browser, from before the first submit, under way since.
    attempt = more(work, (1, "Bản cũ nhất"), first=0)
    assert attempt.state().responses[1] == "Viết lại"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"reason": " "}, "cần được điền"),
        ({"day": "20/11/2026"}, "sau lúc này"),
        ({"day": "20/11/2027"}, "60 ngày"),
        ({"day": "mai"}, "ngày"),
        ({"places": ["99"]}, "99"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(told, words, work, ms_lan, signed_in):
    response = hand_back(signed_in(ms_lan), work, **told)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not HandBack.objects.exists()


def test_twice_is_as_once_while_the_pupil_has_it(work, ms_lan, signed_in):
    lan = signed_in(ms_lan)
    hand_back(lan, work)
    assert hand_back(lan, work).status_code == 422
    assert HandBack.objects.count() == 1
    assert Change.objects.filter(act="hand work back").count() == 1


def test_the_other_school_a_pupil_and_practice(work, mr_pao, giang, ms_lan, signed_in, quiz):
    assert hand_back(signed_in(mr_pao), work).status_code == 404
    assert hand_back(signed_in(giang), work).status_code == 403
    assert not HandBack.objects.exists()


def test_a_hand_back_is_never_changed(work, ms_lan):
    handing_back.hand_back(work, [], "Làm lại", timezone.now() + timedelta(days=1), by=ms_lan)
    for change in (lambda: HandBack.objects.update(reason="x"), lambda: HandBack.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# --- Pure: whatever the order of arrival ---

BACK = marking.Back(arrival=100, at=START + timedelta(minutes=30), ends_at=START + timedelta(days=1))


@given(
    said=st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["a", "b", None])), max_size=6),
    again=st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["c", "d", None])), max_size=6),
    late=st.sets(st.integers(1, 6)),
    order=st.randoms(use_true_random=False),
)
def test_work_of_one_tablet_is_the_same_in_any_order_and_however_late(said, again, late, order):
    """`late`: numbers of the first round that arrive only after the second was sent."""

    def events(are_late):
        count = len(said)
        for seq, (place, told) in enumerate(said, start=1):
            yield answer("t", seq, place, told, arrival=300 + seq if seq in are_late else seq)
        yield answer("t", count + 1, None, None, arrival=99)
        for seq, (place, told) in enumerate(again, start=count + 2):
            yield answer("t", seq, place, told, arrival=200 + seq, minutes=40)

    shuffled = [*events(late)] * 2
    order.shuffle(shuffled)
    one = marking.state_of(events(set()), START, backs=[BACK])
    other = marking.state_of(shuffled, START, backs=[BACK])
    assert (one.responses, one.reworked, one.gaps) == (other.responses, other.reworked, other.gaps)
    expected = {}
    for place, told in [*said, *again]:
        expected[place] = told
    assert one.responses == {place: told for place, told in sorted(expected.items()) if told is not None}


def said_at(install, seq, place, told, arrival, minutes, arrives=None):  # noqa: PLR0913
    """An answer given on the device `minutes` after the start, which `arrives` later."""
    return marking.Answer(
        install, seq, place, told, arrival, START + timedelta(minutes=arrives or minutes), minutes * 60
    )


END = START + timedelta(minutes=20)


@given(
    said=st.lists(st.tuples(st.sampled_from("tu"), st.integers(1, 3), st.sampled_from("ab")), max_size=6),
    again=st.lists(st.tuples(st.sampled_from("tu"), st.integers(1, 3), st.sampled_from("cd")), max_size=4),
    late=st.sets(st.integers(0, 6)),
    by_time=st.booleans(),
    done=st.booleans(),
)
def test_what_two_tablets_send_late_from_before_never_touches_the_work_given_back(
    said, again, late, by_time, done
):
    """The first round ended by time (its last answers were late), or by a submit of the tablet «t». What is
    `late` arrives only after the second round, and the submit of «u», which was too late, with it."""

    def events(are_late):
        seqs = dict.fromkeys("tu", 0)

        def one(install, place, told, arrival, minutes, **more):
            seqs[install] += 1
            return said_at(install, seqs[install], place, told, arrival, minutes, **more)

        for number, (install, place, told) in enumerate(said):
            minutes = 5 * (number + 1) if by_time else number + 1
            if number in are_late:
                yield one(install, place, told, 300 + number, minutes, arrives=60)
            else:
                yield one(install, place, told, number + 1, minutes)
        if not by_time:
            yield one("t", None, None, 90, 19)
        yield one("u", None, None, 400 if are_late else 95, 29)
        for number, (install, place, told) in enumerate(again):
            yield one(install, place, told, 200 + number, 40 + number)
        if done:
            yield one("t", None, None, 250, 50)

    one, other = (marking.state_of(events(are_late), START, END, [BACK]) for are_late in (set(), late))
    assert other.reworked == one.reworked == {place: BACK.at for _install, place, _told in again}
    assert bool(other.submitted) == bool(one.submitted) == done
    own = {place for install, place, _told in said if install == "t"} | set(one.reworked)
    for place in (1, 2, 3) if by_time else own:
        assert other.responses.get(place) == one.responses.get(place)


def test_what_came_after_the_end_stays_late_though_the_work_was_handed_back_since():
    events = [
        said_at("t", 1, 1, "in time", arrival=1, minutes=5),
        said_at("t", 2, 1, "after the end", arrival=300, minutes=25, arrives=60),
    ]
    state = marking.state_of(events, START, END, [BACK])
    assert state.responses == {1: "in time"}
    assert "late" in state.flags
    assert not state.reworked


# --- A word, spoken ---


def sound(content=OPUS, name="loi-phe.ogg"):
    return SimpleUploadedFile(name, content)


def test_a_spoken_word_goes_with_the_points_and_the_pupil_hears_it(
    work, ms_lan, giang, hoa, class_6a, signed_in
):
    give(signed_in(ms_lan), work, class_6a, "1", voice=sound())
    row = GivenPoints.objects.get()
    path = f"/attempts/{work.pk}/comments/{row.voice_id}/"
    client = signed_in(giang)
    assert path in client.get(f"/attempts/{work.pk}/").content.decode()
    heard = client.get(path)
    assert heard.status_code == 200
    assert heard["Content-Type"] == "audio/ogg"
    assert "no-store" in heard["Cache-Control"]
    assert signed_in(hoa).get(path).status_code == 404


def test_nobody_hears_it_before_the_mark_is_shown(work, ms_lan, giang, mr_pao, class_6a, signed_in):
    client = signed_in(ms_lan)
    path = f"/attempts/marking/{work.page.uid}/{class_6a.uid}/question/{work.pk}/1/"
    client.post(path, {"act": "draft", "after": "", "voice": sound()})
    kept = CommentSound.objects.get()
    address = f"/attempts/{work.pk}/comments/{kept.pk}/"
    assert address in client.get(path).content.decode()
    assert signed_in(giang).get(address).status_code == 404
    assert signed_in(mr_pao).get(address).status_code == 404
    give(signed_in(ms_lan), work, class_6a, "1", voice_kept=str(kept.pk))
    assert GivenPoints.objects.get().voice_id == kept.pk
    assert signed_in(giang).get(address).status_code == 200


@pytest.mark.parametrize("content", [b"<svg>", b"", b"OggS" + b"\0" * 1024 * 1024])
def test_what_is_no_recording_or_too_long_is_refused(content, work, ms_lan, class_6a, signed_in):
    assert give(signed_in(ms_lan), work, class_6a, "1", voice=sound(content)).status_code in (302, 422)
    assert not CommentSound.objects.exists()


# --- Releasing ---


@pytest.fixture
def shown_later(quiz):
    quiz.feedback = "when_released"
    quiz.save()
    return quiz


def release(client, quiz, class_6a, **told):
    return client.post(f"/attempts/results/{quiz.uid}/{class_6a.uid}/release/", told)


def test_while_answers_wait_one_is_asked_before_marks_are_shown(
    shown_later, work, ms_lan, class_6a, signed_in
):
    client = signed_in(ms_lan)
    response = release(client, shown_later, class_6a)
    assert not MarkRelease.objects.exists()
    page = client.get(response["Location"]).content.decode()
    assert "Còn 1 câu chờ cho điểm" in page
    assert "Vẫn công bố" in page
    release(client, shown_later, class_6a, all_the_same="1")
    assert MarkRelease.objects.exists()


def test_marks_are_taken_back_within_the_day_and_no_later(
    shown_later, ms_lan, class_6a, signed_in, time_machine
):
    client = signed_in(ms_lan)
    release(client, shown_later, class_6a)
    release(client, shown_later, class_6a, act="take back")
    assert not MarkRelease.objects.exists()
    assert Change.objects.filter(act="take back marks").count() == 1
    release(client, shown_later, class_6a)
    time_machine.move_to("2026-11-26T09:00:00+07:00", tick=True)
    release(signed_in(ms_lan), shown_later, class_6a, act="take back")
    assert MarkRelease.objects.exists()
