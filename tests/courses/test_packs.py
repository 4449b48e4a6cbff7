"""A takeaway as one signed file: what stands open to whoever gets it, made once, gone after some days."""

import hashlib
import json
import os
import re
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from courses.takeaways import choosing, packing
from lms import school_keys
from students.models import SchoolYear
from tests.courses import builders, takings
from tests.courses.takings import address, given_to

pytestmark = pytest.mark.usefixtures("nothing_remembered")


@pytest.fixture
def lecture(db):
    return takings.make_lecture()


def opened(answer):
    return zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))


def test_a_teacher_hands_the_week_on_as_one_signed_file(lecture, signed_in, ms_lan, class_6a):
    given_to(class_6a, lecture, ms_lan)
    answer = signed_in(ms_lan).get(address("week", class_6a.uid, ".zip"))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Accept-Ranges"] == "bytes"
    file = opened(answer)
    told = file.read("manifest.json")
    kid, signature = file.read("manifest.sig").decode().split(".")
    keys = school_keys.public_keys()
    assert kid == keys["kid"]
    point = school_keys.point_of(keys["sign"])
    assert school_keys.is_signed_by(point, told, school_keys.from_base64url(signature))
    manifest = json.loads(told)
    for row in [*manifest["pages"], *manifest["files"]]:
        assert hashlib.sha256(file.read(row["sha256"])).hexdigest() == row["sha256"]
    assert {info.compress_type for info in file.infolist()} == {zipfile.ZIP_STORED}
    assert all(re.fullmatch(r"manifest\.(json|sig)|[0-9a-f]{64}", name) for name in file.namelist())
    assert "script-src 'self'" in manifest["policy"]


def test_of_a_sound_the_file_holds_what_every_browser_plays(lecture, signed_in, ms_lan):
    call_command("work", "--once", stdout=StringIO())
    file = opened(signed_in(ms_lan).get(address("lecture", lecture, ".zip")))
    (sound,) = [row for row in json.loads(file.read("manifest.json"))["files"] if "audio" in row["type"]]
    assert sound["type"].startswith("audio/mp4")
    assert "lighter" not in sound
    assert len(file.read(sound["sha256"])) == sound["bytes"]


def test_its_name_says_the_class_and_the_week_of_the_year(class_6a, lecture, signed_in, ms_lan, time_machine):
    year = class_6a.year
    time_machine.move_to(datetime.combine(year.starts_on + timedelta(weeks=11), time(9)))
    given_to(class_6a, lecture, ms_lan)
    answer = signed_in(ms_lan).get(address("week", class_6a.uid, ".zip"))
    assert 'filename="goi-tuan-6A-tuan-12.zip"' in answer["Content-Disposition"]
    page = signed_in(ms_lan).get(address("week", class_6a.uid, "/")).content.decode()
    assert 'download="goi-tuan-6A-tuan-12.zip"' in page
    one = choosing.Chosen("lecture", lecture.translation_key, lecture.title)
    assert packing.name_of(one, films=True) == "bai-phan-so-bang-nhau-co-phim.zip"


def test_weeks_are_counted_from_the_monday_of_the_first_day_and_there_are_none_in_summer():
    year = SchoolYear(starts_on=date(2026, 9, 5), ends_on=date(2027, 5, 31))
    days = [date(2026, 9, 5), date(2026, 9, 7), date(2026, 11, 22), date(2026, 11, 23), date(2027, 7, 1)]
    assert [year.week_of(day) for day in days] == [1, 2, 12, 13, None]


def test_the_file_is_made_once_and_goes_on_where_it_was_cut(lecture, signed_in, ms_lan):
    browser = signed_in(ms_lan)
    first = browser.get(address("lecture", lecture, ".zip"))
    whole = b"".join(first.streaming_content)
    rest = browser.get(
        address("lecture", lecture, ".zip"), headers={"Range": "bytes=100-", "If-Range": first["ETag"]}
    )
    assert rest.status_code == 206
    assert b"".join(rest.streaming_content) == whole[100:]
    assert first["ETag"] == f'"{hashlib.sha256(whole).hexdigest()}"'


def test_what_only_the_teacher_reads_ahead_is_not_in_the_file(signed_in, ms_lan, class_6a):
    later = builders.make_lecture(
        "Chưa mở", audience="signed_in", opens_on=timezone.localdate() + timedelta(days=5)
    )
    given_to(class_6a, later, ms_lan)
    browser = signed_in(ms_lan)
    assert browser.get(address("lecture", later)).status_code == 200
    assert browser.get(address("lecture", later, ".zip")).status_code == 404
    told = json.loads(opened(browser.get(address("week", class_6a.uid, ".zip"))).read("manifest.json"))
    assert [page["title"] for page in told["pages"]] == []


def test_a_lecture_of_another_school_is_in_no_file_for_this_class(na_hy, signed_in, ms_lan, class_6a):
    theirs = builders.make_lecture(
        "Bài Nà Hỳ", course=builders.make_course("Toán Nà Hỳ", school=na_hy), audience="school"
    )
    given_to(class_6a, theirs, ms_lan)
    told = json.loads(
        opened(signed_in(ms_lan).get(address("week", class_6a.uid, ".zip"))).read("manifest.json")
    )
    assert "Bài Nà Hỳ" not in str(told)


def test_strangers_and_pupils_get_no_file(lecture, signed_in, giang, mr_pao, class_6a):
    assert signed_in(mr_pao).get(address("week", class_6a.uid, ".zip")).status_code == 404
    assert signed_in(giang).get(address("week", class_6a.uid, ".zip")).status_code == 403
    assert (
        signed_in(mr_pao).get(address("subject", lecture.get_parent().get_parent(), ".zip")).status_code
        == 404
    )


def test_a_file_too_large_for_a_tablet_is_refused_in_words(lecture, signed_in, ms_lan, monkeypatch):
    monkeypatch.setattr(packing, "MOST_BYTES", 1000)
    answer = signed_in(ms_lan).get(address("lecture", lecture, ".zip"), follow=True)
    assert "một máy chỉ nạp được" in answer.content.decode()


def test_files_of_last_week_go_at_night(lecture, signed_in, ms_lan):
    signed_in(ms_lan).get(address("lecture", lecture, ".zip"))
    signed_in(ms_lan).get(address("course", lecture.get_parent(), ".zip"))
    folder = Path(settings.MEDIA_ROOT) / packing.FOLDER
    old, *newer = sorted(folder.glob("*.zip"))
    long_ago = (timezone.now() - packing.KEPT - timedelta(hours=1)).timestamp()
    os.utime(old, (long_ago, long_ago))
    for one in newer:
        os.utime(one, (timezone.now().timestamp(),) * 2)
    packing.forget_the_old()
    assert sorted(folder.glob("*")) == newer
