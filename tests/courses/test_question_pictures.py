"""Pictures in questions: told in words, light, the same for ever, and unknown before the quiz opens."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from courses import pictures, weight
from courses.models import Question, QuestionVersion
from lms import secret_names
from lms.models import Picture
from tests.courses import builders, quizzes
from tests.courses.sitting import begin, send, submit
from tests.courses.test_questions import COMMON, FORMS

ALT = "Ao có hai đàn vịt"
ASKED = {**COMMON, **FORMS["one_choice"]}


@pytest.fixture(autouse=True)
def _no_copies_of_other_tests():
    cache.clear()


@pytest.fixture
def bank(muong_nha):
    return quizzes.make_bank(school=muong_nha)


def photo(name="de-giua-ki-cau-1.jpg", size=(900, 600), **told):
    file = BytesIO()
    Image.effect_noise(size, 20).convert("RGB").save(file, "PNG" if name.endswith("png") else "JPEG", **told)
    return SimpleUploadedFile(name, file.getvalue())


def make_picture():
    return pictures.keep_for_question(pictures.file_for_question(photo().read()), ALT)


def write(client, **fields):
    return client.post("/questions/banks/TOAN6/new/one_choice/", {**ASKED, **fields})


def problems(response, field):
    return " ".join(response.context["form"].errors.get(field, []))


@pytest.mark.parametrize("name", ["vit.jpg", "vit.png"])
def test_a_teacher_adds_a_picture_and_pupils_get_the_lightest_copy(name, bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    response = write(client, picture=photo(name), alt=ALT)
    page = client.get(response.url).content.decode()
    assert f'alt="{ALT}"' in page
    version = Question.objects.get().current
    pictures.make_copies(version.picture)
    page = client.get(response.url).content.decode()
    for form in ("image/avif", "image/webp", ".jpg"):
        assert form in page


def test_a_picture_without_words_is_refused_and_words_without_a_picture(bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    response = write(client, picture=photo())
    assert "trong hình có gì" in problems(response, "alt")
    assert "chọn lại hình" in response.content.decode()
    assert "chọn hình" in problems(write(client, alt=ALT), "picture")
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n broken", photo().read()[:2000]]
)
def test_what_is_no_picture_is_refused_in_words(content, bank, ms_lan, signed_in):
    response = write(signed_in(ms_lan), picture=SimpleUploadedFile("vit.jpg", content), alt=ALT)
    assert problems(response, "picture")
    assert not Question.objects.exists()


def test_the_database_takes_no_picture_without_words(bank):
    with pytest.raises(IntegrityError), transaction.atomic():
        quizzes.make_question(bank, picture=make_picture(), alt="")


def test_where_the_photo_was_taken_is_not_kept(bank, ms_lan, signed_in):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "TELEPHONE"
    write(signed_in(ms_lan), picture=photo(exif=exif.tobytes()), alt=ALT)
    picture = Picture.objects.get()
    pictures.make_copies(picture)
    for file in [picture.file, *(copy.file for copy in picture.renditions.all())]:
        with Image.open(file.path) as kept:
            assert not dict(kept.getexif())


def test_a_used_question_keeps_its_picture_and_a_change_makes_a_version(bank, ms_lan, signed_in):
    first = make_picture()
    question = quizzes.make_question(bank, picture=first, alt=ALT)
    quizzes.make_quiz(quizzes.make_course(), [question])
    for change in ({"picture": None}, {"picture": make_picture()}, {"alt": "Chuyện khác"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            QuestionVersion.objects.filter(question=question).update(**change)
    client = signed_in(ms_lan)
    client.post(f"/questions/{question.pk}/edit/", {**ASKED, "alt": "Ao có mười bốn con vịt"})
    client.post(f"/questions/{question.pk}/edit/", {**ASKED, "drop_picture": "on"})
    told = [(version.picture, version.alt) for version in question.versions.order_by("number")]
    assert told == [(first, ALT), (None, "")]


def test_a_picture_that_no_version_shows_is_not_kept(bank, ms_lan, signed_in):
    question = quizzes.make_question(bank, picture=make_picture(), alt=ALT)
    client = signed_in(ms_lan)
    client.post(f"/questions/{question.pk}/edit/", {**ASKED, "alt": "Vẫn hình ấy"})
    assert Picture.objects.count() == 1
    client.post(f"/questions/{question.pk}/edit/", {**ASKED, "alt": ALT, "picture": photo()})
    assert Picture.objects.count() == 1
    client.post(f"/questions/{question.pk}/edit/", {**ASKED, "alt": "", "drop_picture": "on"})
    assert not Picture.objects.exists()


def test_the_picture_stands_in_paper_result_review_practice_and_lecture(
    bank, giang, ms_lan, signed_in, client
):
    course = quizzes.make_course()
    shown = f'alt="{ALT}"'
    quiz = quizzes.make_quiz(course, [quizzes.make_question(bank, picture=make_picture(), alt=ALT)])
    pupil = signed_in(giang)
    attempt = begin(pupil, quiz)
    address = f"/attempts/{attempt.pk}/"
    assert shown in pupil.get(address, follow=True).content.decode()
    send(pupil, [submit(giang, attempt.pk)])
    assert shown in pupil.get(address).content.decode()
    assert shown in signed_in(ms_lan).get(address).content.decode()
    question = quizzes.make_question(bank, picture=make_picture(), alt=ALT)
    practice = quizzes.make_quiz(course, [question], practice=True)
    lecture = builders.make_lecture(body=[("practice", {"quiz": practice})])
    client.logout()
    for page in (practice, lecture):
        html = client.get(page.url).content.decode()
        assert shown in html
        assert "image/avif" in html
    assert weight.of_body(lecture.body)["pictures"] > 0


def test_nobody_guesses_the_picture_of_a_quiz_that_has_not_opened(bank, giang, ms_lan, signed_in):
    write(signed_in(ms_lan), picture=photo("de-giua-ki-cau-1.jpg"), alt=ALT)
    write(signed_in(ms_lan), picture=photo("de-giua-ki-cau-1.jpg"), alt=ALT)
    opens = timezone.now() + timedelta(days=1)
    quiz = quizzes.make_quiz(quizzes.make_course(), Question.objects.all(), opens_at=opens)
    names = [copy.file.name for picture in Picture.objects.all() for copy in picture.renditions.all()]
    secrets = {name.removeprefix("images/").split(".")[0] for name in names}
    assert {len(secret) for secret in secrets} == {secret_names.SIGNS}
    assert len(secrets) == 2
    client = signed_in(giang)
    told = [client.get(quiz.url), client.get(f"/attempts/new/{quiz.uid}/")]
    told += [client.post(f"/attempts/new/{quiz.uid}/"), client.get("/search/?q=kiem")]
    for response in told:
        assert not any(secret in response.content.decode() for secret in secrets)
    assert client.get("/media/images/").status_code == 404
    original = Picture.objects.first().file.name
    assert client.get(f"/media/{original}").status_code == 404


def test_the_back_office_offers_no_author_the_pictures_of_questions(bank, author, approver, signed_in):
    picture = make_picture()
    for person in (author, approver):
        client = signed_in(person)
        listed = client.get(reverse("wagtailimages:index")).content.decode()
        chosen = client.get(reverse("wagtailimages_chooser:choose")).content.decode()
        assert picture.title not in listed + chosen
        assert client.get(reverse("wagtailimages:edit", args=[picture.pk])).status_code in (302, 403)


def with_pictures(client, **fields):
    told = {"picture_a": photo("meo.jpg"), "picture_b": photo("cho.png"), **fields}
    return write(client, option_a="con mèo", option_b="con chó", option_c="", option_d="", **told)


def test_a_teacher_lets_pupils_choose_from_pictures(bank, ms_lan, giang, signed_in):
    response = with_pictures(signed_in(ms_lan))
    version = Question.objects.get().current
    assert set(version.pictures_of_options()) == {"a", "b"}
    page = signed_in(ms_lan).get(response.url).content.decode()
    assert page.count("<picture>") == 2
    assert "con mèo" in page
    quiz = quizzes.make_quiz(quizzes.make_course(), [version.question])
    attempt = begin(signed_in(giang), quiz)
    paper = signed_in(giang).get(f"/attempts/{attempt.pk}/", follow=True).content.decode()
    assert paper.count("<picture>") == 2


def test_an_option_with_a_picture_has_a_name(bank, ms_lan, signed_in):
    response = with_pictures(signed_in(ms_lan), picture_c=photo("ga.jpg"))
    assert "Phương án C có hình: hãy ghi vài chữ cho biết hình vẽ gì" in response.content.decode()
    assert "chọn lại hình" in response.content.decode()
    assert not Question.objects.exists()


def test_what_is_no_picture_is_refused_beside_its_option(bank, ms_lan, signed_in):
    response = with_pictures(signed_in(ms_lan), picture_b=SimpleUploadedFile("x.jpg", b"<svg>"))
    assert "không phải là hình dùng được" in response.content.decode()
    assert not Question.objects.exists()


def test_pictures_to_choose_stay_until_they_are_taken_away(bank, ms_lan, signed_in):
    client = signed_in(ms_lan)
    with_pictures(client)
    question = Question.objects.get()
    path = f"/questions/{question.pk}/edit/"
    told = {**ASKED, "option_a": "con mèo", "option_b": "con chó", "option_c": "", "option_d": ""}
    client.post(path, told)
    assert set(Question.objects.get().current.pictures_of_options()) == {"a", "b"}
    client.post(path, {**told, "drop_b": "on"})
    assert set(Question.objects.get().current.pictures_of_options()) == {"a"}
    assert Picture.objects.count() == 1


def test_pictures_of_a_used_version_stay(bank, ms_lan, signed_in):
    with_pictures(signed_in(ms_lan))
    version = Question.objects.get().current
    quizzes.make_quiz(quizzes.make_course(), [version.question])
    with pytest.raises(IntegrityError), transaction.atomic():
        version.option_pictures.all().delete()
