"""A lecture of another school, copied with credit: what comes along, what stays, and who may not."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import ProtectedError
from django.utils import timezone

from courses import authoring, beginning_lectures, copying, publicity, withholding
from courses.models import CopiedLecture, LecturePage, Licence, Question, QuizPage
from courses.question_codes import find_questions
from courses.writing import drafts, pieces
from lms import held
from lms.models import MediaFile, Picture
from students import consents
from students.models import Role
from tests import builders
from tests.courses import builders as lectures
from tests.courses import quizzes
from tests.courses.test_publicity import NAME, agree


@pytest.fixture
def free(db):
    return Licence.objects.filter(may_be_copied=True).first()


@pytest.fixture
def origin(na_hy, free):
    """Published by Nà Hỳ for everybody, with a picture, a voice and practice."""
    course = lectures.make_course("Toán 6 Nà Hỳ", school=na_hy)
    question = quizzes.make_question(quizzes.make_bank("NAHY", school=na_hy))
    practice = quizzes.make_quiz(course, [question], practice=True)
    seen = lectures.make_picture(title="Các em", pupils="nobody")
    body = lectures.a_body(
        ("text", {"text": "<p>Ruộng bậc thang</p>"}),
        ("picture", {"picture": lectures.make_picture(), "alt": "Ruộng", "caption": ""}),
        ("picture", {"picture": seen, "alt": "Các em", "caption": ""}),
        ("sound", {"title": "Nghe", "file": lectures.make_file(), "transcript": ""}),
        ("practice", {"quiz": practice}),
    )
    told = {"authors": "Sùng A Páo, Tiểu học Nà Hỳ", "licence": free, "audience": "public"}
    page = lectures.make_lecture("Ruộng bậc thang", course=course, body=body, **told)
    Picture.objects.filter(pk=seen.pk).update(pupils="seen")
    return page


@pytest.fixture
def own_course(muong_nha, ms_lan):
    page = lectures.make_course("Toán 6 Mường Nhà", school=muong_nha)
    page.save_revision().publish()
    return page


def test_a_copy_has_its_own_things_and_names_whom_it_is_from(ms_lan, origin, own_course, signed_in):
    client = signed_in(ms_lan)
    address = f"/writing/copy/{origin.translation_key}/"
    assert "Chép bài về" in client.get(address).content.decode()
    answer = client.post(address, {"course": own_course.pk})
    copy = LecturePage.objects.get(owner=ms_lan)
    assert answer.url == f"/writing/{copy.translation_key}/"
    assert (copy.live, copy.school, copy.licence) == (False, own_course.school, origin.licence)
    text, picture, sound, asked = pieces.of(drafts.of(copy))
    assert [text["type"], picture["type"], sound["type"], asked["type"]] == [
        "text",
        "picture",
        "sound",
        "questions",
    ]
    # The pupils of the other school stay there; every other picture is the own school's.
    copied = Picture.objects.get(pk=picture["value"]["picture"])
    assert own_course.school.code in copied.collection.name
    assert asked["value"]["questions"].startswith("BAI-")
    page = client.get(answer.url).content.decode()
    assert "Theo bài «Ruộng bậc thang» của Sùng A Páo, Tiểu học Nà Hỳ." in page
    client.post(f"{answer.url}send/")
    copy.refresh_from_db()
    assert copy.live
    assert "Theo bài «Ruộng bậc thang»" in client.get(copy.url).content.decode()


def test_a_changed_origin_is_told(ms_lan, origin, own_course, signed_in):
    client = signed_in(ms_lan)
    client.post(f"/writing/copy/{origin.translation_key}/", {"course": own_course.pk})
    address = f"/writing/{LecturePage.objects.get(owner=ms_lan).translation_key}/"
    assert "Bản gốc đã đổi" not in client.get(address).content.decode()
    Picture.objects.update(pupils="nobody")
    origin.title = "Ruộng bậc thang Nà Hỳ"
    origin.save_revision().publish()
    assert "Bản gốc đã đổi" in client.get(address).content.decode()


def test_a_large_file_is_not_deleted_while_a_copy_shows_it(
    ms_lan, origin, own_course, signed_in, monkeypatch
):
    monkeypatch.setattr(copying, "MOST_COPIED", 1)
    client = signed_in(ms_lan)
    client.post(f"/writing/copy/{origin.translation_key}/", {"course": own_course.pk})
    copy = LecturePage.objects.get(owner=ms_lan)
    sound = next(piece for piece in pieces.of(drafts.of(copy)) if piece["type"] == "sound")
    file = MediaFile.objects.get(pk=sound["value"]["file"])
    with pytest.raises(ProtectedError):
        file.delete()
    assert "1 bài giảng trường khác chép về đang dùng tệp này (Ruộng bậc thang)" in held.why_not(file)
    # Taken out of the copy, it is theirs alone again.
    client.post(f"/writing/{copy.translation_key}/pieces/{sound['id']}/drop/", {"was": ""})
    client.post(f"/writing/{copy.translation_key}/send/")
    file.delete()
    assert not MediaFile.objects.filter(pk=file.pk).exists()


def test_all_rights_kept_is_refused_with_a_sentence(ms_lan, origin, own_course, signed_in):
    LecturePage.objects.filter(pk=origin.pk).update(
        licence=Licence.objects.filter(may_be_copied=False).first()
    )
    client = signed_in(ms_lan)
    address = f"/writing/copy/{origin.translation_key}/"
    assert "không" in client.get(address).content.decode()
    assert client.post(address, {"course": own_course.pk}).status_code == 422
    assert not CopiedLecture.objects.exists()


def test_without_a_licence_it_says_whom_to_ask(ms_lan, origin, own_course, signed_in):
    LecturePage.objects.filter(pk=origin.pk).update(licence=None)
    client = signed_in(ms_lan)
    address = f"/writing/copy/{origin.translation_key}/"
    assert "chọn giấy phép: Sùng A Páo, Tiểu học Nà Hỳ." in client.get(address).content.decode()
    assert client.post(address, {"course": own_course.pk}).status_code == 422
    assert not CopiedLecture.objects.exists()


def test_what_one_may_not_read_is_not_there_to_be_copied(ms_lan, origin, own_course, signed_in):
    LecturePage.objects.filter(pk=origin.pk).update(audience="school")
    client = signed_in(ms_lan)
    address = f"/writing/copy/{origin.translation_key}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"course": own_course.pk}).status_code == 404


def test_nobody_copies_into_the_course_of_another_school(mr_pao, origin, own_course, signed_in):
    answer = signed_in(mr_pao).post(f"/writing/copy/{origin.translation_key}/", {"course": own_course.pk})
    assert answer.status_code == 422
    assert not CopiedLecture.objects.exists()


def test_who_teaches_nothing_is_told_where_to_ask(muong_nha, origin, signed_in):
    nobody = builders.make_staff("moi", "Lò Văn Mới", Role.Kind.TEACHER, school=muong_nha)
    page = signed_in(nobody).get(f"/writing/copy/{origin.translation_key}/").content.decode()
    assert "chưa được soạn" in page


def asked_in(piece):
    return list(find_questions(piece["value"]["questions"]).values())


def copied(user, origin, course, client):
    answer = client.post(f"/writing/copy/{origin.translation_key}/", {"course": course.pk})
    page = LecturePage.objects.get(owner=user)
    return page, client.get(answer.url).content.decode()


def test_what_a_graded_quiz_asks_stays_at_the_other_school(ms_lan, na_hy, origin, own_course, signed_in):
    question = Question.objects.get(bank__code="NAHY")
    quizzes.make_quiz(origin.get_parent(), [question], title="Kiểm tra giữa kì")
    copy, said = copied(ms_lan, origin, own_course, signed_in(ms_lan))
    assert "questions" not in [piece["type"] for piece in pieces.of(drafts.of(copy))]
    assert not Question.objects.exclude(pk=question.pk).exists()
    assert "1 câu hỏi không chép sang" in said


@pytest.mark.parametrize("told", [{"practice": False}, {"audience": "school"}, {"live": False}])
def test_practice_that_readers_do_not_find_any_more_is_not_copied(
    ms_lan, origin, own_course, signed_in, told
):
    QuizPage.objects.update(**told)
    copy, _said = copied(ms_lan, origin, own_course, signed_in(ms_lan))
    assert "questions" not in [piece["type"] for piece in pieces.of(drafts.of(copy))]


def test_a_graded_quiz_of_later_is_followed_by_every_copy(ms_lan, origin, own_course, signed_in):
    """Whichever of them it asks: the key is the same."""
    first = Question.objects.get(bank__code="NAHY")
    copy, _said = copied(ms_lan, origin, own_course, signed_in(ms_lan))
    (asked,) = asked_in(pieces.of(drafts.of(copy))[-1])
    practice = quizzes.make_quiz(own_course, [asked], practice=True)
    assert len(withholding.items_to_ask(practice.paper)) == 1
    graded = quizzes.make_quiz(origin.get_parent(), [first], title="Kiểm tra giữa kì")
    assert withholding.items_to_ask(practice.paper) == []
    assert withholding.clashes([asked], practice=True)
    graded.unpublish()
    assert not withholding.clashes([asked], practice=True)
    quizzes.make_quiz(own_course, [asked], title="Kiểm tra 15 phút")
    theirs = QuizPage.objects.get(practice=True, school=origin.school)
    assert withholding.items_to_ask(theirs.paper) == []


def test_questions_are_copied_as_they_were_published(ms_lan, origin, own_course, signed_in):
    """Also out of a lecture that was itself copied; a wording that is still a draft stays a draft."""
    client = signed_in(ms_lan)
    copy, _said = copied(ms_lan, origin, own_course, client)
    (asked,) = asked_in(pieces.of(drafts.of(copy))[-1])
    client.post(f"/writing/{copy.translation_key}/send/")
    asked.refresh_from_db()
    asked.revise(ms_lan, **{**asked.current.parts(), "text": "Chưa xong"})
    copy.refresh_from_db()
    again, *_left_out = copying.copy(copy, own_course, ms_lan)
    (second,) = asked_in(pieces.of(drafts.of(again))[-1])
    assert second.current.text == Question.objects.get(bank__code="NAHY").current.text
    assert second.copied_from == asked.copied_from == Question.objects.get(bank__code="NAHY")


def test_asked_for_twice_it_is_one_copy(ms_lan, origin, own_course, signed_in):
    client, address = signed_in(ms_lan), f"/writing/copy/{origin.translation_key}/"
    answers = [client.post(address, {"course": own_course.pk}).url for _tap in range(2)]
    assert answers[0] == answers[1]
    assert LecturePage.objects.get(owner=ms_lan)
    # Later it is wanted once more.
    CopiedLecture.objects.update(at=timezone.now() - copying.AGAIN)
    assert client.post(address, {"course": own_course.pk}).url not in answers


def test_a_copy_that_breaks_off_leaves_nothing_on_the_disk(ms_lan, origin, own_course, monkeypatch):
    authoring.follow_roles(ms_lan)
    before = set(files_on_disk())

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(beginning_lectures, "note_change", broken)
    with pytest.raises(RuntimeError):
        copying.copy(origin, own_course, ms_lan)
    assert set(files_on_disk()) == before
    assert not CopiedLecture.objects.exists()


def files_on_disk():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


class TestTheNameOfAPupil:
    """What a family of the other school agrees to and withdraws holds for the copies too."""

    @pytest.fixture
    def naming(self, na_hy, free, vang, mr_pao):
        agree(vang, NAME, mr_pao)
        course = lectures.make_course("Toán 6 Nà Hỳ", school=na_hy)
        body = lectures.a_body(("text", {"text": "<p>Em Vàng Thị Mỷ đo mưa.</p>"}))
        return lectures.make_lecture("Đo mưa", course=course, body=body, licence=free, audience="public")

    def test_a_withdrawal_takes_down_the_copies_and_theirs(
        self, ms_lan, mr_pao, vang, naming, own_course, signed_in
    ):
        first, _said = copied(ms_lan, naming, own_course, signed_in(ms_lan))
        first.refresh_from_db()
        first.get_latest_revision().publish()
        naming.refresh_from_db()
        # Of a copy of the copy it is known as well, when the first one is gone.
        first = LecturePage.objects.get(pk=first.pk)
        second, _left, _asked = copying.copy(first, own_course, ms_lan)
        second.get_latest_revision().publish()
        consents.withdraw(vang, NAME, by=mr_pao)
        live = LecturePage.objects.live().values_list("pk", flat=True)
        assert not {naming.pk, first.pk, second.pk} & set(live)
        for copy in (first, second):
            draft = LecturePage.objects.get(pk=copy.pk).get_latest_revision_as_object()
            assert publicity.names_in_question(draft) == ["Vàng Thị Mỷ"]

    def test_without_consent_there_the_copy_does_not_go_out(
        self, ms_lan, mr_pao, vang, naming, own_course, signed_in
    ):
        copy, _said = copied(ms_lan, naming, own_course, signed_in(ms_lan))
        consents.withdraw(vang, NAME, by=mr_pao)
        with pytest.raises(publicity.NoConsent, match="Vàng Thị Mỷ"):
            copy.get_latest_revision().publish()
