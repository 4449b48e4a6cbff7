import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0008_plan_ends_of_sims"),
        ("students", "0022_erased_pupils"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="enrolmentcode",
            name="known_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="enrolmentcode",
            name="known_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="enrolmentcode",
            name="last_late_try",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="usageday",
            name="link",
            field=models.CharField(
                blank=True,
                choices=[("wifi", "Wi-Fi"), ("mobile", "mobile data"), ("both", "Wi-Fi and mobile data")],
                max_length=6,
            ),
        ),
        migrations.CreateModel(
            name="BindingSuggestion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("browser", models.CharField(blank=True, max_length=40, verbose_name="browser")),
                ("suggested_at", models.DateTimeField(verbose_name="suggested")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestions",
                        to="devices.device",
                    ),
                ),
                (
                    "install",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestion",
                        to="devices.deviceinstall",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="binding_suggestions",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "suggested binding",
                "verbose_name_plural": "suggested bindings",
                "ordering": ["suggested_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("device", "student"),
                        name="one_open_suggestion",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PutAside",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("active_s", models.PositiveIntegerField(default=0)),
                ("learn_s", models.PositiveIntegerField(default=0)),
                ("offline_s", models.PositiveIntegerField(default=0)),
                ("heard_at", models.DateTimeField(auto_now=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True, choices=[("counted", "counted"), ("left_out", "left out")], max_length=8
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "install",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="put_aside",
                        to="devices.deviceinstall",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="students.student"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "use put aside",
                "verbose_name_plural": "use put aside",
                "constraints": [
                    models.UniqueConstraint(fields=("install", "day", "learner"), name="put_aside_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_s__lte", 86400),
                            ("learn_s__lte", models.F("active_s")),
                            ("offline_s__lte", models.F("active_s")),
                        ),
                        name="put_aside_within_a_day",
                    ),
                ],
            },
        ),
    ]
