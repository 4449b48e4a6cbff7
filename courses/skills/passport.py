"""The passport of skills of one pupil: what the pupil can do already, and what comes next."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import LecturePage, QuizPage, SkillStep
from courses.skills import proofs
from lms import spoken

# Bodies of lectures and parts of quizzes are far heavier than what is told.
TOLD = ("title", "url_path", "translation_key", "audience", "live", "path", "depth")


@dataclass
class Rung:
    step: SkillStep
    state: proofs.State
    lecture: object = None
    quiz: object = None


@dataclass
class Ladder:
    component: object
    rungs: list
    level: object = None


@dataclass
class Part:
    domain: object
    ladders: list = field(default_factory=list)

    @property
    def rungs(self):
        return [rung for ladder in self.ladders for rung in ladder.rungs]

    @property
    def done(self):
        return sum(rung.state.proved for rung in self.rungs)

    @property
    def said(self):
        told = {"name": self.domain.name, "done": self.done, "all": len(self.rungs)}
        return _("%(name)s: %(done)d of %(all)d steps.") % told


def steps():
    return SkillStep.objects.select_related("component__domain", "level")


def of(student, user):
    """The parts of the passport; `user` reads it, and is led only where `user` may read."""
    rows = list(steps().filter(Q(is_offered=True) | Q(ticks__student=student)).distinct())
    states = proofs.of([student.pk], rows)
    pages = _readable(rows, user)
    parts = []
    for step in rows:
        state = states.get((student.pk, step.pk), proofs.NOTHING)
        if not step.is_offered and not state.proved:
            continue
        if not parts or parts[-1].domain != step.component.domain:
            parts.append(Part(step.component.domain))
        ladders = parts[-1].ladders
        if not ladders or ladders[-1].component != step.component:
            ladders.append(Ladder(step.component, []))
        rung = Rung(step, state, pages.get(step.lecture_id), pages.get(step.quiz_id))
        ladders[-1].rungs.append(rung)
    for part in parts:
        for ladder in part.ladders:
            ladder.level = _level_of(ladder.rungs)
    return parts


def told(parts):
    """The whole in sentences, to be read aloud."""
    done = sum(part.done for part in parts)
    first = ngettext("%(n)d thing can be done already.", "%(n)d things can be done already.", done)
    return spoken.told(first % {"n": done}, *(part.said for part in parts))


def paper(student, parts):
    """What templates/courses/skills.typ prints."""
    sits = student.current_enrolment()
    return {
        "name": student.full_name,
        "class": str(sits.school_class) if sits else "",
        "school": str(student.school or ""),
        "done": sum(part.done for part in parts),
        "parts": [
            {
                "name": str(part.domain),
                "rungs": [
                    {
                        "component": str(rung.step.component),
                        "title": rung.step.title,
                        "proved": rung.state.proved,
                        "at": f"{rung.state.at:%d/%m/%Y}" if rung.state.proved and rung.state.at else "",
                        "by": rung.state.by,
                    }
                    for rung in part.rungs
                ],
            }
            for part in parts
        ],
    }


def _readable(rows, user):
    """{key: page} of the lectures and quizzes that `user` may open."""
    found = {}
    for name, model in (("lecture_id", LecturePage), ("quiz_id", QuizPage)):
        keys = {getattr(row, name) for row in rows} - {None}
        if keys:
            pages = model.objects.visible_to(user).filter(pk__in=keys).only(*TOLD)
            found |= {page.pk: page for page in pages}
    return found


def _level_of(rungs):
    """The highest level up to which every step is proved."""
    reached = None
    for rung in rungs:
        if not rung.state.proved:
            break
        reached = rung.step.level
    stopped = next((rung.step.level for rung in rungs if not rung.state.proved), None)
    if reached is None or reached != stopped:
        return reached
    # A level with something left to do is not reached; the one before it is.
    before = [rung.step.level for rung in rungs if rung.step.level.number < stopped.number]
    return before[-1] if before else None
