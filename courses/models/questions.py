import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses import pictures, sounds
from courses.questions import CHOICES, KINDS, veiled
from lms.history import note_change, note_changes
from students import scope
from students.models import School, Subject

from .option_pictures import OptionPicture

VOID_WORDS = {
    "full": _("This question had a mistake: everybody gets its points."),
    "out": _("This question had a mistake and does not count."),
}
MOST_TOPICS = 200
# What a version says, beside the pictures of its options.
SAID = ("kind", "text", "content", "key", "feedback", "level", "topic", "curriculum")
SAID += ("audio", "picture", "alt", "passage")
WRITERS = {"author", "approver", "teacher", "school_admin"}


class QuestionBankQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Shared banks and those of the own school, for who writes or teaches; pupils see none."""
        mine = scope.of(user)
        if mine.everywhere:
            return self
        if not mine.kinds & WRITERS:
            return self.none()
        return self.filter(Q(school=None) | Q(school__in=mine.staff_school_ids))

    def open_for(self, user):
        """Banks that `user` may write in: those of the own school; shared ones from the province."""
        mine = scope.of(user)
        if mine.everywhere and not mine.reads_only:
            return self
        if not mine.kinds & WRITERS:
            return self.none()
        own = Q(school__in=mine.staff_school_ids)
        if user.roles.on(mine.day).filter(kind__in=["author", "approver"], place__isnull=False).exists():
            own |= Q(school=None)
        return self.filter(own)


class QuestionBank(models.Model):
    """Questions of one subject, of one school or shared by all."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=120)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+", verbose_name=_("subject"))
    grade = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school")
    )

    objects = QuestionBankQuerySet.as_manager()

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} – {self.title}"

    def next_number(self):
        """The number of the next question. One that moved away keeps its old number for good."""
        QuestionBank.objects.select_for_update().get(pk=self.pk)
        rows = (self.questions, self.former_codes)
        return 1 + max(row.aggregate(last=Max("number"))["last"] or 0 for row in rows)

    def topics(self):
        """What its questions are about, as their authors called it."""
        told = self.questions.exclude(current__topic="").order_by("current__topic")
        return list(told.values_list("current__topic", flat=True).distinct()[:MOST_TOPICS])

    def add(self, kind, text, content, key, by=None, **details):
        """A new question, ready to be asked."""
        with transaction.atomic():
            question = Question.objects.create(bank=self, number=self.next_number())
            question.revise(by, kind=kind, text=text, content=content, key=key, **details)
        return question

    @transaction.atomic
    def add_many(self, parts, by=None):
        """New questions, one for each of `parts` (what a version says), as `add` makes them one by one."""
        first = self.next_number()
        for told in parts:
            told["content"], told["key"] = veiled(told["kind"], told["content"], told["key"])
        shown = [told.pop("option_pictures", None) for told in parts]
        questions = [Question(bank=self, number=number) for number, _part in enumerate(parts, start=first)]
        Question.objects.bulk_create(questions, batch_size=500)
        versions = [
            QuestionVersion(question=question, number=1, made_by=by, **told)
            for question, told in zip(questions, parts, strict=True)
        ]
        QuestionVersion.objects.bulk_create(versions, batch_size=200)
        OptionPicture.objects.bulk_create(
            OptionPicture(version=version, option=option, picture=picture)
            for version, pictured in zip(versions, shown, strict=True)
            for option, picture in (pictured or {}).items()
        )
        for question, version in zip(questions, versions, strict=True):
            question.current = version
        Question.objects.bulk_update(questions, ["current"], batch_size=200)
        for version in versions:
            version.make_copies_soon()
        lines = [(version.question, {}, {"version": 1, "kind": version.kind}) for version in versions]
        note_changes(by, "write question", lines, school=self.school_id)
        return questions


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(bank__in=QuestionBank.objects.visible_to(user))

    def open_for(self, user):
        return self.filter(bank__in=QuestionBank.objects.open_for(user))


