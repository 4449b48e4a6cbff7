from django.db import migrations

# What Wagtail's first migrations named «Root»: authors meet both in choosers.
PAGES, FILES = "Cả trang web", "Mọi tranh và tệp"


def name_the_roots(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Collection = apps.get_model("wagtailcore", "Collection")
    Page.objects.filter(depth=1, title="Root").update(title=PAGES, draft_title=PAGES)
    Collection.objects.filter(depth=1, name="Root").update(name=FILES)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_open_the_house")]

    operations = [migrations.RunPython(name_the_roots, migrations.RunPython.noop)]
