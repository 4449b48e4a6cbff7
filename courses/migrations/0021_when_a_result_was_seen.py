from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0020_index_of_what_waits")]

    operations = [
        migrations.AddField("attempt", "result_seen_at", models.DateTimeField(null=True)),
        migrations.AddField("handback", "seen_at", models.DateTimeField(null=True)),
    ]
