"""A film of hundreds of megabytes comes in over a line that breaks, in parts, and is a file of its author."""

import hashlib
import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses import large_uploads
from courses.authoring import school_collection
from courses.models import LargeUpload, Preparation
from lms import retention, tasks
from lms.models import Job, MediaFile
from students.models import Role
from tests import builders as people

HEAD = b"\x00\x00\x00\x20ftypisom"
CONTENT = HEAD + bytes(range(256)) * 1200


def work():
    call_command("work", "--once", stdout=StringIO())


@pytest.fixture
def collection(muong_nha):
    return school_collection(muong_nha)


@pytest.fixture
def office(author, collection, signed_in):
    return Office(signed_in(author), collection)


class Office:
    """An author's window."""

    def __init__(self, client, collection):
        self.client, self.collection = client, collection

    def begin(self, name="phim.mp4", content=CONTENT, **told):
        head = hashlib.sha256(content[:65536]).hexdigest()
        form = {"name": name, "size": len(content), "head": head, "pupils": "nobody", "credit": ""}
        return self.client.post("/uploads/", {**form, "collection": self.collection.pk, **told})

    def send(self, begun, at, part, digest=None):
        return self.client.post(
            f"{begun['address']}?at={at}",
            part,
            content_type="application/octet-stream",
            headers={"X-Part-Sha256": digest or hashlib.sha256(part).hexdigest()},
        )

    def send_all(self, content=CONTENT, size=100_000, **told):
        """All parts, and then the worker."""
        at = begun = self.begin(content=content, **told).json()
        while at["received"] < len(content):
            part = content[at["received"] : at["received"] + size]
            at = self.send(begun, at["received"], part).json()
        assert not at["done"]
        work()
        return self.client.get(begun["address"]).json()


def test_a_file_in_parts_becomes_a_file_of_the_author(office, author):
    told = office.send_all(name="Phim về Điện Biên.mp4", credit="Cô Hà")
    file = MediaFile.objects.get()
    with file.file.open() as kept:
        assert kept.read() == CONTENT
    assert (file.title, file.credit, file.pupils) == ("Phim về Điện Biên", "Cô Hà", "nobody")
    assert (file.uploaded_by_user, file.collection) == (author, office.collection)
    assert told["done"]
    assert file.get_file_hash() == hashlib.sha1(CONTENT).hexdigest()  # noqa: S324 – Wagtail's
    assert told["file"] == f"/admin/documents/edit/{file.pk}/"
    assert Preparation.objects.get().job.owner == author


def test_after_a_cut_and_in_another_window_only_the_rest_is_sent(office):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT[:1000])
    again = office.begin().json()
    assert (again["id"], again["received"]) == (begun["id"], 1000)
    assert office.client.get(begun["address"]).json()["received"] == 1000


def test_a_part_at_the_wrong_place_is_told_the_right_one(office):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT[:1000])
    for at in (0, 500, 2000):
        answer = office.send(begun, at, CONTENT[at : at + 700])
        assert (answer.status_code, answer.json()["received"]) == (409, 1000)


def test_a_damaged_part_is_not_taken(office):
    begun = office.begin().json()
    answer = office.send(begun, 0, CONTENT[:1000], digest=hashlib.sha256(b"x").hexdigest())
    assert (answer.status_code, answer.json()["received"]) == (400, 0)
    assert "gửi lại" in answer.json()["error"]


def test_what_was_written_and_never_acknowledged_is_written_over(office):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT[:1000])
    with LargeUpload.objects.get().path.open("ab") as file:
        file.write(b"a part that the power cut")
    at = 1000
    while at < len(CONTENT):
        at = office.send(begun, at, CONTENT[at : at + 90_000]).json()["received"]
    work()
    with MediaFile.objects.get().file.open() as kept:
        assert kept.read() == CONTENT


def test_the_last_part_twice_makes_one_file(office):
    told = office.send_all()
    again = office.send(told, len(CONTENT) - 5, CONTENT[-5:])
    assert again.json()["file"] == told["file"]
    work()
    assert MediaFile.objects.count() == 1


def test_asking_finishes_nothing_and_one_job_does(office, author):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT)
    for _again in range(2):
        told = office.client.get(begun["address"]).json()
        assert (told["received"], told["done"]) == (len(CONTENT), False)
        office.send(begun, 0, CONTENT)
        office.begin()
    assert not MediaFile.objects.exists()
    assert Job.objects.get().owner == author
    shown = office.client.get("/uploads/").content.decode()
    assert "chưa vào kho tệp" in shown
    assert "Chưa gửi xong" not in shown
    work()
    assert MediaFile.objects.count() == 1


