"""What `students` forgets, and when (lms/retention.py)."""

from django.contrib.sessions.models import Session
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext_lazy as _

from lms.days import years_before
from lms.retention import Kind, days_before, of_rows, one_by_one, register
from students import erasing
from students.models import Enrolment, Notice, RosterImport, SignedIn, SignInTries, Student

YEARS_OF_LEAVERS = 5
# The rest waits for the next night, so that the round is over by the morning.
MOST_A_NIGHT = 2000


def register_own():
    register(
        Kind(
            "leavers",
            what=_("the record and the learning of pupils who have left"),
            period=_("5 years after leaving"),
            why=_("all that tells who it was goes; papers about devices stay until their day"),
            order=10,
            before=five_years_before,
            due=lambda today: leavers(today).count(),
            forget=_forget_leavers,
            is_promised=True,
        ),
        Kind(
            "research",
            what=_("figures for research and reports"),
            period=_("until the research is done, at most 3 years"),
            why=_("none are kept here: reports are counted anew each time, without names"),
            order=25,
            is_promised=True,
        ),
        of_rows(
            "rosters",
            lambda moment: RosterImport.objects.exclude(state=RosterImport.State.PREVIEWED).filter(
                uploaded_at__lt=moment
            ),
            lambda today: years_before(today, 1),
            what=_("lists that were uploaded and taken over, with their rows"),
            period=_("1 year"),
            why=_("so long a mistake can be undone"),
            order=40,
        ),
        of_rows(
            "previews",
            lambda moment: RosterImport.objects.filter(
                state=RosterImport.State.PREVIEWED, uploaded_at__lt=moment
            ),
            days_before(30),
            what=_("lists that were uploaded and never taken over"),
            period=_("30 days"),
            why=_("whoever still needs it uploads it again"),
            order=41,
        ),
        of_rows(
            "notices",
            # A correction is over no sooner than what it corrects: the newest go last.
            lambda moment: Notice.objects.filter(sent_at__lt=moment, shown_until__lt=moment.date()),
            lambda today: years_before(today, 1),
            what=_("notices, and who has read them"),
            period=_("1 year"),
            why=_("so long the school may have to show what it has told"),
            order=43,
        ),
        of_rows(
            "tries",
            lambda moment: SignInTries.objects.filter(last_at__lt=moment),
            # Longer than any gate remembers (students/throttle.py).
            days_before(1),
            what=_("tries to sign in"),
            period=_("about 2 days"),
            why=_("no gate remembers longer; guessing that goes on is stopped anew"),
            order=50,
        ),
        of_rows(
            "browsers",
            lambda moment: SignedIn.objects.filter(~Exists(_standing()), began_at__lt=moment),
            days_before(90),
            what=_("in which browsers staff and parents signed in"),
            period=_("90 days, unless still signed in"),
            why=_("so long a stranger's sign-in may be noticed"),
            order=51,
        ),
    )


def five_years_before(today):
    return years_before(today, YEARS_OF_LEAVERS)


def leavers(today):
    """Those whose schooling here ended more than five years ago, the first ones first, not too many."""
    gone = Student.objects.filter(erased_at=None).exclude(status=Student.Status.STUDYING)
    ended = gone.annotate(last=Max("enrolments__ends_on"), open=Exists(_open_enrolment()))
    return ended.filter(open=False, last__lt=five_years_before(today)).order_by("last", "pk")[:MOST_A_NIGHT]


def _forget_leavers(today):
    def erase(student):
        # What was promised does not wait for a device that never came back.
        erasing.erase(student, by=None, despite_bars=True)

    return one_by_one(list(leavers(today)), erase)


def _open_enrolment():
    return Enrolment.objects.open().filter(student=OuterRef("pk"))


def _standing():
    return Session.objects.filter(session_key=OuterRef("session_key"))
