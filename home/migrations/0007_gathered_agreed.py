from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_recordings_gathered"),
    ]

    operations = [
        migrations.AddField(
            model_name="gatheredwork",
            name="agreed_on",
            field=models.DateField(blank=True, null=True, verbose_name="agreed on"),
        ),
        migrations.AddField(
            model_name="gatheredwork",
            name="agreed_words",
            field=models.CharField(blank=True, max_length=300, verbose_name="agreed to"),
        ),
    ]
