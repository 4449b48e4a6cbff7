from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0046_number_columns_and_load_plans"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="markcolumn",
            constraint=models.UniqueConstraint(
                fields=("school_class", "subject", "term", "kind", "number"), name="column_place_once"
            ),
        ),
    ]
