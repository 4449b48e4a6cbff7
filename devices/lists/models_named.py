"""Which model a delivery means: by its whole name, its model alone, or what a person chose. No guess."""

from collections import defaultdict

from devices.models import DeviceModel
from devices.numbers import bare
from lms.text import fold


class ModelsNamed:
    def __init__(self, batch, answers):
        """`answers["models"]`: {what the list says: id of a model, or the fields of a new one}."""
        self.of_batch = list(batch.device_models.all())
        self.known = defaultdict(set)
        for model in DeviceModel.objects.all():
            for name in (f"{model.maker} {model.name}", model.name):
                self.known[_key(name)].add(model)
        self.answers = {_key(said): told for said, told in (answers.get("models") or {}).items()}
        self.usual = self._named(answers["model"]) if answers.get("model") else None
        self.made = {}
        # {key: as the list says it} of those that nobody has explained yet.
        self._unknown = {}

    @property
    def unknown(self):
        return list(self._unknown.values())

    def of(self, row):
        """The model, or None with the reason noted."""
        if not row.model_said:
            found = self.usual or (self.of_batch[0] if len(self.of_batch) == 1 else None)
            if found is None:
                row.note("model_missing", "model")
            return found
        found = self._named(row.model_said)
        if found is None:
            self._unknown.setdefault(_key(row.model_said), row.model_said)
            row.note("model_unknown", "model", value=row.model_said)
        elif self.of_batch and found not in self.of_batch:
            models = ", ".join(map(str, self.of_batch))
            row.note("model_not_of_batch", "model", value=row.model_said, models=models)
            return None
        return found

    def _named(self, said):
        key = _key(said)
        if key in self.answers:
            return self._answered(key, self.answers[key])
        # «Máy tính bảng Samsung Galaxy Tab A9»: the kind of thing in front says nothing.
        found = self.known.get(key) or self.known.get(_key(_without_kind(said))) or ()
        return next(iter(found)) if len(found) == 1 else None

    def _answered(self, key, told):
        if isinstance(told, dict):
            if key not in self.made:
                known = self.known.get(_key(f"{told['maker']} {told['name']}"))
                self.made[key] = next(iter(known)) if known else self._twin(told) or DeviceModel(**told)
            return self.made[key]
        return DeviceModel.objects.filter(pk=told).first()

    def _twin(self, told):
        """Two spellings in the list that a person explains as one new model."""
        same = (one for one in self.made.values() if (one.maker, one.name) == (told["maker"], told["name"]))
        return next(same, None)


def _key(said):
    return bare(fold(said))


def _without_kind(said):
    folded = fold(said)
    for kind in ("may tinh bang", "may tinh xach tay", "may tinh", "tablet", "laptop", "dien thoai", "may"):
        if folded.startswith(kind + " "):
            return said[len(kind) + 1 :]
    return said
