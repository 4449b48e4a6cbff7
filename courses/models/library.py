"""The catalogue of the library: a narrow row for each thing to be found, and the words that lead to it.

It is derived (courses/library/shelving.py) and decides nothing: what a reader is shown is asked of the
page itself again. Its tables are the same on SQLite and PostgreSQL and need no extension of either.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses import opening
from students.models import School, Subject

from .audience import Audience


class LibraryEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What `user` (anonymous included) may read now, by the same rule as the pages (ForReaders)."""
        closed = opening.closed_for(user)
        # Titles, words and tables of contents stand in an entry: before its day none of a lecture.
        return self.meant_for(user) if closed is None else self.meant_for(user).exclude(page__in=closed)

    def meant_for(self, user):
        if not user.is_authenticated or not user.is_active:
            return self.filter(audience=Audience.PUBLIC)
        theirs = Q(school__in=School.objects.visible_to(user).values("pk"))
        return self.filter(
            Q(audience__in=[Audience.PUBLIC, Audience.SIGNED_IN]) | Q(audience=Audience.SCHOOL) & theirs
        )


class LibraryEntry(models.Model):
    """One thing that can be found: a lecture, a quiz, an article, a page of others."""

    class Kind(models.TextChoices):
        LECTURE = "lecture", _("lectures")
        QUIZ = "quiz", _("quizzes and practice")
        ARTICLE = "article", _("articles")
        LINK = "link", _("outside pages")

    kind = models.CharField(max_length=8, choices=Kind)
    page = models.OneToOneField(Page, models.CASCADE, null=True, related_name="library_entry")
    link = models.OneToOneField(
        "courses.OutsidePage", models.CASCADE, null=True, related_name="library_entry"
    )
    title = models.CharField(max_length=255)
    folded_title = models.CharField(max_length=255)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    # The school that made it; empty for the province's.
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="+")
    subject = models.ForeignKey(Subject, models.CASCADE, null=True, related_name="+")
    grade = models.PositiveSmallIntegerField(null=True)
    # The slug of its course: the topic one narrows a subject by.
    topic = models.CharField(max_length=255, blank=True)
    # Codes of the languages it is written or read aloud in, separated by spaces.
    languages = models.CharField(max_length=40, default="vi")
    # What loads without asking for more.
    size = models.PositiveBigIntegerField(default=0)
    has_sound = models.BooleanField(default=False)
    has_video = models.BooleanField(default=False)
    # Of no use once the signal is gone: it leads elsewhere, or shows a film.
    needs_signal = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    # How many pupils have read it in all schools that may be told (five and more), counted at night.
    readers = models.PositiveIntegerField(default=0)
    # What teachers think, in thousandths; 0 while fewer than three have said so.
    recommended = models.PositiveSmallIntegerField(default=0)
    # Of all that was shelved: the same again costs nothing.
    digest = models.CharField(max_length=64, blank=True)

    objects = LibraryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the library")
        verbose_name_plural = _("entries of the library")
        constraints = [
            models.CheckConstraint(
                condition=Q(page=None, link__isnull=False) | Q(page__isnull=False, link=None),
                name="entry_of_one_thing",
            )
        ]
        indexes = [
            models.Index(fields=["-published_at"], name="entry_newest"),
            models.Index(fields=["grade", "-published_at"], name="entry_of_grade"),
            models.Index(fields=["topic"], name="entry_of_topic"),
        ]

    def __str__(self):
        return self.title


class LibraryWord(models.Model):
    """A folded word, or two that stand side by side, as they occur in the library."""

    word = models.CharField(max_length=80, unique=True)
    is_pair = models.BooleanField(default=False)
    # As somebody wrote it, with its marks: for «did you mean …?».
    spelled = models.CharField(max_length=80)
    # How many entries have it, counted at night.
    entries = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["is_pair", "word"], name="word_alone")]

    def __str__(self):
        return self.spelled


class LibraryPosting(models.Model):
    """That an entry has a word, and how much that says: in its title most, in its text least."""

    word = models.ForeignKey(LibraryWord, models.CASCADE, db_index=False, related_name="postings")
    entry = models.ForeignKey(LibraryEntry, models.CASCADE, related_name="postings")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["word", "entry", "weight"], name="posting_of_word")]

    def __str__(self):
        return f"{self.word_id} – {self.entry_id}"


class LibrarySlip(models.Model):
    """What is left of a word when one letter is missing: how words with a slip find it."""

    form = models.CharField(max_length=40)
    word = models.ForeignKey(LibraryWord, models.CASCADE, related_name="slips")

    class Meta:
        indexes = [models.Index(fields=["form"], name="slip_by_form")]

    def __str__(self):
        return self.form


class SchoolUse(models.Model):
    """How many pupils of a school have read an entry, counted at night; never fewer than five, never who."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    entry = models.ForeignKey(LibraryEntry, models.CASCADE, related_name="used_by")
    readers = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "entry"], name="use_once")]

    def __str__(self):
        return f"{self.entry_id}: {self.readers}"
