"""The lectures as pages: subject → course → lecture, published, with pictures and sound."""

from pathlib import Path

from django.core.files.base import ContentFile
from wagtail.models import Site

from courses.authoring import shared_collection
from courses.models import CoursePage, LecturePage, SubjectPage
from courses.models.credits import OWN
from home.demo import learning, reading
from home.demo.pictures import png
from home.demo.prose import rich_text
from lms.models import MediaFile, Picture
from lms.spreadsheets.writing import write
from lms.text import make_slug
from students.models import Subject

AUDIO = Path(__file__).resolve().parent / "audio"
CREDIT = "Hình vẽ của chương trình"
INTROS = {
    "toan": "Số, hình và cách nghĩ: học từ ruộng bậc thang, phiên chợ và nếp nhà.",
    "ngu-van": "Đọc, viết, nói và nghe, bắt đầu từ chuyện của chính em.",
    "khoa-hoc-tu-nhien": "Vì sao có sương, có mưa, có băng trên đèo? Em quan sát và giải thích.",
    "tin-hoc": "Thông tin, máy tính và cách dùng máy an toàn.",
    "tieng-viet": "Đọc hay, nói rõ, viết đúng.",
    "giao-duc-dia-phuong": "Hoa ban, khung cửi, lễ hội: những điều đẹp của Điện Biên.",
}


class Shelves:
    """Finds or makes subject and course pages, and each picture once."""

    audio = AUDIO

    def __init__(self):
        self.home = Site.objects.get(is_default_site=True).root_page.specific
        self.pictures = {}

    def course(self, paper):
        subject = Subject.objects.get(code=paper.subject)
        shelf = SubjectPage.objects.child_of(self.home).filter(subject=subject).first()
        if shelf is None:
            shelf = SubjectPage(
                title=subject.name, slug=subject.code, subject=subject, intro=INTROS[subject.code]
            )
            publish(self.home, shelf)
        course = CoursePage.objects.child_of(shelf).filter(title=paper.course).first()
        if course is None:
            grade = int(paper.grade) if paper.grade else None
            course = CoursePage(title=paper.course, slug=make_slug(paper.course), grade=grade)
            publish(shelf, course)
        return course

    def picture(self, name, title):
        if name not in self.pictures:
            file = ContentFile(self.draw(name), name=f"{name}.png")
            self.pictures[name] = Picture.objects.create(
                title=title[:200],
                file=file,
                credit=CREDIT,
                collection=shared_collection(),
                pupils=Picture.Pupils.NOBODY,
            )
        return self.pictures[name]

    def draw(self, name):
        return png(name)


def load(shelves, banks):
    """All lectures, by the name of their file."""
    return {paper.name: lecture(shelves, banks, paper) for paper in reading.lectures()}


def publish(parent, page, by=None):
    parent.add_child(instance=page)
    page.save_revision(user=by).publish(user=by)
    return page


def lecture(shelves, banks, paper, **facts):
    """The published lecture that a text file tells; `facts` are fields of the page that it does not tell."""
    course = shelves.course(paper)
    first = paper.first("picture")
    page = LecturePage(
        title=paper.title,
        slug=paper.slug,
        summary=paper.lead,
        objectives="\n".join(paper.first("objectives").lines),
        minutes=int(paper.minutes),
        licence_id=OWN,
        cover=shelves.picture(first.title, first.facts["alt"]),
        **facts,
    )
    practice = banks.practice(course, paper)
    page.body = [stream for block in paper.blocks if (stream := _block(shelves, paper, block, practice))]
    return publish(course, page)


def _block(shelves, paper, block, practice):
    """A (kind, value) pair of the lecture's body; None for what is no block of its own.

    The lecture's questions make one practice, which stands where the last of them was written.
    """
    last_question = [each for each in paper.blocks if each.kind == "question"][-1]
    fractions = paper.name == "phan-so-bang-nhau"
    text = {"text": rich_text(block.body, fractions), "title": block.title}
    if block.kind in learning.KINDS:
        return block.kind, learning.value(block, shelves.picture, _table)
    match block.kind:
        case "heading":
            return "heading", {"text": block.title, "size": "2"}
        case "text":
            return "text", {"text": text["text"]}
        case "note" | "example":
            return block.kind, text
        case "exercise":
            task, _sign, answer = block.body.partition("\n= ")
            text["text"] = rich_text(task, fractions)
            return "exercise", {**text, "answer": rich_text(answer, fractions)}
        case "document":
            return "document", {"title": block.title, "file": _sheet_to_fill_in(block)}
        case "summary":
            return "note", {**text, "title": "Em nhớ nhé"}
        case "formula":
            return "formula", {"latex": block.facts["latex"]}
        case "picture":
            alt = block.facts["alt"]
            shown = {"picture": shelves.picture(block.title, alt), "alt": alt}
            return "picture", {**shown, "caption": block.facts.get("caption", "")}
        case "table":
            return "table", {"caption": block.title, "table": _table(block.rows)}
        case "question" if block is last_question:
            return "practice", {"quiz": practice}
        case "sound":
            return "sound", {
                "title": block.facts["title"],
                "file": sound(block.title, block.facts["title"], shelves.audio),
                "transcript": " ".join(block.body.split()),
            }
    return None


def _table(rows, kind="table"):
    """The value of a typed table whose columns hold text."""
    from wagtail.contrib.typed_table_block.blocks import TypedTable

    from courses.blocks import lecture_blocks

    block = dict(lecture_blocks())[kind].child_blocks["table"]
    cell = block.child_blocks["text"]
    heading, *body = rows
    return TypedTable(
        columns=[{"block": cell, "heading": words} for words in heading],
        row_data=[{"values": row} for row in body],
        caption="",
    )


def sound(name, title, folder=AUDIO):
    file = ContentFile((folder / f"{name}.opus").read_bytes(), name=f"{name}.opus")
    return _file(title, file, "Giọng đọc máy")


def _sheet_to_fill_in(block):
    """A workbook with the rows of the block, to be filled in."""
    file = ContentFile(write([(block.title, block.rows)]), name=f"{make_slug(block.title)}.xlsx")
    return _file(block.title, file, CREDIT)


def _file(title, file, credit):
    return MediaFile.objects.create(
        title=title,
        file=file,
        credit=credit,
        pupils=Picture.Pupils.NOBODY,
        collection=shared_collection(),
    )
