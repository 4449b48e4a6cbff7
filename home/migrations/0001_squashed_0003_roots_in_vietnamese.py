from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import courses.fields
import courses.models.asked_first
import lms.slugs

open_the_house = import_module("home.migrations.0002_open_the_house").open_the_house
name_the_roots = import_module("home.migrations.0003_roots_in_vietnamese").name_the_roots


class Migration(migrations.Migration):
    initial = True

    # A database that has none of these yet is made in one step; others go on through them.
    replaces = [
        ("home", "0001_pages"),
        ("home", "0002_open_the_house"),
        ("home", "0003_roots_in_vietnamese"),
    ]

    dependencies = [
        ("courses", "0001_squashed_0005_publicity"),
        ("lms", "0001_squashed_0008_pupils_in_files"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences.",
                        max_length=400,
                        verbose_name="what this is",
                    ),
                ),
            ],
            options={
                "verbose_name": "home page",
                "verbose_name_plural": "home pages",
            },
            bases=(courses.models.asked_first.AskedFirst, lms.slugs.VietnameseSlug, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="NoticePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("text", models.TextField(max_length=400, verbose_name="text")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="shown until")),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
            },
            bases=(courses.models.asked_first.AskedFirst, lms.slugs.VietnameseSlug, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="SectionPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", models.TextField(blank=True, max_length=300, verbose_name="introduction")),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
            },
            bases=(courses.models.asked_first.AskedFirst, lms.slugs.VietnameseSlug, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="ArticlePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("date", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                (
                    "summary",
                    models.TextField(blank=True, max_length=300, verbose_name="in one or two sentences"),
                ),
                ("body", courses.fields.BodyField(blank=True, verbose_name="article")),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="lms.picture",
                        verbose_name="cover picture",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
            bases=(courses.models.asked_first.AskedFirst, lms.slugs.VietnameseSlug, "wagtailcore.page"),
        ),
        migrations.RunPython(open_the_house, migrations.RunPython.noop),
        migrations.RunPython(name_the_roots, migrations.RunPython.noop),
    ]
