from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from devices import binding, due, plan_ends, still_out
from home.school import schools_of
from students import alarms, data_requests
from students.abilities import can, requires

# (act that opens it, route, icon, name, what it is for)
DOORS = [
    ("see class lists", "students:classes", "class", _("Classes"), _("Pupils, PINs and cards, consents")),
    (
        "import class lists",
        "students:rosters",
        "excel",
        _("Class list in"),
        _("Excel file: look first, then save"),
    ),
    ("manage people", "students:staff", "teacher", _("Teachers and roles"), _("Accounts, who teaches what")),
    ("see devices", "devices:index", "tablet", _("Devices"), _("Where each one is and how it is used")),
    (
        "hand over devices",
        "devices:new_handover",
        "hand-over",
        _("Hand over"),
        _("Device, SIM and paper to sign"),
    ),
    ("see devices", "devices:sims", "sim", _("SIM cards"), _("Data plans that end soon")),
    ("see overview", "home:overview", "chart", _("Overview"), _("Equipped, not yet equipped, use")),
    (
        "settle requests",
        "students:requests",
        "chat",
        _("What families ask about data"),
        _("Two working days to answer, fifteen days to do it"),
    ),
    ("see who looked", "students:looks", "lock", _("Who has looked"), _("At what, of which pupil, and when")),
    ("see changes", "home:changes", "history", _("Changes"), _("Who changed what, and when")),
]


# What a reminder counts, and how each number is said; a zero is not said.
PLANS = {"lapsed": _("%(n)s have lapsed"), "within_7": _("%(n)s end within seven days")}
LOANS = {
    "overdue": _("%(n)s overdue"),
    "soon": _("%(n)s due within 30 days"),
    "left": _("%(n)s pupils left with something"),
    "loaners": _("%(n)s loaners no longer needed"),
}


@requires("manage people")
@never_cache
@require_safe
def school(request):
    """A school admin's page: the figures of the school and a door to each piece of work."""
    late, soon, waiting = data_requests.reminders(request.user)
    alarmed, more_alarms = alarms.shown_to(request.user)
    schools, more_schools = schools_of(request.user)
    context = {
        "schools": schools,
        "more_schools": more_schools,
        "doors": doors_for(request.user),
        "late": late,
        "soon": soon,
        "waiting": waiting,
        "alarms": alarmed,
        "used_again": binding.machines_of_used_codes(request.user),
        "more_alarms": more_alarms,
        "plans": _sentence(_("Data plans"), PLANS, plan_ends.told(request.user, timezone.localdate())),
        "loans": _sentence(_("Loans"), LOANS, _loans(request.user)),
    }
    return render(request, "home/school.html", context)


def _loans(user):
    return due.reminder(still_out.seen_by(user, to="hand over devices"), timezone.localdate())


def _sentence(about, parts, told):
    """«Data plans: 3 have lapsed.» of the numbers that are not nothing; "" when all are."""
    numbers = {name: getattr(told, name, 0) for name in parts} if told else {}
    said = [words % {"n": numbers[name]} for name, words in parts.items() if numbers.get(name)]
    return f"{about}: {', '.join(said)}." if said else ""


def doors_for(user):
    """(address, icon, name, what for) of what `user` may do."""
    return [
        (reverse(route), icon, name, purpose) for act, route, icon, name, purpose in DOORS if can(user, act)
    ]
