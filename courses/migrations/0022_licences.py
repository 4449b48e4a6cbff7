from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0021_when_a_result_was_seen")]

    operations = [
        migrations.CreateModel(
            "Licence",
            [
                (
                    "code",
                    models.SlugField(max_length=20, primary_key=True, serialize=False, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                (
                    "meaning",
                    models.CharField(
                        help_text="A sentence that every reader understands.",
                        max_length=250,
                        verbose_name="what it allows",
                    ),
                ),
                (
                    "address",
                    models.URLField(
                        blank=True,
                        help_text="Where the whole wording stands, if anywhere.",
                        max_length=250,
                        verbose_name="address",
                    ),
                ),
                (
                    "names_a_holder",
                    models.BooleanField(
                        default=False,
                        help_text="As with a permission or a textbook.",
                        verbose_name="must name whose work it is",
                    ),
                ),
                (
                    "may_be_copied",
                    models.BooleanField(
                        help_text="Their copy then names the authors of this one.",
                        verbose_name="other schools may copy and adapt it",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=50, verbose_name="place in the list")),
            ],
            options={
                "ordering": ["place", "code"],
                "verbose_name": "licence",
                "verbose_name_plural": "licences",
            },
        ),
    ]
