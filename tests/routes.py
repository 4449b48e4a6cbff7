"""Who may use which route: the table that `test_routes.py` walks.

All things in the paths belong to Mường Nhà: Giàng's attempt, 6A, its tablet. `who` names the roles
that get an answer; for everybody else the thing does not exist or the door is shut.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.models import Attempt, GivenWork, PaperList, QuestionVersion
from devices import rounds
from devices.allocating import proposing
from devices.inspecting import inspect
from devices.loss import losing, writing_off
from devices.models import DeviceList, Loss, PriorityOrder, WriteOff
from devices.repair.steps import open_repair
from lms import scans, spreadsheets
from lms.models import Job
from students.models import Consent, Guardian, Guardianship, Movement, Role, RollOver, RosterImport, Transfer
from students.movement.arrivals import found_token
from tests import builders
from tests.courses import builders as lectures
from tests.courses import quizzes
from tests.courses.importing import builders as files_of_questions
from tests.devices import builders as machines
from tests.devices.allocating import builders as allocating

BACKEND = "students.sign_in.Accounts"
OURS = ["pupil", "classmate", "guardian", "teacher", "author", "approver", "school_admin", "commune_officer"]
PROVINCE = ["province_admin", "auditor"]
OTHER_SCHOOL = ["other_pupil", "other_teacher", "other_admin"]
SIGNED_IN = [*OURS, *PROVINCE, *OTHER_SCHOOL]
ROLES = ["anonymous", *SIGNED_IN]

LEADERS = {"school_admin", "province_admin"}
PLANNERS = {"school_admin", "commune_officer", "province_admin", "auditor"}
STAFF = {"teacher", "school_admin", "commune_officer", "province_admin", "auditor"}
OTHER_STAFF = {"other_teacher", "other_admin"}
# Who reads figures of places.
READERS = LEADERS | {"commune_officer", "auditor", "other_admin"}
PUPILS = {"pupil", "classmate", "other_pupil"}
WRITERS = {"teacher", "author", "approver", "province_admin"}
# The bank of the matrix belongs to Mường Nhà; the approver is the province's and sees shared ones.
WRITERS_HERE = WRITERS - {"approver"}
EVERYBODY = set(ROLES)


class Cast:
    """The people and things of the matrix, each made when a path first asks for it."""

    def __init__(self, request):
        self.fixture = request.getfixturevalue

    def person(self, role):
        names = {
            "pupil": "giang",
            "classmate": "hoa",
            "teacher": "ms_lan",
            "other_pupil": "vang",
            "other_teacher": "mr_pao",
            "other_admin": "other_school_admin",
        }
        if role == "guardian":
            return self.guardian
        found = self.fixture(names.get(role, role))
        return getattr(found, "user", found)

    def sign_in(self, client, role):
        if role != "anonymous":
            client.force_login(self.person(role), backend=BACKEND)

    @cached_property
    def guardian(self):
        user = builders.make_user("me.giang", "Giàng Thị Dua")
        guardian = Guardian.objects.create(user=user, full_name=user.full_name)
        Guardianship.objects.create(guardian=guardian, student=self.giang, relation="mother")
        return user

    @property
    def aunt(self):
        """Another guardian of Giàng's; linked again once she was unlinked."""
        guardian, _made = Guardian.objects.get_or_create(full_name="Giàng Thị Chía")
        Guardianship.objects.get_or_create(guardian=guardian, student=self.giang, relation="other")
        return guardian

    @cached_property
    def giang(self):
        return self.fixture("giang")

    @cached_property
    def class_6a(self):
        return self.fixture("class_6a")

    @cached_property
    def bank(self):
        return quizzes.make_bank(school=self.fixture("muong_nha"))

    @cached_property
    def question(self):
        return quizzes.make_question(self.bank)

    @cached_property
    def old_version(self):
        """What the question said before it was changed."""
        old = self.question.current
        QuestionVersion.objects.filter(pk=old.pk).update(used_at=timezone.now())
        self.question.revise(None, **{**old.parts(), "text": "3 + 3 = ?"})
        return old

    @property
    def question_import(self):
        """A file that waits; taken over or thrown away, another one."""
        return files_of_questions.make_import(self.bank)

    @cached_property
    def passage(self):
        return self.bank.passages.create(title="Mưa đá", text="Mưa đá rơi ở vùng cao.")

    @cached_property
    def quiz(self):
        return quizzes.make_quiz(quizzes.make_course(), [self.question])

    @property
    def paper_list(self):
        """A file of answers on paper that waits; taken over or thrown away, another one."""
        kept = PaperList.objects.create(
            page=self.quiz, school_class=self.class_6a, edition=1, file_name="b.xlsx"
        )
        kept.rows.create(number=2, student=self.giang, name=self.giang.full_name, texts={"1": "B"})
        return kept

    @cached_property
    def school_lecture(self):
        course = lectures.make_course("Toán 6 Mường Nhà", school=self.fixture("muong_nha"))
        return lectures.make_lecture("Bài của trường", course=course)

    @cached_property
    def attempt(self):
        return Attempt.objects.begin(self.giang, self.quiz)

    @cached_property
    def essay_attempt(self):
        """Giàng handed in an essay, which waits to be marked."""
        essay = quizzes.make_question(self.bank, "essay")
        return quizzes.hand_in(self.giang, quizzes.make_quiz(quizzes.make_course(), [essay]), {1: "Quê em"})

    @cached_property
    def mark_column(self):
        """A column of 6A's mark book with Giàng's mark in it."""
        return quizzes.make_column(self.quiz, self.class_6a, self.person("teacher"), [self.attempt])

    @cached_property
    def twice_marked(self):
        """A quiz that two teachers mark."""
        return quizzes.make_quiz(quizzes.make_course(), [self.question], second_marker=True)

    @cached_property
    def work(self):
        return GivenWork.objects.create(
            school_class=self.class_6a, page=self.quiz, given_by=self.person("teacher"), due_at=timezone.now()
        )

    @cached_property
    def tablet(self):
        return machines.make_device(self.fixture("muong_nha"))

    @cached_property
    def scan(self):
        return machines.attach_scan(self.paper, by=self.person("school_admin"))

    @cached_property
    def round(self):
        school, year = self.fixture("muong_nha"), self.class_6a.year
        return rounds.open_round(school, year, year.ends_on, by=self.person("school_admin"))

    @cached_property
    def dispute(self):
        return self.paper.disputes.create(kind="other", words="Sai", raised_by=self.person("school_admin"))

    @cached_property
    def inspection(self):
        return inspect(self.paper.lines.first(), "out", {}, by=self.person("school_admin"))

    @cached_property
    def machine_photo(self):
        return machines.attach_photo(self.inspection, by=self.person("school_admin"))

    @cached_property
    def return_paper(self):
        """A charger that Giàng gave back."""
        return machines.give_back(self.giang, by=self.person("school_admin"))

    @cached_property
    def return_scan(self):
        return machines.attach_scan(self.return_paper, by=self.person("school_admin"))

    @cached_property
    def school_batch(self):
        school = self.fixture("muong_nha")
        return machines.make_batch("truong-tu-mua", school=school)

    @cached_property
    def sim(self):
        sim = machines.make_sim(self.fixture("muong_nha"))
        machines.make_plan(sim)
        return sim

    @cached_property
    def point(self):
        return machines.make_point(self.fixture("muong_nha"))

    @cached_property
    def wifi(self):
        return machines.make_wifi(self.fixture("muong_nha"))

    @cached_property
    def grant(self):
        return machines.grant_to(student=self.giang)

    @cached_property
    def carrier_request(self):
        return machines.ask_carrier(self.sim, by=self.person("school_admin"))

    @cached_property
    def paper(self):
        machines.make_household(self.giang)
        return machines.give(self.giang, self.person("school_admin"), self.tablet)

    @cached_property
    def certificate(self):
        """Giàng's household is poor."""
        household = (
            machines.make_household(self.giang) if self.giang.household is None else self.giang.household
        )
        return household.poverty_records.create(poverty_class="poor", starts_on="2026-01-01")

    @cached_property
    def certificate_scan(self):
        file = SimpleUploadedFile("gcn.jpg", machines.photo())
        by = self.person("school_admin")
        return scans.attach(self.certificate.household.scans, file, by=by, school_id=self.giang.school_id)

    @cached_property
    def device_photo(self):
        return machines.attach_picture(self.tablet.photos, self.person("school_admin"))

    @cached_property
    def batch_paper(self):
        return machines.attach_picture(self.tablet.batch.papers, self.person("province_admin"))

    @cached_property
    def kit(self):
        """A machine of the school's stock with a charger."""
        return machines.make_kit(self.person("school_admin"), machines.make_device(self.fixture("muong_nha")))

    @cached_property
    def repair(self):
        """Giàng's tablet is broken."""
        assert self.paper
        return open_repair(self.tablet, self.person("school_admin"), fault="Vỡ màn hình")

    @cached_property
    def loss(self):
        """A machine of the school that nobody held was stolen."""
        gone = machines.make_device(self.fixture("muong_nha"))
        told = Loss(
            device=gone, kind="stolen", happened_on="2026-11-20", place="Kho", circumstances="Mất khóa"
        )
        return losing.lose(told, self.person("school_admin"))

    @cached_property
    def police_scan(self):
        return self._scan_of(self.loss)

    @cached_property
    def write_off(self):
        school, by = self.fixture("muong_nha"), self.person("school_admin")
        proposed = WriteOff.objects.create(school=school, proposed_by=by)
        writing_off.propose(proposed, machines.make_device(school), "Cháy bo mạch", 0, by=by)
        return proposed

    @cached_property
    def decision_scan(self):
        return self._scan_of(self.write_off)

    def _scan_of(self, paper):
        file = SimpleUploadedFile("giay.jpg", machines.photo())
        return scans.attach(paper.scans, file, by=self.person("school_admin"), school_id=paper.school_id)

    @cached_property
    def damage_photo(self):
        file = SimpleUploadedFile("hong.jpg", machines.photo())
        by = self.person("school_admin")
        return scans.attach(self.repair.photos, file, by=by, school_id=self.repair.school_id)

    @cached_property
    def device_list(self):
        """A delivery that was looked at."""
        book = spreadsheets.read("Số sê-ri;Tên máy;IMEI\n".encode(), "may.csv")
        batch = machines.make_batch("dot-may", school=self.giang.school)
        kept = DeviceList.objects.create(
            kind="stock", school=self.giang.school, batch=batch, file_name="may.csv"
        )
        kept.keep_book(book)
        return kept

    @cached_property
    def stocktake(self):
        """A count of 6A that runs, with one scan."""
        assert self.paper
        return machines.make_stocktake(self.class_6a, self.person("school_admin"), "KHONG-CO")

    @cached_property
    def allocation_list(self):
        """A family of its own is on it: those of the cast may have a device already."""
        allocating.make_order()
        batch = allocating.give_quota(self.fixture("muong_nha"), batch=machines.make_batch("dot-9"))
        allocating.make_family(builders.make_student("Sùng A Chờ", self.class_6a), poverty="poor")
        return proposing.propose(batch, self.fixture("muong_nha"), by=self.person("school_admin"))

    @property
    def allocation(self):
        return self.allocation_list.lines.first()

    @property
    def order(self):
        return PriorityOrder.objects.get_or_create(
            decision_number="34/QĐ-UBND", defaults={"starts_on": "2026-10-01"}
        )[0]

    @property
    def consent(self):
        """Giàng's consent to usage statistics, in force again whenever a path asks."""
        return Consent.objects.get_or_create(
            student=self.giang,
            purpose=Consent.Purpose.USAGE,
            withdrawn_at=None,
            defaults={
                "text_version": "1",
                "given_by": "Giàng Thị Dua",
                "given_how": "signed",
                "given_on": "2026-09-05",
            },
        )[0]

    @cached_property
    def consent_paper(self):
        return builders.print_consent_sheet(self.giang, by=self.person("teacher"))

    @cached_property
    def asked(self):
        return builders.ask_for_data(self.giang, by=self.person("teacher"))

    @cached_property
    def asked_to_erase(self):
        return builders.ask_for_data(self.giang, by=self.person("teacher"), kind="erase")

    @cached_property
    def consent_scan(self):
        return builders.attach_consent_scan(self.consent_paper, by=self.person("teacher"))

    @property
    def roster(self):
        """A class list that waits to be confirmed; made anew once one was discarded."""
        waiting = RosterImport.objects.filter(state="previewed").first()
        if waiting is None:
            book = spreadsheets.read("STT,Họ tên,Lớp\n1,Giàng A Sùng,6A\n".encode(), "6a.csv")
            waiting = RosterImport.objects.create(
                school=self.fixture("muong_nha"),
                year_code="2026-2027",
                file_name="6a.csv",
            )
            waiting.keep_book(book)
        return waiting

    @cached_property
    def movement(self):
        giang = self.giang
        return Movement.objects.create(
            kind="drop_out", school=giang.school, on="2026-11-20", label=str(giang), student=giang
        )

    @cached_property
    def roll_over(self):
        return RollOver.objects.create(school=self.fixture("muong_nha"), year_code="2027-2028")

    @cached_property
    def found(self):
        return found_token(self.giang, self.person("other_admin"))

    @cached_property
    def transfer(self):
        return Transfer.objects.create(
            student=self.giang, from_school=self.giang.school, to_name="Trường ở Lai Châu", state="left"
        )

    @cached_property
    def role(self):
        return Role.objects.get(user=self.person("teacher"))

    @cached_property
    def substitute(self):
        """Somebody of Mường Nhà who stands in for Ms Lan."""
        return builders.stand_in(self.person("teacher").teacher, self.class_6a)

    @cached_property
    def job(self):
        return Job.objects.create(kind="test", title="Nhập lớp 6A", owner=self.person("teacher"))


