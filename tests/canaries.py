"""Pupils whose every private fact is a word of its own, so that one search finds where it got out.

`Canaries(cast)` fills the cast of tests/routes/: Giàng and Hoa sit in 6A, Vàng at the other school, and
of each there is something in every corner. A new private fact is one more line of `secrets_of`.
"""

import re
import subprocess
import uuid
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from courses import mistakes
from courses.models import (
    CopiedLecture,
    GivenWork,
    LecturePage,
    PaperList,
    ShownPupil,
)
from courses.recall import sets
from lms import history, spreadsheets
from students import consents
from students.models import EthnicGroup, Guardian, Guardianship, Household, PovertyRecord
from tests import builders, device_canaries
from tests.courses import builders as lectures
from tests.courses import contests, quizzes
from tests.devices import builders as machines
from tests.home import archive, classes
from tests.learning_canaries import Learning

# Never shown to pupils and parents, not even one's own: only in the record that the law promises (SENSITIVE
# and PRIVATE), and what a family told the school (PRIVATE).
SENSITIVE = {"ethnic group", "poverty class", "certificate"} | device_canaries.SENSITIVE
PRIVATE = {"personal id", "ministry id", "phone", "village", "head of household", "parent's phone", "draft"}
PRIVATE |= {"why more time", "why own rules", "reading time", "report of a post"}
PRIVATE |= device_canaries.PRIVATE
# One's own is fine, anybody else's is not.
OWN = {"name", "code", "key", "mark", "attempt", "answer", "comment", "file", "paper", "hand-back", "parent"}
PRIVATE |= {"remark not shown", "row of a file"}
OWN |= {"mistake", "remark in the book", "work", "remark", "done in a part"}
OWN |= {"who saw a skill"}
OWN |= {"topic to revise", "answer in revision"}
OWN |= {"question", "pause"}
OWN |= {"appeal", "certificate code", "work in a contest", "word of a judge"}
OWN |= {"device", "serial"} | device_canaries.OWN


@dataclass(frozen=True)
class Secret:
    of: str
    kind: str
    text: str

    def stands_in(self, words):
        if self.kind == "mark":
            # A number, and no part of a longer one (a date, a drawing).
            whole, _dot, tenth = self.text.partition(".")
            return bool(re.search(rf"(?<![\d.,\-]){whole}[.,]{tenth}(?![\d.,])", words))
        return self.text in words


