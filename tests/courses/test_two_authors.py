"""Two have saved one lecture: piece by piece they are put together, and nothing of either is lost."""

from datetime import date

import pytest
from django.urls import reverse

from courses.models import LecturePage, Licence
from courses.writing import drafts, merging, pieces
from students.models import Role
from tests import builders
from tests.courses import builders as lectures
from tests.courses.test_drafts import lecture_form


def piece(key, words):
    return {"type": "text", "value": {"text": f"<p>{words}</p>"}, "id": key}


BASE = [piece("a", "một"), piece("b", "hai"), piece("c", "ba")]


def test_who_alone_changed_a_piece_is_suggested_and_of_two_changes_both():
    theirs = [piece("a", "một của Hà"), piece("b", "hai của Hà"), piece("c", "ba"), piece("d", "thêm")]
    mine = [piece("a", "một"), piece("b", "hai của Lan")]
    found = {one.key: one.suggested for one in merging.differences(BASE, theirs, mine)}
    assert found == {"a": "theirs", "b": "both", "c": "mine", "d": "theirs"}
    told = merging.merged(theirs, mine, found)
    assert [one["value"]["text"][3:-4] for one in told] == ["một của Hà", "hai của Hà", "hai của Lan", "thêm"]
    assert len({one["id"] for one in told}) == 4
    assert merging.merged(theirs, mine, found) == told


def test_what_one_took_out_and_the_other_changed_stays():
    found = merging.differences(BASE, BASE[1:], [piece("a", "một nữa"), *BASE[1:]])
    assert [(one.key, one.suggested) for one in found] == [("a", "mine")]


@pytest.fixture
def course(muong_nha):
    page = lectures.make_course("Toán 6 Mường Nhà", school=muong_nha)
    page.save_revision().publish()
    return page


@pytest.fixture
def colleague(class_6a, course):
    return builders.make_staff("ha", "Bạc Thị Hà", Role.Kind.AUTHOR, school=class_6a.school)


@pytest.fixture
def clash(ms_lan, colleague, course):
    """(the lecture, what both began from, what Ms Hà saved, what Ms Lan saved over it)."""
    page = drafts.begin(course, ms_lan, "Phân số")

    def says(user, body, **facts):
        draft = drafts.of(page)
        drafts.keep_pieces(draft, body)
        for name, value in facts.items():
            setattr(draft, name, value)
        return draft.save_revision(user=user)

    base = says(ms_lan, BASE)
    theirs = says(colleague, [piece("a", "một của Hà"), *BASE[1:]], summary="Tóm tắt của Hà")
    mine = says(ms_lan, [BASE[0], piece("b", "hai của Lan"), BASE[2]], summary="")
    page.refresh_from_db()
    return page, base, theirs, mine


def where(page, base, theirs, mine):
    address = reverse("courses:writing_merge", args=[page.translation_key, theirs.pk, mine.pk])
    return f"{address}?base={base.pk}"


def words_of(page):
    page = LecturePage.objects.get(pk=page.pk)
    return [one["value"]["text"][3:-4] for one in pieces.of(drafts.of(page))]


def test_both_wordings_are_put_together_and_both_are_kept(clash, ms_lan, signed_in):
    page, _base, theirs, mine = clash
    client = signed_in(ms_lan)
    told = client.get(where(*clash)).content.decode()
    assert "một của Hà" in told
    assert "hai của Lan" in told
    assert "Tóm tắt của Hà" in told
    assert client.post(where(*clash)).status_code == 302
    assert words_of(page) == ["một của Hà", "hai của Lan", "ba"]
    assert drafts.of(LecturePage.objects.get(pk=page.pk)).summary == "Tóm tắt của Hà"
    assert page.revisions.filter(pk__in=[theirs.pk, mine.pk]).count() == 2
    # Twice is as once.
    count = page.revisions.count()
    client.post(where(*clash))
    assert page.revisions.count() == count


def test_facts_above_the_pieces_are_told_as_people_read_them(clash, ms_lan, colleague, signed_in):
    page, base, _theirs, _mine = clash
    draft = drafts.of(page)
    draft.opens_on, draft.audience, draft.licence = date(2026, 12, 1), "signed_in", Licence.objects.first()
    theirs = draft.save_revision(user=colleague)
    draft.opens_on, draft.audience, draft.licence = None, "school", None
    mine = draft.save_revision(user=ms_lan)
    told = signed_in(ms_lan).get(where(page, base, theirs, mine)).content.decode()
    assert "01/12/2026" in told
    assert str(Licence.objects.first()) in told
    assert "signed_in" not in told


def test_who_saves_in_between_loses_nothing(clash, ms_lan, colleague, signed_in, monkeypatch):
    page = clash[0]
    merged = merging.merged

    def saved_meanwhile(*told):
        draft = drafts.of(LecturePage.objects.get(pk=page.pk))
        drafts.keep_pieces(draft, [piece("a", "mới của Hà")])
        draft.save_revision(user=colleague)
        return merged(*told)

    monkeypatch.setattr(merging, "merged", saved_meanwhile)
    told = signed_in(ms_lan).post(where(*clash), follow=True).content.decode()
    assert words_of(page) == ["mới của Hà"]
    assert "chưa gộp gì" in told
    assert "Đã gộp" not in told


def test_each_choice_is_followed(clash, ms_lan, signed_in):
    page = clash[0]
    chosen = {"piece-a": "both", "piece-b": "theirs", "field-summary": "mine", "piece-c": "x"}
    signed_in(ms_lan).post(where(*clash), chosen)
    assert words_of(page) == ["một của Hà", "một", "hai", "ba"]


def test_who_saved_second_in_the_editor_is_led_to_it(course, author, approver, signed_in):
    page = lectures.make_lecture("Phân số", course)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    loaded = page.latest_revision_created_at.isoformat()

    def says(user, words):
        told = {"body-0-value-text": words, "body-0-value-size": "2", "body-0-value-readings-count": "0"}
        form = lecture_form("heading", slug=page.slug, loaded_revision_created_at=loaded, **told)
        return signed_in(user).post(edit, form, follow=True).content.decode()

    says(approver, "Của Quân")
    told = says(author, "Của Hà")
    theirs, mine = page.revisions.order_by("-pk").values_list("pk", flat=True)[:2][::-1]
    address = reverse("courses:writing_merge", args=[page.translation_key, theirs, mine])
    assert f"{address}?base={page.latest_revision_id}" in told
    assert "Của Quân" in signed_in(author).get(f"{address}?base={page.latest_revision_id}").content.decode()


def test_nobody_else_puts_them_together(clash, mr_pao, signed_in):
    assert signed_in(mr_pao).get(where(*clash)).status_code == 404
    assert signed_in(mr_pao).post(where(*clash)).status_code == 404


def test_a_revision_of_another_page_is_none_of_this(clash, course, ms_lan, signed_in):
    page, base, theirs, _mine = clash
    other = drafts.begin(course, ms_lan, "Bài khác").latest_revision
    client = signed_in(ms_lan)
    assert client.get(where(page, base, theirs, other)).status_code == 404
    for odd in ("x", "9" * 40, "٣"):
        address = where(*clash).partition("base=")[0]
        assert client.get(f"{address}base={odd}").status_code == 200
    far = reverse("courses:writing_merge", args=[page.translation_key, int("9" * 30), theirs.pk])
    assert client.get(far).status_code == 404
