"""Good pages of others, and what teachers tell each other of a lecture."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses import outside, ratings
from courses.models import LectureRating, LibraryEntry, OutsidePage
from lms import photos
from students.models import Role
from tests import builders as people
from tests.courses import builders

PAGE = {
    "title": "Bản đồ số",
    "url": "https://example.com/ban-do",
    "why": "Xem đồi núi Điện Biên",
    "megabytes": "3,5",
    "language": "vi",
    "on_tablet": "well",
}


def photo():
    content = photos.packed(Image.new("RGB", (800, 450), "white"), "PNG")
    return SimpleUploadedFile("anh.png", content, "image/png")


@pytest.fixture
def proposed(ms_lan, signed_in):
    assert signed_in(ms_lan).post("/outside/new/", PAGE).status_code == 302
    return OutsidePage.objects.get()


class TestPagesOfOthers:
    def test_a_proposal_is_seen_by_nobody_before_it_is_approved(self, proposed, giang, signed_in):
        client = signed_in(giang)
        assert "Bản đồ số" not in client.get("/lectures/?grade=all").content.decode()
        assert client.get(f"/outside/{proposed.uid}/").status_code == 404

    def test_approved_for_all_it_stands_in_the_library_with_its_cost(
        self, proposed, province_admin, client, signed_in
    ):
        told = PAGE | {"state": "approved", "for_all": "on", "answer": ""}
        assert signed_in(province_admin).post(f"/outside/{proposed.uid}/judge/", told).status_code == 302
        client.logout()
        page = client.get("/lectures/?grade=all").content.decode()
        assert "Trang ngoài · khoảng 3,5 MB · cần mạng" in page
        assert "Bản đồ số" in client.get("/search/?q=doi+nui").content.decode()
        # One reads what it costs before one leaves.
        detail = client.get(f"/outside/{proposed.uid}/").content.decode()
        assert detail.index("tốn khoảng 3,5 MB") < detail.index("https://example.com/ban-do")

    def test_for_one_school_the_other_finds_nothing(self, proposed, province_admin, giang, vang, signed_in):
        outside.judge(proposed, province_admin, OutsidePage.State.APPROVED)
        assert signed_in(giang).get(f"/outside/{proposed.uid}/").status_code == 200
        assert signed_in(vang).get(f"/outside/{proposed.uid}/").status_code == 404
        assert "Xem đồi núi" not in signed_in(vang).get("/search/?q=ban+do").content.decode()

    def test_an_approver_of_a_school_decides_for_that_school_alone(self, proposed, muong_nha, na_hy):
        own = people.make_staff("duyet.mn", "Lò Thị Mai", Role.Kind.APPROVER, school=muong_nha)
        other = people.make_staff("duyet.nh", "Lò Thị Lan", Role.Kind.APPROVER, school=na_hy)
        assert not OutsidePage.objects.judged_by(other).exists()
        outside.judge(OutsidePage.objects.judged_by(own).get(), own, OutsidePage.State.APPROVED, for_all=True)
        proposed.refresh_from_db()
        assert proposed.for_all is False

    def test_what_the_province_took_in_for_all_only_the_province_takes_down(
        self, proposed, muong_nha, province_admin, signed_in
    ):
        own = people.make_staff("duyet.mn", "Lò Thị Mai", Role.Kind.APPROVER, school=muong_nha)
        outside.judge(proposed, province_admin, OutsidePage.State.APPROVED, for_all=True)
        told = PAGE | {"state": "withdrawn", "answer": "Không hay."}
        address = f"/outside/{proposed.uid}/judge/"
        assert signed_in(own).get(address).status_code == 404
        assert signed_in(own).post(address, told).status_code == 404
        proposed.refresh_from_db()
        assert (proposed.state, proposed.for_all) == ("approved", True)
        assert signed_in(province_admin).post(address, told).status_code == 302
        proposed.refresh_from_db()
        assert proposed.state == "withdrawn"

    def test_what_is_for_the_own_school_its_approver_takes_down(self, proposed, muong_nha, signed_in):
        own = people.make_staff("duyet.mn", "Lò Thị Mai", Role.Kind.APPROVER, school=muong_nha)
        outside.judge(proposed, own, OutsidePage.State.APPROVED)
        told = PAGE | {"state": "withdrawn", "answer": "Trang đã đóng."}
        assert signed_in(own).post(f"/outside/{proposed.uid}/judge/", told).status_code == 302
        proposed.refresh_from_db()
        assert proposed.state == "withdrawn"

    def test_a_refusal_says_why(self, proposed, province_admin, signed_in):
        told = PAGE | {"state": "declined", "answer": ""}
        assert signed_in(province_admin).post(f"/outside/{proposed.uid}/judge/", told).status_code == 422
        proposed.refresh_from_db()
        assert proposed.state == "proposed"

    def test_what_is_taken_down_is_found_no_more(self, proposed, province_admin):
        outside.judge(proposed, province_admin, OutsidePage.State.APPROVED, for_all=True)
        assert LibraryEntry.objects.filter(kind="link").exists()
        outside.judge(proposed, province_admin, OutsidePage.State.WITHDRAWN, "Trang đã đóng.")
        assert not LibraryEntry.objects.filter(kind="link").exists()

    def test_of_two_approvers_of_one_address_the_second_reads_a_sentence(
        self, proposed, ms_lan, province_admin, signed_in, monkeypatch
    ):
        twin = OutsidePage(**PAGE | {"megabytes": 2, "title": "Bản đồ số (2)"})
        outside.propose(twin, by=ms_lan)
        told = PAGE | {"state": "approved", "for_all": "on"}
        client = signed_in(province_admin)
        # The first is not written yet when the second form is looked at.
        monkeypatch.setattr("courses.forms.library.OutsidePageForm.clean_url", lambda form: PAGE["url"])
        assert client.post(f"/outside/{proposed.uid}/judge/", told).status_code == 302
        response = client.post(f"/outside/{twin.uid}/judge/", told)
        assert response.status_code == 422
        assert "vừa được đưa vào kho học liệu" in response.content.decode()
        twin.refresh_from_db()
        assert (twin.state, LibraryEntry.objects.filter(kind="link").count()) == ("proposed", 1)

    def test_of_two_proposals_of_one_address_one_is_taken_and_one_declined(
        self, proposed, ms_lan, province_admin, signed_in
    ):
        twin = OutsidePage(**PAGE | {"megabytes": 2})
        outside.propose(twin, by=ms_lan)
        client = signed_in(province_admin)
        for page, state, status in (
            (proposed, "approved", 302),
            (twin, "approved", 422),
            (twin, "declined", 302),
        ):
            told = PAGE | {"state": state, "for_all": "on", "answer": "Trùng"}
            assert client.post(f"/outside/{page.uid}/judge/", told).status_code == status

    def test_a_picture_of_it_is_made_light_and_shown(self, ms_lan, province_admin, client, signed_in):
        told = PAGE | {"screenshot": photo(), "pupils": "nobody"}
        assert signed_in(ms_lan).post("/outside/new/", told).status_code == 302
        page = OutsidePage.objects.get()
        assert page.picture.pupils == "nobody"
        outside.judge(page, province_admin, OutsidePage.State.APPROVED, for_all=True)
        assert 'alt="Ảnh chụp trang"' in client.get(f"/outside/{page.uid}/").content.decode()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"pupils": ""}, "cho biết trong ảnh có nhận ra"),
            ({"pupils": "seen"}, "chưa đồng ý hiện ảnh"),
            ({"pupils": "nobody", "screenshot": SimpleUploadedFile("a.png", b"<svg/>")}, "JPEG, PNG"),
        ],
    )
    def test_a_picture_with_pupils_or_of_no_kind_is_refused_in_words(
        self, ms_lan, signed_in, changes, sentence
    ):
        response = signed_in(ms_lan).post("/outside/new/", PAGE | {"screenshot": photo()} | changes)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not OutsidePage.objects.exists()

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.b/c", "https://", PAGE["url"]])
    def test_a_strange_or_known_address_is_refused_in_words(self, proposed, ms_lan, signed_in, url):
        assert signed_in(ms_lan).post("/outside/new/", PAGE | {"url": url}).status_code == 422
        assert OutsidePage.objects.count() == 1

    def test_a_reader_says_that_it_is_gone(self, proposed, province_admin, giang, signed_in):
        outside.judge(proposed, province_admin, OutsidePage.State.APPROVED, for_all=True)
        signed_in(giang).post(f"/outside/{proposed.uid}/mistake/", {"kind": "gone"})
        assert "Trang không mở được" in signed_in(province_admin).get("/mistakes/").content.decode()


class TestRatings:
    @pytest.fixture
    def lecture(self, db):
        return builders.make_lecture()

    def test_one_voice_a_teacher_that_may_change(self, lecture, ms_lan, signed_in):
        client = signed_in(ms_lan)
        for verdict in ("mend", "ready"):
            client.post(f"/lectures/{lecture.public_id}/ratings/", {"verdict": verdict, "words": "Hay"})
        assert LectureRating.objects.get().verdict == "ready"
        client.post(f"/lectures/{lecture.public_id}/ratings/", {"take_back": "1"})
        assert not LectureRating.objects.exists()

    def test_it_is_shown_from_three_voices_on_and_without_names(self, lecture, class_6a, ms_lan, signed_in):
        others = [people.make_teacher(f"gv{n}", f"Lường Thị Ánh {n}", class_6a) for n in range(2)]
        ratings.rate(lecture, others[0], "ready", "Dùng ngay được")
        address, client = f"/lectures/{lecture.public_id}/ratings/", signed_in(ms_lan)
        assert "Dùng ngay được" not in client.get(address).content.decode()
        ratings.rate(lecture, others[1], "ready", "")
        ratings.rate(lecture, ms_lan, "mend", "")
        page = client.get(address).content.decode()
        assert "Dùng ngay được" in page
        assert "Lường Thị Ánh" not in page
        assert "2/3 thầy cô: dùng được ngay" in client.get("/lectures/?grade=all").content.decode()
        assert LibraryEntry.objects.get(page=lecture).recommended > 0

    def test_a_pupil_does_not_rate(self, lecture, giang, signed_in):
        response = signed_in(giang).post(f"/lectures/{lecture.public_id}/ratings/", {"verdict": "unfit"})
        assert response.status_code == 403
        assert not LectureRating.objects.exists()
