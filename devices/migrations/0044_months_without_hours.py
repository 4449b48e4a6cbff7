from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("devices", "0043_grades_together")]

    operations = [
        migrations.CreateModel(
            name="HoursForgotten",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(unique=True, verbose_name="month")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "month without hours",
                "verbose_name_plural": "months without hours",
            },
        ),
    ]
