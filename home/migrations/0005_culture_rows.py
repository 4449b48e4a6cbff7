from django.db import migrations

TOPICS = [
    ("policy", "Chính sách"),
    ("health", "Sức khỏe"),
    ("science", "Khoa học"),
    ("market", "Giá cả, thị trường"),
    ("farming", "Trồng trọt, chăn nuôi"),
    ("school", "Chuyện ở trường"),
]
KINDS = [
    ("festival", "Lễ hội"),
    ("custom", "Phong tục"),
    ("craft", "Nghề thủ công"),
    ("song", "Dân ca, lời hát"),
    ("dance", "Múa, nhạc cụ"),
    ("dress", "Trang phục"),
    ("food", "Món ăn"),
    ("script", "Chữ viết, tiếng nói"),
    ("tale", "Chuyện kể"),
    ("place-name", "Địa danh"),
]


def fill(apps, schema_editor):
    for name, rows in (("NewsTopic", TOPICS), ("CultureKind", KINDS)):
        model = apps.get_model("home", name)
        for place, (code, words) in enumerate(rows, start=1):
            model.objects.get_or_create(code=code, defaults={"name": words, "place": place * 10})


class Migration(migrations.Migration):
    dependencies = [("home", "0004_culture")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
