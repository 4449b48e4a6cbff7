"""Who finds which door in the navigation: few for pupils, all their work for staff."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses import next_steps
from home.models import CommunityApprover
from lms.navigation import Entry, register
from students import scope
from students.abilities import can

# Their addresses do not begin with /devices/.
DEVICE_ROOMS = (
    "devices:handovers",
    "devices:allocations",
    "devices:sims",
    "devices:carrier_requests",
    "devices:coverage",
    "devices:points",
    "devices:wifi",
    "devices:grants",
    "devices:upkeep",
    "devices:repairs",
    "devices:losses",
    "devices:write_offs",
    "devices:stocktakes",
)


def register_steps():
    """What follows when a lecture or quiz is published, and when a class handed in to a task."""
    next_steps.register(next_steps.Step(_("Give work"), "send", _give, may("give work")))
    archive = next_steps.Step(_("Into the culture archive"), "flower", _gather, may("give work"))
    next_steps.register_of_works(archive)


def _give(page):
    return f"{reverse('home:give')}?page={page.translation_key}"


def _gather(school_class, lecture, block):
    return reverse("home:gather", args=[school_class.uid, lecture.translation_key, block])


def register_all():
    register(
        Entry(_("Today"), "home:today", "today", is_pupil, 10),
        Entry(_("Lectures"), "home:lectures", "book", is_pupil, 20),
        Entry(
            pgettext_lazy("room", "Revision"),
            "courses:recall",
            "practice",
            is_pupil,
            30,
            ("courses:practice",),
        ),
        Entry(_("Ask my teacher"), "courses:exchange", "chat", is_pupil, 35),
        Entry(
            pgettext_lazy("room", "Exchange"),
            "courses:exchange",
            "chat",
            may("moderate the exchange"),
            35,
        ),
        Entry(_("My device"), "devices:mine", "tablet", is_pupil, 40),
        Entry(_("Desk"), "home:desk", "teacher", may("give work"), 10),
        Entry(_("Mark book"), "courses:mark_book", "mark", may("keep marks"), 22),
        Entry(_("School"), "home:school", "school", is_school_admin, 10),
        Entry(_("Overview"), "home:overview", "chart", may("see overview"), 15),
        Entry(_("Notices"), "students:notices", "news", reads_notices, 18),
        Entry(_("Classes"), "students:classes", "class", may("see class lists"), 20),
        Entry(_("My children"), "home:family", "family", may("follow own children"), 20),
        Entry(_("Staff"), "students:staff", "people", may("give roles"), 45, is_daily=False),
        Entry(_("Devices"), "devices:index", "tablet", may("see devices"), 30, DEVICE_ROOMS),
        Entry(_("Lectures"), "home:lectures", "book", is_staff_of_any_kind, 40),
        Entry(_("Write lectures"), "wagtailadmin_home", "edit", may("author lectures"), 50, is_daily=False),
        Entry(_("Mistakes"), "courses:mistakes", "warning", may("settle mistakes"), 55, is_daily=False),
        Entry(
            _("Words held back"), "courses:held_words", "warning", may("keep held words"), 56, is_daily=False
        ),
        Entry(_("Question bank"), "courses:banks", "practice", may("write questions"), 45, is_daily=False),
        Entry(
            _("Collecting culture"), "home:collecting", "flower", may("collect culture"), 57, is_daily=False
        ),
        Entry(
            _("Community's word"), "home:community", "flower", speaks_without_collecting, 57, is_daily=False
        ),
        Entry(
            _("Competitions"),
            "courses:competitions",
            "trophy",
            may("organise competitions"),
            47,
            is_daily=False,
        ),
        Entry(
            _("Contests of works"),
            "courses:work_contests",
            "trophy",
            judges_without_organising,
            47,
            is_daily=False,
        ),
        Entry(_("Training"), "home:training", "teacher", has_training, 48, is_daily=False),
        Entry(_("Carry work"), "home:carrying", "hand-over", may("carry work"), 58, is_daily=False),
        Entry(_("Changes"), "home:changes", "history", may("see changes"), 60, is_daily=False),
    )


def has_training(user):
    return any(can(user, act) for act in ("organise training", "attend training", "read training reports"))


def may(act):
    return lambda user: can(user, act)


def is_pupil(user):
    return user.student_or_none is not None


def is_staff_of_any_kind(user):
    return bool(scope.of(user).kinds - {"pupil", "guardian"})


def reads_notices(user):
    """Staff and families; a pupil finds new ones on the first page, and all of them below it."""
    return can(user, "read notices") and not is_pupil(user)


def is_school_admin(user):
    return "school_admin" in scope.of(user).kinds


def judges_without_organising(user):
    """Whoever organises finds contests of works behind the door of competitions."""
    return can(user, "judge works") and not can(user, "organise competitions")


def speaks_without_collecting(user):
    """Of the commune's office; whoever collects finds it behind the other door."""
    return (
        can(user, "speak for a community")
        and not can(user, "collect culture")
        and CommunityApprover.objects.of(user).exists()
    )
