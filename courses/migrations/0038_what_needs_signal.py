from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0037_borrowed_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="libraryentry",
            name="needs_signal",
            field=models.BooleanField(default=False),
        ),
    ]
