"""One pupil is erased: nothing in the whole database tells who it was, but for what is to be kept."""

from django.test import Client

from courses.models import (
    AnswerEvent,
    Attempt,
    LectureProgress,
)
from devices.models import Assignment, UsageDay, UsageMonth
from lms import chain
from lms.history import ERASE
from lms.models import Change, Credential, Look
from students import consents, erasing
from students.models import (
    Consent,
    ConsentScan,
    Guardian,
    Guardianship,
    Household,
    RosterImport,
    Student,
    User,
)
from students.movement import pupils
from tests import builders
from tests.devices import builders as machines
from tests.home import archive
from tests.lms.courier.tablet import Tablet, deliver
from tests.students.erasing.filled import HEAD, MONDAY, MOTHER, NAME, TELLING, everything_told


def test_nothing_tells_who_it_was(erased):
    found = {(label, sign) for label, row in everything_told() for sign in TELLING if sign in row}
    assert found == set()


def test_this_pupil_has_something_in_every_corner(asked):
    """A new model that hangs on a pupil is to be filled in filled.py, for the test before to look there."""
    relations = Student._meta.get_fields(include_hidden=True)
    pointing = [one for one in relations if one.auto_created and not one.concrete and one.one_to_many]
    empty = {
        relation.related_model._meta.label
        for relation in pointing
        if not relation.related_model._base_manager.filter(**{relation.field.name: asked.student_id}).exists()
    }
    assert empty == set()


def test_what_the_school_counts_stays(erased, muong_nha):
    attempt = Attempt.objects.get(page__competition_session=None)
    assert (attempt.student, attempt.mark, attempt.answered) == (erased, 0, 1)
    assert LectureProgress.objects.get().furthest == 60
    assert [one.school_class.name for one in erased.enrolments.all()] == ["6A"]
    assert Assignment.objects.filter(pupil=erased).count() == 2
    assert UsageMonth.objects.get(school=muong_nha).learn_s == 300
    assert not UsageDay.objects.exists()
    assert not AnswerEvent.objects.exists()


def test_who_did_what_and_when_stays_in_the_log_without_a_name(erased, school_admin):
    line = Change.objects.get(act=ERASE)
    assert (line.actor, line.label, line.object_id) == (school_admin, erasing.NAMELESS, str(erased.pk))
    emptied = Change.objects.filter(emptied_for=line.pk)
    assert {"reset the PIN", "record a consent", "withdraw a consent", "link a parent", "take back"} <= set(
        emptied.values_list("act", flat=True)
    )
    assert set(emptied.values_list("label", flat=True)) == {""}
    assert Look.objects.filter(object_id=str(erased.pk)).exists()
    assert list(chain.faults()) == []


def test_nobody_signs_in_any_more(erased):
    assert not User.objects.filter(full_name__in=[NAME, MOTHER]).exists()
    assert not erased.user.is_active
    assert not erased.card_tokens.exists()
    assert not Guardian.objects.filter(full_name=MOTHER).exists()


def test_tablets_sign_for_nobody_any_more(tua, school_admin):
    tablet = Tablet(tua)
    data = tablet.bundle()
    erasing.erase(tua, by=school_admin, despite_bars=True)
    assert not Credential.objects.exists()
    assert deliver(Client(), data)[0]["reason"] == "unknown_tablet"


def test_the_scans_of_consents_are_gone_and_their_lines_stay(erased, django_capture_on_commit_callbacks):
    scan = ConsentScan.objects.get()
    assert (scan.file.name, bool(scan.struck_at)) == ("", True)
    assert erased.consents.in_force().count() == 0
    assert erased.consents.count() == 2


def test_the_request_is_settled_with_it_and_says_what_is_kept(erased, asked, client):
    asked.refresh_from_db()
    assert asked.outcome == "done"
    assert "tên" in asked.outcome_words
    text = client.get(f"/requests/{asked.pk}/").text
    assert "giữ đến 24/11/2036" in text
    assert client.get("/requests/").status_code == 200


# Of whom else


def test_a_mother_of_two_and_a_household_of_two_stay(giang, hoa, school_admin):
    machines.make_household(giang, hoa, head=HEAD)
    mother = Guardian.objects.create(user=builders.make_user("me", MOTHER), full_name=MOTHER)
    for child in (giang, hoa):
        Guardianship.objects.create(guardian=mother, student=child, relation="mother")
    pupils.drop_out(giang, MONDAY, by=school_admin)
    erasing.erase(giang, by=school_admin)
    assert list(hoa.guardians.values_list("full_name", flat=True)) == [MOTHER]
    assert User.objects.get(username="me").is_active
    assert Household.objects.get(pk=hoa.household_id).head_name == HEAD


def test_the_other_child_of_the_list_keeps_everything(erased, class_6a):
    other = Student.objects.get(full_name="Lò Văn Ba")
    assert other.guardians.count() == 2
    *_above, (_number, cells) = RosterImport.objects.get().book().sheets[0].rows
    assert cells[2] == "Lò Văn Ba"


def test_marks_go_as_well_when_the_family_took_its_consent_back(brought_back, ms_lan, school_admin):
    consents.withdraw(brought_back, Consent.Purpose.LEARNING, by=ms_lan)
    erasing.erase(brought_back, by=school_admin)
    assert not Attempt.objects.exists()
    assert not LectureProgress.objects.exists()


def test_what_a_teller_said_stays_without_the_name_and_a_teller_called_like_the_pupil_keeps_it(
    giang, ms_lan, school_admin, muong_nha
):
    told = {"told": f"Chuyện {giang.full_name} đi học", "conditions": f"Nhờ {giang.full_name} đọc lại"}
    other = archive.make_agreement(ms_lan, muong_nha, **told)
    namesake = archive.make_agreement(ms_lan, muong_nha, name=giang.full_name, **told)
    erasing.erase(giang, by=school_admin, despite_bars=True)
    other.refresh_from_db()
    namesake.refresh_from_db()
    assert other.told == f"Chuyện {erasing.NAMELESS} đi học"
    assert other.conditions == f"Nhờ {erasing.NAMELESS} đọc lại"
    assert namesake.conditions == told["conditions"]
