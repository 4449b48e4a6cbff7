from django.db import migrations

LEAD = (
    "Bài giảng, bài kiểm tra và thiết bị cho học sinh Điện Biên. "
    "Học được cả khi không có sóng: bài tải về máy, bài làm tự gửi khi có mạng."
)


def open_the_house(apps, schema_editor):
    """Put our home page in the place of Wagtail's welcome page."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    ContentType = apps.get_model("contenttypes", "ContentType")
    HomePage = apps.get_model("home", "HomePage")

    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    kind, _made = ContentType.objects.get_or_create(app_label="home", model="homepage")
    title = "Sóng và máy tính cho em"
    home = HomePage.objects.create(
        title=title,
        draft_title=title,
        slug="home",
        content_type=kind,
        locale=Locale.objects.first(),
        path=f"{root.path}0001",
        depth=2,
        numchild=0,
        url_path="/home/",
        lead=LEAD,
        live=True,
        show_in_menus=False,
    )
    Page.objects.filter(pk=root.pk).update(numchild=1)
    Site.objects.create(hostname="localhost", port=80, site_name=title, root_page=home, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_pages"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(open_the_house, migrations.RunPython.noop)]
