"""One parent of the demo who signs in: the mother of the pupil who is shown around, who also looks
after a child of her sister in 6B."""

from home.demo import secrets
from home.demo.names import MONG
from students.models import Guardianship, User

USERNAME = "ph.sung"


def account_of_parent(cast):
    """Her account, linked to both children; made once, and set right when it was changed."""
    own = cast.pupils("MN")[0]
    in_6b = cast.students[cast.classes["MN", "6B"]]
    nephew = next((pupil for pupil in in_6b if pupil.ethnic_group_id == MONG), in_6b[0])
    mother = own.guardianships.select_related("guardian").get(relation=Guardianship.Relation.MOTHER).guardian
    user, made = User.objects.get_or_create(username=USERNAME, defaults={"full_name": mother.full_name})
    if made:
        user.set_password(secrets.password(USERNAME))
        user.save(update_fields=["password"])
    if mother.user_id != user.pk:
        mother.user = user
        mother.save(update_fields=["user"])
    for child, relation in ((own, Guardianship.Relation.MOTHER), (nephew, Guardianship.Relation.OTHER)):
        Guardianship.objects.get_or_create(guardian=mother, student=child, defaults={"relation": relation})
    return user
