"""Questions and boards, competitions and contests, marks and skills in the one box (students/finders.py).

Lectures, quizzes and whatever else is published is found by the catalogue of the library.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.finding.competitions import find_competitions, find_contests, tell_competitions, tell_contests
from courses.finding.exchange import find_threads, tell_threads
from courses.finding.marks import find_marks, tell_marks
from courses.finding.skills import find_skills, tell_skills
from students.finders import Finder, register


def register_own():
    asked, take_part = _("Questions and boards of the class"), "take part in the exchange"
    register(
        Finder("exchange", asked, "chat", find_threads, tell_threads, 80, take_part),
        Finder("competitions", _("Competitions"), "trophy", find_competitions, tell_competitions, 100),
        Finder("contests", _("Contests of works"), "flower", find_contests, tell_contests, 105),
        Finder("marks", pgettext_lazy("found", "Marks"), "mark", find_marks, tell_marks, 110),
        Finder("skills", _("Digital skills"), "practice", find_skills, tell_skills, 120),
    )