class Killed(BaseException):
    pass


@pytest.mark.parametrize("where", ["_hash", "_linked", "link"])
def test_a_worker_that_is_killed_loses_no_ending(office, monkeypatch, where):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT)
    upload = LargeUpload.objects.get()

    def killed(*args):
        if where == "link":
            os_link(*args)
        raise Killed

    os_link = os.link
    with monkeypatch.context() as patch:
        patch.setattr(large_uploads.os if where == "link" else large_uploads, where, killed)
        with pytest.raises(Killed):
            large_uploads.finish(upload.job, str(upload.pk))
    assert not MediaFile.objects.exists()
    work()
    file = MediaFile.objects.get()
    with file.file.open() as kept:
        assert kept.read() == CONTENT
    folder = os.path.dirname(file.file.path)
    own = os.stat(file.file.path).st_ino
    assert sum(one.inode() == own for one in os.scandir(folder)) == 1


def test_what_failed_for_good_is_begun_again_at_night_and_when_it_is_chosen_again(office, monkeypatch):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT)

    def broken(*_args):
        raise OSError

    for again in (large_uploads.finish_what_is_whole, office.begin):
        with monkeypatch.context() as patch:
            patch.setattr(large_uploads, "_hash", broken)
            patch.setattr(tasks, "MOST_TRIES", 1)
            work()
        assert "mà chưa làm được" in office.client.get(begun["address"]).json()["error"]
        assert "mà chưa làm được" in office.client.get("/uploads/").content.decode()
        again()
        assert "error" not in office.client.get(begun["address"]).json()
    work()
    assert MediaFile.objects.count() == 1


def test_removed_before_the_worker_came_nothing_is_made(office, django_capture_on_commit_callbacks):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT)
    with django_capture_on_commit_callbacks(execute=True):
        office.client.post(f"{begun['address']}remove/")
    work()
    assert not MediaFile.objects.exists()
    assert Job.objects.get().state == Job.State.DONE


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"name": "phim.exe"}, "Bài giảng không nhận"),
        ({"name": "phim"}, "Bài giảng không nhận"),
        ({"size": 0}, ""),
        ({"size": 3 * 1024**3}, "lớn hơn 2 GB"),
        ({"head": "x"}, ""),
        ({"pupils": ""}, ""),
        ({"collection": 1}, ""),
    ],
)
def test_what_cannot_come_is_refused_before_it_is_sent(office, told, words):
    answer = office.begin(**told)
    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert len(answer.json()["error"]) > 15
    assert not LargeUpload.objects.exists()


def test_a_file_under_a_false_name_is_refused_with_its_first_part(office):
    content = b"MZ" + b"x" * 5000
    begun = office.begin(content=content).json()
    answer = office.send(begun, 0, content[:1000])
    assert answer.status_code == 422
    assert "không phải tệp .mp4 thật" in answer.json()["error"]


def test_more_than_was_said_is_refused(office):
    begun = office.begin(content=CONTENT[:500]).json()
    assert office.send(begun, 0, CONTENT[:501]).status_code == 422


def test_a_part_beyond_a_megabyte_is_refused(office):
    begun = office.begin(content=HEAD + b"x" * 2_000_000).json()
    assert office.send(begun, 0, HEAD + b"x" * 1_100_000).status_code == 413


@pytest.mark.parametrize("at", ["", "-1", "x", "9" * 40, "1.5", "²"])
def test_a_place_that_is_none_does_no_harm(office, at):
    begun = office.begin().json()
    assert office.send(begun, at, CONTENT[:10]).status_code in (400, 409, 422)


def test_an_author_has_only_so_much_on_the_way(office, monkeypatch):
    monkeypatch.setattr(large_uploads, "MOST_FILES", 2)
    for number in range(2):
        assert office.begin(name=f"phim-{number}.mp4").status_code == 200
    answer = office.begin(name="phim-3.mp4")
    assert (answer.status_code, "gửi xong" in answer.json()["error"]) == (422, True)
    assert office.begin(name="phim-1.mp4").status_code == 200


