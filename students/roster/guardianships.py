"""The adults who answer for some pupils, and what rows say otherwise about them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from lms.text import fold
from students.models import Guardianship

from .values import is_no_better_name


@dataclass
class GuardianChanges:
    """Guardians a pupil has, those to add as the row tells them, and what changes of known ones."""

    known: list = field(default_factory=list)
    new: list = field(default_factory=list)
    # (guardian, {field: value})
    changed: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.new or self.changed)


class Guardianships:
    def __init__(self, students):
        self._links, self._children = defaultdict(list), Counter()
        same = {}
        links = Guardianship.objects.filter(student__in=students).select_related("guardian")
        for link in links:
            # Brothers and sisters share one guardian: what one row changes the next row sees.
            link.guardian = same.setdefault(link.guardian_id, link.guardian)
            self._links[link.student_id].append(link)
        children = Guardianship.objects.filter(guardian__in=same).values_list("guardian", flat=True)
        self._children.update(children)

    def of(self, student):
        return self._links.get(student.pk, [])

    def compare(self, entry):
        """`GuardianChanges` of a row whose pupil was found; a father of another name is kept, and said."""
        links = self.of(entry.student)
        found = GuardianChanges(known=[link.guardian for link in links])
        for told in entry.guardians:
            same = [link for link in links if fold(link.guardian.full_name) == fold(told["full_name"])]
            parent = told["relation"] in ("father", "mother")
            other = [link for link in links if parent and link.relation == told["relation"]]
            if same:
                if changes := self._changes(same[0].guardian, told):
                    found.changed.append((same[0].guardian, changes))
            elif other:
                entry.note(
                    "guardian_differs",
                    f"{told['relation']}_name",
                    old=other[0].guardian.full_name,
                    relation=other[0].get_relation_display(),
                    new=told["full_name"],
                )
            else:
                found.new.append(told)
        return found

    def _changes(self, guardian, told):
        # Who answers for several children, or signs in, is not rewritten from one list.
        free = not guardian.phone or (self._children[guardian.pk] == 1 and not guardian.user_id)
        changes = {}
        if told["phone"] and told["phone"] != guardian.phone and free:
            changes["phone"] = told["phone"]
        if not is_no_better_name(guardian.full_name, told["full_name"]) and not guardian.user_id:
            changes["full_name"] = told["full_name"]
        return changes
