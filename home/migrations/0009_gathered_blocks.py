from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0008_training"),
    ]

    operations = [
        migrations.AddField(
            model_name="gatheredwork",
            name="block_ids",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