class Question(models.Model):
    """A question over time; what it says is in its versions. Its code is the bank's and a number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bank = models.ForeignKey(QuestionBank, models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    current = models.ForeignKey("courses.QuestionVersion", models.PROTECT, null=True, related_name="+")
    # The first of its kind, however many schools it went through: who knows the key of one knows all.
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="copies")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["bank", "number"]
        constraints = [models.UniqueConstraint(fields=["bank", "number"], name="question_number")]

    def __str__(self):
        return self.code

    @property
    def code(self):
        return f"{self.bank.code}-{self.number}"

    def revise(self, by, option_pictures=None, **parts):
        """Say it anew. A version that no paper uses is rewritten; a used one stays as it was.

        `option_pictures`: the Picture of each option that shows one, by the option's id.
        """
        if "kind" in parts:
            parts["content"], parts["key"] = veiled(parts["kind"], parts["content"], parts["key"])
        with transaction.atomic():
            last = self.versions.order_by("-number").first()
            before = {"version": last.number} if last else {}
            number = (last.number if last else 0) + 1
            rewritten = last if last and last.used_at is None else None
            if rewritten:
                self.current = None
                self.save(update_fields=["current"])
                shown = rewritten.pictures()
                rewritten.delete()
                number = last.number
            version = QuestionVersion(question=self, number=number, made_by=by, **parts)
            version.save()
            OptionPicture.objects.bulk_create(
                OptionPicture(version=version, option=option, picture=picture)
                for option, picture in (option_pictures or {}).items()
            )
            self.current = version
            self.save(update_fields=["current"])
            version.make_copies_soon()
            for picture in shown if rewritten else ():
                QuestionVersion.drop_picture_if_unused(picture)
            if rewritten and rewritten.audio:
                sounds.drop_if_unused(rewritten.audio)
            note_change(
                by=by,
                act="write question",
                thing=self,
                before=before,
                after={"version": number, "kind": version.kind},
                school=self.bank.school_id,
            )
        return version

    def retire(self, by):
        """No new paper may ask it; papers that do keep it."""
        self._become(QuestionVersion.Status.RETIRED, by, "retire question")

    def bring_back(self, by):
        """New papers may ask it again."""
        self._become(QuestionVersion.Status.READY, by, "bring back question")

    def _become(self, status, by, act):
        with transaction.atomic():
            if (
                QuestionVersion.objects.filter(pk=self.current_id)
                .exclude(status=status)
                .update(status=status)
            ):
                note_change(by=by, act=act, thing=self, school=self.bank.school_id)


class QuestionVersion(models.Model):
    """What a question says and what is right. Once a paper uses it, the database keeps it as it is."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready")
        RETIRED = "retired", _("retired")

    class Level(models.TextChoices):
        RECOGNISE = "recognise", _("recognise")
        UNDERSTAND = "understand", _("understand")
        APPLY = "apply", _("apply")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(_("state"), max_length=8, choices=Status, default=Status.READY)
    kind = models.CharField(_("kind"), max_length=20, choices=CHOICES)
    text = models.TextField(_("question"), max_length=4000)
    content = models.JSONField(default=dict)
    key = models.JSONField(default=dict)
    feedback = models.TextField(_("explanation after answering"), max_length=2000, blank=True)
    level = models.CharField(
        pgettext_lazy("question", "level"), max_length=10, choices=Level, default=Level.RECOGNISE
    )
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    # The requirement of the curriculum that it serves, as the school writes it: «TOAN6.SN.2».
    curriculum = models.CharField(_("code in the curriculum"), max_length=40, blank=True)
    audio = models.ForeignKey(
        "lms.MediaFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("read aloud"),
    )
    picture = models.ForeignKey(
        "lms.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="question_versions",
        verbose_name=_("picture"),
    )
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    # What it is about, with other questions (câu hỏi chùm).
    passage = models.ForeignKey(
        "courses.Passage",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name=_("passage"),
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    # When the first paper took it; from then on it never changes.
    used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version"),
            # Whoever cannot see the picture must be able to answer all the same.
            models.CheckConstraint(condition=Q(picture=None) | ~Q(alt=""), name="question_picture_told"),
        ]

    def __str__(self):
        return f"{self.question} v{self.number}"

    @property
    def rules(self):
        """The module of its kind."""
        return KINDS[self.kind]

    def pictures(self):
        """Every picture it shows: its own, and those of its options."""
        own = [self.picture] if self.picture_id else []
        return own + [one.picture for one in self.option_pictures.all()]

    def pictures_of_options(self):
        """{id of the option: Picture}"""
        drafted = getattr(self, "drafted_pictures", None)
        if drafted is not None:
            return drafted
        return {one.option: one.picture for one in self.option_pictures.all()}

    def make_copies_soon(self):
        for picture in self.pictures():
            pictures.make_copies_soon.enqueue(picture.pk)

    @classmethod
    def drop_picture_if_unused(cls, picture):
        used = cls.objects.filter(Q(picture=picture) | Q(option_pictures__picture=picture))
        if not used.exists():
            picture.delete()

    def parts(self):
        """All that `Question.revise` needs to say the same again."""
        told = {name: getattr(self, name) for name in SAID}
        return {**told, "option_pictures": self.pictures_of_options()}

    def pupil_view(self):
        return self.rules.pupil_view(self.content)

    def shown_key(self):
        return self.void_words() or self.rules.shown_key(self.content, self.key)

    def void_words(self):
        """Why it asks for nothing any more, once it was corrected so (courses/correcting.py); else ""."""
        return str(VOID_WORDS.get(self.key.get("void"), "")) if isinstance(self.key, dict) else ""
