"""Who opens which desk: who decides about the class, or was named to mark its quiz second."""

from courses import judging, results
from courses.marking_desk.queue import Desk


def desk_of(user, uid, class_uid):
    """The Desk of a quiz (its key) and a class (its uid) for `user`; None for strangers."""
    named = (
        judging.marked_second_by(user).filter(page__translation_key=uid, school_class__uid=class_uid).first()
    )
    if named:
        return Desk(named.page, named.school_class, user)
    classes = judging.classes_judged_by(user).select_related("school").distinct()
    school_class = classes.filter(uid=class_uid).first()
    page = school_class and results.quizzes_of(school_class, user).filter(translation_key=uid).first()
    return Desk(page, school_class, user) if page else None
