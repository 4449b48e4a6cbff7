"""Words for which a pupil's post waits for its teacher; the department adds to them and takes away."""

from django.db import migrations

# What is a harmless word when it is typed without marks («ngủ», «bò», «đeo») counts only with them.
ONLY_WITH_MARKS = [
    "ngu",
    "đéo",
    "cặc",
    "lồn",
    "buồi",
    "địt",
    "đụ",
    "chó má",
    "đồ mèo",
    "thằng mèo",
    "dân mèo",
    "vãi",
]
ROWS = [
    "óc chó", "đồ chó", "thằng chó", "đồ ngu", "ngu như", "khốn nạn", "mất dạy", "vô học", "câm mồm", "cút đi",
    "đồ điên", "thằng điên", "con điên", "đồ mọi", "mọi rợ", "đồ lợn", "đánh chết", "giết mày", "đi chết",
    "chết đi", "con đĩ", "đồ đĩ", "bố mày", "mẹ mày", "mẹ kiếp", "đmm", "đm", "dm", "vcl", "vkl", "clgt", "dcm",
    "đcm", "vl", "cmm", "fuck", "đập mày",
]  # fmt: skip


def add(apps, schema_editor):
    words = apps.get_model("courses", "HeldWord")
    for text in ROWS:
        words.objects.get_or_create(text=text)
    for text in ONLY_WITH_MARKS:
        words.objects.get_or_create(text=text, defaults={"only_with_marks": True})


class Migration(migrations.Migration):
    dependencies = [("courses", "0049_exchange")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
