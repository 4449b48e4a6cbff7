"""The stack of consent sheets: printed with numbers, typed in at once, never half, twice as once."""

from datetime import date

import pytest

from lms.models import Change
from students import consent_sheets
from students.models import Consent, ConsentPaper, Guardian, Guardianship, Student
from tests import builders


@pytest.fixture
def path(class_6a, giang, hoa):
    return f"/classes/{class_6a.uid}/consents/"


@pytest.fixture
def paper(giang, ms_lan):
    return builders.print_consent_sheet(giang, by=ms_lan)


def row(student, signer="Giàng Thị Dua", purposes=("usage",), how="thumbprint", **more):
    told = {"signer": signer, "how": how, "purposes": list(purposes), **more}
    return {f"{student.code}-{name}": value for name, value in told.items()}


def stack(*rows, day="20/09/2026"):
    return {"day": day} | {name: value for one in rows for name, value in one.items()}


# Printed


def test_a_sheet_for_each_pupil_comes_as_pdf(signed_in, ms_lan, giang, hoa, path):
    answer = signed_in(ms_lan).post(path + "sheets.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert ConsentPaper.objects.waiting().count() == 2


def test_printed_again_a_sheet_keeps_its_number(signed_in, ms_lan, path):
    client = signed_in(ms_lan)
    client.post(path + "sheets.pdf")
    numbers = set(ConsentPaper.objects.values_list("number", flat=True))
    client.post(path + "sheets.pdf")
    assert set(ConsentPaper.objects.values_list("number", flat=True)) == numbers
    assert Change.objects.filter(act="print consent sheets").count() == 2


def test_a_class_without_pupils_prints_nothing(signed_in, school_admin, muong_nha):
    empty = builders.make_class(muong_nha, "6C")
    answer = signed_in(school_admin).post(f"/classes/{empty.uid}/consents/sheets.pdf", follow=True)
    assert "chưa có học sinh" in answer.content.decode()


def test_the_code_on_the_sheet_leads_to_it(signed_in, ms_lan, paper):
    page = signed_in(ms_lan).get(f"/consents/{paper.number.lower()}/").content.decode()
    assert "Giàng A Sùng" in page
    assert "chưa nhập" in page


# Typed in


def test_a_stack_is_saved_at_once(signed_in, ms_lan, giang, hoa, paper, path):
    told = stack(
        row(giang, purposes=["usage", "loan", "photo"], child_agreed="on"),
        row(hoa, signer="Lò Văn Pản", purposes=["loan"], on="21/09/2026"),
    )
    assert signed_in(ms_lan).post(path, told).status_code == 302
    kept = {(c.student_id, c.purpose): c for c in Consent.objects.all()}
    assert set(kept) == {(giang.pk, "usage"), (giang.pk, "loan"), (giang.pk, "photo"), (hoa.pk, "loan")}
    photo, loan = kept[giang.pk, "photo"], kept[hoa.pk, "loan"]
    assert (photo.given_on, photo.child_agreed_on, photo.given_how) == (
        date(2026, 9, 20),
        date(2026, 9, 20),
        "thumbprint",
    )
    assert (loan.given_by, loan.given_on, loan.recorded_by) == ("Lò Văn Pản", date(2026, 9, 21), ms_lan)
    assert photo.paper == paper
    assert not ConsentPaper.objects.waiting().exists()
    assert Change.objects.filter(act="record a consent").count() == 4


def test_the_same_stack_sent_twice_is_as_once(signed_in, ms_lan, giang, path):
    client = signed_in(ms_lan)
    for _turn in range(2):
        assert client.post(path, stack(row(giang))).status_code == 302
    assert Consent.objects.count() == 1
    assert ConsentPaper.objects.count() == 1
    assert Change.objects.filter(act="record a consent").count() == 1


def test_a_row_without_a_signer_has_not_come_back(signed_in, ms_lan, giang, hoa, path):
    client = signed_in(ms_lan)
    client.post(path, stack(row(giang), row(hoa, signer="", purposes=[])))
    assert set(Consent.objects.values_list("student", flat=True)) == {giang.pk}
    assert not ConsentPaper.objects.filter(student=hoa).exists()


def test_a_family_that_said_no_to_everything_was_asked(signed_in, ms_lan, giang, paper, path):
    client = signed_in(ms_lan)
    client.post(path, stack(row(giang, purposes=[])))
    assert not Consent.objects.exists()
    paper.refresh_from_db()
    assert paper.entered_by == ms_lan
    assert "không đồng ý điều gì" in client.get(f"/consents/{paper.number}/").content.decode()
    assert "không đồng ý" in client.get(f"/students/{giang.pk}/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"signer": ""}, "chưa ghi ai ký"),
        ({"purposes": ["name"]}, "cần chính em đồng ý"),
        ({"on": "25/11/2026"}, "ngày ghi chưa đến"),
        ({"on": "31/02/2026"}, "ngày"),
        ({"purposes": ["everything"]}, "everything"),
        ({"how": "digital"}, "digital"),
    ],
)
def test_one_wrong_row_saves_none_and_keeps_what_was_typed(
    signed_in, ms_lan, giang, hoa, path, wrong, sentence
):
    answer = signed_in(ms_lan).post(path, stack(row(giang, **wrong), row(hoa, signer="Lò Văn Pản")))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert f'href="#row-{giang.code}"' in page
    assert "Lò Văn Pản" in page
    assert not Consent.objects.exists()