@dataclass(frozen=True)
class Route:
    """A path (or what makes one from the cast), who may use it, and by which method."""

    path: str | Callable[[Cast], str]
    who: set
    method: str = "get"

    def address(self, cast):
        return self.path if isinstance(self.path, str) else self.path(cast)


NOBODY_KNOWS = UUID(int=0)

ROUTES = {
    # Open to everybody
    "health": Route("/health/", EVERYBODY),
    "ready": Route("/ready/", EVERYBODY),
    "too_large": Route("/too-large/", EVERYBODY),
    "students:sign-in": Route("/sign-in/", EVERYBODY),
    "students:family-sign-in": Route("/ph/", EVERYBODY),
    "students:staff-sign-in": Route("/sign-in/staff/", EVERYBODY),
    "students:sign-in-forget": Route("/sign-in/forget/", EVERYBODY, "options"),
    "students:sign-out": Route("/sign-out/", EVERYBODY, "options"),
    "students:admin-sign-in": Route("/admin/login/", EVERYBODY),
    "home:me": Route("/me.json", EVERYBODY),
    "home:search": Route("/search/?q=dien+bien", EVERYBODY),
    "home:lectures": Route("/lectures/", EVERYBODY),
    "home:preferences": Route("/preferences/", EVERYBODY),
    "home:account": Route("/admin/account/", EVERYBODY),
    "wagtail_serve": Route("/", EVERYBODY),
    "sync": Route("/sync/", set(SIGNED_IN)),
    "service_worker": Route("/sw.js", EVERYBODY),
    # Addresses whose secret nobody here knows
    "students:card": Route("/c/khong-co-the-nay/", set()),
    "rendition": Route("/media/images/khong-co.jpg", set()),
    "courses:file": Route("/files/0123/khong-co.mp3", set()),
    "courses:lecture_state": Route(f"/lectures/{NOBODY_KNOWS}/state.json", set()),
    "courses:lecture_read": Route(f"/lectures/{NOBODY_KNOWS}/read/", set(), "post"),
    # Whoever is signed in
    "home:start": Route("/start/", set(SIGNED_IN)),
    "students:second-factor": Route("/sign-in/second/", EVERYBODY, "options"),
    "students:account": Route("/account/", set(SIGNED_IN) - PUPILS),
    "students:parent-pin": Route("/account/pin/", set(SIGNED_IN)),
    "students:sessions-end": Route("/account/sessions/end/", set(SIGNED_IN) - PUPILS, "post"),
    "students:second-factor-set-up": Route("/account/second/", set(SIGNED_IN) - PUPILS),
    "students:second-factor-off": Route("/account/second/off/", set(SIGNED_IN) - PUPILS, "post"),
    "students:password": Route("/sign-in/password/", set(SIGNED_IN) - PUPILS),
    "students:abilities": Route("/abilities/", set(SIGNED_IN) - PUPILS),
    "students:find": Route("/find/?q=giang", STAFF | OTHER_STAFF),
    "authoring_words": Route("/admin/jsi18n/", EVERYBODY),
    "job": Route(lambda c: f"/jobs/{c.job.pk}/", {"teacher"}),
    # People
    "students:classes": Route("/classes/", STAFF | OTHER_STAFF),
    "students:school-cards": Route(
        lambda c: f"/schools/{c.fixture('muong_nha').code}/cards/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "students:class-add": Route("/classes/new/", LEADERS | {"other_admin"}),
    "students:class-edit": Route(lambda c: f"/classes/{c.class_6a.uid}/edit/", LEADERS),
    "students:class-change": Route(lambda c: f"/classes/{c.class_6a.uid}/change/merge/", LEADERS),
    "students:class": Route(lambda c: f"/classes/{c.class_6a.uid}/", STAFF),
    "students:class-cards": Route(lambda c: f"/classes/{c.class_6a.uid}/cards/", LEADERS | {"teacher"}),
    "students:class-parent-cards": Route(
        lambda c: c.aunt and f"/classes/{c.class_6a.uid}/parent-cards/", LEADERS | {"teacher"}, "post"
    ),
    "students:class-export": Route(lambda c: f"/classes/{c.class_6a.uid}/list.xlsx", STAFF),
    "students:students": Route("/students/", STAFF | OTHER_STAFF),
    "students:student-add": Route("/students/new/", LEADERS | {"other_admin"}),
    "students:student": Route(lambda c: f"/students/{c.giang.pk}/", STAFF),
    "students:student-edit": Route(lambda c: f"/students/{c.giang.pk}/edit/", LEADERS),
    "students:student-pin": Route(lambda c: f"/students/{c.giang.pk}/pin/", LEADERS | {"teacher"}, "post"),
    "students:student-card": Route(lambda c: f"/students/{c.giang.pk}/card/", LEADERS | {"teacher"}, "post"),
    "students:student-card-stop": Route(
        lambda c: f"/students/{c.giang.pk}/card/stop/", LEADERS | {"teacher"}, "post"
    ),
    "students:guardian-add": Route(lambda c: f"/students/{c.giang.pk}/guardians/new/", LEADERS),
    "students:guardian-pin": Route(
        lambda c: f"/students/{c.giang.pk}/guardians/{c.aunt.pk}/pin/", LEADERS | {"teacher"}, "post"
    ),
    "students:guardian-card": Route(
        lambda c: f"/students/{c.giang.pk}/guardians/{c.aunt.pk}/card/", LEADERS | {"teacher"}, "post"
    ),
    "students:guardian-card-stop": Route(
        lambda c: f"/students/{c.giang.pk}/guardians/{c.aunt.pk}/card/stop/", LEADERS | {"teacher"}, "post"
    ),
    "students:guardian-unlink": Route(
        lambda c: f"/students/{c.giang.pk}/guardians/{c.aunt.pk}/unlink/", LEADERS, "post"
    ),
    "students:consent": Route(lambda c: f"/students/{c.giang.pk}/consents/new/", LEADERS | {"teacher"}),
    "students:consent-withdraw": Route(
        lambda c: f"/students/{c.consent.student_id}/consents/usage/withdraw/", LEADERS | {"teacher"}, "post"
    ),
    "students:class-consents": Route(lambda c: f"/classes/{c.class_6a.uid}/consents/", LEADERS | {"teacher"}),
    "students:class-consent-sheets": Route(
        lambda c: c.giang and f"/classes/{c.class_6a.uid}/consents/sheets.pdf", LEADERS | {"teacher"}, "post"
    ),
    "students:consent-paper": Route(lambda c: f"/consents/{c.consent_paper.number}/", LEADERS | {"teacher"}),
    "students:consent-scan-attach": Route(
        lambda c: f"/consents/{c.consent_paper.number}/scans/", LEADERS | {"teacher"}
    ),
    "students:consent-scan": Route(
        lambda c: f"/consents/{c.consent_paper.number}/scans/{c.consent_scan.pk}/", LEADERS | {"teacher"}
    ),
    "students:consent-strike": Route(
        lambda c: f"/consents/{c.consent_paper.number}/scans/{c.consent_scan.pk}/strike/",
        LEADERS | {"teacher"},
    ),
    "students:household": Route(
        lambda c: c.certificate and f"/students/{c.giang.pk}/household/", STAFF - {"teacher"}
    ),
    "students:certificate-add": Route(lambda c: f"/students/{c.giang.pk}/household/poverty/new/", LEADERS),
    "students:certificate-edit": Route(
        lambda c: f"/students/{c.giang.pk}/household/poverty/{c.certificate.pk}/", LEADERS
    ),
    "students:household-scan-attach": Route(lambda c: f"/students/{c.giang.pk}/household/scans/", LEADERS),
    "students:household-scan": Route(
        lambda c: f"/students/{c.giang.pk}/household/scans/{c.certificate_scan.pk}/", STAFF - {"teacher"}
    ),
    "students:household-scan-strike": Route(
        lambda c: f"/students/{c.giang.pk}/household/scans/{c.certificate_scan.pk}/strike/", LEADERS
    ),
    "students:rights": Route(lambda c: f"/students/{c.giang.pk}/rights/", {"guardian"}),
    "students:rights-agree": Route(
        lambda c: f"/students/{c.giang.pk}/rights/research/agree/", {"guardian"}, "post"
    ),
    "students:rights-withdraw": Route(
        lambda c: f"/students/{c.giang.pk}/rights/research/withdraw/", {"guardian"}, "post"
    ),
    "students:request-add": Route(
        lambda c: f"/students/{c.giang.pk}/requests/new/", LEADERS | {"guardian", "teacher"}
    ),
    "students:requests": Route("/requests/", LEADERS | {"auditor", "other_admin"}),
    "students:request": Route(lambda c: f"/requests/{c.asked.pk}/", LEADERS | {"auditor"}),
    "students:request-answer": Route(lambda c: f"/requests/{c.asked.pk}/answer/", LEADERS, "post"),
    "students:request-erase": Route(lambda c: f"/requests/{c.asked_to_erase.pk}/erase/", LEADERS),
    "students:retention": Route("/retention/", set(PROVINCE)),
    "students:request-settle": Route(lambda c: f"/requests/{c.asked.pk}/settle/", LEADERS, "post"),
    "students:dossier": Route(lambda c: f"/students/{c.giang.pk}/record/", LEADERS | {"guardian"}),
    "students:dossier-file": Route(lambda c: f"/students/{c.giang.pk}/record.json", LEADERS | {"guardian"}),
    "students:looks": Route("/looks/", LEADERS | {"guardian", "auditor", "other_admin"}),
    "students:consent-text": Route("/consents/text/2026-09/", set(SIGNED_IN)),
    "students:move": Route(lambda c: f"/students/{c.giang.pk}/move/class/", LEADERS),
    "students:find-pupil": Route("/arrivals/", LEADERS | {"other_admin"}),
    "students:newcomer": Route("/arrivals/new/", LEADERS | {"other_admin"}),
    # A pupil who was found is found for one person: here the other school's admin.
    "students:take-in": Route(lambda c: f"/arrivals/{c.found}/", {"other_admin"}),
    "students:transfer": Route(lambda c: f"/transfers/{c.transfer.pk}/", LEADERS | {"auditor"}),
    "students:transfer-answer": Route(
        lambda c: f"/transfers/{c.transfer.pk}/answer/", {"school_admin", "province_admin"}, "post"
    ),
    "students:new-year": Route("/new-year/", LEADERS | {"other_admin"}),
    "students:roll-over": Route(lambda c: f"/new-year/{c.roll_over.pk}/", LEADERS),
    "students:roll-over-marks": Route(
        lambda c: c.giang and f"/new-year/{c.roll_over.pk}/classes/{c.class_6a.uid}/", LEADERS
    ),
    "students:roll-over-apply": Route(lambda c: f"/new-year/{c.roll_over.pk}/apply/", LEADERS, "post"),
    "students:movements": Route("/movements/", LEADERS | {"auditor", "other_admin"}),
    "students:movement": Route(lambda c: f"/movements/{c.movement.pk}/", LEADERS | {"auditor"}),
    "students:movement-undo": Route(lambda c: f"/movements/{c.movement.pk}/undo/", LEADERS, "post"),
    "students:staff": Route("/staff/", STAFF | OTHER_STAFF),
    "students:staff-add": Route("/staff/new/", LEADERS | {"other_admin"}),
    "students:staff-member": Route(lambda c: f"/staff/{c.person('teacher').username}/", LEADERS),
    "students:staff-password": Route(
        lambda c: f"/staff/{c.person('author').username}/password/", LEADERS, "post"
    ),
    "students:staff-second-factor-off": Route(
        lambda c: f"/staff/{c.person('author').username}/second/off/", LEADERS, "post"
    ),
    "students:staff-close": Route(lambda c: f"/staff/{c.person('author').username}/close/", LEADERS, "post"),
    "students:role-withdraw": Route(
        lambda c: f"/staff/{c.person('teacher').username}/roles/{c.role.pk}/withdraw/", LEADERS, "post"
    ),
    "students:substitute-add": Route(lambda c: f"/substitutes/new/?class={c.class_6a.uid}", LEADERS),
    "students:substitute-withdraw": Route(
        lambda c: f"/substitutes/{c.substitute.arrangement}/withdraw/", LEADERS, "post"
    ),
    # Class lists
    "students:rosters": Route("/rosters/", LEADERS | {"other_admin"}),
    "students:roster-upload": Route("/rosters/new/", LEADERS | {"other_admin"}),
    "students:roster": Route(lambda c: f"/rosters/{c.roster.pk}/", LEADERS),
    "students:roster-left-out": Route(lambda c: f"/rosters/{c.roster.pk}/left-out.xlsx", LEADERS),
    "students:roster-apply": Route(lambda c: f"/rosters/{c.roster.pk}/apply/", LEADERS, "post"),
    "students:roster-undo": Route(lambda c: f"/rosters/{c.roster.pk}/undo/", LEADERS, "post"),
    "students:roster-discard": Route(lambda c: f"/rosters/{c.roster.pk}/discard/", LEADERS, "post"),
    # Learning
    "courses:attempts": Route("/attempts/", PUPILS),
    "courses:practice": Route("/attempts/practice/", PUPILS),
    "courses:attempt_new": Route(lambda c: f"/attempts/new/{c.quiz.uid}/", PUPILS),
    "courses:attempt": Route(
        lambda c: f"/attempts/{c.attempt.pk}/", {"pupil", "teacher", "school_admin", *PROVINCE}
    ),
    "courses:attempt_state": Route(lambda c: f"/attempts/{c.attempt.pk}/state.json", {"pupil"}),
    "courses:paper": Route(lambda c: f"/attempts/papers/{c.attempt.paper_id}/", {"pupil"}),
    "courses:paper_state": Route(lambda c: f"/attempts/papers/{c.attempt.paper_id}/state.json", {"pupil"}),
    "courses:paper_form": Route(lambda c: f"/attempts/papers/{c.attempt.paper_id}/form/", {"pupil"}),
    "courses:answer_file": Route(lambda c: f"/attempts/{c.attempt.pk}/files/{NOBODY_KNOWS}/", set()),
    "courses:passage_new": Route(lambda c: f"/questions/banks/{c.bank.code}/passages/new/", WRITERS_HERE),
    "courses:passage": Route(lambda c: f"/questions/passages/{c.passage.pk}/", WRITERS_HERE),
    "courses:passage_edit": Route(lambda c: f"/questions/passages/{c.passage.pk}/edit/", WRITERS_HERE),
    "courses:attempt_points": Route(
        lambda c: f"/attempts/{c.attempt.pk}/points/", {"teacher", "school_admin", "province_admin"}, "post"
    ),
    "courses:attempt_accept": Route(
        lambda c: f"/attempts/{c.attempt.pk}/accept/", {"teacher", "school_admin", "province_admin"}, "post"
    ),
    "courses:marking": Route("/attempts/marking/", {"teacher", "school_admin", *PROVINCE} | OTHER_STAFF),
    "courses:marking_quiz": Route(
        lambda c: f"/attempts/marking/{c.quiz.uid}/{c.class_6a.uid}/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:marking_answer": Route(
        lambda c: (
            f"/attempts/marking/{c.essay_attempt.page.uid}/{c.class_6a.uid}/question/{c.essay_attempt.pk}/1/"
        ),
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:corrections": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/keys/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:correction": Route(
        lambda c: (
            f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/keys/{c.quiz.paper.all_items[0].version_id}/"
        ),
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:question_correct": Route(
        lambda c: c.quiz and f"/questions/{c.question.pk}/versions/1/correct/", WRITERS_HERE
    ),
    "courses:feed_column": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/column/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:mark_column": Route(
        lambda c: f"/attempts/columns/{c.mark_column.pk}/", {"teacher", "school_admin", "province_admin"}
    ),
    "courses:mark_column_change": Route(
        lambda c: f"/attempts/columns/{c.mark_column.pk}/change/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:mark_column_file": Route(
        lambda c: f"/attempts/columns/{c.mark_column.pk}.xlsx", {"teacher", "school_admin", "province_admin"}
    ),
    "courses:marking_second": Route(
        lambda c: f"/attempts/marking/{c.quiz.uid}/{c.class_6a.uid}/second/", LEADERS, "post"
    ),
    "courses:marking_agreement": Route(
        lambda c: f"/attempts/marking/{c.twice_marked.uid}/{c.class_6a.uid}/agreement/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:hand_back": Route(
        lambda c: f"/attempts/{c.attempt.pk}/hand-back/", {"teacher", "school_admin", "province_admin"}
    ),
    "courses:comment_sound": Route(lambda c: f"/attempts/{c.attempt.pk}/comments/{NOBODY_KNOWS}/", set()),
    "courses:quiz_results": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/", {"teacher", "school_admin", *PROVINCE}
    ),
    "courses:paper_results": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/paper/", {"teacher", *LEADERS}
    ),
    "courses:paper_list_new": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/paper/file/", {"teacher", *LEADERS}
    ),
    "courses:paper_list_file": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/paper/file.xlsx", {"teacher", *LEADERS}
    ),
    "courses:paper_list": Route(lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/", {"teacher", *LEADERS}),
    "courses:paper_list_apply": Route(
        lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/apply/", {"teacher", *LEADERS}, "post"
    ),
    "courses:paper_list_undo": Route(
        lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/undo/", {"teacher", *LEADERS}, "post"
    ),
    "courses:paper_list_discard": Route(
        lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/discard/", {"teacher", *LEADERS}, "post"
    ),
    "courses:paper_list_mend": Route(
        lambda c: f"/attempts/paper-lists/{c.paper_list.pk}/2/", {"teacher", *LEADERS}, "post"
    ),
    "courses:quiz_analysis": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/questions/",
        {"teacher", "school_admin", *PROVINCE},
    ),
    "courses:quiz_analysis_file": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/questions.xlsx",
        {"teacher", "school_admin", *PROVINCE},
    ),
    "courses:quiz_overrides": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/rules/",
        {"teacher", "school_admin", "province_admin"},
    ),
    "courses:extra_time": Route(
        lambda c: f"/attempts/extra-time/{c.giang.pk}/", {"teacher", "school_admin", "province_admin"}
    ),
    "courses:release_marks": Route(
        lambda c: f"/attempts/results/{c.quiz.uid}/{c.class_6a.uid}/release/", {"teacher"}, "post"
    ),
    "courses:page_people": Route(
        lambda c: f"/publishing/{c.school_lecture.translation_key}/people/",
        {"author", "approver", "province_admin"},
    ),
    # The approver works on the page itself.
    "courses:quiz_print": Route(lambda c: f"/questions/printing/{c.quiz.uid}/", WRITERS),
    "courses:quiz_print_file": Route(
        lambda c: f"/questions/printing/{c.quiz.uid}/phieu-tra-loi.pdf", WRITERS
    ),
    "courses:quiz_new": Route("/quizzes/new/", WRITERS | {"other_teacher"}),
    "courses:quiz_places": Route("/quizzes/new/places/", WRITERS | {"other_teacher"}, "post"),
    "courses:quiz_ticked": Route(lambda c: f"/quizzes/new/{c.bank.code}/?pick=1", WRITERS_HERE),
    "courses:quiz_draft": Route(lambda c: f"/quizzes/{c.quiz.uid}/", {"approver", "province_admin"}),
    "courses:quiz_publish": Route(
        lambda c: f"/quizzes/{c.quiz.uid}/publish/", {"approver", "province_admin"}, "post"
    ),
    "courses:quiz_duplicate": Route(lambda c: f"/quizzes/{c.quiz.uid}/copy/", set(), "post"),
    "courses:quiz_try": Route(lambda c: f"/quizzes/{c.quiz.uid}/try/", WRITERS),
    "courses:banks": Route("/questions/banks/", WRITERS | {"other_teacher"}),
    "courses:bank_new": Route("/questions/banks/new/", WRITERS | {"other_teacher"}),
    "courses:bank": Route(lambda c: f"/questions/banks/{c.bank.code}/", WRITERS_HERE),
    "courses:question_new": Route(lambda c: f"/questions/banks/{c.bank.code}/new/one_choice/", WRITERS_HERE),
    "courses:question_import_new": Route(lambda c: f"/questions/banks/{c.bank.code}/import/", WRITERS_HERE),
    "courses:question_template": Route("/questions/template.xlsx", WRITERS | {"other_teacher"}),
    "courses:question_export": Route(lambda c: f"/questions/banks/{c.bank.code}/export/", WRITERS_HERE),
    "courses:question_export_file": Route(
        lambda c: c.question and f"/questions/banks/{c.bank.code}/export/gift/", WRITERS_HERE
    ),
    "courses:question_import": Route(lambda c: f"/questions/imports/{c.question_import.pk}/", WRITERS_HERE),
    "courses:question_import_apply": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/apply/", WRITERS_HERE, "post"
    ),
    "courses:question_import_undo": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/undo/", WRITERS_HERE, "post"
    ),
    "courses:question_import_discard": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/discard/", WRITERS_HERE, "post"
    ),
    "courses:imported_question": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/1/", WRITERS_HERE
    ),
    "courses:imported_question_leave": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/1/leave/", WRITERS_HERE, "post"
    ),
    "courses:imported_picture": Route(
        lambda c: f"/questions/imports/{c.question_import.pk}/1/picture/", WRITERS_HERE
    ),
    "courses:question": Route(lambda c: f"/questions/{c.question.pk}/", WRITERS_HERE),
    "courses:question_edit": Route(lambda c: f"/questions/{c.question.pk}/edit/", WRITERS_HERE),
    "courses:question_retire": Route(lambda c: f"/questions/{c.question.pk}/retire/", WRITERS_HERE, "post"),
    "courses:question_bring_back": Route(
        lambda c: f"/questions/{c.question.pk}/bring-back/", WRITERS_HERE, "post"
    ),
    "courses:question_duplicate": Route(
        lambda c: f"/questions/{c.question.pk}/duplicate/", WRITERS_HERE, "post"
    ),
    "courses:question_move": Route(lambda c: f"/questions/{c.question.pk}/move/", WRITERS_HERE, "post"),
    "courses:question_history": Route(lambda c: f"/questions/{c.question.pk}/history/", WRITERS_HERE),
    "courses:question_restore": Route(
        lambda c: f"/questions/{c.question.pk}/history/{c.old_version.number}/restore/", WRITERS_HERE, "post"
    ),
    "home:today": Route("/today/", PUPILS),
    "home:family": Route("/family/", {"guardian"}),
    "home:desk": Route("/desk/", {"teacher", "other_teacher"}),
    "home:give": Route("/desk/give/", {"teacher", "other_teacher"}),
    "home:board": Route(lambda c: f"/desk/classes/{c.class_6a.uid}/", {"teacher", "school_admin", *PROVINCE}),
    "home:messages": Route(lambda c: f"/desk/classes/{c.class_6a.uid}/messages/", LEADERS | {"teacher"}),
    "home:withdraw": Route(lambda c: f"/desk/work/{c.work.pk}/withdraw/", {"teacher"}, "post"),
    # Devices
    "devices:index": Route("/devices/", STAFF | OTHER_STAFF),
    "devices:add": Route("/devices/add/", LEADERS | {"other_admin"}),
    "devices:labels": Route(lambda c: c.paper and "/devices/labels/", LEADERS | {"other_admin"}),
    "devices:accessories": Route("/devices/accessories/", STAFF | OTHER_STAFF),
    "devices:accessories_of": Route(lambda c: f"/devices/accessories/{c.fixture('muong_nha').code}/", STAFF),
    "devices:device_photo_attach": Route(lambda c: f"/devices/{c.tablet.code}/photos/", LEADERS),
    "devices:device_photo": Route(
        lambda c: c.paper and f"/devices/{c.tablet.code}/photos/{c.device_photo.pk}/", STAFF
    ),
    "devices:device_photo_strike": Route(
        lambda c: f"/devices/{c.tablet.code}/photos/{c.device_photo.pk}/strike/", LEADERS
    ),
    "devices:batch_paper_attach": Route(lambda c: f"/devices/batches/{c.school_batch.code}/papers/", LEADERS),
    "devices:batch_paper": Route(
        lambda c: c.paper and f"/devices/batches/{c.tablet.batch.code}/papers/{c.batch_paper.pk}/", STAFF
    ),
    "devices:batch_paper_strike": Route(
        lambda c: c.paper and f"/devices/batches/{c.tablet.batch.code}/papers/{c.batch_paper.pk}/strike/",
        {"province_admin"},
    ),
    "devices:kits": Route("/devices/kits/", STAFF | OTHER_STAFF),
    "devices:kit_new": Route("/devices/kits/new/", LEADERS | {"other_admin"}),
    "devices:kits_many": Route("/devices/kits/many/", LEADERS | {"other_admin"}),
    "devices:kit_apart": Route(lambda c: f"/devices/kits/{c.kit.pk}/apart/", LEADERS),
    "devices:mine": Route(
        "/devices/mine/", PUPILS | LEADERS | {"guardian", "teacher", "other_teacher", "other_admin"}
    ),
    # The tablet of the matrix is in the pupil's hands; who presses without holding it finds nothing.
    "devices:suggest": Route(
        lambda c: c.paper and f"/devices/mine/{c.tablet.code}/this-is-it/", {"pupil"}, "post"
    ),
    "devices:use": Route("/devices/use/", LEADERS | {"other_admin"}),
    "devices:suggestion": Route(f"/devices/use/suggestions/{NOBODY_KNOWS}/", set(), "post"),
    "devices:late_use": Route(f"/devices/use/late/{NOBODY_KNOWS}/", set(), "post"),
    "devices:code_known": Route(lambda c: f"/devices/use/codes/{c.tablet.code}/", LEADERS, "post"),
    "devices:usage_of_nobody": Route("/usage/", EVERYBODY, "post"),
    "devices:ping": Route("/usage/ping/", EVERYBODY),
    "devices:batches": Route("/devices/batches/", STAFF | OTHER_STAFF),
    "devices:batch": Route(lambda c: c.paper and f"/devices/batches/{c.tablet.batch.code}/", STAFF),
    "devices:reports": Route("/devices/reports/", READERS),
    "devices:evidence": Route("/devices/reports/evidence/", READERS),
    "devices:report_of": Route("/devices/reports/still-reporting/", READERS),
    "devices:lists": Route("/devices/lists/", LEADERS | {"other_admin"}),
    "devices:list_upload": Route("/devices/lists/new/", LEADERS | {"other_admin"}),
    "devices:list": Route(lambda c: f"/devices/lists/{c.device_list.pk}/", LEADERS),
    "devices:list_left_out": Route(lambda c: f"/devices/lists/{c.device_list.pk}/left-out.xlsx", LEADERS),
    "devices:list_apply": Route(lambda c: f"/devices/lists/{c.device_list.pk}/apply/", LEADERS, "post"),
    "devices:list_undo": Route(lambda c: f"/devices/lists/{c.device_list.pk}/undo/", LEADERS, "post"),
    "devices:list_discard": Route(lambda c: f"/devices/lists/{c.device_list.pk}/discard/", LEADERS, "post"),
    "devices:device": Route(lambda c: c.paper and f"/devices/{c.tablet.code}/", STAFF),
    "devices:donor_report": Route(
        lambda c: c.paper and f"/devices/batches/{c.tablet.batch.code}/report/", READERS - {"other_admin"}
    ),
    "devices:held_on": Route(lambda c: c.paper and f"/devices/{c.tablet.code}/day/", STAFF),
    "devices:pupil_held_on": Route(lambda c: f"/devices/pupils/{c.giang.pk}/day/", STAFF),
    "devices:edit": Route(lambda c: f"/devices/{c.tablet.code}/edit/", LEADERS),
    "devices:batch_add": Route("/devices/batches/add/", LEADERS | {"other_admin"}),
    "devices:batch_edit": Route(lambda c: f"/devices/batches/{c.school_batch.code}/edit/", LEADERS),
    "devices:scan_in": Route(
        lambda c: f"/devices/batches/{c.school_batch.code}/scan/", {"school_admin", "province_admin"}
    ),
    "devices:register": Route("/devices/registers/plans/", LEADERS | {"other_admin"}),
    "devices:register_add": Route("/devices/registers/plans/add/", LEADERS | {"other_admin"}),
    "devices:register_edit": Route(
        lambda c: f"/devices/registers/models/{c.tablet.model_id}/", {"province_admin"}
    ),
    "devices:bind": Route(lambda c: f"/devices/{c.tablet.code}/bind/", LEADERS),
    "devices:unbind": Route(lambda c: f"/devices/{c.tablet.code}/unbind/{NOBODY_KNOWS}/", set(), "post"),
    "devices:report_photo": Route(lambda c: f"/devices/{c.tablet.code}/report/photos/{NOBODY_KNOWS}/", set()),
    "devices:report": Route(
        lambda c: c.paper and f"/devices/{c.tablet.code}/report/", LEADERS | {"pupil", "guardian", "teacher"}
    ),
    "devices:repair_open": Route(lambda c: f"/devices/{c.tablet.code}/repair/", LEADERS),
    "devices:repairs": Route("/repairs/", STAFF | OTHER_STAFF),
    "devices:repair": Route(lambda c: f"/repairs/{c.repair.pk}/", STAFF),
    "devices:repair_step": Route(lambda c: f"/repairs/{c.repair.pk}/step/", LEADERS),
    "devices:repair_correct": Route(lambda c: f"/repairs/{c.repair.pk}/correct/", LEADERS),
    "devices:repair_claim": Route(lambda c: f"/repairs/{c.repair.pk}/claim/", LEADERS, "post"),
    "devices:repair_part": Route(lambda c: f"/repairs/{c.repair.pk}/parts/", LEADERS, "post"),
    "devices:repair_paper": Route(lambda c: f"/repairs/{c.repair.pk}/paper/", STAFF),
    "devices:repair_photo_attach": Route(lambda c: f"/repairs/{c.repair.pk}/photos/", LEADERS),
    "devices:repair_photo": Route(lambda c: f"/repairs/{c.repair.pk}/photos/{c.damage_photo.pk}/", STAFF),
    "devices:repair_photo_strike": Route(
        lambda c: f"/repairs/{c.repair.pk}/photos/{c.damage_photo.pk}/strike/", LEADERS
    ),
    "devices:lose": Route(lambda c: f"/devices/{c.tablet.code}/lost/", LEADERS),
    "devices:losses": Route("/losses/", STAFF | OTHER_STAFF),
    "devices:loss": Route(lambda c: f"/losses/{c.loss.pk}/", STAFF - {"teacher"}),
    "devices:loss_police": Route(lambda c: f"/losses/{c.loss.pk}/police/", LEADERS, "post"),
    "devices:loss_found": Route(lambda c: f"/losses/{c.loss.pk}/found/", LEADERS, "post"),
    "devices:loss_scan_attach": Route(lambda c: f"/losses/{c.loss.pk}/scans/", LEADERS),
    "devices:loss_scan": Route(
        lambda c: f"/losses/{c.loss.pk}/scans/{c.police_scan.pk}/", STAFF - {"teacher"}
    ),
    "devices:loss_scan_strike": Route(
        lambda c: f"/losses/{c.loss.pk}/scans/{c.police_scan.pk}/strike/", LEADERS
    ),
    "devices:write_offs": Route("/write-offs/", STAFF | OTHER_STAFF),
    "devices:write_off": Route(lambda c: f"/write-offs/{c.write_off.pk}/", STAFF - {"teacher"}),
    "devices:write_off_strike": Route(
        lambda c: f"/write-offs/{c.write_off.pk}/lines/{c.write_off.lines.first().pk}/strike/",
        LEADERS,
        "post",
    ),
    "devices:write_off_decide": Route(lambda c: f"/write-offs/{c.write_off.pk}/decide/", LEADERS, "post"),
    "devices:write_off_paper": Route(lambda c: f"/write-offs/{c.write_off.pk}/paper/", STAFF - {"teacher"}),
    "devices:write_off_scan_attach": Route(lambda c: f"/write-offs/{c.write_off.pk}/scans/", LEADERS),
    "devices:write_off_scan": Route(
        lambda c: f"/write-offs/{c.write_off.pk}/scans/{c.decision_scan.pk}/", STAFF - {"teacher"}
    ),
    "devices:write_off_scan_strike": Route(
        lambda c: f"/write-offs/{c.write_off.pk}/scans/{c.decision_scan.pk}/strike/", LEADERS
    ),
    "devices:handovers": Route("/handovers/", STAFF | OTHER_STAFF),
    "devices:new_handover": Route("/handovers/new/", LEADERS | {"other_admin"}),
    "devices:handover": Route(lambda c: f"/handovers/{c.paper.pk}/", STAFF),
    "devices:paper": Route(lambda c: f"/handovers/{c.paper.pk}/paper/", STAFF),
    "devices:scan_attach": Route(lambda c: f"/handovers/{c.paper.pk}/scans/", LEADERS),
    "devices:scan": Route(lambda c: f"/handovers/{c.paper.pk}/scans/{c.scan.pk}/", STAFF),
    "devices:scan_strike": Route(lambda c: f"/handovers/{c.paper.pk}/scans/{c.scan.pk}/strike/", LEADERS),
    "devices:return": Route(lambda c: f"/handovers/{c.paper.pk}/return/", LEADERS),
    "devices:given": Route("/handovers/new/teachers/", LEADERS | {"other_admin"}),
    "devices:due": Route("/handovers/due/", STAFF | OTHER_STAFF),
    "devices:correct": Route(
        lambda c: f"/handovers/{c.paper.pk}/correct/{c.paper.lines.first().pk}/", LEADERS
    ),
    "devices:swap": Route(lambda c: c.paper and f"/devices/{c.tablet.code}/swap/", LEADERS),
    "devices:lend": Route(lambda c: c.repair and f"/devices/{c.tablet.code}/lend/", LEADERS),
    "devices:rounds": Route("/handovers/rounds/", STAFF | OTHER_STAFF),
    "devices:round": Route(lambda c: f"/handovers/rounds/{c.round.pk}/", STAFF - {"teacher"}),
    "devices:round_class": Route(
        lambda c: f"/handovers/rounds/{c.round.pk}/classes/{c.class_6a.uid}/", LEADERS
    ),
    "devices:dispute": Route(
        lambda c: f"/handovers/{c.paper.pk}/dispute/", LEADERS | {"pupil", "guardian", "teacher"}
    ),
    "devices:dispute_answer": Route(lambda c: f"/handovers/{c.paper.pk}/dispute/{c.dispute.pk}/", LEADERS),
    "devices:inspection": Route(
        lambda c: f"/handovers/{c.paper.pk}/inspect/{c.paper.lines.first().pk}/out/", STAFF
    ),
    "devices:machine_photo_attach": Route(
        lambda c: f"/handovers/inspections/{c.inspection.pk}/photos/", LEADERS
    ),
    "devices:machine_photo": Route(
        lambda c: f"/handovers/inspections/{c.inspection.pk}/photos/{c.machine_photo.pk}/", STAFF
    ),
    "devices:machine_photo_strike": Route(
        lambda c: f"/handovers/inspections/{c.inspection.pk}/photos/{c.machine_photo.pk}/strike/", LEADERS
    ),
    "devices:returns": Route("/handovers/returns/", STAFF | OTHER_STAFF),
    "devices:leavers": Route("/handovers/returns/leavers/", LEADERS | {"other_admin"}),
    "devices:return_class": Route(lambda c: f"/handovers/returns/classes/{c.class_6a.uid}/", LEADERS),
    "devices:return_paper": Route(lambda c: f"/handovers/returns/{c.return_paper.pk}/", STAFF),
    "devices:return_pdf": Route(lambda c: f"/handovers/returns/{c.return_paper.pk}/paper/", STAFF),
    "devices:return_scan_attach": Route(lambda c: f"/handovers/returns/{c.return_paper.pk}/scans/", LEADERS),
    "devices:return_scan": Route(
        lambda c: f"/handovers/returns/{c.return_paper.pk}/scans/{c.return_scan.pk}/", STAFF
    ),
    "devices:return_scan_strike": Route(
        lambda c: f"/handovers/returns/{c.return_paper.pk}/scans/{c.return_scan.pk}/strike/", LEADERS
    ),
    "devices:void": Route(lambda c: f"/handovers/{c.paper.pk}/void/{c.paper.lines.first().pk}/", LEADERS),
    "devices:morning": Route(lambda c: f"/handovers/classes/{c.class_6a.uid}/morning/", LEADERS),
    "devices:scan_back": Route(lambda c: f"/handovers/classes/{c.class_6a.uid}/scan-back/", LEADERS),
    "devices:morning_papers": Route(
        lambda c: f"/handovers/classes/{c.class_6a.uid}/morning/papers/?on={c.paper.signed_on}", STAFF
    ),
    "devices:receivers": Route(lambda c: f"/handovers/classes/{c.class_6a.uid}/", STAFF),
    "devices:sims": Route("/sims/", STAFF | OTHER_STAFF),
    "devices:sim_add": Route("/sims/add/", LEADERS | {"other_admin"}),
    "devices:sims_export": Route("/sims/export/", STAFF | OTHER_STAFF),
    "devices:plans_ending": Route("/sims/ending/", STAFF | OTHER_STAFF),
    "devices:sims_renew": Route("/sims/renew/", LEADERS | {"other_admin"}),
    "devices:external_usage": Route("/sims/usage/", LEADERS | {"other_admin"}),
    "devices:coverage": Route("/signal/", STAFF | OTHER_STAFF),
    "devices:coverage_report": Route(
        "/signal/report/", LEADERS | {"teacher", "commune_officer", "other_teacher", "other_admin"}
    ),
    "devices:signal_home": Route("/signal/home/", PUPILS | {"guardian"}),
    "devices:points": Route("/points/", STAFF | OTHER_STAFF),
    "devices:points_public": Route("/support-points/", EVERYBODY),
    "devices:point_add": Route("/points/add/", {"commune_officer", "province_admin"}),
    "devices:point": Route(lambda c: f"/points/{c.point.pk}/", STAFF - {"teacher"}),
    "devices:point_edit": Route(
        lambda c: f"/points/{c.point.pk}/edit/", {"commune_officer", "province_admin"}
    ),
    "devices:point_signal": Route(
        lambda c: f"/points/{c.point.pk}/signal/", {"commune_officer", "province_admin"}
    ),
    "devices:wifi": Route("/wifi/", STAFF | OTHER_STAFF),
    "devices:wifi_contract": Route("/wifi/contracts/add/", LEADERS | {"other_admin"}),
    "devices:wifi_contract_edit": Route(lambda c: f"/wifi/contracts/{c.wifi.pk}/", LEADERS),
    "devices:wifi_measure": Route("/wifi/measures/add/", LEADERS | {"other_admin"}),
    "devices:grants": Route("/grants/", STAFF | OTHER_STAFF),
    "devices:grant_add": Route("/grants/add/", LEADERS | {"other_admin"}),
    "devices:grant_end": Route(lambda c: f"/grants/{c.grant.pk}/end/", LEADERS),
    "devices:carrier_ask": Route("/sims/ask/", LEADERS | {"other_admin"}),
    "devices:carrier_requests": Route("/carrier-requests/", STAFF | OTHER_STAFF),
    "devices:carrier_send": Route("/carrier-requests/send/", LEADERS | {"other_admin"}, "post"),
    "devices:carrier_sheet": Route("/carrier-requests/sheet/", LEADERS | {"other_admin"}),
    "devices:carrier_answers": Route("/carrier-requests/answers/", LEADERS | {"other_admin"}),
    "devices:carrier_again": Route(
        lambda c: f"/carrier-requests/{c.carrier_request.reference}/again/", LEADERS, "post"
    ),
    "devices:carrier_call_off": Route(
        lambda c: f"/carrier-requests/{c.carrier_request.reference}/call-off/", LEADERS, "post"
    ),
    "devices:sim_step": Route(lambda c: f"/sims/{c.sim.iccid}/state/", LEADERS),
    "devices:sim_replace": Route(lambda c: f"/sims/{c.sim.iccid}/replace/", LEADERS),
    "devices:sim_insert": Route(lambda c: f"/sims/{c.sim.iccid}/device/", LEADERS),
    "devices:sim": Route(lambda c: f"/sims/{c.sim.iccid}/", STAFF - {"teacher"}),
    "devices:sim_edit": Route(lambda c: f"/sims/{c.sim.iccid}/edit/", LEADERS),
    "devices:sim_plan": Route(lambda c: f"/sims/{c.sim.iccid}/plan/", LEADERS),
    "devices:plan_void": Route(
        lambda c: f"/sims/{c.sim.iccid}/plan/{c.sim.subscriptions.first().pk}/void/", LEADERS, "post"
    ),
    "devices:upkeep": Route("/upkeep/", STAFF | OTHER_STAFF),
    "devices:stocktakes": Route("/stocktakes/", STAFF | OTHER_STAFF),
    "devices:stocktake_new": Route("/stocktakes/new/", LEADERS | {"teacher", "other_teacher", "other_admin"}),
    "devices:stocktake": Route(lambda c: f"/stocktakes/{c.stocktake.pk}/", LEADERS | {"teacher"}),
    "devices:stocktake_take_back": Route(
        lambda c: f"/stocktakes/{c.stocktake.pk}/scans/{c.stocktake.scans.first().pk}/take-back/",
        LEADERS | {"teacher"},
        "post",
    ),
    "devices:stocktake_result": Route(lambda c: f"/stocktakes/{c.stocktake.pk}/result/", STAFF),
    "devices:stocktake_follow_up": Route(
        lambda c: f"/stocktakes/{c.stocktake.pk}/missing/{c.tablet.code}/", LEADERS | {"teacher"}
    ),
    "devices:stocktake_paper": Route(lambda c: f"/stocktakes/{c.stocktake.pk}/paper/", STAFF),
    "devices:stocktake_workbook": Route(lambda c: f"/stocktakes/{c.stocktake.pk}/list.xlsx", STAFF),
    "devices:stocktake_close": Route(
        lambda c: f"/stocktakes/{c.stocktake.pk}/close/", LEADERS | {"teacher"}, "post"
    ),
    # The plan
    "devices:allocations": Route("/allocations/", PLANNERS | {"other_admin"}),
    "devices:allocation_propose": Route(
        lambda c: c.allocation_list and "/allocations/propose/", set(), "post"
    ),
    "devices:allocations_waiting": Route("/allocations/waiting/", PLANNERS | {"other_admin"}),
    "devices:duplicates": Route("/allocations/duplicates/", PLANNERS | {"other_admin"}),
    "devices:not_equipped": Route("/allocations/not-equipped/pupils/", PLANNERS | {"other_admin"}),
    "devices:priority_orders": Route("/allocations/orders/", PLANNERS | {"other_admin"}),
    "devices:priority_order_add": Route("/allocations/orders/add/", {"province_admin"}),
    "devices:priority_order_edit": Route(
        lambda c: f"/allocations/orders/{c.order.pk}/edit/", {"province_admin"}
    ),
    "devices:batch_quotas": Route(
        lambda c: f"/allocations/shares/{c.school_batch.code}/", {"province_admin"}
    ),
    "devices:overrides": Route("/allocations/decisions/", PLANNERS | {"other_admin"}),
    "devices:override_add": Route("/allocations/decisions/add/", {"province_admin"}),
    "devices:allocation_list": Route(lambda c: f"/allocations/lists/{c.allocation_list.pk}/", PLANNERS),
    "devices:allocation_add": Route(lambda c: f"/allocations/lists/{c.allocation_list.pk}/add/", LEADERS),
    "devices:allocation_left_out": Route(
        lambda c: f"/allocations/lists/{c.allocation_list.pk}/left-out/", PLANNERS
    ),
    "devices:allocation_paper": Route(
        lambda c: f"/allocations/lists/{c.allocation_list.pk}/list.xlsx", PLANNERS
    ),
    "devices:allocation_list_act": Route(
        lambda c: f"/allocations/lists/{c.allocation_list.pk}/fill/", LEADERS, "post"
    ),
    "devices:allocation": Route(lambda c: f"/allocations/lines/{c.allocation.pk}/", PLANNERS),
    "devices:allocation_act": Route(
        lambda c: f"/allocations/lines/{c.allocation.pk}/refuse/", LEADERS, "post"
    ),
    "devices:open_code": Route("/d/KHONGCO1/", set()),
    # The province's board
    "home:overview": Route("/overview/", READERS),
    "home:overview_pupils": Route("/overview/pupils/not-equipped/", READERS),
    "home:overview_teachers": Route("/overview/teachers/equipped/", READERS),
    "home:overview_export": Route("/overview/export/", READERS),
    "home:changes": Route("/changes/", LEADERS | {"auditor", "other_admin"}),
    "home:school": Route("/school/", LEADERS | {"other_admin"}),
}
