import uuid
from importlib import import_module

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import lms.models.scans

load = import_module("students.migrations.0002_load_facts").load


class Migration(migrations.Migration):
    initial = True

    # A database that has none of these yet is made in one step; others go on through them.
    replaces = [
        ("students", "0001_initial"),
        ("students", "0002_load_facts"),
        ("students", "0003_sign_in_tries"),
        ("students", "0004_rosters"),
        ("students", "0005_consents_dated"),
        ("students", "0006_move_child_agreed"),
        ("students", "0007_drop_child_agreed"),
        ("students", "0008_movements"),
        ("students", "0009_consent_sheets"),
        ("students", "0010_finding"),
        ("students", "0011_transfers"),
        ("students", "0012_class_campuses"),
        ("students", "0013_signed_in"),
        ("students", "0014_roll_overs"),
        ("students", "0015_rosters_in_blocks"),
        ("students", "0016_move_roster_rows"),
        ("students", "0017_data_requests"),
        ("students", "0018_roster_kinds"),
        ("students", "0019_struck_with_a_reason"),
        ("students", "0020_stand_in_for_a_teacher"),
        ("students", "0021_parent_cards"),
        ("students", "0022_erased_pupils"),
        ("students", "0023_areas_and_old_communes"),
        ("students", "0024_household_certificates"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="EthnicGroup",
            fields=[
                (
                    "code",
                    models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("aliases", models.CharField(blank=True, help_text="Separated by |", max_length=200)),
            ],
            options={
                "verbose_name": "ethnic group",
                "verbose_name_plural": "ethnic groups",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="SchoolYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=9, unique=True, verbose_name="school year")),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
            ],
            options={
                "verbose_name": "school year",
                "verbose_name_plural": "school years",
                "ordering": ["-starts_on"],
            },
        ),
        migrations.CreateModel(
            name="SignInTries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, unique=True)),
                ("count", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField(db_index=True)),
                ("shut_until", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "levels",
                    models.CharField(
                        help_text="Codes, separated by spaces", max_length=60, verbose_name="levels"
                    ),
                ),
                (
                    "comment_only",
                    models.BooleanField(default=False, verbose_name="judged Đạt / Chưa đạt only"),
                ),
            ],
            options={
                "verbose_name": "subject",
                "verbose_name_plural": "subjects",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                ("must_change_password", models.BooleanField(default=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "account",
                "verbose_name_plural": "accounts",
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[("before_2025", "before 1 July 2025"), ("since_2025", "since 1 July 2025")],
                        max_length=12,
                        verbose_name="scheme",
                    ),
                ),
                ("code", models.CharField(max_length=8, verbose_name="code")),
                (
                    "level",
                    models.CharField(
                        choices=[("province", "province"), ("district", "district"), ("commune", "commune")],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        help_text="tỉnh, huyện, xã, phường …", max_length=20, verbose_name="kind"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("name_fold", models.CharField(db_index=True, editable=False, max_length=80)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="students.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["scheme", "code"],
                "constraints": [models.UniqueConstraint(fields=("scheme", "code"), name="place_scheme_code")],
            },
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("head_name", models.CharField(max_length=120, verbose_name="head of household")),
                ("village", models.CharField(blank=True, max_length=120, verbose_name="village")),
                ("signal", models.CharField(default="unknown", max_length=8, verbose_name="signal at home")),
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
            ],
            options={
                "verbose_name": "household",
                "verbose_name_plural": "households",
            },
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="school code")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("name_fold", models.CharField(editable=False, max_length=160)),
                ("name_sort", models.CharField(db_index=True, editable=False, max_length=640)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "ordinary school"),
                            ("semi_boarding", "semi-boarding school (PTDTBT)"),
                            ("boarding", "boarding school (PTDTNT)"),
                            ("continuing", "continuing-education centre"),
                        ],
                        default="ordinary",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "levels",
                    models.CharField(
                        help_text="Codes, separated by spaces", max_length=60, verbose_name="levels"
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schools",
                        to="students.place",
                        verbose_name="commune",
                    ),
                ),
                (
                    "old_commune",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"level": "commune", "scheme": "before_2025"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.place",
                        verbose_name="commune before July 2025",
                    ),
                ),
            ],
            options={
                "verbose_name": "school",
                "verbose_name_plural": "schools",
                "ordering": ["name_sort"],
            },
        ),
        migrations.CreateModel(
            name="Student",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="sign-in code")),
                (
                    "ministry_id",
                    models.CharField(
                        blank=True, max_length=20, null=True, unique=True, verbose_name="ministry id"
                    ),
                ),
                (
                    "national_id",
                    models.CharField(blank=True, max_length=12, verbose_name="personal id number"),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                ("name_fold", models.CharField(db_index=True, editable=False, max_length=120)),
                ("name_back", models.CharField(db_index=True, default="", editable=False, max_length=120)),
                ("name_sort", models.CharField(editable=False, max_length=600)),
                ("date_of_birth", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("male", "male"), ("female", "female")],
                        max_length=6,
                        verbose_name="gender",
                    ),
                ),
                ("village", models.CharField(blank=True, max_length=120, verbose_name="village")),
                (
                    "address_as_written",
                    models.CharField(blank=True, max_length=300, verbose_name="address on paper"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("studying", "studying"),
                            ("moved_out", "moved to another school"),
                            ("dropped_out", "dropped out"),
                            ("finished", "finished school"),
                        ],
                        default="studying",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("card_version", models.PositiveIntegerField(default=1)),
                ("erased_at", models.DateTimeField(blank=True, editable=False, null=True)),
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
                    "ethnic_group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.ethnicgroup",
                        verbose_name="ethnic group",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="students",
                        to="students.household",
                        verbose_name="household",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="students",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="student",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "student",
                "verbose_name_plural": "students",
                "ordering": ["name_sort"],
                "indexes": [
                    models.Index(fields=["school", "status", "name_sort"], name="student_school_list"),
                    models.Index(fields=["name_fold", "date_of_birth"], name="student_match"),
                    models.Index(fields=["name_fold", "id"], name="student_words"),
                    models.Index(
                        condition=models.Q(("phone", ""), _negated=True),
                        fields=["phone", "id"],
                        name="student_phone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardian",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "code",
                    models.CharField(
                        blank=True, max_length=12, null=True, unique=True, verbose_name="sign-in code"
                    ),
                ),
                ("pin", models.CharField(blank=True, editable=False, max_length=128)),
                ("card_hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("card_made_at", models.DateTimeField(editable=False, null=True)),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardian",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "guardian",
                "verbose_name_plural": "guardians",
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("change_class", "another class"),
                            ("repeat", "repeats the grade"),
                            ("drop_out", "stopped going to school"),
                            ("come_back", "came back to school"),
                            ("transfer_out", "to another school"),
                            ("take_in", "from another school"),
                            ("part", "part of a class into another one"),
                            ("merge", "classes merged"),
                            ("campus", "class at another campus"),
                            ("roll_over", "whole school into the new year"),
                        ],
                        max_length=16,
                        verbose_name="what",
                    ),
                ),
                ("on", models.DateField(verbose_name="from")),
                ("label", models.CharField(max_length=200, verbose_name="who or which class")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("counts", models.JSONField(default=dict)),
                ("done_at", models.DateTimeField(auto_now_add=True, verbose_name="written down")),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
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
                        related_name="movements",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "movement",
                "verbose_name_plural": "movements",
                "ordering": ["-done_at"],
                "indexes": [models.Index(fields=["school", "-done_at"], name="movement_list")],
            },
        ),
        migrations.CreateModel(
            name="MovementWrite",
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
                    "movement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="writes",
                        to="students.movement",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AreaRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("1", "area I: beginning to develop"),
                            ("2", "area II: difficult"),
                            ("3", "area III: extremely difficult"),
                        ],
                        max_length=1,
                        verbose_name="area",
                    ),
                ),
                ("decision", models.CharField(blank=True, max_length=60, verbose_name="decision no.")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "place",
                    models.ForeignKey(
                        limit_choices_to={"level": "commune", "scheme": "since_2025"},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="area_records",
                        to="students.place",
                        verbose_name="commune",
                    ),
                ),
            ],
            options={
                "verbose_name": "area of a commune",
                "verbose_name_plural": "areas of communes",
                "ordering": ["place", "-starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)), fields=("place",), name="one_area_in_force"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="area_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyRecord",
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
                            ("merit", "family with merit to the revolution"),
                            ("social", "family under social policy"),
                        ],
                        max_length=8,
                        verbose_name="policy",
                    ),
                ),
                ("certificate", models.CharField(blank=True, max_length=60, verbose_name="certificate no.")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="policy_records",
                        to="students.household",
                    ),
                ),
            ],
            options={
                "verbose_name": "policy record",
                "verbose_name_plural": "policy records",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="policy_record_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PovertyRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "poverty_class",
                    models.CharField(
                        choices=[("poor", "poor household"), ("near_poor", "near-poor household")],
                        max_length=10,
                        verbose_name="poverty class",
                    ),
                ),
                ("certificate", models.CharField(blank=True, max_length=60, verbose_name="certificate no.")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="poverty_records",
                        to="students.household",
                    ),
                ),
            ],
            options={
                "verbose_name": "poverty record",
                "verbose_name_plural": "poverty records",
            },
        ),
        migrations.CreateModel(
            name="RosterImport",
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
                            ("students", "Pupils"),
                            ("staff", "Teachers"),
                            ("teaching", "Who teaches what"),
                            ("guardians", "Parents and guardians"),
                            ("households", "Poor and near-poor households"),
                        ],
                        default="students",
                        max_length=12,
                        verbose_name="kind of list",
                    ),
                ),
                ("year_code", models.CharField(max_length=9, verbose_name="school year")),
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
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roster_imports",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "imported class list",
                "verbose_name_plural": "imported class lists",
                "ordering": ["-uploaded_at"],
                "abstract": False,
                "indexes": [models.Index(fields=["school", "-uploaded_at"], name="roster_import_list")],
            },
        ),
        migrations.CreateModel(
            name="RosterBlock",
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
                    "roster_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to="students.rosterimport",
                    ),
                ),
            ],
            options={
                "ordering": ["sheet", "position"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("roster_import", "sheet", "position"), name="roster_block_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterWrite",
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
                    "roster_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="writes",
                        to="students.rosterimport",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RollOver",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("year_code", models.CharField(max_length=9, verbose_name="school year")),
                ("answers", models.JSONField(default=dict)),
                (
                    "keeps_homeroom",
                    models.BooleanField(
                        default=True, verbose_name="homeroom teachers go along with their classes"
                    ),
                ),
                (
                    "keeps_teaching",
                    models.BooleanField(
                        default=False, verbose_name="subject teachers go on teaching their classes"
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
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
                    "movement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_overs",
                        to="students.movement",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_overs",
                        to="students.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "new school year",
                "verbose_name_plural": "new school years",
                "ordering": ["-made_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year_code"), name="roll_over_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
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
                            ("teacher", "teacher"),
                            ("author", "author of lectures"),
                            ("approver", "approver of lectures"),
                            ("school_admin", "school admin"),
                            ("commune_officer", "commune officer"),
                            ("province_admin", "province admin"),
                            ("auditor", "auditor (reads only)"),
                        ],
                        max_length=16,
                        verbose_name="role",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="students.place",
                        verbose_name="place",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place__isnull", False), ("school", None)),
                            models.Q(("place", None), ("school__isnull", False)),
                            _connector="OR",
                        ),
                        name="role_at_one_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Campus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("village", models.CharField(blank=True, max_length=120, verbose_name="village")),
                ("is_main", models.BooleanField(default=False, verbose_name="main campus")),
                (
                    "signal",
                    models.CharField(
                        choices=[
                            ("none", "no signal"),
                            ("weak", "weak signal"),
                            ("good", "good signal"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="signal",
                    ),
                ),
                ("has_power", models.BooleanField(blank=True, null=True, verbose_name="has mains power")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="campuses",
                        to="students.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "campus",
                "verbose_name_plural": "campuses",
                "ordering": ["-is_main", "name"],
                "constraints": [models.UniqueConstraint(fields=("school", "name"), name="campus_name")],
            },
        ),
        migrations.CreateModel(
            name="Teacher",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                ("name_fold", models.CharField(editable=False, max_length=120)),
                ("name_sort", models.CharField(editable=False, max_length=600)),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teachers",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "subjects",
                    models.ManyToManyField(
                        blank=True, related_name="teachers", to="students.subject", verbose_name="subjects"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teacher",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "teacher",
                "verbose_name_plural": "teachers",
                "ordering": ["name_sort"],
            },
        ),
        migrations.CreateModel(
            name="SchoolClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=30, verbose_name="class")),
                ("name_sort", models.CharField(editable=False, max_length=120)),
                ("grade", models.PositiveSmallIntegerField(verbose_name="grade")),
                (
                    "grade_to",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="up to grade"),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "campus",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classes",
                        to="students.campus",
                        verbose_name="campus",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classes",
                        to="students.school",
                        verbose_name="school",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classes",
                        to="students.schoolyear",
                        verbose_name="school year",
                    ),
                ),
                (
                    "homeroom_teacher",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="homerooms",
                        to="students.teacher",
                        verbose_name="homeroom teacher",
                    ),
                ),
            ],
            options={
                "verbose_name": "class",
                "verbose_name_plural": "classes",
                "ordering": ["grade", "name_sort"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "year", "name"), name="class_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("grade__gte", 1), ("grade__lte", 12)), name="class_grade"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampusStay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "campus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="students.campus"
                    ),
                ),
                (
                    "school_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="campus_stays",
                        to="students.schoolclass",
                    ),
                ),
            ],
            options={
                "verbose_name": "stay at a campus",
                "verbose_name_plural": "stays at a campus",
                "ordering": ["starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("school_class",),
                        name="one_campus_of_class",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="campus_stay_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("browser", models.CharField(blank=True, max_length=40)),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signed_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-began_at"],
            },
        ),
        migrations.CreateModel(
            name="Guardianship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("father", "father"),
                            ("mother", "mother"),
                            ("grandparent", "grandparent"),
                            ("other", "another guardian"),
                        ],
                        max_length=12,
                        verbose_name="relation",
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="students.guardian"),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guardianships",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("guardian", "student"), name="guardianship_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("studying", "studying"),
                            ("moved_class", "moved to another class"),
                            ("moved_out", "moved to another school"),
                            ("dropped_out", "dropped out"),
                            ("promoted", "promoted"),
                            ("repeating", "repeating"),
                            ("finished", "finished school"),
                        ],
                        default="studying",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "own_grade",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="own grade"),
                ),
                (
                    "school_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="students.schoolclass",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)), fields=("student",), name="one_open_enrolment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="enrolment_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("copy", "a copy of everything"),
                            ("correct", "put something right"),
                            ("stop", "stop using something"),
                            ("erase", "erase the data"),
                            ("question", "a question or complaint"),
                        ],
                        max_length=10,
                        verbose_name="what is asked",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, max_length=1000, verbose_name="in the family's words"),
                ),
                ("asked_by", models.CharField(max_length=120, verbose_name="who asks")),
                ("asked_on", models.DateField(verbose_name="asked on")),
                ("answer_due", models.DateField(verbose_name="answer by")),
                ("done_due", models.DateField(verbose_name="done by")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="answer")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("done", "done"), ("refused", "not possible")],
                        max_length=8,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "outcome_words",
                    models.TextField(blank=True, max_length=1000, verbose_name="what was done, or why not"),
                ),
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
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "request about data",
                "verbose_name_plural": "requests about data",
                "indexes": [models.Index(fields=["done_at", "done_due"], name="request_due")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("student", "kind", "asked_on"),
                        name="one_open_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None), models.Q(("outcome", ""), _negated=True), _connector="OR"
                        ),
                        name="settled_with_an_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=8, unique=True, verbose_name="number")),
                ("text_version", models.CharField(max_length=20, verbose_name="version of the text")),
                ("printed_at", models.DateTimeField(auto_now_add=True, verbose_name="printed")),
                ("entered_at", models.DateTimeField(blank=True, null=True, verbose_name="typed in")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "printed_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_papers",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent sheet",
                "verbose_name_plural": "consent sheets",
                "ordering": ["-printed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("entered_at", None)),
                        fields=("student", "text_version"),
                        name="one_waiting_sheet",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("learning", "learning record"),
                            ("loan", "device loan"),
                            ("usage", "usage statistics"),
                            ("photo", "photos and films"),
                            ("name", "name in public"),
                            ("research", "research and reports"),
                        ],
                        max_length=10,
                        verbose_name="purpose",
                    ),
                ),
                ("text_version", models.CharField(max_length=20, verbose_name="version of the text")),
                ("given_by", models.CharField(max_length=120, verbose_name="given by")),
                (
                    "given_how",
                    models.CharField(
                        choices=[
                            ("signed", "signed on paper"),
                            ("thumbprint", "thumbprint on paper"),
                            ("in_person", "said in person at the school"),
                            ("digital", "digitally"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="on")),
                (
                    "child_agreed_on",
                    models.DateField(blank=True, null=True, verbose_name="the child agreed on"),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True, null=True, verbose_name="recorded")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
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
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="students.consentpaper",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="students.student",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("student", "purpose"),
                        name="one_consent_in_force",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CardToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="card_tokens",
                        to="students.student",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="students.place",
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="students.place",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("old",), name="one_successor")],
            },
        ),
        migrations.CreateModel(
            name="TeachingAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                ("arrangement", models.UUIDField(db_index=True, null=True)),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn")),
                (
                    "arranged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "school_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teaching",
                        to="students.schoolclass",
                    ),
                ),
                (
                    "stands_in_for",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stood_in_by",
                        to="students.teacher",
                        verbose_name="stands in for",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teaching",
                        to="students.subject",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teaching",
                        to="students.teacher",
                    ),
                ),
            ],
            options={
                "verbose_name": "teaching assignment",
                "verbose_name_plural": "teaching assignments",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("teacher", "school_class", "subject", "starts_on"),
                        name="teaching_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject__isnull", False), ("stands_in_for__isnull", False), _connector="OR"
                        ),
                        name="teaching_of_a_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stands_in_for", None),
                            models.Q(
                                ("arrangement__isnull", False),
                                ("ends_on__gte", models.F("starts_on")),
                                ("ends_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="standing_in_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="term")),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="students.school",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="students.schoolyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "ordering": ["year", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "school", "number"), name="term_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("school", None)),
                        fields=("year", "number"),
                        name="term_once_for_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="term_has_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("from_name", models.CharField(blank=True, max_length=160, verbose_name="old school")),
                ("to_name", models.CharField(blank=True, max_length=160, verbose_name="new school")),
                ("own_grade", models.PositiveSmallIntegerField(null=True)),
                (
                    "paper_number",
                    models.CharField(blank=True, max_length=40, verbose_name="number of the transfer paper"),
                ),
                (
                    "paper_date",
                    models.DateField(blank=True, null=True, verbose_name="date of the transfer paper"),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                ("arrived_on", models.DateField(blank=True, null=True, verbose_name="came on")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "the new school asks, the old one has not answered"),
                            ("left", "left the old school, not yet in a new class"),
                            ("arrived", "in a class of the new school"),
                            ("refused", "refused by the old school"),
                            ("called_off", "called off"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("refusal", models.CharField(blank=True, max_length=200, verbose_name="why it was refused")),
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
                    "from_school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_out",
                        to="students.school",
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
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="students.student",
                    ),
                ),
                (
                    "to_class",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="students.schoolclass",
                    ),
                ),
                (
                    "to_school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers_in",
                        to="students.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "transfer",
                "verbose_name_plural": "transfers",
                "ordering": ["-made_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "left"])),
                        fields=("student",),
                        name="one_unsettled_transfer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentScan",
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
                        to="students.consentpaper",
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
                "verbose_name": "scan of a consent sheet",
                "verbose_name_plural": "scans of consent sheets",
                "ordering": ["attached_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("paper", "content_hash"),
                        name="consent_scan_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at", None),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consent_scan_struck_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdScan",
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
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="students.household",
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
                "verbose_name": "scan of a household's certificate",
                "verbose_name_plural": "scans of households' certificates",
                "ordering": ["attached_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("household", "content_hash"),
                        name="household_scan_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("struck_at", None),
                            models.Q(("struck_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="household_scan_struck_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="guardian",
            name="students",
            field=models.ManyToManyField(
                related_name="guardians", through="students.Guardianship", to="students.student"
            ),
        ),
        migrations.AddIndex(
            model_name="guardian",
            index=models.Index(
                condition=models.Q(("phone", ""), _negated=True),
                fields=["phone", "id"],
                name="guardian_phone",
            ),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
