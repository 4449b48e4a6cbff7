from django import forms


class ToldForm(forms.ModelForm):
    """A form that can tell the log what it changed."""

    def before(self):
        """What the changed fields were."""
        return {name: self._plain(name, self.initial.get(name)) for name in self.changed_data}

    def after(self):
        return {name: self._plain(name, self.cleaned_data.get(name)) for name in self.changed_data}

    def _plain(self, name, value):
        """As the log keeps it: rows by what they are called, days and texts as they stand."""
        field = self.fields[name]
        if value is None or not hasattr(field, "queryset"):
            return None if value is None else str(value)
        if hasattr(value, "pk"):
            return str(value)
        if isinstance(value, (list, tuple)) or hasattr(value, "model"):
            return [str(one) for one in value]
        return str(field.queryset.model._base_manager.filter(pk=value).first() or "")
