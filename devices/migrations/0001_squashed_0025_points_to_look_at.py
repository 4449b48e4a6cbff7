import uuid
from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import devices.models.carrier_requests
import devices.models.inventory
import lms.models.scans
from lms.made_at_once import MadeAtOnce

write = import_module("devices.migrations.0015_reasons_of_carriers").write
begin = import_module("devices.migrations.0018_kinds_of_faults").begin
by_month = import_module("devices.migrations.0023_days_by_month").by_month
load = import_module("devices.migrations.0025_points_to_look_at").load


class Migration(migrations.Migration):
    initial = True

    # A database that has none of these yet is made in one step; others go on through them.
    replaces = [
        ("devices", "0001_ledger"),
        ("devices", "0002_figures"),
        ("devices", "0003_batches_of_schools"),
        ("devices", "0004_scans"),
        ("devices", "0005_papers_forgotten"),
        ("devices", "0006_custody"),
        ("devices", "0007_sim_life"),
        ("devices", "0008_plan_ends_of_sims"),
        ("devices", "0009_bindings_suggested_and_put_aside"),
        ("devices", "0010_stocktakes"),
        ("devices", "0011_allocations"),
        ("devices", "0012_return_scans"),
        ("devices", "0013_uploaded_lists"),
        ("devices", "0014_carrier_requests"),
        ("devices", "0015_reasons_of_carriers"),
        ("devices", "0016_usage_of_batches"),
        ("devices", "0017_repairs"),
        ("devices", "0018_kinds_of_faults"),
        ("devices", "0019_coverage_wifi_grants_points"),
        ("devices", "0020_external_usage"),
        ("devices", "0021_photos_of_damage"),
        ("devices", "0022_losses"),
        ("devices", "0023_days_by_month"),
        ("devices", "0024_inspections_disputes_rounds"),
        ("devices", "0025_points_to_look_at"),
    ]

    dependencies = [
        ("students", "0001_squashed_0024_household_certificates"),
        ("wagtailcore", "0098_apitoken"),
    ]

    tables = [
        migrations.CreateModel(
            name="Accessory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="accessory")),
            ],
            options={
                "verbose_name": "accessory",
                "verbose_name_plural": "accessories",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="DeviceModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("maker", models.CharField(max_length=60, verbose_name="maker")),
                ("name", models.CharField(max_length=80, verbose_name="model")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tablet", "tablet"),
                            ("laptop", "laptop"),
                            ("desktop", "desktop computer"),
                            ("phone", "smartphone"),
                            ("router", "Wi-Fi router"),
                        ],
                        default="tablet",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "device model",
                "verbose_name_plural": "device models",
                "ordering": ["maker", "name"],
                "constraints": [models.UniqueConstraint(fields=("maker", "name"), name="device_model_once")],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True, verbose_name="programme")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CarrierReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("words", models.CharField(max_length=160, verbose_name="reason")),
                ("next_act", models.CharField(max_length=200, verbose_name="what to do next")),
            ],
            options={
                "verbose_name": "reason of a carrier",
                "verbose_name_plural": "reasons of carriers",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="PlanType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "carrier",
                    models.CharField(
                        choices=[
                            ("viettel", "Viettel"),
                            ("vnpt", "VNPT VinaPhone"),
                            ("mobifone", "MobiFone"),
                            ("vietnamobile", "Vietnamobile"),
                        ],
                        max_length=12,
                        verbose_name="carrier",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="plan")),
                ("daily_mb", models.PositiveIntegerField(blank=True, null=True, verbose_name="MB a day")),
                ("days", models.PositiveSmallIntegerField(default=30, verbose_name="days")),
                ("price", models.PositiveIntegerField(default=0, verbose_name="price (VND)")),
                (
                    "free_hosts",
                    models.CharField(blank=True, max_length=300, verbose_name="addresses free of charge"),
                ),
            ],
            options={
                "verbose_name": "data plan",
                "verbose_name_plural": "data plans",
                "ordering": ["carrier", "name"],
                "constraints": [models.UniqueConstraint(fields=("carrier", "name"), name="plan_once")],
            },
        ),
        migrations.CreateModel(
            name="CheckPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tablet", "tablet"),
                            ("laptop", "laptop"),
                            ("desktop", "desktop computer"),
                            ("phone", "smartphone"),
                            ("router", "Wi-Fi router"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("code", models.SlugField(max_length=20)),
                ("name", models.CharField(max_length=60, verbose_name="what is looked at")),
                ("rank", models.PositiveSmallIntegerField(default=0)),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "verbose_name": "point of the check-list",
                "verbose_name_plural": "points of the check-list",
                "ordering": ["kind", "rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "code", "valid_from"), name="check_point_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FaultCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=60, verbose_name="fault")),
                ("order", models.PositiveSmallIntegerField(default=50)),
                ("retired_on", models.DateField(blank=True, null=True, verbose_name="no longer used since")),
            ],
            options={
                "verbose_name": "kind of fault",
                "verbose_name_plural": "kinds of faults",
                "ordering": ["order", "name"],
            },
        ),
        migrations.CreateModel(
            name="SchoolFigures",
            fields=[
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="figures",
                        serialize=False,
                        to="students.school",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="counted at")),
                ("numbers", models.JSONField(default=dict)),
                ("cuts", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "figures of a school",
                "verbose_name_plural": "figures of schools",
            },
        ),
        migrations.CreateModel(
            name="AllocationList",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("quota", models.PositiveIntegerField(verbose_name="machines")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being made"),
                            ("sent", "waits for the province"),
                            ("returned", "returned to the school"),
                            ("approved", "approved"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("state_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocation_lists",
                        to="students.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "allocation list",
                "verbose_name_plural": "allocation lists",
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("rank", models.PositiveIntegerField(verbose_name="rank")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("approved", "approved, waits for its machine"),
                            ("handed", "handed over"),
                            ("taken_out", "taken out"),
                            ("refused", "refused by the family"),
                            ("replaced", "another family took its place"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("rule_place", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="reason")),
                ("evidence", models.JSONField(default=dict)),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="approved")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="students.household",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="students.student",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="devices.allocation",
                        verbose_name="replaces",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.student",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="devices.allocationlist",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of an allocation list",
                "verbose_name_plural": "lines of allocation lists",
                "ordering": ["rank", "made_at"],
            },
        ),
        migrations.CreateModel(
            name="AllocationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed by the order of priority"),
                            ("added", "added by hand"),
                            ("moved", "moved to another place"),
                            ("taken_out", "taken out"),
                            ("remade", "taken out, because the list was made anew"),
                            ("sent", "sent to the province"),
                            ("approved", "approved"),
                            ("returned", "returned to the school"),
                            ("refused", "refused by the family"),
                            ("replaced", "another family took its place"),
                            ("handed", "handed over"),
                            ("reopened", "the hand-over was struck out"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="devices.allocation",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="devices.allocationlist",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of an allocation list",
                "verbose_name_plural": "steps of allocation lists",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="number of pieces")),
                (
                    "tenure",
                    models.CharField(
                        choices=[
                            ("gift_household", "given to the household"),
                            ("gift_pupil", "given to the pupil"),
                            ("school_loan", "lent by the school"),
                            ("lab", "in the school's computer room"),
                            ("staff", "issued to a teacher"),
                            ("point", "shared at a support point"),
                            ("loaner", "lent while the own one is being repaired"),
                        ],
                        max_length=16,
                        verbose_name="tenure",
                    ),
                ),
                ("handed_over_at", models.DateTimeField(verbose_name="handed over")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due back")),
                (
                    "condition_out",
                    models.CharField(
                        choices=[
                            ("good", "works well"),
                            ("worn", "works, worn"),
                            ("broken", "broken"),
                            ("lost", "not returned: lost"),
                        ],
                        default="good",
                        max_length=8,
                        verbose_name="condition",
                    ),
                ),
                ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="returned")),
                (
                    "condition_in",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "works well"),
                            ("worn", "works, worn"),
                            ("broken", "broken"),
                            ("lost", "not returned: lost"),
                        ],
                        max_length=8,
                        verbose_name="condition on return",
                    ),
                ),
                ("return_note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="voided")),
                ("void_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("request_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "accessory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="devices.accessory",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="students.household",
                    ),
                ),
                (
                    "instead_of",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitutes",
                        to="devices.assignment",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines_for",
                        to="students.student",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "returned_to",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="students.school",
                    ),
                ),
                (
                    "served_household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served_by",
                        to="students.household",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="students.student",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="students.teacher",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "line of the ledger",
                "verbose_name_plural": "lines of the ledger",
                "ordering": ["-handed_over_at"],
            },
        ),
        migrations.AddField(
            model_name="allocation",
            name="handed_line",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocation",
                to="devices.assignment",
            ),
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="batch code")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("donor", models.CharField(blank=True, max_length=160, verbose_name="donor")),
                ("decision_number", models.CharField(blank=True, max_length=60, verbose_name="decision no.")),
                ("decision_date", models.DateField(blank=True, null=True, verbose_name="decision date")),
                ("promised", models.PositiveIntegerField(default=0, verbose_name="promised")),
                ("received", models.PositiveIntegerField(default=0, verbose_name="received")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="received on")),
                (
                    "default_tenure",
                    models.CharField(
                        choices=[
                            ("gift_household", "given to the household"),
                            ("gift_pupil", "given to the pupil"),
                            ("school_loan", "lent by the school"),
                            ("lab", "in the school's computer room"),
                            ("staff", "issued to a teacher"),
                            ("point", "shared at a support point"),
                            ("loaner", "lent while the own one is being repaired"),
                        ],
                        default="gift_household",
                        max_length=16,
                        verbose_name="tenure",
                    ),
                ),
                (
                    "unit_cost",
                    models.DecimalField(
                        blank=True, decimal_places=0, max_digits=12, null=True, verbose_name="unit cost (VND)"
                    ),
                ),
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
                    "schools",
                    models.ManyToManyField(
                        blank=True, related_name="batches", to="students.school", verbose_name="goes to"
                    ),
                ),
                (
                    "device_models",
                    models.ManyToManyField(
                        blank=True,
                        related_name="batches",
                        to="devices.devicemodel",
                        verbose_name="device models",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="devices.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "batch",
                "verbose_name_plural": "batches",
                "ordering": ["-received_on", "code"],
            },
        ),
        migrations.AddField(
            model_name="allocationlist",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocation_lists",
                to="devices.batch",
            ),
        ),
        migrations.CreateModel(
            name="BatchQuota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("quota", models.PositiveIntegerField(verbose_name="machines")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotas", to="devices.batch"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.school"
                    ),
                ),
            ],
            options={
                "verbose_name": "share of a school",
                "verbose_name_plural": "shares of schools",
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "school"), name="one_quota_of_a_school")
                ],
            },
        ),
        migrations.CreateModel(
            name="CustodyRound",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="begun on")),
                ("due_on", models.DateField(verbose_name="to be done by")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed on")),
                ("summary", models.JSONField(blank=True, default=dict)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custody_rounds",
                        to="students.school",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custody_rounds",
                        to="students.schoolyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "end-of-year round",
                "verbose_name_plural": "end-of-year rounds",
                "ordering": ["-opened_at"],
                "constraints": [models.UniqueConstraint(fields=("school", "year"), name="one_round_a_year")],
            },
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=devices.models.inventory.new_device_code,
                        max_length=12,
                        unique=True,
                        verbose_name="device code",
                    ),
                ),
                ("serial", models.CharField(max_length=60, verbose_name="serial number")),
                ("serial_norm", models.CharField(editable=False, max_length=60, unique=True)),
                (
                    "imei1",
                    models.CharField(
                        blank=True, max_length=15, null=True, unique=True, verbose_name="IMEI 1"
                    ),
                ),
                (
                    "imei2",
                    models.CharField(
                        blank=True, max_length=15, null=True, unique=True, verbose_name="IMEI 2"
                    ),
                ),
                (
                    "lifecycle",
                    models.CharField(
                        choices=[
                            ("received", "received, not yet checked"),
                            ("in_stock", "in stock"),
                            ("in_service", "in use"),
                            ("repair", "in repair"),
                            ("lost", "lost"),
                            ("stolen", "stolen"),
                            ("retired", "no longer in use"),
                            ("disposed", "written off"),
                        ],
                        default="in_stock",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="received on")),
                (
                    "last_seen_day",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="last seen"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="devices.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="devices",
                        to="devices.devicemodel",
                        verbose_name="model",
                    ),
                ),
            ],
            options={
                "verbose_name": "device",
                "verbose_name_plural": "devices",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["school", "lifecycle"], name="device_school_state"),
                    models.Index(fields=["lifecycle", "last_seen_day"], name="device_last_seen"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("serial_norm", ""), _negated=True), name="device_has_a_serial"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("imei1", None),
                            ("imei2", None),
                            models.Q(("imei1", models.F("imei2")), _negated=True),
                            _connector="OR",
                        ),
                        name="device_imeis_differ",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("imei1", ""), _negated=True), models.Q(("imei2", ""), _negated=True)
                        ),
                        name="device_imei_not_empty",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="device",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="devices.device",
            ),
        ),
        migrations.CreateModel(
            name="DeviceInstall",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("browser", models.CharField(blank=True, max_length=40, verbose_name="browser")),
                ("enrolled_at", models.DateTimeField(auto_now_add=True, verbose_name="bound")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="unbound")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last seen")),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="installs",
                        to="devices.device",
                    ),
                ),
                (
                    "enrolled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "bound browser",
                "verbose_name_plural": "bound browsers",
                "ordering": ["-enrolled_at"],
            },
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
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="binding_suggestions",
                        to="students.student",
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
            name="DeviceList",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("stock", "Delivery: devices and SIM cards"),
                            ("handovers", "Hand-over list"),
                        ],
                        max_length=10,
                        verbose_name="kind of list",
                    ),
                ),
                (
                    "applied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="devices.batch",
                        verbose_name="batch",
                    ),
                ),
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
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported list of devices",
                "verbose_name_plural": "imported lists of devices",
                "ordering": ["-uploaded_at"],
                "abstract": False,
                "indexes": [models.Index(fields=["school", "-uploaded_at"], name="device_list_of_school")],
            },
        ),
        migrations.CreateModel(
            name="DeviceListBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sheet", models.PositiveSmallIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("rows", models.JSONField()),
                (
                    "device_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to="devices.devicelist",
                    ),
                ),
            ],
            options={
                "ordering": ["sheet", "position"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("device_list", "sheet", "position"), name="device_block_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeviceListWrite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("model", models.CharField(max_length=40)),
                ("rows", models.JSONField()),
                (
                    "device_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="writes",
                        to="devices.devicelist",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EnrolmentCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("late_tries", models.PositiveIntegerField(default=0)),
                ("last_late_try", models.DateTimeField(blank=True, null=True)),
                ("known_at", models.DateTimeField(blank=True, null=True)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolment_codes",
                        to="devices.device",
                    ),
                ),
                (
                    "install",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="code",
                        to="devices.deviceinstall",
                    ),
                ),
                (
                    "known_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "binding code",
                "verbose_name_plural": "binding codes",
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=40, verbose_name="number")),
                ("place", models.CharField(max_length=160, verbose_name="place")),
                ("signed_on", models.DateField(verbose_name="date")),
                ("class_name", models.CharField(blank=True, max_length=30, verbose_name="class")),
                ("giver_name", models.CharField(max_length=120, verbose_name="giver")),
                ("receiver_name", models.CharField(max_length=120, verbose_name="receiver")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("self", "the pupil"),
                            ("father", "father"),
                            ("mother", "mother"),
                            ("grandparent", "grandparent"),
                            ("other", "another guardian"),
                            ("teacher", "teacher"),
                            ("keeper", "keeper of the place"),
                        ],
                        max_length=12,
                        verbose_name="relation to the pupil",
                    ),
                ),
                (
                    "signed_how",
                    models.CharField(
                        choices=[
                            ("signed", "signed"),
                            ("thumbprint", "thumbprint"),
                            ("signed_for", "somebody signed for the receiver"),
                        ],
                        default="signed",
                        max_length=12,
                        verbose_name="how it was signed",
                    ),
                ),
                (
                    "signer_name",
                    models.CharField(blank=True, max_length=120, verbose_name="signed for the receiver by"),
                ),
                (
                    "signer_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="why somebody else signed"),
                ),
                ("terms_version", models.CharField(max_length=20)),
                ("request_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("forgotten_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="students.student",
                        verbose_name="pupil",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "hand-over record",
                "verbose_name_plural": "hand-over records",
                "ordering": ["-signed_on", "-recorded_at"],
                "indexes": [models.Index(fields=["school", "-signed_on"], name="handover_school_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "year", "sequence"), name="handover_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_received", "never received it"),
                            ("other_machine", "it is another machine"),
                            ("condition", "it was not in this condition"),
                            ("given_back", "gave it back already"),
                            ("not_signed", "did not sign this"),
                            ("other", "something else"),
                        ],
                        max_length=14,
                        verbose_name="what is not right",
                    ),
                ),
                ("words", models.TextField(max_length=1000, verbose_name="in your words")),
                ("raised_at", models.DateTimeField(auto_now_add=True, verbose_name="said on")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("stands", "the paper is right"), ("corrected", "the paper was corrected")],
                        max_length=10,
                        verbose_name="what came of it",
                    ),
                ),
                (
                    "answer",
                    models.TextField(blank=True, max_length=1000, verbose_name="answer of the school"),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered on")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="devices.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute of a record",
                "verbose_name_plural": "disputes of records",
                "ordering": ["-raised_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("handover", "kind"),
                        name="one_open_dispute_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="dispute_answered_with_an_outcome",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="handover",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="devices.handover"
            ),
        ),
        migrations.CreateModel(
            name="HandoverScan",
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
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="devices.handover",
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
                "verbose_name": "scan of a hand-over record",
                "verbose_name_plural": "scans of hand-over records",
                "ordering": ["attached_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("handover", "content_hash"),
                        name="scan_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at", None),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="scan_struck_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("broken", "broken"), ("lost", "lost"), ("stolen", "stolen")],
                        default="broken",
                        max_length=8,
                        verbose_name="what happened",
                    ),
                ),
                ("words", models.TextField(max_length=1000, verbose_name="in your words")),
                ("reported_at", models.DateTimeField(auto_now_add=True)),
                ("holder_name", models.CharField(blank=True, max_length=160, verbose_name="holder")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="outcome")),
                (
                    "closed_by",
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
                        related_name="incidents",
                        to="devices.device",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="devices.assignment",
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incidents",
                        to="students.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "incident",
                "verbose_name_plural": "incidents",
                "ordering": ["-reported_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("device", "kind"),
                        name="one_open_incident_of_a_kind",
                    )
                ],
            },
        ),
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
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[("out", "when it went out"), ("in", "when it came back")],
                        max_length=3,
                        verbose_name="when",
                    ),
                ),
                ("inspected_at", models.DateTimeField(auto_now_add=True, verbose_name="looked at")),
                (
                    "inspected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="devices.assignment",
                    ),
                ),
            ],
            options={
                "verbose_name": "check-list of a machine",
                "verbose_name_plural": "check-lists of machines",
                "ordering": ["inspected_at"],
                "constraints": [models.UniqueConstraint(fields=("line", "moment"), name="inspected_once")],
            },
        ),
        migrations.CreateModel(
            name="InspectionMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("good", "good"),
                            ("worn", "worn"),
                            ("broken", "broken"),
                            ("missing", "missing"),
                        ],
                        default="good",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="devices.inspection",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="devices.checkpoint"
                    ),
                ),
            ],
            options={
                "verbose_name": "mark of the check-list",
                "verbose_name_plural": "marks of the check-list",
                "ordering": ["point__rank"],
                "constraints": [models.UniqueConstraint(fields=("inspection", "point"), name="marked_once")],
            },
        ),
        migrations.CreateModel(
            name="ListedPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sheet", models.CharField(max_length=31)),
                ("row", models.PositiveIntegerField()),
                (
                    "device_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="devices.devicelist",
                    ),
                ),
                (
                    "handover",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listed",
                        to="devices.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "record written from a list",
                "verbose_name_plural": "records written from lists",
            },
        ),
        migrations.CreateModel(
            name="Loss",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("class_name", models.CharField(blank=True, max_length=30, verbose_name="class")),
                (
                    "kind",
                    models.CharField(
                        choices=[("lost", "lost"), ("stolen", "stolen")],
                        max_length=8,
                        verbose_name="what happened",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="when it was lost")),
                ("place", models.CharField(max_length=160, verbose_name="where")),
                ("circumstances", models.TextField(max_length=1000, verbose_name="how it happened")),
                (
                    "police_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the police paper"),
                ),
                (
                    "police_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the police paper"),
                ),
                ("found_on", models.DateField(blank=True, null=True, verbose_name="found on")),
                (
                    "found_note",
                    models.CharField(blank=True, max_length=300, verbose_name="where and how it was found"),
                ),
                ("told_at", models.DateTimeField(auto_now_add=True)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="losses",
                        to="devices.device",
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="losses",
                        to="devices.assignment",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="losses",
                        to="students.school",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "loss",
                "verbose_name_plural": "losses",
                "ordering": ["-happened_on", "-told_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("found_on", None)),
                        fields=("device",),
                        name="one_open_loss_of_a_device",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found_on", None), ("found_on__gte", models.F("happened_on")), _connector="OR"
                        ),
                        name="found_after_lost",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("police_number", ""), ("police_on__isnull", False), _connector="OR"
                        ),
                        name="police_paper_with_its_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LossScan",
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
                    "loss",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scans", to="devices.loss"
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
                "verbose_name": "scan of a police paper",
                "verbose_name_plural": "scans of police papers",
                "ordering": ["attached_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("loss", "content_hash"),
                        name="loss_scan_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at", None),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="loss_scan_struck_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MachinePhoto",
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
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="devices.inspection",
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
                "verbose_name": "photo of a machine",
                "verbose_name_plural": "photos of machines",
                "ordering": ["attached_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("inspection", "content_hash"),
                        name="machine_photo_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at", None),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="machine_photo_struck_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorityOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decision_number", models.CharField(max_length=60, verbose_name="decision no.")),
                ("decision_date", models.DateField(blank=True, null=True, verbose_name="decision date")),
                ("starts_on", models.DateField(unique=True, verbose_name="in force from")),
                (
                    "tie",
                    models.CharField(
                        choices=[
                            ("more_children", "more children at school, then the higher grade"),
                            ("higher_grade", "the higher grade, then more children at school"),
                            ("lower_grade", "the lower grade, then more children at school"),
                        ],
                        default="more_children",
                        max_length=16,
                        verbose_name="who comes first in the same place",
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "order of priority",
                "verbose_name_plural": "orders of priority",
                "ordering": ["-starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decision_number", ""), _negated=True),
                        name="order_has_a_decision",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="allocationlist",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lists", to="devices.priorityorder"
            ),
        ),
        migrations.CreateModel(
            name="PriorityRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="rank")),
                ("criteria", models.JSONField(blank=True, default=list)),
                (
                    "grade_from",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from grade"),
                ),
                (
                    "grade_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to grade"),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="devices.priorityorder",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of priority",
                "verbose_name_plural": "rules of priority",
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "place"), name="one_rule_at_a_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grade_from", None),
                            ("grade_to", None),
                            ("grade_to__gte", models.F("grade_from")),
                            _connector="OR",
                        ),
                        name="rule_grades",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeOverride",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("decision_number", models.CharField(max_length=60, verbose_name="decision no.")),
                ("decision_date", models.DateField(blank=True, null=True, verbose_name="decision date")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to="students.household",
                    ),
                ),
                (
                    "recorded_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "override",
                "verbose_name_plural": "overrides",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decision_number", ""), _negated=True),
                        name="override_has_a_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("household__isnull", False), ("student", None)),
                            models.Q(("household", None), ("student__isnull", False)),
                            _connector="OR",
                        ),
                        name="override_of_one",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="override",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="devices.programmeoverride",
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="override",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocations",
                to="devices.programmeoverride",
            ),
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
        migrations.CreateModel(
            name="RepairTicket",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("class_name", models.CharField(blank=True, max_length=30, verbose_name="class")),
                ("fault", models.CharField(blank=True, max_length=120, verbose_name="fault")),
                (
                    "reported_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="reported on"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "reported, nobody has looked yet"),
                            ("looked", "looked at by the school"),
                            ("sent", "in the workshop"),
                            ("waiting", "waiting for parts"),
                            ("repaired", "repaired, not back with the holder yet"),
                            ("sound", "nothing was broken"),
                            ("replaced", "replaced under warranty"),
                            ("beyond", "beyond repair"),
                            ("back", "back with the holder"),
                        ],
                        default="reported",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("workshop", models.CharField(blank=True, max_length=160, verbose_name="repaired by")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="sent on")),
                ("back_on", models.DateField(blank=True, null=True, verbose_name="back on")),
                (
                    "cost",
                    models.DecimalField(
                        blank=True, decimal_places=0, max_digits=12, null=True, verbose_name="cost (VND)"
                    ),
                ),
                ("under_warranty", models.BooleanField(default=False, verbose_name="under warranty")),
                (
                    "claim_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the warranty claim"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fixed", "repaired"),
                            ("sound", "nothing was broken"),
                            ("replaced", "replaced under warranty"),
                            ("beyond", "beyond repair"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repairs",
                        to="devices.device",
                    ),
                ),
                (
                    "fault_code",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="devices.faultcode",
                        verbose_name="kind of fault",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repairs",
                        to="devices.incident",
                        verbose_name="incident",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repairs",
                        to="devices.assignment",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "repeat_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeats",
                        to="devices.repairticket",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repairs",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "repair",
                "verbose_name_plural": "repairs",
                "ordering": ["-opened_at"],
                "indexes": [models.Index(fields=["school", "back_on"], name="repair_school_open")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("back_on", None)),
                        fields=("device",),
                        name="one_open_repair_of_a_device",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("back_on", None),
                            ("sent_on", None),
                            ("back_on__gte", models.F("sent_on")),
                            _connector="OR",
                        ),
                        name="repair_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RepairStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reported", "reported, nobody has looked yet"),
                            ("looked", "looked at by the school"),
                            ("sent", "in the workshop"),
                            ("waiting", "waiting for parts"),
                            ("repaired", "repaired, not back with the holder yet"),
                            ("sound", "nothing was broken"),
                            ("replaced", "replaced under warranty"),
                            ("beyond", "beyond repair"),
                            ("back", "back with the holder"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("on", models.DateField(verbose_name="on")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("told_at", models.DateTimeField(auto_now_add=True)),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="devices.repairstep",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="devices.repairticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a repair",
                "verbose_name_plural": "steps of repairs",
                "ordering": ["told_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rank", 0), ("state", "reported")),
                            models.Q(("rank", 1), ("state", "looked")),
                            models.Q(("rank", 2), ("state", "sent")),
                            models.Q(("rank", 3), ("state", "waiting")),
                            models.Q(("rank", 4), ("state__in", ["repaired", "sound", "replaced", "beyond"])),
                            models.Q(("rank", 5), ("state", "back")),
                            _connector="OR",
                        ),
                        name="repair_step_rank",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RepairPhoto",
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
                    "struck_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="devices.repairticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo of a repair",
                "verbose_name_plural": "photos of repairs",
                "ordering": ["attached_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("ticket", "content_hash"),
                        name="repair_photo_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at", None),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="repair_photo_struck_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RepairPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="part")),
                ("quantity", models.PositiveSmallIntegerField(default=1, verbose_name="number of pieces")),
                ("price", models.PositiveIntegerField(default=0, verbose_name="price for one (VND)")),
                ("told_at", models.DateTimeField(auto_now_add=True)),
                (
                    "strikes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="struck_by",
                        to="devices.repairpart",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="devices.repairticket",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a repair",
                "verbose_name_plural": "parts of repairs",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="part_of_something")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("number", models.CharField(max_length=40, verbose_name="number")),
                ("returned_on", models.DateField(verbose_name="returned on")),
                ("class_name", models.CharField(blank=True, max_length=30, verbose_name="class")),
                ("is_of_one", models.BooleanField(default=True)),
                ("taken_by_name", models.CharField(max_length=120, verbose_name="taken back by")),
                ("request_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_papers",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "return record",
                "verbose_name_plural": "return records",
                "ordering": ["-returned_on", "-recorded_at"],
                "indexes": [models.Index(fields=["school", "-returned_on"], name="return_school_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year", "sequence"), name="return_number_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="returned_with",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="devices.returnpaper",
            ),
        ),
        migrations.CreateModel(
            name="ReturnScan",
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
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="devices.returnpaper",
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
                "verbose_name": "scan of a return record",
                "verbose_name_plural": "scans of return records",
                "ordering": ["attached_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("paper", "content_hash"),
                        name="return_scan_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at", None),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="return_scan_struck_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "condition",
                    models.CharField(
                        choices=[
                            ("good", "works well"),
                            ("worn", "works, worn"),
                            ("broken", "broken"),
                            ("lost", "not returned: lost"),
                        ],
                        default="good",
                        max_length=8,
                        verbose_name="condition",
                    ),
                ),
                ("seen_at", models.DateTimeField(auto_now_add=True, verbose_name="seen on")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sightings",
                        to="devices.assignment",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sightings",
                        to="devices.custodyround",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "sighting of a machine",
                "verbose_name_plural": "sightings of machines",
                "ordering": ["-seen_at"],
                "constraints": [models.UniqueConstraint(fields=("round", "line"), name="seen_once_a_round")],
            },
        ),
        migrations.CreateModel(
            name="Sim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("iccid", models.CharField(max_length=20, unique=True, verbose_name="SIM serial number")),
                ("number", models.CharField(blank=True, max_length=12, verbose_name="phone number")),
                (
                    "carrier",
                    models.CharField(
                        choices=[
                            ("viettel", "Viettel"),
                            ("vnpt", "VNPT VinaPhone"),
                            ("mobifone", "MobiFone"),
                            ("vietnamobile", "Vietnamobile"),
                        ],
                        max_length=12,
                        verbose_name="carrier",
                    ),
                ),
                ("registered_to", models.CharField(blank=True, max_length=160, verbose_name="registered to")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("stock", "in stock"),
                            ("active", "active"),
                            ("blocked", "blocked"),
                            ("cancelled", "cancelled"),
                        ],
                        default="stock",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "plan_ends_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="plan until"),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sims",
                        to="devices.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sims",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "SIM card",
                "verbose_name_plural": "SIM cards",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["school", "status", "plan_ends_on"], name="sim_school_plan_end"),
                    models.Index(fields=["status", "plan_ends_on"], name="sim_plan_end"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(("number", ""), _negated=True),
                        ),
                        fields=("number",),
                        name="number_in_use_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("iccid", ""), _negated=True), name="sim_has_an_iccid"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanSubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to")),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("carrier", "carrier (free)"),
                            ("programme", "programme"),
                            ("school", "school"),
                            ("family", "family"),
                        ],
                        max_length=10,
                        verbose_name="paid by",
                    ),
                ),
                ("voided_at", models.DateTimeField(blank=True, null=True)),
                ("renewal", models.UUIDField(blank=True, editable=False, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="devices.plantype",
                        verbose_name="plan",
                    ),
                ),
                (
                    "sim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="devices.sim",
                    ),
                ),
            ],
            options={
                "verbose_name": "plan of a SIM",
                "verbose_name_plural": "plans of SIMs",
                "ordering": ["-ends_on"],
                "indexes": [models.Index(fields=["sim", "ends_on"], name="plan_sim_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="plan_days"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("renewal__isnull", False)),
                        fields=("sim", "renewal"),
                        name="plan_renewed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalUsage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.SlugField(max_length=20, verbose_name="source")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="to (last day)")),
                ("used_bytes", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("row_hash", models.CharField(editable=False, max_length=64)),
                ("imported_at", models.DateTimeField(auto_now=True)),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_usage",
                        to="devices.device",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="external_usage",
                        to="devices.sim",
                    ),
                ),
            ],
            options={
                "verbose_name": "use as others counted it",
                "verbose_name_plural": "use as others counted it",
                "ordering": ["-ends_on", "-pk"],
                "indexes": [models.Index(fields=["ends_on", "sim"], name="external_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("device", None), ("sim__isnull", False)),
                            models.Q(("device__isnull", False), ("sim", None)),
                            _connector="OR",
                        ),
                        name="external_of_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="external_days"
                    ),
                    models.UniqueConstraint(
                        fields=("source", "sim", "starts_on", "ends_on"), name="external_sim_once"
                    ),
                    models.UniqueConstraint(
                        fields=("source", "device", "starts_on", "ends_on"), name="external_device_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CarrierRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        default=devices.models.carrier_requests.new_reference,
                        max_length=12,
                        unique=True,
                        verbose_name="request no.",
                    ),
                ),
                (
                    "carrier",
                    models.CharField(
                        choices=[
                            ("viettel", "Viettel"),
                            ("vnpt", "VNPT VinaPhone"),
                            ("mobifone", "MobiFone"),
                            ("vietnamobile", "Vietnamobile"),
                        ],
                        max_length=12,
                        verbose_name="carrier",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("activate", "activate"),
                            ("renew", "renew the plan"),
                            ("block", "block"),
                            ("replace", "new card for the number"),
                            ("move", "register the number to the school"),
                        ],
                        max_length=10,
                        verbose_name="what is asked for",
                    ),
                ),
                ("payer", models.CharField(blank=True, max_length=10)),
                (
                    "new_iccid",
                    models.CharField(blank=True, max_length=20, verbose_name="serial number of the new card"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("in_progress", "with the carrier"),
                            ("complete", "done"),
                            ("cancelled", "called off"),
                            ("problem", "problem"),
                        ],
                        default="new",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="the carrier's words")),
                ("asked_with", models.UUIDField(default=uuid.uuid4)),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
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
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="devices.carrierrequest",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="devices.carrierreason",
                        verbose_name="reason",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="devices.plantype",
                        verbose_name="data plan",
                    ),
                ),
                (
                    "sim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carrier_requests",
                        to="devices.sim",
                    ),
                ),
            ],
            options={
                "verbose_name": "request to a carrier",
                "verbose_name_plural": "requests to carriers",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["status", "carrier", "-id"], name="carrier_request_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("new", "in_progress"))),
                        fields=("sim", "kind"),
                        name="carrier_asked_once",
                    ),
                    models.UniqueConstraint(
                        fields=("sim", "kind", "asked_with"), name="carrier_asked_in_one_go"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason__isnull", False), ("status", "problem")),
                            models.Q(models.Q(("status", "problem"), _negated=True), ("reason", None)),
                            _connector="OR",
                        ),
                        name="carrier_problem_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "in_progress"), _negated=True),
                            ("sent_at__isnull", False),
                            _connector="OR",
                        ),
                        name="carrier_request_sent",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="sim",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="devices.sim",
            ),
        ),
        migrations.CreateModel(
            name="SimEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("activated", "activated"),
                            ("blocked", "blocked"),
                            ("unblocked", "opened again"),
                            ("lost", "reported lost"),
                            ("found", "found again"),
                            ("stored", "put back into stock"),
                            ("cancelled", "cancelled"),
                            ("replaced", "replaced by another card"),
                            ("replaces", "takes the place of another card"),
                            ("restored", "cancelled by mistake, taken up again"),
                        ],
                        max_length=12,
                        verbose_name="what happened",
                    ),
                ),
                ("on", models.DateField(verbose_name="date")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("stock", "in stock"),
                            ("active", "active"),
                            ("blocked", "blocked"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("stock", "in stock"),
                            ("active", "active"),
                            ("blocked", "blocked"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("request_id", models.UUIDField(default=uuid.uuid4)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="devices.sim",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="devices.sim"
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a SIM card",
                "verbose_name_plural": "changes of SIM cards",
                "ordering": ["-recorded_at", "-pk"],
                "indexes": [models.Index(fields=["sim", "-recorded_at"], name="sim_event_sim_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("sim", "request_id"), name="sim_event_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other", None), ("kind__in", ["replaced", "replaces"]), _connector="OR"
                        ),
                        name="sim_event_of_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SimInsertion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("inserted_at", models.DateTimeField(verbose_name="from")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="insertions",
                        to="devices.device",
                    ),
                ),
                (
                    "sim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="insertions",
                        to="devices.sim",
                    ),
                ),
            ],
            options={
                "verbose_name": "SIM in a device",
                "verbose_name_plural": "SIMs in devices",
                "ordering": ["-inserted_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)), fields=("sim",), name="a_sim_in_one_device"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed_at", None), ("removed_at__gt", models.F("inserted_at")), _connector="OR"
                        ),
                        name="removed_after_inserted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stocktake",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("school", "the whole school"),
                            ("store", "what stays at school: store and computer room"),
                            ("room", "one room"),
                            ("class", "the pupils of a class"),
                            ("campus", "the classes of a campus"),
                            ("batch", "one batch"),
                            ("point", "a support point"),
                        ],
                        max_length=8,
                        verbose_name="what is counted",
                    ),
                ),
                ("room", models.CharField(blank=True, max_length=80, verbose_name="room")),
                ("room_fold", models.CharField(blank=True, editable=False, max_length=80)),
                ("label", models.CharField(max_length=200)),
                ("request_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="begun")),
                ("listed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("closing_note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("summary", models.JSONField(default=dict, editable=False)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stocktakes",
                        to="devices.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "campus",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="stocktakes",
                        to="students.campus",
                        verbose_name="campus",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stocktakes",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "school_class",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stocktakes",
                        to="students.schoolclass",
                        verbose_name="class",
                    ),
                ),
            ],
            options={
                "verbose_name": "stocktake",
                "verbose_name_plural": "stocktakes",
                "ordering": ["-opened_at"],
            },
        ),
        migrations.CreateModel(
            name="StocktakeExpected",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lifecycle", models.CharField(max_length=10)),
                ("class_name", models.CharField(blank=True, max_length=30)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="devices.device"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="devices.assignment",
                    ),
                ),
                (
                    "stocktake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expected",
                        to="devices.stocktake",
                    ),
                ),
            ],
            options={
                "verbose_name": "expected machine",
                "verbose_name_plural": "expected machines",
                "constraints": [
                    models.UniqueConstraint(fields=("stocktake", "device"), name="expected_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StocktakeFollowUp",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("seen", "seen later"), ("known", "known where it is")],
                        max_length=8,
                        verbose_name="what became of it",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("told_at", models.DateTimeField(auto_now_add=True)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="devices.device"
                    ),
                ),
                (
                    "stocktake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="devices.stocktake",
                    ),
                ),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "what became of a missing machine",
                "verbose_name_plural": "what became of missing machines",
                "ordering": ["told_at"],
            },
        ),
        migrations.CreateModel(
            name="StocktakeScan",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(blank=True, max_length=80, verbose_name="code")),
                (
                    "seen_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("good", "works well"),
                            ("worn", "works, worn"),
                            ("broken", "broken"),
                            ("", "not tried"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="condition",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("takes_back", models.UUIDField(blank=True, db_index=True, null=True)),
                ("scanned_at", models.DateTimeField(auto_now_add=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "device",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seen",
                        to="devices.device",
                    ),
                ),
                (
                    "scanned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stocktake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="devices.stocktake",
                    ),
                ),
            ],
            options={
                "verbose_name": "scan of a stocktake",
                "verbose_name_plural": "scans of stocktakes",
                "ordering": ["scanned_at"],
                "indexes": [
                    models.Index(fields=["stocktake", "scanned_at"], name="scan_of_a_stocktake"),
                    models.Index(fields=["device", "-scanned_at"], name="scan_of_a_device"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True),
                            ("takes_back__isnull", False),
                            _connector="OR",
                        ),
                        name="scan_of_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="support point")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("keeper", models.CharField(blank=True, max_length=120, verbose_name="keeper")),
                ("hours", models.CharField(blank=True, max_length=160, verbose_name="opening hours")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="keeper's phone")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_points",
                        to="students.place",
                        verbose_name="commune",
                    ),
                ),
                (
                    "old_commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.place",
                        verbose_name="commune before July 2025",
                    ),
                ),
            ],
            options={
                "verbose_name": "support point",
                "verbose_name_plural": "support points",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(fields=("commune", "name"), name="support_point_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("opened_on", None),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="support_point_days",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="stocktake",
            name="point",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stocktakes",
                to="devices.supportpoint",
                verbose_name="support point",
            ),
        ),
        migrations.CreateModel(
            name="SignalReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("village", models.CharField(blank=True, max_length=120, verbose_name="village")),
                ("village_fold", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "operator",
                    models.CharField(
                        choices=[
                            ("viettel", "Viettel"),
                            ("vnpt", "VNPT VinaPhone"),
                            ("mobifone", "MobiFone"),
                            ("vietnamobile", "Vietnamobile"),
                        ],
                        max_length=12,
                        verbose_name="carrier",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("none", "no signal"),
                            ("weak", "weak signal"),
                            ("good", "good signal"),
                            ("unknown", "not known"),
                        ],
                        max_length=8,
                        verbose_name="signal",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("measured", "measured"),
                            ("staff", "seen by staff"),
                            ("family", "told by a family"),
                        ],
                        max_length=10,
                        verbose_name="how it is known",
                    ),
                ),
                ("on", models.DateField(verbose_name="date")),
                ("reported_at", models.DateTimeField(auto_now_add=True)),
                (
                    "commune",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.place",
                        verbose_name="commune",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signal_reports",
                        to="students.household",
                        verbose_name="household",
                    ),
                ),
                (
                    "reported_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signal_reports",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signal_reports",
                        to="devices.supportpoint",
                        verbose_name="support point",
                    ),
                ),
            ],
            options={
                "verbose_name": "report of signal",
                "verbose_name_plural": "reports of signal",
                "ordering": ["-on", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["commune", "village_fold", "operator", "-on"], name="signal_of_village"
                    ),
                    models.Index(fields=["household", "operator", "-on"], name="signal_of_home"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("commune__isnull", False),
                                ("household", None),
                                ("point", None),
                                ("school", None),
                                models.Q(("village_fold", ""), _negated=True),
                            ),
                            models.Q(
                                ("commune", None),
                                ("household", None),
                                ("point", None),
                                ("school__isnull", False),
                                ("village", ""),
                            ),
                            models.Q(
                                ("commune", None),
                                ("household", None),
                                ("point__isnull", False),
                                ("school", None),
                                ("village", ""),
                            ),
                            models.Q(
                                ("commune", None),
                                ("household__isnull", False),
                                ("point", None),
                                ("school", None),
                                ("village", ""),
                            ),
                            _connector="OR",
                        ),
                        name="signal_of_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("household", None), ("method", "family"), _connector="OR"),
                        name="signal_at_home_is_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConnectivityGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sim", "SIM card with a plan"),
                            ("wifi", "Wi-Fi at the place"),
                            ("router", "router"),
                            ("voucher", "voucher for data"),
                        ],
                        max_length=8,
                        verbose_name="what is given",
                    ),
                ),
                ("source", models.CharField(max_length=160, verbose_name="given by")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to (last day)")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("ended_reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("request_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="students.household",
                        verbose_name="household",
                    ),
                ),
                (
                    "recorded_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="students.student",
                        verbose_name="pupil",
                    ),
                ),
                (
                    "sim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="devices.sim",
                        verbose_name="SIM card",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="devices.supportpoint",
                        verbose_name="support point",
                    ),
                ),
            ],
            options={
                "verbose_name": "grant of a connection",
                "verbose_name_plural": "grants of connections",
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("household__isnull", True),
                                ("point__isnull", True),
                                ("school__isnull", True),
                                ("student__isnull", False),
                            ),
                            models.Q(
                                ("household__isnull", False),
                                ("point__isnull", True),
                                ("school__isnull", True),
                                ("student__isnull", True),
                            ),
                            models.Q(
                                ("household__isnull", True),
                                ("point__isnull", True),
                                ("school__isnull", False),
                                ("student__isnull", True),
                            ),
                            models.Q(
                                ("household__isnull", True),
                                ("point__isnull", False),
                                ("school__isnull", True),
                                ("student__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="grant_to_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="grant_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_reason", "")),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="grant_ended_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sim", None), ("kind", "sim"), _connector="OR"),
                        name="grant_of_a_sim",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("student", "kind", "starts_on"),
                        name="grant_once_to_student",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("household", "kind", "starts_on"),
                        name="grant_once_to_household",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("school", "kind", "starts_on"),
                        name="grant_once_to_school",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("point", "kind", "starts_on"),
                        name="grant_once_to_point",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="point",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="devices.supportpoint",
            ),
        ),
        migrations.CreateModel(
            name="UsageDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("holder", "its holder"),
                            ("other", "another learner"),
                            ("nobody", "nobody signed in"),
                        ],
                        max_length=6,
                    ),
                ),
                ("active_s", models.PositiveIntegerField(default=0)),
                ("learn_s", models.PositiveIntegerField(default=0)),
                ("offline_s", models.PositiveIntegerField(default=0)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("rtt_p50", models.PositiveIntegerField(blank=True, null=True)),
                ("kbps_max", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "link",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wifi", "Wi-Fi"),
                            ("mobile", "mobile data"),
                            ("both", "Wi-Fi and mobile data"),
                        ],
                        max_length=6,
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("clock_suspect", models.BooleanField(default=False)),
                ("heard_at", models.DateTimeField(auto_now=True)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="usage", to="devices.device"
                    ),
                ),
                (
                    "install",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usage",
                        to="devices.deviceinstall",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="usage_days",
                        to="students.student",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.school"
                    ),
                ),
            ],
            options={
                "verbose_name": "day of use",
                "verbose_name_plural": "days of use",
                "indexes": [
                    models.Index(fields=["device", "day"], name="usage_device_day"),
                    models.Index(fields=["day", "school"], name="usage_day_school"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("install", "day", "learner"), name="usage_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("learner", None)),
                        fields=("install", "day"),
                        name="usage_of_nobody_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_s__lte", 86400),
                            ("learn_s__lte", models.F("active_s")),
                            ("offline_s__lte", models.F("active_s")),
                        ),
                        name="usage_within_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsageMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="month")),
                ("kind", models.CharField(max_length=8, verbose_name="kind")),
                ("devices", models.PositiveIntegerField(default=0)),
                ("device_days", models.PositiveIntegerField(default=0)),
                ("minutes", models.JSONField(default=list)),
                ("active_s", models.BigIntegerField(default=0)),
                ("learn_s", models.BigIntegerField(default=0)),
                ("offline_s", models.BigIntegerField(default=0)),
                ("holder_s", models.BigIntegerField(default=0)),
                ("other_s", models.BigIntegerField(default=0)),
                ("nobody_s", models.BigIntegerField(default=0)),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="usage_months",
                        to="devices.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="usage_months",
                        to="students.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "month of use",
                "verbose_name_plural": "months of use",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "month", "kind", "batch"), name="usage_month_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("batch", None)),
                        fields=("school", "month", "kind"),
                        name="usage_month_of_no_batch_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Warranty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="months of warranty")),
                (
                    "terms",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="who repairs, and what is asked for"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warranties",
                        to="devices.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warranties",
                        to="devices.devicemodel",
                        verbose_name="model",
                    ),
                ),
            ],
            options={
                "verbose_name": "warranty",
                "verbose_name_plural": "warranties",
                "ordering": ["batch", "model"],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "model"), name="warranty_of_a_model_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("model", None)),
                        fields=("batch",),
                        name="warranty_of_a_batch_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 120)), name="warranty_months"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WifiContract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("provider", models.CharField(max_length=80, verbose_name="provider")),
                ("mbits", models.PositiveIntegerField(verbose_name="contracted Mbit/s")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to (last day)")),
                (
                    "monthly_cost",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="cost a month (VND)"),
                ),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("carrier", "carrier (free)"),
                            ("programme", "programme"),
                            ("school", "school"),
                            ("family", "family"),
                        ],
                        max_length=10,
                        verbose_name="paid by",
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wifi",
                        to="devices.supportpoint",
                        verbose_name="support point",
                    ),
                ),
                (
                    "recorded_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wifi",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "Wi-Fi contract",
                "verbose_name_plural": "Wi-Fi contracts",
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("point", None), ("school__isnull", False)),
                            models.Q(("point__isnull", False), ("school", None)),
                            _connector="OR",
                        ),
                        name="wifi_of_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="wifi_days",
                    ),
                    models.CheckConstraint(condition=models.Q(("mbits__gte", 1)), name="wifi_has_speed"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WifiMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="date")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("speed_test", "speed test on a machine of the school"),
                            ("router", "read on the router"),
                            ("provider", "measured by the provider"),
                        ],
                        max_length=12,
                        verbose_name="how it was measured",
                    ),
                ),
                ("down", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="down (Mbit/s)")),
                (
                    "up",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="up (Mbit/s)"
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "point",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wifi_measures",
                        to="devices.supportpoint",
                        verbose_name="support point",
                    ),
                ),
                (
                    "recorded_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wifi_measures",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "measure of Wi-Fi",
                "verbose_name_plural": "measures of Wi-Fi",
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("point", None), ("school__isnull", False)),
                            models.Q(("point__isnull", False), ("school", None)),
                            _connector="OR",
                        ),
                        name="wifi_measure_of_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("down__gte", 0), models.Q(("up", None), ("up__gte", 0), _connector="OR")
                        ),
                        name="wifi_measure_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WriteOff",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("request_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("proposed_at", models.DateTimeField(auto_now_add=True, verbose_name="proposed")),
                (
                    "decision_number",
                    models.CharField(blank=True, max_length=60, verbose_name="number of the decision"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="date of the decision")),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="write_offs",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "write-off",
                "verbose_name_plural": "write-offs",
                "ordering": ["-proposed_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_on", None), ("decision_number", "")),
                            models.Q(
                                ("decided_on__isnull", False),
                                models.Q(("decision_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="write_off_decided_with_its_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WriteOffLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.PositiveIntegerField(default=0, verbose_name="value that is left (VND)")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("struck_at", models.DateTimeField(blank=True, null=True)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="write_off_lines",
                        to="devices.device",
                    ),
                ),
                (
                    "write_off",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="devices.writeoff",
                    ),
                ),
            ],
            options={
                "verbose_name": "machine to be written off",
                "verbose_name_plural": "machines to be written off",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("device",),
                        name="one_write_off_of_a_device",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="write_off_with_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WriteOffScan",
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
                    "struck_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "write_off",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="devices.writeoff",
                    ),
                ),
            ],
            options={
                "verbose_name": "scan of a decision",
                "verbose_name_plural": "scans of decisions",
                "ordering": ["attached_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("write_off", "content_hash"),
                        name="write_off_scan_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at", None),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="write_off_scan_struck_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="allocationlist",
            constraint=models.UniqueConstraint(fields=("batch", "school"), name="one_list_of_a_school"),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(fields=["list", "state"], name="allocation_list_state"),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(fields=["state", "approved_at"], name="allocation_waiting"),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("household__isnull", False), ("student", None)),
                    models.Q(("household", None), ("student__isnull", False)),
                    _connector="OR",
                ),
                name="allocation_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handed_line__isnull", False), ("state", "handed")),
                    models.Q(models.Q(("state", "handed"), _negated=True), ("handed_line", None)),
                    _connector="OR",
                ),
                name="allocation_handed_by_a_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["approved", "handed"]), _negated=True),
                    ("approved_at__isnull", False),
                    _connector="OR",
                ),
                name="allocation_approved_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("override", None), ("state__in", ["planned", "approved"])),
                fields=("household",),
                name="one_allocation_for_a_household",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("override", None), ("state__in", ["planned", "approved"])),
                fields=("student",),
                name="one_allocation_for_a_pupil",
            ),
        ),
        migrations.AddIndex(
            model_name="stocktake",
            index=models.Index(fields=["school", "-opened_at"], name="stocktake_school_day"),
        ),
        migrations.AddConstraint(
            model_name="stocktake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scope", "class"), ("school_class__isnull", False)),
                    models.Q(("scope", "batch"), ("batch__isnull", False)),
                    models.Q(("scope", "point"), ("point__isnull", False)),
                    models.Q(("scope", "room"), models.Q(("room", ""), _negated=True)),
                    ("scope__in", ["school", "store", "campus"]),
                    _connector="OR",
                ),
                name="stocktake_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="stocktake",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), ("listed_at__isnull", False), _connector="OR"),
                name="stocktake_closed_once_listed",
            ),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["device", "handed_over_at"], name="line_device_at"),
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["sim", "handed_over_at"], name="line_sim_at"),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("returned_at", None), ("voided_at", None)),
                fields=("device",),
                name="one_holder_of_a_device",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("returned_at", None), ("voided_at", None)),
                fields=("sim",),
                name="one_holder_of_a_sim",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accessory__isnull", True), ("device__isnull", False), ("sim__isnull", True)),
                    models.Q(("accessory__isnull", True), ("device__isnull", True), ("sim__isnull", False)),
                    models.Q(("accessory__isnull", False), ("device__isnull", True), ("sim__isnull", True)),
                    _connector="OR",
                ),
                name="line_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("household__isnull", True),
                        ("point__isnull", True),
                        ("school__isnull", True),
                        ("student__isnull", False),
                        ("teacher__isnull", True),
                    ),
                    models.Q(
                        ("household__isnull", False),
                        ("point__isnull", True),
                        ("school__isnull", True),
                        ("student__isnull", True),
                        ("teacher__isnull", True),
                    ),
                    models.Q(
                        ("household__isnull", True),
                        ("point__isnull", True),
                        ("school__isnull", True),
                        ("student__isnull", True),
                        ("teacher__isnull", False),
                    ),
                    models.Q(
                        ("household__isnull", True),
                        ("point__isnull", True),
                        ("school__isnull", False),
                        ("student__isnull", True),
                        ("teacher__isnull", True),
                    ),
                    models.Q(
                        ("household__isnull", True),
                        ("point__isnull", False),
                        ("school__isnull", True),
                        ("student__isnull", True),
                        ("teacher__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="line_of_one_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("returned_at", None), ("returned_at__gt", models.F("handed_over_at")), _connector="OR"
                ),
                name="returned_after_handed_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("voided_at", None), models.Q(("void_reason", ""), _negated=True), _connector="OR"
                ),
                name="voided_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 1)), name="line_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("student", None),
                    models.Q(("pupil", models.F("student")), ("pupil__isnull", False)),
                    _connector="OR",
                ),
                name="line_of_its_pupil",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("household", None),
                    ("device", None),
                    models.Q(
                        ("served_household", models.F("household")), ("served_household__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="line_serves_its_household",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("returned_at", None),
                    ("voided_at", None),
                    ("device__isnull", False),
                    ("override", None),
                    models.Q(("tenure", "loaner"), _negated=True),
                ),
                fields=("served_household",),
                name="one_device_for_a_household",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("returned_at", None),
                    ("voided_at", None),
                    ("device__isnull", False),
                    ("override", None),
                    models.Q(("tenure", "loaner"), _negated=True),
                ),
                fields=("student",),
                name="one_device_for_a_pupil",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tenure", "loaner"), _negated=True),
                    ("instead_of__isnull", False),
                    _connector="OR",
                ),
                name="loaner_instead_of_a_line",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("returned_at", None),
                    ("voided_at", None),
                    ("device__isnull", False),
                    ("tenure", "loaner"),
                ),
                fields=("instead_of",),
                name="one_loaner_for_a_line",
            ),
        ),
    ]

    operations = [
        MadeAtOnce(tables),
        migrations.RunPython(write, migrations.RunPython.noop),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(by_month, migrations.RunPython.noop),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
