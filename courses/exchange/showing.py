"""Posts as one reader sees them: under which name, in which state, with which of their files."""

from django.utils.translation import gettext as _

from courses.models import Post, PostFile
from courses.models.class_talks import classes_led_by
from lms.text import sentence
from students import looked
from students.models import Consent

A_PAGE = 30
LINES = {Post.State.WITHDRAWN, Post.State.GONE}
TO_TAKE_BACK = {Post.State.SHOWN, Post.State.WAITING, Post.State.HELD}


def posts_of(thread, user):
    """What `user` reads of a thread, with a line where a post was hidden, was taken back or is gone."""
    mine = Post.objects.visible_to(user).filter(thread=thread)
    tombs = thread.posts.filter(state__in=[Post.State.HIDDEN, Post.State.WITHDRAWN, Post.State.GONE])
    return thread.posts.filter(pk__in=mine.values("pk")) | tombs


def told(posts, user):
    """The posts as a list for `user`, each with `author`, `is_mine`, `is_open` (its words are read), `said`
    (to its author), `files` and `on_their_way`, `decides`, `can_be_taken_back`; whoever is read by staff is
    noted. Few queries."""
    posts, is_pupil = list(posts), bool(user.student_or_none)
    led = set() if user.student_or_none else set(classes_led_by(user).values_list("pk", flat=True))
    named = _named_elsewhere(posts)
    files = _files_of(posts)
    own_class = own_class_ids(user)
    of_staff = _of_staff_to_decide(posts, user)
    for post in posts:
        post.is_mine = post.by_id == user.pk
        post.decides = post.school_class_id in led and (post.student_id is not None or post.pk in of_staff)
        is_read = post.state == Post.State.SHOWN or post.is_mine or post.decides
        post.is_open = is_read and post.state != Post.State.GONE
        if post.state == Post.State.WITHDRAWN:
            post.is_open = post.decides
        post.can_be_taken_back = post.is_mine and post.state in TO_TAKE_BACK
        is_own = post.is_mine or post.school_class_id in led or post.school_class_id in own_class
        is_of_asker = is_pupil and not post.is_mine and _is_of_asker(post)
        is_nameless = is_of_asker and post.thread.hides_asker
        post.author = _("a classmate") if is_nameless else author_of(post, is_own, named)
        post.said = said_of(post) if post.is_mine and post.state not in LINES else ""
        rows = [files[one] for one in post.file_ids if one in files and files[one].by_id == post.by_id]
        shows_files = post.is_open and not (is_of_asker and post.thread.keeps_files_from_class)
        post.files = rows if shows_files else []
        post.on_their_way = len(post.file_ids) - len(rows) if shows_files else 0
    note_read(user, posts)
    return posts


def _is_of_asker(post):
    thread = post.thread
    return thread.is_question and post.student_id is not None and post.student_id == thread.student_id


def _of_staff_to_decide(posts, user):
    """Posts of colleagues about which `user` decides, as the admin of their school."""
    keys = [post.pk for post in posts if post.student_id is None and post.by_id]
    if not keys or user.student_or_none:
        return set()
    return set(Post.objects.looked_after_by(user).filter(pk__in=keys).values_list("pk", flat=True))


def own_class_ids(user):
    student = user.student_or_none
    return set(student.enrolments.open().values_list("school_class", flat=True)) if student else set()


def note_read(user, posts):
    """Staff who read what pupils wrote stand in the log of looks."""
    if user.student_or_none:
        return
    pupils = {post.student_id: post.student for post in posts if post.student_id and post.is_open}
    if pupils:
        looked.note(user, "posts", *pupils.values(), once_a_day=True)


def author_of(post, is_own, named):
    """How the author is called: in the own class by name; to the other class by the given name and the class,
    and without the name unless the family and the child agreed to it (Consent.NAME)."""
    if post.by_id is None:
        return _("somebody who was deleted")
    if post.student_id is None:
        return str(post.by) if is_own else f"{post.by}, {post.school_class.school}"
    if is_own:
        return post.student.full_name
    place = {"name": post.school_class.name}
    if post.student_id in named:
        return _("%(given)s, class %(name)s") % {"given": post.student.given_name, **place}
    return _("a pupil of class %(name)s") % place


def _named_elsewhere(posts):
    """Pupils whose given name another school's class may read."""
    pupils = {post.student_id for post in posts} - {None}
    if not pupils or not any(post.thread.pairing_id for post in posts):
        return set()
    agreed = Consent.objects.agreed_to(Consent.Purpose.NAME).filter(student__in=pupils)
    return set(agreed.exclude(child_agreed_on=None).values_list("student", flat=True))


def _files_of(posts):
    keys = [post.pk for post in posts if post.file_ids]
    return {str(row.pk): row for row in PostFile.objects.filter(post_key__in=keys)} if keys else {}


def title_of(thread, user=None):
    """What stands for a thread in lists and above it."""
    if thread.first_state == Post.State.GONE:
        return _("A post that was deleted")
    if thread.first_state == Post.State.WITHDRAWN:
        return _("A post that was taken back")
    if thread.first_state == Post.State.HIDDEN and (user is None or thread.by_id != user.pk):
        return _("A post that was hidden")
    return thread.title or about_of(thread)


def about_of(thread):
    """What a question is about, in words that tell nothing of the question on a paper."""
    if thread.lecture_id:
        return _("About the lecture «%(title)s»") % {"title": thread.lecture.title}
    if thread.item_id:
        return _("About a question in «%(title)s»") % {"title": thread.item.paper.title}
    return _("A question to the teacher")


def asked_of(thread, user):
    """The wording of the question on a paper that is asked about: for staff, and for the class once it is
    shown to it; never for a pupil whose quiz is not over."""
    from courses.exchange.moderating import may_be_shared

    if thread.item_id is None:
        return ""
    if user.student_or_none and not may_be_shared(thread):
        return ""
    return thread.item.version.text


def said_of(post):
    """A sentence for its author: what became of the post."""
    if post.state == Post.State.HELD:
        words = _("Your post waits for your teacher, because there is %(rule)s in it: «%(found)s».")
        return words % {"rule": post.get_rule_display(), "found": post.found}
    if post.state == Post.State.WAITING:
        if post.rule == Post.Rule.ATTACHED:
            return _("Your photo or recording is for another school too, so your teacher looks at it first.")
        return _("Your teacher reads it first. Then your class sees it.")
    if post.state == Post.State.HIDDEN:
        words = _("Your teacher (%(by)s) has hidden this post: %(reason)s")
        if not post.student_id:
            words = _("%(by)s has hidden this post: %(reason)s")
        return words % {"by": post.decided_by, "reason": sentence(post.reason)}
    if not post.thread.is_before_the_class and post.student_id:
        return _("Sent. Your teachers read it, and nobody else of your class.")
    return _("Posted.")
