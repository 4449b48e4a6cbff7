"""What else waits for somebody beside given work, a line each: the mistake that was answered, and so on.

Pages asked for this often cannot afford a question for each kind of thing: a source says what is to be
counted, and all of a page are counted in one query. Its order in the list is its order on the page.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from courses.models import (
    Competition,
    ContestWork,
    Judging,
    MistakeReport,
    Post,
    Recall,
    Seat,
    Thread,
    WorkContest,
)
from home.models import TrainingEnrolment, TrainingSession
from home.waiting_question import QuestionOfPupils, counted, question
from students.models import Notice

# What is due comes first on a small screen; the lines beyond these stand behind «more».
MOST = 3


@dataclass(frozen=True)
class Source:
    """One kind of thing. `rows(user, at)` is the queryset to count then, without a query of its own;
    `say(count)` the sentence for at least one, `url` the name of the route where it is looked at.

    Of a pupil, `rows` reads nothing but who they are: `user.pk`, `user.student`.
    """

    key: str
    icon: str
    rows: Callable
    say: Callable
    url: str
    # Over by tonight: it stands above all that is given.
    is_now: bool = False


@dataclass(frozen=True)
class Line:
    icon: str
    words: str
    url: str
    is_now: bool = False


def _mistakes(count):
    return ngettext(
        "The mistake that you reported was answered.",
        "%(n)d mistakes that you reported were answered.",
        count,
    ) % {"n": count}


ANSWERED_MISTAKES = Source(
    "answered_mistakes",
    "chat",
    lambda user, _at: MistakeReport.objects.by_reader(user).answered_unseen(),
    _mistakes,
    "courses:my_mistakes",
)


def _notices(count):
    return ngettext("A new notice for you.", "%(n)d new notices for you.", count) % {"n": count}


NOTICES = Source(
    "notices",
    "news",
    lambda user, at: Notice.objects.addressed_to(user).current(at.date()).unread_by(user),
    _notices,
    "students:notices",
)


def _to_revise(_count):
    # No number: what an open quiz asks is not revised now, and finding out would take queries more.
    return gettext("Revise for ten minutes: see what waits today")


TO_REVISE = Source(
    "to_revise",
    "practice",
    lambda user, at: Recall.objects.filter(student__user=user, due_on__lte=at.date()),
    _to_revise,
    "courses:recall",
)


ANSWERED_QUESTIONS = Source(
    "answered_questions",
    "chat",
    lambda user, _at: Thread.objects.answered_unseen(user.student),
    lambda count: (
        ngettext(
            "Your teachers have answered %(n)d of your questions.",
            "Your teachers have answered %(n)d of your questions.",
            count,
        )
        % {"n": count}
    ),
    "courses:exchange",
)
QUESTIONS = Source(
    "questions",
    "chat",
    lambda user, _at: Thread.objects.looked_after_by(user).waiting(),
    lambda count: (
        ngettext("%(n)d question waits for an answer.", "%(n)d questions wait for an answer.", count)
        % {"n": count}
    ),
    "courses:exchange",
)
POSTS = Source(
    "posts",
    "warning",
    lambda user, _at: Post.objects.looked_after_by(user).to_look_at(),
    lambda count: (
        ngettext("%(n)d post waits for your look.", "%(n)d posts wait for your look.", count) % {"n": count}
    ),
    "courses:exchange",
)


def _rounds(count):
    return ngettext(
        "A round of your competition is today.", "%(n)d rounds of your competitions are today.", count
    ) % {"n": count}


ROUNDS = Source(
    "rounds",
    "trophy",
    lambda user, at: Seat.objects.to_take(user, at),
    _rounds,
    "courses:competitions",
    is_now=True,
)


def _to_enter(count):
    return ngettext(
        "There is a competition that you can enter.",
        "There are %(n)d competitions that you can enter.",
        count,
    ) % {"n": count}


TO_ENTER = Source(
    "to_enter",
    "trophy",
    lambda user, at: Competition.objects.to_enter(user, at),
    _to_enter,
    "courses:competitions",
)


def _to_train(count):
    return ngettext(
        "You train a class today: tick who is here.",
        "You train %(n)d sessions today: tick who is here.",
        count,
    ) % {"n": count}


TO_TRAIN = Source(
    "to_train",
    "teacher",
    lambda user, _at: TrainingSession.objects.of_trainer_today(user),
    _to_train,
    "home:training",
)


def _to_attend(count):
    return ngettext(
        "Your training class has a session within a week.",
        "%(n)d of your training classes have a session within a week.",
        count,
    ) % {"n": count}


TO_ATTEND = Source(
    "to_attend",
    "calendar",
    lambda user, _at: TrainingEnrolment.objects.coming_up(user),
    _to_attend,
    "home:my_classes",
)

WORKS_TO_MAKE = Source(
    "works_to_make",
    "trophy",
    lambda user, at: WorkContest.objects.to_enter(user, at.date()),
    lambda count: (
        ngettext(
            "There is a contest that you can make something for.",
            "There are %(n)d contests that you can make something for.",
            count,
        )
        % {"n": count}
    ),
    "courses:work_contests",
)
WORKS_TO_JUDGE = Source(
    "works_to_judge",
    "trophy",
    lambda user, _at: Judging.objects.to_give(user),
    lambda count: (
        ngettext(
            "%(n)d work of a contest waits for your points.",
            "%(n)d works of contests wait for your points.",
            count,
        )
        % {"n": count}
    ),
    "courses:judgings",
)
WORKS_TO_CONFIRM = Source(
    "works_to_confirm",
    "trophy",
    lambda user, _at: ContestWork.objects.to_confirm(user),
    lambda count: (
        ngettext(
            "%(n)d work of your pupils for a contest waits for your word.",
            "%(n)d works of your pupils for contests wait for your word.",
            count,
        )
        % {"n": count}
    ),
    "courses:work_contests",
)

OF_PUPILS = [ROUNDS, NOTICES, ANSWERED_QUESTIONS, ANSWERED_MISTAKES, TO_REVISE, TO_ENTER, WORKS_TO_MAKE]
OF_TEACHERS = [
    TO_TRAIN,
    NOTICES,
    QUESTIONS,
    POSTS,
    WORKS_TO_CONFIRM,
    WORKS_TO_JUDGE,
    TO_ATTEND,
    ANSWERED_MISTAKES,
]
OF_FAMILIES = [NOTICES]


def lines_for(user, sources):
    """([Line] shown at once, [Line] behind «more»): what `sources` have to say to `user`; one query."""
    return _lines(sources, counted(*question(user, sources, timezone.localtime())))


def lines_for_pupil(user):
    """The same for a pupil, of all there is for pupils."""
    return _lines(OF_PUPILS, counted(*_of_pupils.asked(user, timezone.localtime())))


def _lines(sources, counts):
    lines = [
        Line(source.icon, source.say(count), reverse(source.url), source.is_now)
        for source in sources
        if (count := counts.get(source.key))
    ]
    return lines[:MOST], lines[MOST:]


_of_pupils = QuestionOfPupils(OF_PUPILS)
