"""Tables made by one operation: what its parts would have made, drawn once."""

import pytest
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from lms.made_at_once import MadeAtOnce


def parts():
    """Two tables that name each other."""
    return [
        migrations.CreateModel(
            "Box", [("id", models.BigAutoField(primary_key=True))], options={"indexes": []}
        ),
        migrations.CreateModel(
            "Lid",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("box", models.ForeignKey("lms.Box", models.PROTECT)),
            ],
        ),
        migrations.AddField("box", "lid", models.ForeignKey("lms.Lid", models.PROTECT, null=True)),
        migrations.AddIndex("box", models.Index(fields=["lid"], name="box_of_a_lid")),
    ]


def test_the_models_are_those_of_the_parts():
    one_by_one, at_once = ProjectState(), ProjectState()
    for one in parts():
        one.state_forwards("lms", one_by_one)
    at_once.apps  # noqa: B018 – drawn before, as in the middle of a migration
    MadeAtOnce(parts()).state_forwards("lms", at_once)
    assert at_once == one_by_one
    assert at_once.apps.get_model("lms", "box")._meta.indexes[0].name == "box_of_a_lid"


def test_what_touches_other_tables_is_refused():
    with pytest.raises(ValueError, match="not a part"):
        MadeAtOnce([*parts(), migrations.AddField("job", "box", models.IntegerField(null=True))])
