"""The question banks and the quizzes on them."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from courses import pictures
from courses.models import Audience, Passage, QuestionBank, QuizPage
from courses.questions import KINDS
from home.demo import reading
from home.demo.lessons import publish
from home.demo.pictures import png
from students.models import Subject

BANK_CODE = "TOAN6"
BANKS = {
    ("toan", 6): ("TOAN6", "Toán 6: số nguyên và phân số"),
    ("khoa-hoc-tu-nhien", 6): ("KHTN6", "Khoa học tự nhiên 6: các thể của chất"),
    ("tin-hoc", 6): ("TIN6", "Tin học 6: thông tin và dữ liệu"),
    ("ngu-van", 6): ("VAN6", "Ngữ văn 6: kể lại trải nghiệm"),
    ("giao-duc-dia-phuong", 6): ("DIENBIEN6", "Điện Biên quê em"),
    ("toan", 3): ("TOAN3", "Toán 3: bảng nhân"),
    ("tieng-viet", 3): ("TIENGVIET3", "Tiếng Việt 3: đọc hiểu và so sánh"),
    ("toan", None): ("CUOCTHI", "Đề của các cuộc thi"),
}
# When a graded quiz opens and closes, in days from today.
SPANS = {"toan-6-giua-ki": (-4, 24), "khtn-6-nuoc-quanh-em": (-5, 23), "tin-hoc-6-thong-tin": (-27, -20)}


class Banks:
    """Each subject's bank, and each question once; `codes` finds a question by its id in the file."""

    def __init__(self, by):
        self.by, self.banks, self.questions, self.passages = by, {}, {}, {}

    def add(self, paper, question):
        bank = self.bank_of(paper)
        content, key = parts(question, graded=paper.facts.get("mode") == "graded")
        made = bank.add(
            question.kind,
            question.stem,
            content,
            key,
            by=self.by,
            feedback=question.feedback,
            level=question.level,
            topic=question.topic,
            passage=self._passage(bank, paper, question),
            **_picture(question),
        )
        self.questions[question.id] = made
        return made

    def practice(self, course, paper):
        """The quick questions of a lecture as a practice of their own, in the lecture's course."""
        codes = [self.add(paper, question).code for question in paper.questions()]
        page = QuizPage(
            title=f"Luyện nhanh: {paper.title.removeprefix('Đọc: ')}",
            slug=f"luyen-nhanh-{paper.slug}",
            practice=True,
            intro="Mấy câu hỏi ngắn của bài giảng. Em làm lại bao nhiêu lần cũng được.",
        )
        part = {"title": "Câu hỏi", "points": Decimal(1), "questions": " ".join(codes)}
        page.parts = [("part", part)]
        return publish(course, page)

    def _passage(self, bank, paper, question):
        if question.about and question.about not in self.passages:
            block = paper.passages()[question.about]
            told = {"title": block.title, "text": block.body.strip()}
            self.passages[question.about] = Passage.objects.write(bank, self.by, **told)
        return self.passages.get(question.about)

    def bank_of(self, paper):
        subject, grade = paper.subject, int(paper.grade) if paper.grade else None
        code, title = BANKS[subject, grade]
        if code not in self.banks:
            self.banks[code] = QuestionBank.objects.create(
                code=code, title=title, subject=Subject.objects.get(code=subject), grade=grade
            )
        return self.banks[code]


def load(cast, shelves, banks):
    """All quizzes as published pages, by the name of their file."""
    made = {}
    for paper in reading.quizzes():
        opens, closes = SPANS.get(paper.name, (None, None))
        hours = {"opens_at": _at(cast, opens, time(7)), "closes_at": _at(cast, closes, time(21))}
        made[paper.name] = quiz(shelves, banks, paper, **hours)
    return made


def parts(question, graded=False):
    """(content, key) of a question, as its kind keeps them."""
    ids = "abcdefgh"
    texts = [text for text, _right in question.options]
    right = [ids[place] for place, (_text, is_right) in enumerate(question.options) if is_right]
    options = [{"id": ids[place], "text": text} for place, text in enumerate(texts)]
    match question.kind:
        case "one_choice":
            return {"options": options}, {"right": right[0]}
        case "several_choices":
            return {"options": options}, {"right": right}
        case "four_statements":
            key = {each["id"]: "true" if each["id"] in right else "false" for each in options}
            return {"statements": options}, key
        case "short_number":
            policy = "exam" if graded else "free"
            return {"policy": policy, "unit": ""}, {"value": question.answers[0]}
        case "short_text":
            return {"case_matters": False, "marks_matter": True}, {"accepted": question.answers}
    # The others as a teacher fills in the form of the kind.
    form = KINDS[question.kind].EditForm(question.fields)
    if not form.is_valid():
        raise ValueError(f"{question.id}: {form.errors.as_text()}")
    return form.parts()


def quiz(shelves, banks, paper, **hours):
    """The quiz of a text file as a published page, open at these hours."""
    graded = paper.mode == "graded"
    body = []
    for part, questions in paper.parts():
        codes = [banks.add(paper, question).code for question in questions]
        body.append(
            (
                "part",
                {
                    "title": part.title,
                    "instructions": part.facts.get("note", ""),
                    "points": Decimal(part.facts["points"]),
                    "questions": " ".join(codes),
                    "shuffle": graded,
                    "shuffle_options": graded and questions[0].kind == "one_choice",
                },
            )
        )
    page = QuizPage(
        title=paper.title,
        slug=paper.slug,
        practice=not graded,
        intro=paper.lead,
        minutes=int(paper.minutes) if graded else None,
        audience=Audience.SIGNED_IN if graded else Audience.PUBLIC,
        **hours,
    )
    page.parts = body
    return publish(shelves.course(paper), page)


def _picture(question):
    if not question.picture:
        return {}
    file = pictures.file_for_question(png(question.picture))
    return {"picture": pictures.keep_for_question(file, question.alt), "alt": question.alt}


def _at(cast, days, clock):
    if days is None:
        return None
    return timezone.make_aware(datetime.combine(cast.today + timedelta(days=days), clock))
