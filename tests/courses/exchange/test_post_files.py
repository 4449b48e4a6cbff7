"""Photos and recordings of posts: whole or in parts, and shut to strangers."""

import base64
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.exchange import files, moderating, posting
from courses.exchange.files import keep
from courses.models import ClassTalk, Post, PostFile, PostPiece
from lms import retention
from tests.courses.builders import a_photo
from tests.courses.exchange import at, begin, page_of
from tests.courses.test_progress import tell

State = Post.State


def test_a_photo_arrives_in_pieces_before_its_post_and_is_shut_to_strangers(
    class_6a, giang, hoa, vang, ms_lan, mr_pao, signed_in
):
    thread = begin(ms_lan, class_6a).thread
    client, raw = signed_in(giang), a_photo()
    post, file = str(uuid.uuid4()), str(uuid.uuid4())
    cuts = [raw[start : start + 30_000] for start in range(0, len(raw), 30_000)]
    for n, cut in reversed(list(enumerate(cuts, start=1))):
        piece = {"post": post, "file": file, "number": n, "of": len(cuts)}
        tell(client, giang, piece | {"content": base64.b64encode(cut).decode()}, kind="post.piece")
    assert not PostPiece.objects.exists()
    kept = PostFile.objects.get()
    assert kept.size <= 200 * 1024
    address = f"/exchange/files/{file}/"
    # No post names it yet.
    assert signed_in(hoa).get(address).status_code == 404
    told = {"post": post, "thread": str(thread.pk), "words": "", "files": [file]}
    assert tell(signed_in(giang), giang, told, kind="post.written")["status"] == "stored"
    for reader in (giang, hoa, ms_lan):
        assert signed_in(reader).get(address).status_code == 200
    for stranger in (vang, mr_pao):
        assert signed_in(stranger).get(address).status_code == 404
    moderating.decide(Post.objects.get(pk=post), State.HIDDEN, ms_lan, "Ảnh có mặt bạn khác")
    assert signed_in(hoa).get(address).status_code == 404


def test_a_form_takes_a_photo_and_refuses_what_is_none(class_6a, giang, ms_lan, signed_in):
    thread = begin(ms_lan, class_6a).thread
    client = signed_in(giang)
    client.post(at(thread), {"words": "Đây ạ", "page-file": SimpleUploadedFile("a.jpg", a_photo())})
    assert "/exchange/files/" in page_of(client, thread)
    answer = client.post(at(thread), {"words": "Nữa", "page-file": SimpleUploadedFile("a.jpg", b"no photo")})
    assert answer.status_code == 422
    assert Post.objects.filter(student=giang).count() == 1


def test_nobody_names_the_photo_of_somebody_else(class_6a, giang, hoa, ms_lan, signed_in, asked):
    key = uuid.uuid4()
    secret = keep(giang.user, key, a_photo(60, 40))
    posting.reply(giang.user, asked, key, "Ảnh của em", [str(secret.pk)])
    thread = begin(ms_lan, class_6a).thread
    posting.reply(hoa.user, thread, uuid.uuid4(), "xem này", [str(secret.pk)])
    assert str(secret.pk) not in page_of(signed_in(hoa), thread)
    assert signed_in(hoa).get(f"/exchange/files/{secret.pk}/").status_code == 404


def test_a_photo_that_comes_after_the_yes_waits_for_another(class_6a, giang, hoa, ms_lan, signed_in):
    ClassTalk.objects.create(school_class=class_6a, approve_first=True)
    thread, key, file = begin(ms_lan, class_6a).thread, uuid.uuid4(), uuid.uuid4()
    post, _is_new = posting.reply(giang.user, thread, key, "Xem này", [str(file)])
    decide = f"/exchange/posts/{key}/"
    signed_in(ms_lan).post(decide, {"act": "show"})
    assert Post.objects.get(pk=key).state == State.SHOWN
    keep(giang.user, key, a_photo(60, 40), file)
    assert Post.objects.get(pk=key).state == State.WAITING
    assert signed_in(hoa).get(f"/exchange/files/{file}/").status_code == 404
    # The button of a page that did not show it yet.
    teacher = signed_in(ms_lan)
    assert teacher.post(decide, {"act": "show"}).status_code == 422
    assert f'name="seen" value="{file} "' in teacher.get(decide).content.decode()
    teacher.post(decide, {"act": "show", "seen": f"{file} "})
    assert signed_in(hoa).get(f"/exchange/files/{file}/").status_code == 200


