import uuid
from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import courses.fields
import courses.models.asked_first
import lms.slugs

set_up_approval = import_module("courses.migrations.0003_approval").set_up_approval


class Migration(migrations.Migration):
    initial = True

    # A database that has none of these yet is made in one step; others go on through them.
    replaces = [
        ("courses", "0001_initial"),
        ("courses", "0002_quizzes"),
        ("courses", "0003_approval"),
        ("courses", "0004_question_pictures"),
        ("courses", "0005_publicity"),
    ]

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("lms", "0001_squashed_0008_pupils_in_files"),
        ("students", "0001_squashed_0024_household_certificates"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stamp", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.CreateModel(
            name="LectureApproval",
            fields=[
                (
                    "task_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval of a lecture",
                "verbose_name_plural": "approvals of lectures",
            },
            bases=("wagtailcore.task",),
        ),
        migrations.CreateModel(
            name="CoursePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "grade",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="grade",
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=500, verbose_name="introduction")),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="lms.picture",
                        verbose_name="cover picture",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose authors write here. Leave it empty for a course of the province.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "course page",
                "verbose_name_plural": "course pages",
            },
            bases=(courses.models.asked_first.AskedFirst, lms.slugs.VietnameseSlug, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="KeptPage",
            fields=[
                ("path", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("public", models.BooleanField(default=False)),
                ("more_when_signed_in", models.BooleanField(default=False)),
                ("code", models.CharField(max_length=16)),
                ("etag", models.CharField(max_length=40)),
                ("gzip", models.BinaryField()),
                ("brotli", models.BinaryField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LecturePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "everybody"),
                            ("signed_in", "pupils and teachers who are signed in"),
                            ("school", "only the school of the course"),
                        ],
                        default="public",
                        max_length=10,
                        verbose_name="who may read it",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Shown in lists and in search, so that a pupil knows what it is about.",
                        max_length=300,
                        verbose_name="in one or two sentences",
                    ),
                ),
                (
                    "objectives",
                    models.TextField(
                        blank=True,
                        help_text="What the pupil can do afterwards; one on each line.",
                        max_length=1000,
                        verbose_name="objectives",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How long a pupil needs, about.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                ("body", courses.fields.BodyField(blank=True, verbose_name="lecture")),
                ("weight", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="lms.picture",
                        verbose_name="cover picture",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "lecture",
                "verbose_name_plural": "lectures",
            },
            bases=(
                courses.models.asked_first.AskedFirst,
                lms.slugs.VietnameseSlug,
                "wagtailcore.page",
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="QuestionBank",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="code")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="grade")),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.subject",
                        verbose_name="subject",
                    ),
                ),
            ],
            options={
                "verbose_name": "question bank",
                "verbose_name_plural": "question banks",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="courses.questionbank",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["bank", "number"],
            },
        ),
        migrations.CreateModel(
            name="QuestionVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "draft"), ("ready", "ready"), ("retired", "retired")],
                        default="ready",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("one_choice", "one choice"),
                            ("several_choices", "several choices"),
                            ("four_statements", "four statements, true or false"),
                            ("short_number", "short number"),
                            ("short_text", "short text"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="question")),
                ("content", models.JSONField(default=dict)),
                ("key", models.JSONField(default=dict)),
                (
                    "feedback",
                    models.TextField(blank=True, max_length=2000, verbose_name="explanation after answering"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("recognise", "recognise"),
                            ("understand", "understand"),
                            ("apply", "apply"),
                        ],
                        default="recognise",
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=120, verbose_name="topic")),
                ("alt", models.CharField(blank=True, max_length=250, verbose_name="what the picture shows")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("used_at", models.DateTimeField(editable=False, null=True)),
                (
                    "audio",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms.mediafile",
                        verbose_name="read aloud",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question_versions",
                        to="lms.picture",
                        verbose_name="picture",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="courses.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a question",
                "verbose_name_plural": "versions of questions",
                "constraints": [
                    models.UniqueConstraint(fields=("question", "number"), name="question_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("picture", None), models.Q(("alt", ""), _negated=True), _connector="OR"
                        ),
                        name="question_picture_told",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="question",
            name="current",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="courses.questionversion",
            ),
        ),
        migrations.CreateModel(
            name="QuizPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "everybody"),
                            ("signed_in", "pupils and teachers who are signed in"),
                            ("school", "only the school of the course"),
                        ],
                        default="public",
                        max_length=10,
                        verbose_name="who may read it",
                    ),
                ),
                (
                    "practice",
                    models.BooleanField(
                        default=False,
                        help_text="Answers are shown at once, tries are not counted and no mark is kept for the class.",
                        verbose_name="practice",
                    ),
                ),
                (
                    "intro",
                    models.TextField(blank=True, max_length=1000, verbose_name="what the pupil reads first"),
                ),
                ("parts", courses.fields.BodyField(blank=True, verbose_name="parts")),
                ("opens_at", models.DateTimeField(blank=True, null=True, verbose_name="opens")),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="closes")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(300),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "grace_minutes",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MaxValueValidator(60)],
                        verbose_name="minutes of grace",
                    ),
                ),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="tries",
                    ),
                ),
                (
                    "counts",
                    models.CharField(
                        choices=[
                            ("best", "the best try"),
                            ("last", "the last try"),
                            ("first", "the first try"),
                        ],
                        default="best",
                        max_length=6,
                        verbose_name="which try counts",
                    ),
                ),
                (
                    "feedback",
                    models.CharField(
                        choices=[
                            ("after_submit", "right after submitting"),
                            ("after_close", "after the quiz closes"),
                            ("when_released", "when the teacher releases the marks"),
                        ],
                        default="after_submit",
                        max_length=14,
                        verbose_name="the pupil sees the mark",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "quiz",
                "verbose_name_plural": "quizzes",
            },
            bases=(
                courses.models.asked_first.AskedFirst,
                lms.slugs.VietnameseSlug,
                "wagtailcore.page",
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="MarkRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="students.schoolclass",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="releases",
                        to="courses.quizpage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("page", "school_class"), name="release_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="QuizPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", models.CharField(max_length=255)),
                ("number", models.PositiveIntegerField()),
                ("practice", models.BooleanField(default=False)),
                ("parts", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="papers",
                        to="courses.quizpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper",
                "verbose_name_plural": "papers",
            },
        ),
        migrations.CreateModel(
            name="PaperItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("part", models.PositiveSmallIntegerField()),
                ("points", models.DecimalField(decimal_places=2, max_digits=6)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_items",
                        to="courses.questionversion",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="courses.quizpaper",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("paper", "place"), name="paper_place")],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="try")),
                ("seed", models.BigIntegerField()),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="started"),
                ),
                ("start_flags", models.JSONField(blank=True, default=list)),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted")),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted")),
                ("proof", models.CharField(blank=True, max_length=8)),
                ("answered", models.PositiveSmallIntegerField(default=0, verbose_name="answered")),
                (
                    "points",
                    models.DecimalField(decimal_places=4, max_digits=9, null=True, verbose_name="points"),
                ),
                ("out_of", models.DecimalField(decimal_places=4, max_digits=9, null=True)),
                ("mark", models.DecimalField(decimal_places=1, max_digits=3, null=True, verbose_name="mark")),
                ("flags", models.JSONField(blank=True, default=list)),
                ("gaps", models.PositiveIntegerField(default=0)),
                ("counted", models.BooleanField(default=True, verbose_name="counts")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.school"
                    ),
                ),
                (
                    "school_class",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attempts",
                        to="students.schoolclass",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="students.student",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attempts",
                        to="courses.quizpage",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="courses.quizpaper",
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ["-started_at"],
                "indexes": [
                    models.Index(fields=["student", "page"], name="attempt_of_student"),
                    models.Index(fields=["page", "school_class"], name="attempt_of_class"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShownPupil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said_at", models.DateTimeField(auto_now_add=True, verbose_name="written down")),
                (
                    "picture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shown_pupils",
                        to="lms.picture",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("picture", "student"), name="pupil_shown_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SubjectPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=500, verbose_name="introduction")),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.subject",
                        verbose_name="subject",
                    ),
                ),
            ],
            options={
                "verbose_name": "subject page",
                "verbose_name_plural": "subject pages",
            },
            bases=(courses.models.asked_first.AskedFirst, lms.slugs.VietnameseSlug, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="AnswerEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event_id", models.UUIDField()),
                ("install", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("place", models.PositiveSmallIntegerField(null=True)),
                ("response", models.JSONField(null=True)),
                ("elapsed_ms", models.BigIntegerField(null=True)),
                ("wall", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="courses.attempt",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "constraints": [models.UniqueConstraint(fields=("attempt", "event_id"), name="answer_once")],
            },
        ),
        migrations.CreateModel(
            name="ClearedName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="full name")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cleared_names",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("page", "name"), name="name_cleared_once")],
            },
        ),
        migrations.CreateModel(
            name="GivenWork",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="given")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note for the class")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_work",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="lecture or quiz",
                    ),
                ),
                (
                    "school_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_work",
                        to="students.schoolclass",
                        verbose_name="class",
                    ),
                ),
            ],
            options={
                "verbose_name": "given work",
                "verbose_name_plural": "given work",
                "ordering": ["-given_at"],
                "indexes": [models.Index(fields=["school_class", "due_at"], name="work_of_class")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("school_class", "page"),
                        name="work_given_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LectureProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("furthest", models.PositiveSmallIntegerField(default=0, verbose_name="furthest")),
                ("blocks", models.JSONField(blank=True, default=list)),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="started")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="finished")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last read")),
                (
                    "lecture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="courses.lecturepage",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lecture_progress",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "progress in a lecture",
                "verbose_name_plural": "progress in lectures",
                "indexes": [models.Index(fields=["student", "-updated_at"], name="progress_latest")],
                "constraints": [models.UniqueConstraint(fields=("student", "lecture"), name="progress_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("bank", "number"), name="question_number"),
        ),
        migrations.RunPython(set_up_approval, migrations.RunPython.noop),
    ]
