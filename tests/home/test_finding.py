"""One box finds people, machines, talk, notices and all else – and only what one may see."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.models import Competition, Post, SheetRelease, SkillComponent, SkillLevel, SkillStep, Thread
from home import searching
from lms.text_like import begins_a_word
from students import finders
from students.models import Guardian, Guardianship, Notice, Subject
from students.wanted import Wanted
from tests import builders
from tests.courses import works
from tests.devices import builders as machines
from tests.home import classes


def titles(typed, user):
    """{group: [titles]} of what the box answers."""
    groups = finders.find(Wanted.read(typed), user)
    return {str(group.label): [hit.title for hit in group.hits] for group in groups}


def everything(typed, user):
    """[titles] of the whole page, the library among them."""
    found = searching.everything(typed, user, None)
    return [hit.title for group in found.groups for hit in group.hits]


@pytest.fixture
def huong(class_6a):
    return builders.make_student("Lò Thị Hương", class_6a, date_of_birth=date(2015, 3, 2), phone="0912345678")


class TestPeople:
    @pytest.mark.parametrize("typed", ["huong", "HƯƠNG", "thi huong", "huong lo", "lò hương", " Lo  thi "])
    def test_parts_of_a_name_find_it_without_marks(self, typed, huong, school_admin):
        assert "Lò Thị Hương" in titles(typed, school_admin)["Học sinh"]

    def test_who_is_called_so_stands_before_who_only_has_it_in_the_name(self, huong, class_6a, school_admin):
        builders.make_student("Hương Văn An", class_6a)
        assert titles("huong", school_admin)["Học sinh"] == ["Lò Thị Hương", "Hương Văn An"]

    def test_a_word_is_found_from_its_beginning_on(self, huong, class_6a, school_admin):
        builders.make_student("Lò Thị Phương", class_6a)
        assert titles("huong", school_admin)["Học sinh"] == ["Lò Thị Hương"]
        assert titles("phu", school_admin)["Học sinh"] == ["Lò Thị Phương"]

    @pytest.mark.parametrize("typed", ["huogn", "hương lòf", "lof thij huwowng"])
    def test_a_slip_and_what_telex_leaves_behind_are_forgiven(self, typed, huong, school_admin):
        assert "Lò Thị Hương" in everything(typed, school_admin)

    def test_a_code_finds_the_pupil_however_it_is_typed(self, huong, school_admin):
        code = huong.code.lower()
        assert titles(f" {code[:3]} {code[3:]}", school_admin)["Học sinh"] == ["Lò Thị Hương"]

    @pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84 912.345.678", "912345678"])
    def test_a_phone_finds_pupils_by_their_own_and_by_their_parents(self, typed, huong, giang, school_admin):
        mother = Guardian.objects.create(full_name="Giàng Thị Dua", phone="0912345678")
        Guardianship.objects.create(guardian=mother, student=giang, relation="mother")
        assert titles(typed, school_admin)["Học sinh"] == ["Lò Thị Hương", giang.full_name]

    def test_classes_staff_schools_and_devices_answer_too(self, class_6a, muong_nha, ms_lan, school_admin):
        tablet = machines.make_device(muong_nha)
        sim = machines.make_sim(muong_nha)
        assert titles("6a", school_admin)["Lớp học"] == ["6A"]
        assert titles("lan", school_admin)["Cán bộ"] == [ms_lan.full_name]
        assert titles("muong nha", school_admin)["Trường"] == [muong_nha.name]
        assert titles(tablet.serial[:6], school_admin)["Thiết bị"] == [tablet.code]
        assert titles(sim.iccid, school_admin)["SIM"] == [str(sim)]

    def test_staff_who_do_not_teach_are_found_by_name_without_marks(self, school_admin, province_admin):
        word = school_admin.full_name.split()[-1]
        assert school_admin.full_name in titles(word, province_admin)["Cán bộ"]

    def test_a_teacher_finds_only_the_own_classes(self, huong, muong_nha, ms_lan):
        other = builders.make_class(muong_nha, "9C", grade=9)
        builders.make_student("Vàng Thị Hương", other)
        assert titles("huong", ms_lan)["Học sinh"] == ["Lò Thị Hương"]
        assert "Lớp học" not in titles("9c", ms_lan)

    def test_a_pupil_finds_no_pupil(self, huong, giang):
        assert "Học sinh" not in titles("huong", giang.user)
        assert everything("0912345678", giang.user) == []

    def test_more_than_fit_stand_on_pages_of_their_own(self, class_6a, school_admin, signed_in):
        for n in range(finders.A_PAGE + 1):
            builders.make_student(f"Lò Văn Tú {chr(ord('A') + n)}", class_6a)
        client = signed_in(school_admin)
        page = client.get("/search/?q=van+tu").content.decode()
        assert page.count("Lò Văn Tú") == finders.MOST
        assert "?q=van%20tu&amp;in=pupils" in page
        first = client.get("/search/?q=van+tu&in=pupils").content.decode()
        assert first.count("Lò Văn Tú") == finders.A_PAGE
        last = client.get("/search/?q=van+tu&in=pupils&page=2").content.decode()
        assert last.count("Lò Văn Tú") == 1
        assert 'rel="next"' not in last


@pytest.fixture
def talk(class_6a, giang, ms_lan):
    """Words of Mường Nhà, each kind of thing with one of its own that stands nowhere else."""
    topic = Thread.objects.create(
        kind="topic", school_class=class_6a, title="Chuyến đi thăm hang động", by=ms_lan
    )
    Post.objects.create(
        pk=topic.pk, thread=topic, school_class=class_6a, by=ms_lan, words="Nhớ mang theo áo mưa"
    )
    asked = Thread.objects.create(
        kind="question", school_class=class_6a, by=giang.user, student=giang, title=""
    )
    Post.objects.create(
        pk=asked.pk,
        thread=asked,
        school_class=class_6a,
        by=giang.user,
        student=giang,
        words="Mẫu số chung tìm thế nào ạ?",
    )
    Notice.objects.create(
        by=ms_lan,
        title="Họp phụ huynh",
        words="Mời đến lớp lúc bảy giờ",
        school_class=class_6a,
        for_pupils=True,
    )
    now = timezone.now()
    Competition.objects.create(
        title="Rung chuông vàng",
        about="Ai cũng dự được",
        level="class",
        school_class=class_6a,
        grade_from=6,
        grade_to=6,
        entries_until=now + timedelta(days=3),
        announced_at=now,
        by=ms_lan,
    )
    return {"topic": topic, "asked": asked}


WORDS = ["hang dong", "ao mua", "mau so chung", "phu huynh", "bay gio", "rung chuong", "cung du"]


class TestTalk:
    @pytest.mark.parametrize(
        ("typed", "group", "title"),
        [
            ("hang dong", "Câu hỏi và bảng của lớp", "Chuyến đi thăm hang động"),
            ("ao mua", "Câu hỏi và bảng của lớp", "Chuyến đi thăm hang động"),
            ("MẪU SỐ", "Câu hỏi và bảng của lớp", "Câu hỏi cho thầy cô"),
            ("phu huynh", "Thông báo", "Họp phụ huynh"),
            ("bay gio", "Thông báo", "Họp phụ huynh"),
            ("chuong vang", "Cuộc thi", "Rung chuông vàng"),
        ],
    )
    def test_talk_notices_and_competitions_are_found_by_their_readers(
        self, talk, typed, group, title, giang, ms_lan
    ):
        assert titles(typed, giang.user)[group] == [title]
        assert titles(typed, ms_lan)[group] == [title]

    def test_a_classmate_does_not_find_what_somebody_asked_the_teacher(self, talk, class_6a):
        mate = builders.make_student("Sùng A Lử", class_6a)
        assert everything("mau so chung", mate.user) == []
        assert everything("ao mua", mate.user) == ["Chuyến đi thăm hang động"]

    @pytest.mark.parametrize("typed", ["hop phu huyhn", "hopj phuj huynh", "hop phu huyn"])
    def test_slips_of_typing_are_forgiven_where_nothing_is_called_so(self, talk, typed, giang):
        assert everything(typed, giang.user) == ["Họp phụ huynh"]

    def test_a_notice_that_was_withdrawn_is_not_found(self, talk, giang):
        Notice.objects.update(withdrawn_at=timezone.now())
        assert everything("phu huynh", giang.user) == []


@pytest.mark.parametrize("typed", WORDS)
def test_the_other_school_finds_none_of_our_words(
    talk, typed, vang, mr_pao, other_school_admin, client, signed_in
):
    for stranger in (vang.user, mr_pao, other_school_admin):
        assert everything(typed, stranger) == []
    assert "card__link" not in client.get("/search/", {"q": typed}).content.decode()


def test_what_was_hidden_is_found_by_nobody_of_the_class(talk, giang):
    Post.objects.filter(pk=talk["topic"].pk).update(state="hidden")
    talk["topic"].recount()
    assert everything("hang dong", giang.user) == []
    assert everything("ao mua", giang.user) == []


class TestLearning:
    def test_marks_lead_to_the_own_book(self, class_6a, ms_lan, giang, school_admin):
        assert any("6A" in title for title in everything("so diem 6a", school_admin))
        assert everything("diem cua em toan", giang.user) == []

    def test_marks_that_were_shown_are_found_by_the_pupil(self, class_6a, giang, vang, ms_lan):
        term, subject = class_6a.year.terms.first(), Subject.objects.get(code="toan")
        SheetRelease.objects.create(school_class=class_6a, subject=subject, term=term, by=ms_lan)
        assert everything("diem toan", giang.user)
        assert everything("diem toan", vang.user) == []

    def test_steps_of_skills_lead_to_the_passport(self, giang, signed_in):
        step = SkillStep.objects.create(
            component=SkillComponent.objects.first(),
            level=SkillLevel.objects.first(),
            title="Em biết đặt mật khẩu mạnh",
            proof="shown",
        )
        client = signed_in(giang)
        page = client.get("/search/?q=mat+khau+manh").content.decode()
        assert step.title in page
        number = step.component.domain.number
        assert f"/skills/mine/?part={number}#part-{number}" in page
        passport = client.get(f"/skills/mine/?part={number}").content.decode()
        assert f'id="part-{number}" open>' in passport

    def test_a_training_class_of_the_school_is_found_by_its_staff_alone(
        self, school_admin, other_school_admin, muong_nha, giang
    ):
        classes.make_course(school_admin, muong_nha, title="Dùng máy cùng con")
        assert everything("dung may cung con", school_admin) == ["Dùng máy cùng con"]
        assert everything("dung may cung con", other_school_admin) == []
        assert everything("dung may cung con", giang.user) == []

    def test_a_contest_of_works_is_found_where_it_is_held(self, school_admin, muong_nha, giang, vang):
        works.make_contest(school_admin, level="school", school=muong_nha, task="Đan một cái gùi nhỏ")
        assert everything("cai gui nho", giang.user) == ["Em làm đồ dùng học tập"]
        assert everything("cai gui nho", vang.user) == []

    def test_the_name_of_a_room_leads_there(self, ms_lan):
        assert "Sổ điểm" in titles("so diem", ms_lan)["Mục trên trang này"]


@pytest.mark.parametrize("typed", ["huong", "0912345678", "6a", "muong nha"])
def test_the_other_school_finds_nothing_of_ours(typed, huong, other_school_admin, mr_pao):
    machines.make_device(huong.school)
    for stranger in (other_school_admin, mr_pao):
        found = titles(typed, stranger)
        assert not any("Hương" in title for hits in found.values() for title in hits)
        assert found.get("Trường", []) == []
        assert huong.school.name not in str(found)


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "'", '"; drop', "🙂", "x" * 5000, "\u200b", "+", "000000", "(a[b*", "\\"]
)
def test_whatever_is_typed_gets_an_answer(typed, huong, school_admin, signed_in):
    client = signed_in(school_admin)
    answer = client.get("/search/", {"q": typed})
    assert answer.status_code == 200
    assert f"/students/{huong.pk}/" not in answer.content.decode()
    for kind in ("pupils", "exchange", "notices", "quizzes", "lectures"):
        assert client.get("/search/", {"q": typed, "in": kind, "page": "x"}).status_code == 200


def test_a_kind_that_one_may_not_ask_is_not_there(giang, client, signed_in):
    for key in ("exchange", "pupils", "nothing"):
        assert client.get(f"/search/?q=an&in={key}").status_code == 404
    assert signed_in(giang).get("/search/?q=an&in=pupils").status_code == 404


def test_the_old_address_of_the_box_leads_here(school_admin, signed_in):
    answer = signed_in(school_admin).get("/find/?q=s%C3%B9ng")
    assert answer["Location"] == "/search/?q=s%C3%B9ng"
    # What was looked for may be a name; a browser that others use keeps no way to it.
    assert answer.status_code == 302
    assert "no-store" in answer["Cache-Control"]


def test_a_word_longer_than_any_is_not_forgiven():
    assert len(begins_a_word(("a" * 80,), forgiving=True)) < 20_000
    assert len(begins_a_word(("o" * 12,), forgiving=True)) < 60_000


def test_a_word_with_a_hyphen_keeps_its_other_readings():
    meant = {"phaan": ["phan"], "soos": ["so"]}
    wanted = Wanted.read("phaan-soos").forgiving(lambda word: meant.get(word, []))
    assert dict(wanted.readings)["phaan"] == ("phan",)


def test_it_asks_as_little_among_many(
    talk, class_6a, ms_lan, giang, school_admin, signed_in, django_assert_max_num_queries
):
    for n in range(30):
        topic = Thread.objects.create(kind="topic", school_class=class_6a, title=f"Hang động {n}", by=ms_lan)
        Post.objects.create(pk=topic.pk, thread=topic, school_class=class_6a, by=ms_lan, words="hang động")
    for who, most in ((giang, 30), (ms_lan, 50), (school_admin, 50)):
        client = signed_in(who)
        client.get("/search/?q=hang+dong")
        with django_assert_max_num_queries(most):
            assert client.get("/search/?q=hang+dong").content.decode().count("ang động") >= finders.MOST
