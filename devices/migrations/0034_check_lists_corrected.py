import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("devices", "0033_months_together")]

    operations = [
        migrations.RemoveConstraint(model_name="inspection", name="inspected_once"),
        migrations.AddField(
            model_name="inspection",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrected_by",
                to="devices.inspection",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects", None)), fields=("line", "moment"), name="inspected_once"
            ),
        ),
    ]
