from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0065_points_without_signal"),
    ]

    operations = [
        migrations.AddField(
            model_name="quizpaper",
            name="tickets_until",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
