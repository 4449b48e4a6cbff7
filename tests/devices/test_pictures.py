"""Photos and papers of a machine and of a delivery."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.devices import builders as make


def picture():
    return {"file": SimpleUploadedFile("may.jpg", make.photo())}


def test_a_photo_is_kept_with_the_machine_once_and_struck_out(tablet, signed_in, school_admin):
    client = signed_in(school_admin)
    for _twice in range(2):
        assert client.post(f"/devices/{tablet.code}/photos/", picture()).status_code == 302
    photo = tablet.photos.get()
    path = f"/devices/{tablet.code}/photos/{photo.pk}/"
    assert path in client.get(f"/devices/{tablet.code}/").content.decode()
    assert client.get(path)["Content-Type"] == "image/jpeg"
    assert client.post(f"{path}strike/", {"reason": "Nhầm máy"}).status_code == 302
    assert client.get(path).status_code == 404
    assert path not in client.get(f"/devices/{tablet.code}/").content.decode()


def test_what_is_no_picture_is_refused(tablet, signed_in, school_admin):
    told = {"file": SimpleUploadedFile("may.jpg", b"MZ not a picture")}
    assert signed_in(school_admin).post(f"/devices/{tablet.code}/photos/", told).status_code == 400
    assert not tablet.photos.exists()


def test_the_other_school_sees_no_photo(tablet, signed_in, school_admin, other_school_admin):
    photo = make.attach_picture(tablet.photos, school_admin)
    client = signed_in(other_school_admin)
    assert client.get(f"/devices/{tablet.code}/photos/{photo.pk}/").status_code == 404
    assert client.post(f"/devices/{tablet.code}/photos/", picture()).status_code == 404


def test_the_decision_of_a_batch_is_attached_by_who_keeps_it_and_read_by_its_schools(
    tablet, signed_in, school_admin, province_admin
):
    path = f"/devices/batches/{tablet.batch.code}/papers/"
    assert signed_in(school_admin).post(path, picture()).status_code == 404
    assert signed_in(province_admin).post(path, picture()).status_code == 302
    paper = tablet.batch.papers.get()
    assert signed_in(school_admin).get(f"{path}{paper.pk}/").status_code == 200
