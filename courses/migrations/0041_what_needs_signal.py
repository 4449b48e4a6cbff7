from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0040_schools_of_copies"),
    ]

    operations = [
        migrations.AddField(
            model_name="libraryentry",
            name="needs_signal",
            field=models.BooleanField(default=False),
        ),
    ]
