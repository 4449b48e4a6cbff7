import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lms.models.scans


class Migration(migrations.Migration):
    dependencies = [
        ("devices", "0020_external_usage"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IncidentPhoto",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("file", models.FileField(blank=True, upload_to=lms.models.scans.scan_path)),
                ("content_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("content_hash", models.CharField(max_length=64)),
                ("attached_at", models.DateTimeField(auto_now_add=True, verbose_name="attached")),
                ("struck_at", models.DateTimeField(blank=True, null=True, verbose_name="voided")),
                ("struck_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "attached_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="devices.incident",
                    ),
                ),
                (
                    "struck_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "photo of the damage",
                "verbose_name_plural": "photos of the damage",
                "ordering": ["attached_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("incident", "content_hash"),
                        name="incident_photo_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at", None),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="incident_photo_struck_with_a_reason",
                    ),
                ],
            },
        ),
    ]
