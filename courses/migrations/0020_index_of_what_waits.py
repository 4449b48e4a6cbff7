from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0019_quiz_rules")]

    operations = [
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("to_mark__gt", 0)),
                fields=["page", "school_class"],
                name="attempt_to_mark",
            ),
        ),
    ]
