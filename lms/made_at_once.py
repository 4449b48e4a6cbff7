"""Many tables of a new database made by one operation of a migration.

Django draws all models anew, with whatever hangs on them, after each operation; nearly everything here hangs
on the pupil and the school. Where an app makes all its tables in one go, that is time and nothing else.
"""

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


class MadeAtOnce(Operation):
    """The tables of `operations` as they stand after the last of them.

    They make models, and add fields, indexes and constraints to the same models; nothing else.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations):
        self.operations = operations
        self.names = [one.name_lower for one in operations if isinstance(one, CreateModel)]
        for one in operations:
            added_here = (
                isinstance(one, AddField | AddIndex | AddConstraint) and one.model_name_lower in self.names
            )
            if not (isinstance(one, CreateModel) or added_here):
                raise ValueError(f"{one.describe()}: not a part of making these tables")

    def deconstruct(self):
        return type(self).__name__, [self.operations], {}

    def state_forwards(self, app_label, state):
        # Drawn once, when they are asked for, and not for each of the operations.
        state.__dict__.pop("apps", None)
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for name in self.names:
            model = to_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for name in reversed(self.names):
            model = from_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self):
        return f"Make {len(self.names)} tables"
