"""Learning on the pages of a class and of a pupil, for who may see marks."""

from courses.models import LectureProgress


def test_a_teacher_finds_the_way_from_the_class_to_its_work(signed_in, ms_lan, class_6a):
    html = signed_in(ms_lan).get(f"/classes/{class_6a.uid}/").content.decode()
    assert f"/desk/classes/{class_6a.uid}/" in html


def test_a_pupils_page_tells_what_was_read(signed_in, ms_lan, giang, fractions):
    LectureProgress.objects.take_in(giang, fractions, furthest=40)
    html = signed_in(ms_lan).get(f"/students/{giang.pk}/").content.decode()
    assert "Phân số bằng nhau" in html
    assert "40 %" in html


def test_a_commune_officer_is_not_told_how_a_pupil_learns(signed_in, commune_officer, giang, fractions):
    LectureProgress.objects.take_in(giang, fractions, furthest=40)
    html = signed_in(commune_officer).get(f"/students/{giang.pk}/").content.decode()
    assert "Phân số bằng nhau" not in html
