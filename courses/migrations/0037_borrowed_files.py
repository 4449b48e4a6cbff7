import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0036_when_a_copy_was_made"),
        ("lms", "0001_squashed_0008_pupils_in_files"),
    ]

    operations = [
        migrations.CreateModel(
            name="BorrowedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "copied",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="borrowed",
                        to="courses.copiedlecture",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lms.mediafile",
                    ),
                ),
            ],
            options={
                "verbose_name": "copied lecture of another school that shows it",
                "verbose_name_plural": "copied lectures of other schools that show it",
                "constraints": [models.UniqueConstraint(fields=("copied", "file"), name="borrowed_once")],
            },
        ),
    ]
