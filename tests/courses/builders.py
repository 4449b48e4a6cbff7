"""Subjects, courses, lectures and files for tests."""

from io import BytesIO
from itertools import count

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Page

from courses.models import CoursePage, LecturePage, SubjectPage
from lms.models import MediaFile, Picture
from students.models import Subject

_numbers = count(1)


def make_subject(code="toan", title="Toán"):
    """The subject's page under the site's root."""
    found = SubjectPage.objects.filter(subject__code=code).first()
    if found:
        return found
    root = Page.objects.filter(depth=2).first()
    return root.add_child(instance=SubjectPage(title=title, subject=Subject.objects.get(code=code)))


def make_course(title="Toán 6", school=None, subject=None, grade=6, **overrides):
    page = CoursePage(title=title, grade=grade, school=school, **overrides)
    return (subject or make_subject()).add_child(instance=page)


def make_lecture(title="Phân số bằng nhau", course=None, body=None, **overrides):
    """A published lecture, through a revision as in the editor."""
    page = LecturePage(title=title, body=body if body is not None else a_body(), live=False, **overrides)
    (course or make_course()).add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def a_body(*blocks):
    return list(blocks) or [
        ("heading", {"text": "Khởi động", "size": "2"}),
        ("text", {"text": r"<p>Hai phân số \( \frac{1}{2} \) và \( \frac{2}{4} \) ở Điện Biên.</p>"}),
        ("formula", {"latex": r"\frac{a}{b} = \frac{c}{d}"}),
    ]


def make_picture(width=1200, height=800, title="Ruộng bậc thang", pupils="nobody"):
    file = BytesIO()
    Image.effect_noise((width, height), 20).convert("RGB").save(file, "JPEG")
    return Picture.objects.create(
        title=title, file=ContentFile(file.getvalue(), name=f"ruong-{next(_numbers)}.jpg"), pupils=pupils
    )


def a_photo(width=1200, height=900, place="HERE"):
    """A photo lying on its side, with the place where it was taken."""
    picture = Image.effect_noise((width, height), 30).convert("RGB")
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010E] = place
    file = BytesIO()
    picture.save(file, "JPEG", exif=notes)
    return file.getvalue()


def make_file(name="doc.mp3", content=b"ID3" + b"0123456789" * 1000):
    file = MediaFile(title=name, file=ContentFile(content, name=name), pupils="nobody")
    file._set_document_file_metadata()
    file.save()
    return file