def test_a_full_disk_is_said_before_and_in_the_middle(office, monkeypatch):
    begun = office.begin().json()
    usage = large_uploads.shutil.disk_usage("/")
    monkeypatch.setattr(large_uploads.shutil, "disk_usage", lambda _path: usage._replace(free=10**6))
    assert office.begin(name="khac.mp4").status_code == 507

    def full(_handle):
        raise OSError(large_uploads.errno.ENOSPC, "full")

    monkeypatch.setattr(large_uploads.os, "fsync", full)
    answer = office.send(begun, 0, CONTENT[:1000])
    assert (answer.status_code, answer.json()["received"]) == (507, 0)
    assert "Phần đã gửi vẫn được giữ" in answer.json()["error"]


def test_nobody_else_finds_it(office, signed_in, na_hy, giang):
    begun = office.begin().json()
    other = people.make_staff("soan.nahy", "Lò Văn Soạn", Role.Kind.AUTHOR, school=na_hy)
    theirs = Office(signed_in(other), school_collection(na_hy))
    assert theirs.client.get(begun["address"]).status_code == 404
    assert theirs.send(begun, 0, CONTENT[:10]).status_code == 404
    assert theirs.client.post(f"{begun['address']}remove/").status_code == 404
    assert "phim.mp4" not in theirs.client.get("/uploads/").content.decode()
    assert theirs.begin(collection=office.collection.pk).status_code == 422
    assert signed_in(giang).get("/uploads/").status_code == 403


def test_the_page_says_what_is_on_its_way_and_removes_it(office, django_capture_on_commit_callbacks):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT[:200_000])
    path = LargeUpload.objects.get().path
    page = office.client.get("/uploads/").content.decode()
    assert "đã có 200 KB trên 307 KB" in page
    with django_capture_on_commit_callbacks(execute=True):
        office.client.post(f"{begun['address']}remove/")
    assert not LargeUpload.objects.exists()
    assert not path.exists()


def test_the_page_tells_the_script_how_large_a_part_may_be(office):
    assert f'data-most-part="{large_uploads.MOST_PART}"' in office.client.get("/uploads/").content.decode()


def test_parts_go_with_the_collection_they_were_for(office, django_capture_on_commit_callbacks):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT[:1000])
    path = LargeUpload.objects.get().path
    assert path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        office.collection.delete()
    assert not path.exists()


def test_parts_that_nobody_sends_on_are_forgotten_after_two_weeks(office, django_capture_on_commit_callbacks):
    begun = office.begin().json()
    office.send(begun, 0, CONTENT[:1000])
    path, today = LargeUpload.objects.get().path, timezone.localdate()
    kind = next(kind for kind in retention.kinds() if kind.key == "large_uploads")
    assert (kind.due(today), kind.due(today + timedelta(days=15))) == (0, 1)
    with django_capture_on_commit_callbacks(execute=True):
        kind.forget(today + timedelta(days=15))
    assert not path.exists()
    assert not LargeUpload.objects.exists()


def test_the_way_there_stands_where_files_are_uploaded(office):
    for address in ("/admin/documents/multiple/add/", "/admin/documents/chooser/", "/admin/documents/"):
        assert "/uploads/" in office.client.get(address).content.decode(), address


def test_removed_in_another_window_it_is_said_and_nothing_stays(office, monkeypatch):
    begun = office.begin().json()
    upload = LargeUpload.objects.get()
    judge = large_uploads._judge_beginning

    def removed_meanwhile(*args):
        judge(*args)
        LargeUpload.objects.all().delete()

    monkeypatch.setattr(large_uploads, "_judge_beginning", removed_meanwhile)
    answer = office.send(begun, 0, CONTENT[:100_000])
    assert answer.status_code == 422
    assert "đã bị bỏ" in answer.json()["error"]
    assert not upload.path.exists()


def test_whose_role_ended_meanwhile_puts_nothing_there(office, author, na_hy):
    begun = office.begin().json()
    Role.objects.filter(user=author).update(school=na_hy)
    office.send(begun, 0, CONTENT)
    work()
    assert "không còn được đưa tệp" in office.client.get(begun["address"]).json()["error"]
    assert not MediaFile.objects.exists()


@pytest.mark.parametrize("name", [".mp4", "🎬.mp4", "..mp4"])
def test_a_name_of_signs_alone_keeps_its_ending(office, name):
    office.send_all(name=name)
    assert MediaFile.objects.get().filename.endswith(".mp4")
