"""What was written wrongly is struck out with the reason and written anew."""

import pytest

from devices.models import Assignment, Handover, SimInsertion
from tests.devices import builders as make

KEY = "0e7a1c3e-5d7b-4c8e-9a53-0c6f10c8e9aa"


def told(**more):
    return {"reason": "Nhìn nhầm nhãn", "request_id": KEY, **more}


@pytest.fixture
def path(paper):
    return f"/handovers/{paper.pk}/correct/{paper.lines.get(device__isnull=False).pk}/"


def test_another_device_stands_on_the_same_paper_and_the_sim_sits_in_it(
    paper, path, muong_nha, school_admin, signed_in
):
    right = make.make_device(muong_nha, code="D9D9D9")
    assert signed_in(school_admin).post(path, told(device="D9D9D9")).status_code == 302
    assert paper.lines.open().get(device__isnull=False).device == right
    assert paper.lines.exclude(voided_at=None).get().void_reason == "Nhìn nhầm nhãn"
    assert SimInsertion.objects.get(removed_at=None).device == right


def test_for_another_pupil_there_is_another_paper(paper, path, hoa, school_admin, signed_in):
    client = signed_in(school_admin)
    assert "Lò Thị Hoa" in client.get(path).content.decode()
    assert client.post(path, told(pupil=hoa.pk, on="20/11/2026")).status_code == 302
    anew = Handover.objects.get(pupil=hoa)
    assert (anew.lines.count(), str(anew.signed_on)) == (3, "2026-11-20")
    assert not paper.lines.open().exists()
    client.post(path, told(pupil=hoa.pk, on="20/11/2026"))
    assert Handover.objects.count() == 2


def test_nothing_right_or_too_much_at_once_is_refused_in_words(paper, path, hoa, school_admin, signed_in):
    client = signed_in(school_admin)
    assert "Hãy ghi điều đúng" in client.post(path, told()).content.decode()
    make.make_device(paper.school, code="D9D9D9")
    both = client.post(path, told(pupil=hoa.pk, device="D9D9D9"))
    assert "sửa lần lượt" in both.content.decode()
    assert Assignment.objects.exclude(voided_at=None).count() == 0


def test_the_other_school_corrects_nothing(paper, path, other_school_admin, signed_in):
    assert signed_in(other_school_admin).post(path, told(on="20/11/2026")).status_code == 404


@pytest.mark.parametrize(
    ("state", "sentence"), [("repair", "đang sửa"), ("stolen", "bị lấy cắp"), ("disposed", "thanh lí")]
)
def test_what_cannot_be_handed_over_does_not_come_in_by_a_correction(
    state, sentence, paper, path, tablet, school_admin, signed_in
):
    gone = make.bring_into(make.make_device(paper.school, code="D9D9D9"), state, school_admin)
    answer = signed_in(school_admin).post(path, told(device="D9D9D9"))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    gone.refresh_from_db()
    assert (gone.lifecycle, paper.lines.open().get(device__isnull=False).device) == (state, tablet)
