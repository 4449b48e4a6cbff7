import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Ids of events are told apart per sender, and the other content of a known id is kept."""

    dependencies = [
        ("lms", "0003_jobs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.DeleteModel(name="Receipt"),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sender", models.CharField(max_length=60)),
                ("event_id", models.UUIDField()),
                ("kind", models.CharField(max_length=40)),
                ("stream", models.CharField(max_length=80)),
                ("install", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("content_hash", models.CharField(max_length=64)),
                ("outcome", models.CharField(max_length=12)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "learner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["stream", "install", "seq"], name="receipt_order")],
                "constraints": [models.UniqueConstraint(fields=("sender", "event_id"), name="receipt_once")],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content_hash", models.CharField(max_length=64)),
                ("payload", models.JSONField()),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "receipt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts",
                        to="lms.receipt",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("receipt", "content_hash"), name="conflict_once")
                ],
            },
        ),
    ]
