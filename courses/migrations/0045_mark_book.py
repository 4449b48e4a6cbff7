import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0044_kept_uploads"),
        ("students", "0001_squashed_0024_household_certificates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MarkList",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("file_name", models.CharField(max_length=160, verbose_name="file")),
                ("file_hash", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("previewed", "waiting to be confirmed"),
                            ("applied", "taken over"),
                            ("undone", "undone"),
                        ],
                        default="previewed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("outline", models.JSONField(default=dict)),
                ("answers", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded")),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("unknown", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "imported file of marks",
                "verbose_name_plural": "imported files of marks",
                "ordering": ["-uploaded_at"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MarkListRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sheet", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("class_name", models.CharField(blank=True, max_length=60)),
                ("ministry_id", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(blank=True, max_length=160, verbose_name="full name")),
                ("born", models.DateField(null=True)),
                ("texts", models.JSONField(default=dict)),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
            ],
            options={
                "verbose_name": "row of a file of marks",
                "verbose_name_plural": "rows of files of marks",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RemarkPhrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("primary", "primary"), ("secondary", "secondary")],
                        max_length=9,
                        verbose_name="for",
                    ),
                ),
                ("words", models.CharField(max_length=300, verbose_name="phrase")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "phrase for remarks",
                "verbose_name_plural": "phrases for remarks",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SheetRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_shown", models.BooleanField(default=True)),
                ("last_row", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "sheet of marks shown to families",
                "verbose_name_plural": "sheets of marks shown to families",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SubjectPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grade", models.PositiveSmallIntegerField(verbose_name="grade")),
                (
                    "regular",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How many ĐĐGtx each pupil has in a term (0–5).",
                        verbose_name="regular marks a term",
                    ),
                ),
                (
                    "is_tested",
                    models.BooleanField(
                        default=False,
                        help_text="Primary: a mark (Điểm KTĐK) ends the term.",
                        verbose_name="has a periodic test",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan of a subject",
                "verbose_name_plural": "plans of subjects",
                "ordering": ["grade", "subject"],
            },
        ),
        migrations.CreateModel(
            name="TermClosing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_at", models.DateTimeField(auto_now_add=True, verbose_name="closed")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="opened again")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "closed term",
                "verbose_name_plural": "closed terms",
                "ordering": ["-closed_at"],
            },
        ),
        migrations.AlterModelOptions(
            name="markcolumn",
            options={
                "ordering": ["term", "kind", "number", "at"],
                "verbose_name": "column of marks",
                "verbose_name_plural": "columns of marks",
            },
        ),
        migrations.RemoveConstraint(
            model_name="markcolumn",
            name="one_midterm_and_final",
        ),
        migrations.AddField(
            model_name="columnmark",
            name="words",
            field=models.CharField(blank=True, max_length=600, verbose_name="words"),
        ),
        migrations.AddField(
            model_name="markcolumn",
            name="number",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="number"),
        ),
        migrations.AlterField(
            model_name="columnmark",
            name="attempt",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="courses.attempt"
            ),
        ),
        migrations.AlterField(
            model_name="columnmark",
            name="mark",
            field=models.DecimalField(decimal_places=1, max_digits=3, null=True, verbose_name="mark"),
        ),
        migrations.AlterField(
            model_name="markcolumn",
            name="kind",
            field=models.CharField(
                choices=[
                    ("regular", "regular (ĐĐGtx)"),
                    ("midterm", "midterm (ĐĐGgk)"),
                    ("final", "end of term (ĐĐGck)"),
                    ("remark", "remark"),
                    ("midlevel", "level at midterm"),
                    ("midwords", "remark at midterm"),
                    ("endlevel", "level at the end of the term"),
                    ("endtest", "mark of the periodic test"),
                    ("endwords", "remark at the end of the term"),
                ],
                default="regular",
                max_length=8,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="columnmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mark", None), models.Q(("mark__gte", 0), ("mark__lte", 10)), _connector="OR"
                ),
                name="column_mark_of_ten",
            ),
        ),
        migrations.AddConstraint(
            model_name="columnmark",
            constraint=models.CheckConstraint(
                condition=models.Q(("mark", None), ("words", ""), _connector="OR"),
                name="column_mark_or_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="markcolumn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1), models.Q(("kind", "regular"), ("number__gte", 1)), _connector="OR"
                ),
                name="column_number",
            ),
        ),
        migrations.AddField(
            model_name="marklist",
            name="applied_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="marklist",
            name="school_class",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="students.schoolclass",
                verbose_name="class",
            ),
        ),
        migrations.AddField(
            model_name="marklist",
            name="term",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="students.term",
                verbose_name="term",
            ),
        ),
        migrations.AddField(
            model_name="marklist",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="marklist",
            name="uploaded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="marklistrow",
            name="mark_list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="courses.marklist"
            ),
        ),
        migrations.AddField(
            model_name="marklistrow",
            name="student",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="students.student",
            ),
        ),
        migrations.AddField(
            model_name="marklistrow",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.subject"
            ),
        ),
        migrations.AddField(
            model_name="remarkphrase",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="remarkphrase",
            name="school",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="students.school",
                verbose_name="school",
            ),
        ),
        migrations.AddField(
            model_name="sheetrelease",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sheetrelease",
            name="school_class",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="released_sheets",
                to="students.schoolclass",
            ),
        ),
        migrations.AddField(
            model_name="sheetrelease",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.subject"
            ),
        ),
        migrations.AddField(
            model_name="sheetrelease",
            name="term",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.term"
            ),
        ),
        migrations.AddField(
            model_name="subjectplan",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="plans",
                to="students.subject",
                verbose_name="subject",
            ),
        ),
        migrations.AddField(
            model_name="termclosing",
            name="closed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="termclosing",
            name="opened_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="termclosing",
            name="school_class",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closed_terms",
                to="students.schoolclass",
            ),
        ),
        migrations.AddField(
            model_name="termclosing",
            name="term",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.term"
            ),
        ),
        migrations.AddConstraint(
            model_name="marklistrow",
            constraint=models.UniqueConstraint(
                fields=("mark_list", "sheet", "number"), name="mark_list_row_once"
            ),
        ),
        migrations.AddIndex(
            model_name="sheetrelease",
            index=models.Index(fields=["school_class", "subject", "term"], name="release_of_sheet"),
        ),
        migrations.AddConstraint(
            model_name="subjectplan",
            constraint=models.UniqueConstraint(fields=("subject", "grade"), name="subject_plan_once"),
        ),
        migrations.AddConstraint(
            model_name="subjectplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__gte", 1), ("grade__lte", 12), ("regular__lte", 5)),
                name="subject_plan_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="termclosing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("opened_at", None)),
                fields=("school_class", "term"),
                name="term_closed_once",
            ),
        ),
    ]
