"""What contests of works keep, and for how long."""

from datetime import date

from django.core.files.storage import default_storage

from courses.models import ContestFile, ContestWork, JudgedPoints
from lms import retention
from students import consents
from tests.courses import works


def kind_of(key):
    (found,) = (kind for kind in retention.kinds() if kind.key == key)
    return found


def test_files_go_after_two_years_and_what_it_came_to_stays(
    contest, giang, judge, second, django_capture_on_commit_callbacks
):
    works.confirmed(contest, giang, photo=True)
    works.published(contest, judge, second)
    path, kind = ContestFile.objects.get().file.name, kind_of("contest_files")
    assert kind.due(date(2028, 11, 20)) == 0
    assert kind.due(date(2028, 12, 1)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        kind.forget(date(2028, 12, 1))
    assert not ContestFile.objects.exists()
    assert not default_storage.exists(path)
    assert JudgedPoints.objects.count() == 2


def test_a_draft_that_was_never_handed_in_goes_too(contest, giang, province_admin):
    works.take_back(works.hand_in(contest, giang, photo=True))
    works.close(contest)
    kind_of("contest_files").forget(date(2028, 12, 1))
    assert not ContestWork.objects.exists()


def test_with_the_consent_to_learning_goes_what_nobody_has_judged(contest, giang, ms_lan):
    works.confirmed(contest, giang, photo=True)
    works.agree(giang, "learning", by=ms_lan)
    consents.withdraw(giang, "learning", by=ms_lan)
    assert not ContestWork.objects.exists()
    assert not ContestFile.objects.exists()
