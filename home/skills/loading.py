"""Load the lessons of digital skills, each once: what is there is a teacher's, and is not touched again."""

from pathlib import Path
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import override

from courses.models import LecturePage, QuestionBank, SkillComponent, SkillLevel, SkillStep
from home.demo import lessons, papers, reading
from home.skills import pictures
from students.models import Subject

HERE = Path(__file__).resolve().parent
# By it and the file's name a lesson is known again, whatever it is called and wherever it lies by now.
KEYS = UUID("5b0f4f0e-6f0a-4d53-9a56-2f4f3a5f7d10")
BANK = ("KYNANGSO", "Kĩ năng số cho em")


class Shelves(lessons.Shelves):
    audio = HERE / "audio"

    def draw(self, name):
        return pictures.png(name)


class Banks(papers.Banks):
    """All lessons ask out of one bank. `practices`: what each made, by the name of its file."""

    def __init__(self, by=None):
        super().__init__(by)
        self.practices = {}

    def practice(self, course, paper):
        self.practices[paper.name] = super().practice(course, paper)
        return self.practices[paper.name]

    def bank_of(self, paper):
        code, title = BANK
        if code not in self.banks:
            subject = Subject.objects.get(code=paper.subject)
            self.banks[code], _made = QuestionBank.objects.get_or_create(
                code=code, defaults={"title": title, "subject": subject}
            )
        return self.banks[code]


def texts():
    return [reading.read(path) for path in sorted((HERE / "lessons").glob("*.txt"))]


def key_of(paper):
    return uuid5(KEYS, paper.name)


def load():
    """The titles of the lessons that were not there yet, all of which are now."""
    known = set(LecturePage.objects.values_list("translation_key", flat=True))
    lacking = [paper for paper in texts() if key_of(paper) not in known]
    shelves, banks = Shelves(), Banks()
    with override("vi"):
        for paper in lacking:
            with transaction.atomic():
                _load(shelves, banks, paper)
    return [paper.title for paper in lacking]


def _load(shelves, banks, paper):
    page = lessons.lecture(shelves, banks, paper, translation_key=key_of(paper))
    for block in paper.blocks:
        if block.kind != "step":
            continue
        facts = block.facts
        is_quiz = block.title == SkillStep.Proof.QUIZ
        SkillStep.objects.create(
            component=SkillComponent.objects.get(code=facts["component"]),
            level=SkillLevel.objects.get(number=int(facts["level"])),
            title=facts["title"],
            what=" ".join(block.body.split()),
            proof=block.title,
            quiz=banks.practices[paper.name] if is_quiz else None,
            lecture=page,
        )
