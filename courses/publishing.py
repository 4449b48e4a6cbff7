"""What happens when a page is published or taken down."""

from django.core.management import call_command
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Page

from courses import (
    authoring,
    completing,
    keeping,
    own_practice,
    picture_addresses,
    reading,
    weight,
    wire,
)
from courses.library import shelving
from courses.models import CoursePage, LecturePage, QuizPage
from courses.pictures import make_copies


def on_published(sender, instance, **kwargs):
    keeping.forget_everything()
    if instance.expire_at and instance.expire_at > timezone.now():
        keep_schedule.using(run_after=instance.expire_at).enqueue()
    if isinstance(instance, LecturePage):
        picture_addresses.on_published(instance)
        with transaction.atomic():
            prepare_lecture.enqueue(instance.pk)


def on_saving(sender, instance, update_fields=None, **kwargs):
    if update_fields is None and instance.pk:
        picture_addresses.note_readers(instance)


def on_saved(sender, instance, update_fields=None, **kwargs):
    """A page written without publishing (moved, made by code). Drafts write only some fields."""
    if isinstance(instance, Page) and update_fields is None:
        keeping.forget_everything()
        shelving.follow(instance)
        if isinstance(instance, CoursePage):
            lectures = LecturePage.objects.live().child_of(instance).exclude(school=instance.school)
            before = {page: picture_addresses.readers_of(page) for page in lectures}
            for kind in (LecturePage, QuizPage):
                kind.objects.child_of(instance).update(school=instance.school)
            for page, readers in before.items():
                _come_to_another_school(page, readers)
            authoring.refresh_rights()


def on_gone(sender, instance, **kwargs):
    keeping.forget_everything()
    shelving.take_off(instance)
    picture_addresses.on_gone(instance.specific)


def on_moved(sender, instance, **kwargs):
    """Under another course: with all that lies below, and with the practice that stands behind a lecture."""
    keeping.forget_everything()
    for page in Page.objects.descendant_of(instance, inclusive=True).specific():
        if isinstance(page, (LecturePage, QuizPage)):
            before = picture_addresses.readers_of(page)
            page.set_school()
            type(page).objects.filter(pk=page.pk).update(school=page.school)
        if isinstance(page, LecturePage):
            own_practice.move_with(page)
            if page.live:
                _come_to_another_school(page, before)
        shelving.follow(page)


def _come_to_another_school(page, before):
    page.refresh_from_db(fields=["school"])
    if not page.reaches_all_of(before):
        picture_addresses.renew_for(page, before)


def on_gone_row(sender, instance, **kwargs):
    if isinstance(instance, Page):
        keeping.forget_everything()


def on_session(sender, instance, **kwargs):
    keeping.forget_everything()
    shelving.follow(instance.page)


def on_revision_saved(sender, instance, **kwargs):
    """A draft approved for a later day: wake up then."""
    if instance.approved_go_live_at and instance.approved_go_live_at > timezone.now():
        keep_schedule.using(run_after=instance.approved_go_live_at).enqueue()


@task(backend="background", queue_name="background")
def keep_schedule():
    """Publish what is due and take down what is over; safe to repeat."""
    call_command("publish_scheduled", verbosity=0)


@task(backend="background", queue_name="background")
def prepare_lecture(page_id):
    """Make the light copies of its pictures and work out its weight; safe to repeat."""
    page = LecturePage.objects.filter(pk=page_id).first()
    if page is not None:
        prepare(page)


def prepare(page):
    """The same at once, for who cannot wait for the worker (demo, tests)."""
    for picture in weight.pictures_in(page):
        make_copies(picture)
    page.weight = weight.of_body(page.body)
    html = render_to_string(page.template, {"page": page, **reading.lecture_context(page)})
    page.weight["page"] = wire.page_bytes(html)
    LecturePage.objects.filter(pk=page.pk).update(weight=page.weight)
    completing.rejudge(page)
    shelving.follow(page)
    keeping.forget_everything()
