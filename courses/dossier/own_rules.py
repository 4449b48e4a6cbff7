"""What is different for this pupil: extra time, rules of quizzes; skills that a teacher saw."""

from django.utils.translation import gettext as _

from students.dossier import table


def tables(student):
    yield table(
        "skill_ticks",
        _("skills that a teacher saw"),
        student.skill_ticks.select_related("step").order_by("at"),
        step=(_("what the pupil can do"), "step.title"),
        at=(_("seen on"), "at"),
        taken_back_at=(_("taken back"), "taken_back_at"),
    )
    yield table(
        "extra_time",
        _("extra time in quizzes"),
        student.extra_times.order_by("pk"),
        percent=(_("in per cent"), "percent"),
        reason=(_("reason"), "reason"),
        at=(_("since"), "at"),
    )
    yield table(
        "quiz_overrides",
        _("rules of quizzes for this pupil"),
        student.quiz_overrides.select_related("page").order_by("pk"),
        quiz=(_("quiz"), "page.title"),
        opens_at=(_("opens"), "opens_at"),
        closes_at=(_("closes"), "closes_at"),
        minutes=(_("minutes"), "minutes"),
        extra_percent=(_("extra time in per cent"), "extra_percent"),
        tries=(_("tries"), "tries"),
        reason=(_("reason"), "reason"),
        at=(_("since"), "at"),
    )
