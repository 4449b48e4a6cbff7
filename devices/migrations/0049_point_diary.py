"""The diary of a support point."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0048_checks_of_hours"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VisitPurpose",
            fields=[
                (
                    "code",
                    models.SlugField(max_length=20, primary_key=True, serialize=False, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="order")),
            ],
            options={
                "verbose_name": "purpose of a visit",
                "verbose_name_plural": "purposes of visits",
                "ordering": ["order", "code"],
            },
        ),
        migrations.AddField(
            model_name="supportpoint",
            name="keeper_account",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="account of the keeper",
            ),
        ),
        migrations.CreateModel(
            name="PointVisit",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "people",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="how many people",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("helped", "helped"),
                            ("not", "could not help"),
                            ("sent_on", "sent on to somebody"),
                        ],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="devices.supportpoint",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "purpose",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="devices.visitpurpose",
                        verbose_name="what for",
                    ),
                ),
            ],
            options={
                "verbose_name": "visit at a support point",
                "verbose_name_plural": "visits at support points",
                "ordering": ["-on", "-at"],
                "indexes": [models.Index(fields=["point", "-on"], name="visits_of_point")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 1), ("people__lte", 200)),
                        name="visit_of_some_people",
                    )
                ],
            },
        ),
    ]