@pytest.mark.parametrize("comes_first", [True, False])
def test_a_photo_added_to_a_question_that_the_class_reads_waits_whenever_it_comes(
    asked, giang, hoa, ms_lan, signed_in, comes_first
):
    moderating.share(asked, ms_lan)
    asked.refresh_from_db()
    for author in (giang, hoa):
        key, file = uuid.uuid4(), uuid.uuid4()
        if comes_first:
            keep(author.user, key, a_photo(60, 40), file)
        posting.reply(author.user, asked, key, "Xem này", [str(file)])
        keep(author.user, key, a_photo(60, 40), file)
        assert Post.objects.get(pk=key).state == State.WAITING
    # Between two again, the pupil's own waits no more.
    moderating.share(asked, ms_lan, is_shared=False)
    states = asked.posts.exclude(file_ids=[]).values_list("student", "state")
    assert dict(states) == {giang.pk: State.SHOWN, hoa.pk: State.WAITING}


def test_a_refused_post_leaves_no_photo_and_a_large_one_is_not_read(
    class_6a, giang, ms_lan, signed_in, monkeypatch
):
    thread = begin(ms_lan, class_6a).thread
    client, written = signed_in(giang), []
    write = PostFile._meta.get_field("file").storage.save

    def saved(*told, **more):
        written.append(write(*told, **more))
        return written[-1]

    storage = PostFile._meta.get_field("file").storage
    monkeypatch.setattr(storage, "save", saved, raising=False)
    photo = SimpleUploadedFile("a.jpg", a_photo(60, 40))
    assert client.post(at(thread), {"words": "a" * 1001, "page-file": photo}).status_code == 422
    assert [storage.exists(name) for name in written] == [False]
    assert not PostFile.objects.exists()
    monkeypatch.setattr("courses.views.exchange.MOST_BYTES", 10)
    monkeypatch.setattr("courses.views.exchange.keep", None)
    photo = SimpleUploadedFile("a.jpg", a_photo(60, 40))
    answer = client.post(at(thread), {"words": "Đây", "page-file": photo})
    assert (answer.status_code, Post.objects.filter(student=giang).count()) == (422, 0)


def test_a_pupil_sends_so_many_photos_a_day(giang, ms_lan, monkeypatch):
    monkeypatch.setattr(files, "MOST_A_DAY", 1)
    files.keep(giang.user, uuid.uuid4(), a_photo(60, 40))
    with pytest.raises(files.NotKept, match="ngày mai"):
        files.keep(giang.user, uuid.uuid4(), a_photo(60, 41))


def test_only_what_no_post_names_goes_however_many_there_are(class_6a, giang, ms_lan, monkeypatch):
    monkeypatch.setattr(files, "BATCH", 2)
    thread, named, key = begin(ms_lan, class_6a).thread, [], uuid.uuid4()
    for n in range(3):
        named.append(str(files.keep(giang.user, key, a_photo(60, 40 + n)).pk))
    posting.reply(giang.user, thread, key, "Ba ảnh", named)
    loose = {files.keep(giang.user, other, a_photo(60, 50)).pk for other in (key, uuid.uuid4(), uuid.uuid4())}
    assert set(files.loose(timezone.now() + timedelta(1)).values_list("pk", flat=True)) == loose
    retention.forget(date(2027, 1, 1))
    assert PostFile.objects.count() == 3
