"""The culture archive for tests: its page, somebody who tells, somebody who speaks for the Thái."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses import task_works
from courses.models import Licence
from courses.publicity import NoConsent
from home.culture import agreements, community, gathering
from home.models import (
    CommunityApprover,
    CommunityWord,
    CultureEntryPage,
    CultureIndexPage,
    CultureKind,
    EntryTeller,
    HomePage,
    ProductIndexPage,
    ProductPage,
    TellerAgreement,
)
from students.models import EthnicGroup, Place
from tests.courses.builders import a_photo

A_RECORDING = b"ID3" + b"0123456789" * 100


def thai():
    return EthnicGroup.objects.get(name="Thái")


def commune(name="Mường Nhà"):
    return Place.objects.current().communes().named(name).get()


def make_archive():
    found = CultureIndexPage.objects.first()
    if found:
        return found
    page = CultureIndexPage(title="Kho văn hóa Điện Biên", slug="kho-van-hoa")
    return HomePage.objects.get().add_child(instance=page)


def make_agreement(by, school, name="Lò Thị Ín", is_proven=True, **more):
    fields = {
        "told": "Chuyện hoa ban",
        "how": "spoken",
        "may_name": True,
        "may_be_used": True,
        "contact": "0912 345 678",
        **more,
    }
    agreement = TellerAgreement(
        teller_name=name,
        commune=commune(),
        agreed_on=timezone.localdate(),
        recorded_by=by,
        school=school,
        **fields,
    )
    agreement.save()
    if is_proven:
        agreements.keep_word(agreement, SimpleUploadedFile("loi.mp3", A_RECORDING), by)
    return agreement


def speak_for(user, people=None, where=None):
    return CommunityApprover.objects.create(
        user=user, people=people or thai(), commune=where, given_by=user, starts_on=timezone.localdate()
    )


def make_entry(title="Xên bản", agreement=None, by=None, live=True, teller=None, **more):
    """Published as it would be: asked, approved, through the gate."""
    fields = {
        "kind": CultureKind.objects.get(code="festival"),
        "summary": "Cả bản cúng đầu năm.",
        "licence": Licence.objects.get(code="own"),
        "calendar": "lunar",
        "first_month": 1,
        "last_month": 2,
        "body": [("text", "<p>Ông mo khấn trước, cả bản theo sau.</p>")],
        "sources": "" if agreement else "Sổ tay văn hóa bản, 2019",
        **more,
    }
    peoples = fields.pop("peoples", None) or [thai()]
    communes = fields.pop("communes", None) or [commune()]
    page = CultureEntryPage(title=title, live=False, **fields)
    page.peoples.set(peoples)
    page.communes.set(communes)
    if agreement:
        page.tellers.add(EntryTeller(agreement=agreement, sort_order=0, **(teller or {})))
    make_archive().add_child(instance=page)
    revision = page.save_revision()
    if live:
        approve(page, by)
        revision.publish()
        page.refresh_from_db()
    return page


def approve(page, by):
    words = community.ask(page.get_latest_revision_as_object(), by)
    for word in words:
        if word.state == CommunityWord.State.ASKED:
            community.say(word, by, CommunityWord.State.APPROVED)
    return words


def make_product(**more):
    shelf = ProductIndexPage.objects.first() or HomePage.objects.get().add_child(
        instance=ProductIndexPage(title="Sản vật quê em", slug="san-vat")
    )
    fields = {
        "title": "Miến dong Pu Nhi",
        "maker": "Hợp tác xã Pu Nhi",
        "commune": commune("Pu Nhi"),
        "stars": 3,
        "maker_agreed_on": timezone.localdate(),
        "ways": [
            ("shop", {"name": "Chợ Mường Thanh", "where": "Sáng thứ Bảy"}),
            (
                "outside",
                {"name": "Trang của hợp tác xã", "url": "https://example.org/mien", "megabytes": "2.5"},
            ),
        ],
        **more,
    }
    page = ProductPage(live=False, **fields)
    shelf.add_child(instance=page)
    page.save_revision()
    return page


def hand_in(student, task, words, photo=False):
    """What `student` collected for the task of a lecture."""
    (block,) = task.outline["tasks"]
    pages = []
    if photo:
        pages = [str(task_works.keep_page(task_works.held(student, task, block), a_photo(60, 40)).pk)]
    task_works.hand_in(student, task, block, words, pages, turn=1)
    return student.task_works.get(lecture=task)


def to_gather(work, **more):
    """What a teacher fills in to gather one work, the page of its class and task."""
    return {
        "works": [work.pk],
        "title": "Xên bản Mường Nhà",
        "kind": "festival",
        "people": "03",
        "commune": commune().pk,
        "agreed": [work.pk],
        "agreed_on": "24/11/2026",
        **more,
    }


def said_yes():
    """Pupil and family agreed today."""
    return gathering.Agreed(timezone.localdate(), "Em và gia đình đồng ý.")


def gather(work, by, school_class):
    """A draft of what one pupil handed in."""
    make_archive()
    kind = CultureKind.objects.get(code="tale")
    return gathering.gather([work], by, school_class, "Chuyện bà kể", kind, [thai()], [commune()], said_yes())


def refused(page):
    """Why the draft of `page` is not published, in words."""
    with pytest.raises(NoConsent) as why:
        page.get_latest_revision().publish()
    return str(why.value)
