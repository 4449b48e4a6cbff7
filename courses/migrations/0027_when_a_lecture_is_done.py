import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0026_files_that_become_lectures"),
        ("students", "0024_household_certificates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "lecturepage",
            "done_by",
            models.CharField(
                choices=[
                    ("read", "has read all parts, or says so"),
                    ("share", "has read a share of the parts"),
                    ("practice", "has the practice right, at least so far"),
                    ("task", "has handed in the task"),
                    ("teacher", "is told so by the teacher"),
                ],
                default="read",
                max_length=10,
                verbose_name="it is done when the pupil",
            ),
        ),
        migrations.AddField(
            "lecturepage",
            "done_share",
            models.PositiveSmallIntegerField(
                default=80,
                help_text="For a share of the parts, or of the practice that is right.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="how many per cent",
            ),
        ),
        migrations.AddField(
            "lecturepage", "outline", models.JSONField(blank=True, default=dict, editable=False)
        ),
        migrations.AddField(
            "lecturepage", "judged_by", models.CharField(default="read", editable=False, max_length=20)
        ),
        migrations.AddField("lectureprogress", "done", models.JSONField(blank=True, default=dict)),
        migrations.AddField("lectureprogress", "said_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("lectureprogress", "confirmed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "lectureprogress",
            "confirmed_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            "ReadingTime",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("session", models.CharField(max_length=36)),
                ("day", models.DateField(verbose_name="day")),
                ("seconds", models.PositiveIntegerField(verbose_name="seconds")),
                (
                    "lecture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading_times",
                        to="courses.lecturepage",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading_times",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "reading time",
                "verbose_name_plural": "reading times",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("student", "lecture", "session"), name="reading_time_once"
                    )
                ],
            },
        ),
    ]