class Canaries(Learning):
    def __init__(self, cast):
        self.cast = cast
        self.pupils = {"giang": cast.person("pupil").student, "hoa": cast.person("classmate").student}
        self.pupils["vang"] = cast.person("other_pupil").student
        self.secrets = []
        # Makes Giàng another household, so before ours; and Hoa writes before she is told to keep still.
        self.cast.paper  # noqa: B018
        self.cast.hoas_post  # noqa: B018
        for number, (who, student) in enumerate(self.pupils.items(), start=1):
            self.secrets += secrets_of(who, self.fill(who, student, number))
        self.school_secrets = self.fill_school()

    def fill(self, who, student, number):
        """The facts of one pupil, {kind: text}; each is kept where the site keeps such a fact."""
        cast, lead = self.cast, f"Zz{who}"
        leader = cast.person("other_admin" if who == "vang" else "school_admin")
        group = EthnicGroup.objects.create(code=f"z{number}", name=f"{lead}dantoc")
        household = Household.objects.create(head_name=f"Chu {lead}chuho", village=f"{lead}ban")
        # A class of poverty that is none of the choices is shown as it stands.
        PovertyRecord.objects.create(
            household=household,
            poverty_class=f"Zng{number}heo",
            certificate=f"{lead}giay",
            starts_on=builders.FIRST_DAY,
        )
        student.full_name = student.user.full_name = f"Lò Thị {lead}ten"
        student.national_id, student.phone = f"01121500777{number}", f"098765000{number}"
        student.ministry_id, student.village = f"881200555{number}", f"{lead}ban"
        student.ethnic_group, student.household = group, household
        student.date_of_birth = date(2015, 3, number)
        student.save()
        student.user.save()
        adult = self.parent_of(student, f"{lead}bome", f"091234000{number}")
        consents.give(
            student, "usage", by=leader, given_by=adult.full_name, how="signed", on=date(2026, 9, 20)
        )
        of_devices = device_canaries.tell(student, leader, lead)
        attempt = self.sit(student, mark=f"{number + 5}.{number + 2}", answer=f"{lead}cautraloi")
        attempt.given_points.create(place=1, points=1, comment=f"{lead}loiphe", by=leader)
        attempt.hand_backs.create(reason=f"{lead}tralai", until=timezone.now(), by=leader, at=timezone.now())
        student.extra_times.create(percent=25, reason=f"{lead}benh", by=leader)
        attempt.page.overrides.create(student=student, tries=2, reason=f"{lead}lido", by=leader)
        attempt.drafts.create(place=1, by=leader, told={"comment": f"{lead}phacthao"})
        attempt.files.create(
            id=uuid.uuid4(), place=1, file=f"answers/{number}.pdf", name=f"{lead}teptin.pdf", size=1
        )
        sheets = PaperList.objects.create(
            page=attempt.page, school_class=attempt.school_class, edition=1, file_name="bai.xlsx"
        )
        sheets.rows.create(number=number, student=student, texts={"1": f"{lead}baigiay"})
        self.remark(student, f"{lead}nhanxetso", f"{lead}chuachoxem")
        mistakes.report(student.user, "wrong", f"{lead}loitrongbai", lecture=self.lecture)
        work = self.hand_in(student, f"{lead}baithu", f"{lead}loinhanxet")
        archive.gather(work, leader, attempt.school_class)
        self.ask(student, leader, f"{lead}cauhoi", f"{lead}nghiviet", f"{lead}baobai")
        out = self.contest(student, leader)
        out.appeals.create(entry=out.standings.get().entry, student=student, words=f"{lead}phuckhao")
        award = contests.certify(out, leader)
        quizzes.see_a_skill(student, builders.make_user(f"{lead}tich", f"Lường Thị {lead}thaytich"))
        self.enter_work(student, leader, f"{lead}duthi", f"{lead}loigiamkhao")
        history.note_looks(leader, "pupil's page", [student])
        self.revise(attempt, f"{lead}chude", f"{lead}cauon")
        return {
            "ethnic group": group.name,
            "poverty class": f"Zng{number}heo",
            "certificate": f"{lead}giay",
            "personal id": student.national_id,
            "ministry id": student.ministry_id,
            "phone": student.phone,
            "village": household.village,
            "head of household": f"{lead}chuho",
            "parent's phone": adult.phone,
            "name": f"{lead}ten",
            "code": student.code,
            "key": str(student.pk),
            "parent": adult.full_name,
            "mark": str(attempt.mark),
            "attempt": str(attempt.pk),
            "answer": f"{lead}cautraloi",
            "comment": f"{lead}loiphe",
            "draft": f"{lead}phacthao",
            "hand-back": f"{lead}tralai",
            "why more time": f"{lead}benh",
            "why own rules": f"{lead}lido",
            "file": f"{lead}teptin",
            "paper": f"{lead}baigiay",
            "mistake": f"{lead}loitrongbai",
            "remark in the book": f"{lead}nhanxetso",
            "remark not shown": f"{lead}chuachoxem",
            "row of a file": f"{lead}tentrongtep",
            "appeal": f"{lead}phuckhao",
            "certificate code": award.code,
            "who saw a skill": f"{lead}thaytich",
            "work in a contest": f"{lead}duthi",
            "word of a judge": f"{lead}loigiamkhao",
            "work": work.words,
            "topic to revise": f"{lead}chude",
            "answer in revision": f"{lead}cauon",
            "remark": work.remark,
            "done in a part": f"{lead}muctich",
            # A number that nothing else is.
            "reading time": str(77_700 + number),
            "question": f"{lead}cauhoi",
            "pause": f"{lead}nghiviet",
            "report of a post": f"{lead}baobai",
        } | of_devices

    def parent_of(self, student, name, phone):
        """The mother; Giàng's is the guardian of the cast."""
        if student == self.pupils["giang"]:
            guardian = self.cast.guardian.guardian
        else:
            guardian = Guardian.objects.create(full_name=name)
            Guardianship.objects.create(guardian=guardian, student=student, relation="mother")
        guardian.full_name, guardian.phone = f"Lò Thị {name}", phone
        guardian.save()
        return guardian

    def fill_school(self):
        """What the other school must not read of ours beside its pupils; {kind: text}."""
        cast = self.cast
        teacher = cast.person("teacher").teacher
        teacher.full_name, teacher.phone = "Nguyễn Thị Zzlancogiao", "0967777123"
        teacher.save()
        school = teacher.school
        course = quizzes.make_course(title="Zztoanrieng", subject="tieng-viet", school=school)
        closed = lectures.make_lecture("Zzbairieng", course=course, audience="school", school=school)
        GivenWork.objects.create(
            school_class=cast.class_6a,
            page=closed,
            given_by=cast.person("teacher"),
            due_at=timezone.now(),
            note="Zzloinhan",
        )
        # A teacher's draft with a photo of Giàng, copied from elsewhere: nobody's but the writers'.
        photo = lectures.make_picture(title="Giờ ra chơi", pupils="seen")
        ShownPupil.objects.create(picture=photo, student=self.pupils["giang"])
        shown = lectures.a_body(("picture", {"picture": photo, "alt": "Zzloianh", "caption": ""}))
        draft = LecturePage(title="Zzbainhap", body=shown, live=False, owner=cast.person("teacher"))
        course.add_child(instance=draft)
        draft.save_revision(user=cast.person("teacher"))
        CopiedLecture.objects.create(
            page=draft, origin=self.lecture, title="Zzbaigoc", by=cast.person("teacher")
        )
        subject = course.get_parent().specific.subject
        sets.give(cast.class_6a, subject, ["Zzboon"], None, by=cast.person("teacher"))
        device = machines.make_device(school, serial="ZZKHO1777")
        return [
            Secret("school", "teacher", "Zzlancogiao"),
            Secret("school", "teacher's phone", teacher.phone),
            Secret("school", "lecture of the school", "Zzbairieng"),
            Secret("school", "note for the class", "Zzloinhan"),
            Secret("school", "topics given to a class", "Zzboon"),
            *(Secret("draft", kind, text) for kind, text in DRAFT.items()),
            Secret("school", "device in stock", device.serial),
            Secret("school", "SIM card", cast.sim.iccid),
            *self.fill_training(),
            Secret("school", "account", cast.person("school_admin").username),
        ]

    def fill_training(self):
        """A grown-up of a training class: name and number are for its trainers alone."""
        by = self.cast.person("school_admin")
        classes.write_down(self.cast.training, by, "Lò Thị Zzhocvien", "0966555444")
        kept = self.cast.training.enrolments.get(participant__phone="0966555444")
        return [
            Secret("grown-up", "participant", "Zzhocvien"),
            Secret("grown-up", "participant's phone", "0966555444"),
            Secret("grown-up", "participant's key", str(kept.pk)),
        ]

    def hidden_from(self, role):
        """What must reach `role` on no page."""
        mine = {"pupil": {"giang"}, "classmate": {"hoa"}, "guardian": {"giang"}, "other_pupil": {"vang"}}
        if role in OTHER_STAFF:
            hidden = [secret for secret in self.secrets if secret.of != "vang"]
        else:
            own = mine.get(role, set())
            hidden = [one for one in self.secrets if one.of not in own or one.kind not in OWN]
        of_school = self.school_secrets
        if role not in OTHER_STAFF | {"other_pupil", "anonymous"}:
            # Pupils and parents of the school itself read its lectures, but not what is still being written,
            # and nothing of the grown-ups who are trained.
            of_school = [secret for secret in of_school if secret.of in ("draft", "grown-up")]
        return hidden + of_school


OTHER_STAFF = {"other_teacher", "other_admin"}
DRAFT = {
    "lecture being written": "Zzbainhap",
    "words below the photo": "Zzloianh",
    "lecture it was copied from": "Zzbaigoc",
}


def secrets_of(who, facts):
    assert set(facts) == SENSITIVE | PRIVATE | OWN
    return [Secret(who, kind, text) for kind, text in facts.items()]


def words_of(response):
    """All that an answer tells: its text, whatever it is packed in, and its headers."""
    told = [f"{name}: {value}" for name, value in response.headers.items()]
    content = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if content.startswith(b"%PDF"):
        told.append(text_of_pdf(content))
    elif "spreadsheet" in kind:
        for sheet in spreadsheets.read(content, "a.xlsx").sheets:
            told += [str(cell) for _number, row in sheet.rows for cell in row]
    else:
        told.append(content.decode(errors="replace"))
    return "\n".join(told)


def text_of_pdf(content):
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
