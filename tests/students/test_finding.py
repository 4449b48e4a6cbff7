"""One box of staff: it finds by parts of names, codes and phones – and only where one works."""

from datetime import date

import pytest

from students import finding
from students.models import Guardian, Guardianship
from tests import builders
from tests.devices import builders as machines


def titles(typed, user):
    """{group: [titles]} of what the box answers."""
    _wanted, groups = finding.find(typed, user)
    return {str(group.label): [hit.title for hit in group.hits] for group in groups}


@pytest.fixture
def huong(class_6a):
    return builders.make_student("Lò Thị Hương", class_6a, date_of_birth=date(2015, 3, 2), phone="0912345678")


@pytest.mark.parametrize("typed", ["huong", "HƯƠNG", "thi huong", "huong lo", "lò hương", " Lo  thi "])
def test_parts_of_a_name_find_it_without_marks(typed, huong, school_admin):
    assert "Lò Thị Hương" in titles(typed, school_admin)["Học sinh"]


def test_who_is_called_so_stands_before_who_only_has_it_in_the_name(huong, class_6a, school_admin):
    builders.make_student("Hương Văn An", class_6a)
    assert titles("huong", school_admin)["Học sinh"] == ["Lò Thị Hương", "Hương Văn An"]


def test_a_word_is_found_from_its_beginning_on(huong, class_6a, school_admin):
    builders.make_student("Lò Thị Phương", class_6a)
    assert titles("huong", school_admin)["Học sinh"] == ["Lò Thị Hương"]
    assert titles("phu", school_admin)["Học sinh"] == ["Lò Thị Phương"]


def test_a_code_finds_the_pupil_however_it_is_typed(huong, school_admin):
    code = huong.code.lower()
    assert titles(f" {code[:3]} {code[3:]}", school_admin)["Học sinh"] == ["Lò Thị Hương"]


@pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84 912.345.678", "912345678"])
def test_a_phone_finds_pupils_by_their_own_and_by_their_parents(typed, huong, giang, school_admin):
    mother = Guardian.objects.create(full_name="Giàng Thị Dua", phone="0912345678")
    Guardianship.objects.create(guardian=mother, student=giang, relation="mother")
    assert titles(typed, school_admin)["Học sinh"] == ["Lò Thị Hương", giang.full_name]


def test_classes_staff_schools_and_devices_answer_too(class_6a, muong_nha, ms_lan, school_admin):
    tablet = machines.make_device(muong_nha)
    sim = machines.make_sim(muong_nha)
    assert titles("6a", school_admin)["Lớp học"] == ["6A"]
    assert titles("lan", school_admin)["Cán bộ"] == [ms_lan.full_name]
    assert titles("muong nha", school_admin)["Trường"] == [muong_nha.name]
    assert titles(tablet.serial[:6], school_admin)["Thiết bị"] == [tablet.code]
    assert titles(sim.iccid, school_admin)["SIM"] == [str(sim)]


def test_staff_who_do_not_teach_are_found_by_name_without_marks(school_admin, province_admin):
    word = school_admin.full_name.split()[-1]
    assert school_admin.full_name in titles(word, province_admin)["Cán bộ"]


@pytest.mark.parametrize("typed", ["huong", "0912345678", "6a", "muong nha"])
def test_the_other_school_finds_nothing_of_ours(typed, huong, other_school_admin, mr_pao):
    machines.make_device(huong.school)
    for stranger in (other_school_admin, mr_pao):
        found = titles(typed, stranger)
        assert not any("Hương" in title for hits in found.values() for title in hits)
        assert found.get("Trường", []) == []
        assert huong.school.name not in str(found)


def test_a_teacher_finds_only_the_own_classes(huong, muong_nha, ms_lan):
    other = builders.make_class(muong_nha, "9C", grade=9)
    builders.make_student("Vàng Thị Hương", other)
    assert titles("huong", ms_lan)["Học sinh"] == ["Lò Thị Hương"]
    assert "Lớp học" not in titles("9c", ms_lan)


def test_more_than_fit_is_said(class_6a, school_admin, signed_in):
    for n in range(finding.MOST + 1):
        builders.make_student(f"Lò Văn Tú {'ABCDEGHIK'[n]}", class_6a)
    _wanted, (pupils,) = finding.find("van tu", school_admin)
    assert len(pupils.hits) == finding.MOST
    assert pupils.has_more
    assert "Còn nữa" in signed_in(school_admin).get("/find/?q=van+tu").content.decode()


@pytest.mark.parametrize(
    "typed", ["", "   ", "%", "_", "'", '"; drop', "🙂", "x" * 5000, "\u200b", "+", "000000"]
)
def test_whatever_is_typed_gets_an_answer(typed, huong, school_admin, signed_in):
    answer = signed_in(school_admin).get("/find/", {"q": typed})
    assert answer.status_code == 200
    assert f"/students/{huong.pk}/" not in answer.content.decode()