@pytest.mark.parametrize("day", ["", "25/11/2026", "xx"])
def test_the_day_of_the_stack_must_be_one(signed_in, ms_lan, giang, path, day):
    assert signed_in(ms_lan).post(path, stack(row(giang), day=day)).status_code == 400
    assert not Consent.objects.exists()


def test_nothing_is_marked_beforehand_and_what_is_agreed_is_shown(signed_in, ms_lan, giang, hoa, path):
    client = signed_in(ms_lan)
    assert "checked" not in client.get(path).content.decode()
    client.post(
        path,
        stack(row(giang, purposes=[p for p in Consent.Purpose.values if p != "research"], child_agreed="on")),
    )
    page = client.get(path).content.decode()
    assert page.count("consents__kept") == 5
    assert "checked" not in page


def test_a_row_offers_the_parents_to_choose_from(signed_in, ms_lan, giang, path):
    mother = Guardian.objects.create(full_name="Giàng Thị Dua")
    Guardianship.objects.create(guardian=mother, student=giang, relation="mother")
    assert '<option value="Giàng Thị Dua">' in signed_in(ms_lan).get(path).content.decode()


def test_pupils_of_others_cannot_be_slipped_into_a_stack(signed_in, ms_lan, giang, vang, path):
    signed_in(ms_lan).post(path, stack(row(giang), row(vang)))
    assert set(Consent.objects.values_list("student", flat=True)) == {giang.pk}


def test_the_other_school_finds_no_stack_and_no_sheet(
    signed_in, mr_pao, other_school_admin, giang, paper, path
):
    for stranger in (mr_pao, other_school_admin):
        client = signed_in(stranger)
        assert client.get(path).status_code == 404
        assert client.post(path, stack(row(giang))).status_code == 404
        assert client.post(path + "sheets.pdf").status_code == 404
        assert client.get(f"/consents/{paper.number}/").status_code == 404
    assert not Consent.objects.exists()


def test_a_whole_class_is_typed_in_with_few_questions_to_the_database(
    signed_in, ms_lan, class_6a, path, django_assert_max_num_queries
):
    rows = []
    for number in range(43):
        student = builders.make_student(f"Lò Văn {number}", class_6a)
        rows.append(row(student, purposes=["learning", "loan", "usage"]))
    client = signed_in(ms_lan)
    with django_assert_max_num_queries(30):
        assert client.get(path).status_code == 200
    with django_assert_max_num_queries(60):
        assert client.post(path, stack(*rows)).status_code == 302
    assert Consent.objects.count() == 43 * 3


def test_a_withdrawn_consent_can_be_given_again_by_a_new_sheet(giang, ms_lan, muong_nha):
    from students import consents

    sheet = consent_sheets.Returned(giang, "Mẹ", "signed", date(2026, 9, 20), ["usage"])
    consent_sheets.take_in([sheet], by=ms_lan, school=muong_nha)
    consents.withdraw(giang, "usage", by=ms_lan)
    assert consent_sheets.take_in([sheet], by=ms_lan, school=muong_nha) == (1, 1)


def test_a_child_under_seven_has_no_box(signed_in, ms_lan, giang, hoa, path):
    Student.objects.update(date_of_birth=date(2020, 1, 1))
    page = signed_in(ms_lan).get(path).content.decode()
    assert "child_agreed" not in page
    assert signed_in(ms_lan).post(path, stack(row(giang, purposes=["photo"]))).status_code == 302


# The signed paper


def test_a_scan_stays_with_the_sheet_until_it_is_struck_out(signed_in, ms_lan, other_school_admin, paper):
    scan = builders.attach_consent_scan(paper, by=ms_lan)
    assert builders.attach_consent_scan(paper, by=ms_lan) == scan
    path = f"/consents/{paper.number}/scans/{scan.pk}/"
    client = signed_in(ms_lan)
    answer = client.get(path)
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert client.post(path + "strike/", {"reason": ""}).status_code == 400
    assert client.post(path + "strike/", {"reason": "Phiếu của em khác"}).status_code == 302
    assert client.get(path).status_code == 404
    assert "Phiếu của em khác" in client.get(f"/consents/{paper.number}/").content.decode()
    assert signed_in(other_school_admin).get(path).status_code == 404


def test_what_is_no_paper_is_refused_in_words(signed_in, ms_lan, paper):
    from django.core.files.uploadedfile import SimpleUploadedFile

    told = {"file": SimpleUploadedFile("a.jpg", b"<script>")}
    answer = signed_in(ms_lan).post(f"/consents/{paper.number}/scans/", told)
    assert answer.status_code == 400
    assert not paper.scans.exists()
