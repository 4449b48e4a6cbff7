"""Authors say who can be recognised in a picture, and nobody else is found by it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from courses.authoring import school_collection
from courses.models import ShownPupil
from lms.models import Picture
from students.models import Role
from tests.builders import make_staff, make_student
from tests.courses import builders
from tests.courses.test_uploads import picture as picture_bytes


@pytest.fixture
def say(author, muong_nha, signed_in):
    """`say(who, pupils)`: the author uploads a picture and says who is in it."""
    client = signed_in(author)

    def send(who="", pupils="seen", **told):
        file = SimpleUploadedFile("san.png", picture_bytes())
        form = {"title": "Sân trường", "file": file, "collection": school_collection(muong_nha).pk}
        rest = {"tags": "", "credit": "", "description": "", **told}
        return client.post("/admin/images/add/", {**form, **rest, "pupils": pupils, "who": who})

    return send


def problem(answer):
    return " ".join(sum(answer.context["form"].errors.values(), []))


@pytest.mark.parametrize("line", ["Giàng A Sùng, 6A", "giàng a sùng 6a", "HSGIANG1", "hsgiang1 Giàng"])
def test_a_pupil_is_named_by_name_and_class_or_by_code(line, say, giang, hoa):
    say(f"{line}\n\nLò Thị Hoa, 6A")
    assert set(ShownPupil.objects.values_list("student", flat=True)) == {giang.pk, hoa.pk}


def test_the_author_reads_no_code_of_a_pupil_and_saves_what_stands_there(
    say, giang, class_6a, author, signed_in
):
    twin = make_student("Giàng A Sùng", class_6a)
    say(f"{giang.code}\n{twin.code}")
    picture, client = Picture.objects.get(), signed_in(author)
    page = client.get(f"/admin/images/{picture.pk}/")
    assert giang.code not in page.content.decode()
    who = page.context["form"]["who"].value()
    assert who == "Giàng A Sùng, 6A\nGiàng A Sùng, 6A (2)"
    form = {"title": "Sân trường", "collection": picture.collection_id, "tags": "", "credit": ""}
    client.post(f"/admin/images/{picture.pk}/", {**form, "description": "", "pupils": "seen", "who": who})
    assert set(picture.shown_pupils.values_list("student", flat=True)) == {giang.pk, twin.pk}


def test_the_author_has_to_say_whether_pupils_are_in_it(say, giang):
    assert "pupils" in say(pupils="").context["form"].errors
    assert "Ghi những em có thể nhận ra" in problem(say("", pupils="seen"))
    assert not Picture.objects.exists()


def test_a_pupil_of_the_other_school_is_not_found_by_name(say, vang):
    assert "Dòng 1: không tìm thấy em" in problem(say("Vàng Thị Mỷ, 3B"))


def test_nor_by_code(say, vang):
    assert "Dòng 1: không tìm thấy em" in problem(say(vang.code))


def test_who_writes_for_the_whole_province_is_told_why_nobody_is_found(dien_bien, giang, signed_in):
    writer = make_staff("tacgia.so", "Lò Thị Hiên", Role.Kind.AUTHOR, place=dien_bien)
    file = SimpleUploadedFile("san.png", picture_bytes())
    told = {"title": "Sân trường", "file": file, "tags": "", "credit": "", "description": ""}
    who = {"pupils": "seen", "who": "Giàng A Sùng, 6A"}
    assert "không thuộc trường nào" in problem(signed_in(writer).post("/admin/images/add/", told | who))


def test_two_of_one_name_are_told_apart_by_code(say, giang, class_6a):
    make_student("Giàng A Sùng", class_6a)
    assert "Dòng 1: có hai em" in problem(say("Giàng A Sùng, 6A"))


def test_with_another_file_it_is_asked_anew_who_can_be_seen(author, muong_nha, signed_in):
    picture = builders.make_picture(title="Sân trường")
    Picture.objects.filter(pk=picture.pk).update(collection=school_collection(muong_nha))
    client, address = signed_in(author), f"/admin/images/{picture.pk}/"
    asked = client.get(address).context["form"]["pupils"]
    assert not any(choice.data["selected"] for choice in asked)
    form = {"title": "Sân trường", "collection": school_collection(muong_nha).pk, "tags": "", "credit": ""}
    file = SimpleUploadedFile("moi.jpg", picture_bytes())
    answer = client.post(address, {**form, "description": "", "who": "", "file": file})
    assert "pupils" in answer.context["form"].errors
    before = picture.file.name
    picture.refresh_from_db()
    assert picture.file.name == before


def test_sending_many_at_once_asks_for_each(author, muong_nha, signed_in, giang):
    client = signed_in(author)
    file = SimpleUploadedFile("san.png", picture_bytes())
    place = school_collection(muong_nha).pk
    answer = client.post("/admin/images/multiple/add/", {"title": "x", "files[]": file, "collection": place})
    told = answer.json()
    assert not Picture.objects.exists()
    prefix = f"uploaded-image-{told['uploaded_file_id']}"
    form = {"title": "Sân trường", "pupils": "seen", "who": "HSGIANG1", "collection": place, "tags": ""}
    address = f"/admin/images/multiple/create_from_uploaded_image/{told['uploaded_file_id']}/"
    answer = client.post(address, {f"{prefix}-{name}": value for name, value in form.items()})
    assert answer.json()["success"], answer.json()
    assert ShownPupil.objects.get().student == giang
