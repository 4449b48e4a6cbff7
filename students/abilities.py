"""What each role may do, in one table. Rows are acts in the users' words.

`can(user, "act", school=…)` asks; `@requires("act")` closes a view. Where a person may do it is
not asked here: every view still finds its objects through `visible_to`.
"""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from students import scope

# act: (who may, how it is said on screen)
ABILITIES = {
    "study": ({"pupil"}, _("study lectures and take quizzes")),
    "see class lists": (
        {"teacher", "school_admin", "commune_officer", "province_admin", "auditor"},
        _("see class lists"),
    ),
    "see pupils": (
        {"teacher", "school_admin", "commune_officer", "province_admin", "auditor"},
        _("see the pupils entrusted to them"),
    ),
    "follow own children": (
        {"guardian"},
        _("see what the own children have to do, have done, and which device they hold"),
    ),
    "see sensitive facts": (
        {"school_admin", "commune_officer", "province_admin", "auditor"},
        _("see ethnic group and poverty class (each look is noted)"),
    ),
    "write down certificates": (
        {"school_admin", "province_admin"},
        _("write down poverty class and certificates of households (each look is noted)"),
    ),
    "see who looked": (
        {"guardian", "school_admin", "province_admin", "auditor"},
        _("see who looked at, or took away, what about a pupil"),
    ),
    "take out a pupil's record": (
        {"guardian", "school_admin", "province_admin"},
        _("take out everything that is kept about a pupil, for the family"),
    ),
    "write down requests": (
        {"guardian", "teacher", "school_admin", "province_admin"},
        _("write down what a family asks about its data"),
    ),
    "read requests": (
        {"school_admin", "province_admin", "auditor"},
        _("read what families ask about their data, and what became of it"),
    ),
    "settle requests": (
        {"school_admin", "province_admin"},
        _("answer and settle what families ask about their data"),
    ),
    "see how long data is kept": (
        {"province_admin", "auditor"},
        _("see how long which data is kept, and what goes next"),
    ),
    "record consents": (
        {"teacher", "school_admin", "province_admin"},
        _("record and withdraw a family's consents"),
    ),
    "import class lists": ({"school_admin", "province_admin"}, _("import class lists from Excel")),
    "move pupils": (
        {"school_admin", "province_admin"},
        _("move pupils to other classes and schools, split and merge classes, begin a new school year"),
    ),
    "read movements": (
        {"school_admin", "province_admin", "auditor"},
        _("read which pupils came, went and changed class"),
    ),
    "print sign-in cards": (
        {"teacher", "school_admin", "province_admin"},
        _("print sign-in cards of pupils and parents, and renew PINs"),
    ),
    "write to parents": (
        {"teacher", "school_admin", "province_admin"},
        _("copy messages for the parents' group of a class"),
    ),
    "send notices": (
        {"teacher", "school_admin", "commune_officer", "province_admin"},
        _("send notices to classes, schools and their families, and see how many have read them"),
    ),
    "read notices": (
        {"pupil", "guardian", "teacher", "school_admin", "commune_officer", "province_admin", "author"}
        | {"approver", "auditor"},
        _("read the notices of the own class, school and commune"),
    ),
    "carry work": (
        {"teacher", "school_admin", "commune_officer", "province_admin"},
        _("bring to school what tablets of pupils hold without signal"),
    ),
    "give work": ({"teacher"}, _("give lectures and quizzes to a class")),
    "organise competitions": (
        {"teacher", "school_admin", "province_admin"},
        _("organise competitions: a teacher for the own class, a school for itself, the department"),
    ),
    "organise training": (
        {"school_admin", "commune_officer", "province_admin"},
        _("hold training classes for teachers and families"),
    ),
    "lead training": (
        {"teacher", "author", "approver", "school_admin", "commune_officer", "province_admin"},
        _("see and tick the people of the training classes that they hold or train"),
    ),
    "attend training": (
        {"teacher", "author", "approver", "school_admin", "commune_officer"},
        _("enrol in training classes by the own account"),
    ),
    "read training reports": (
        {"school_admin", "commune_officer", "province_admin", "auditor"},
        _("read what training came to, by commune, people and sex, without names"),
    ),
    "enter work contests": ({"pupil", "teacher"}, _("hand own works in to contests of works")),
    "judge works": (
        {"teacher", "author", "approver", "school_admin", "commune_officer", "province_admin"},
        _("judge works of contests, once an organiser has named them"),
    ),
    "see marks": (
        {"teacher", "school_admin", "province_admin", "auditor"},
        _("see what pupils did and their marks"),
    ),
    "keep marks": (
        {"teacher", "school_admin", "province_admin"},
        _("keep the mark book: type marks and remarks, show them to families"),
    ),
    "close terms": (
        {"school_admin", "province_admin"},
        _("close the mark books of a term, and open them again with a reason"),
    ),
    "author lectures": ({"author", "approver", "province_admin"}, _("write lectures and quizzes")),
    "write short lectures": (
        {"teacher", "author", "approver", "province_admin"},
        _("write short lectures for the own school and copy those of others"),
    ),
    "write questions": (
        {"teacher", "author", "approver", "province_admin"},
        _("write questions in the question bank"),
    ),
    "rate lectures": (
        {"teacher", "author", "approver", "school_admin"},
        _("tell colleagues what a lecture is good for"),
    ),
    "propose outside pages": (
        {"teacher", "author", "approver", "school_admin", "province_admin"},
        _("propose good pages of others for the library"),
    ),
    "report mistakes": (
        {"pupil", "teacher", "author", "approver", "school_admin", "commune_officer", "province_admin"},
        _("report a mistake in a lecture"),
    ),
    "settle mistakes": (
        {"teacher", "author", "approver", "province_admin"},
        _("answer mistakes that readers report in the own lectures"),
    ),
    "collect culture": (
        {"teacher", "author", "approver", "school_admin", "province_admin"},
        _("collect what people tell of their culture, and write down what they agreed to"),
    ),
    "speak for a community": (
        {"teacher", "author", "approver", "school_admin", "commune_officer", "province_admin"},
        _("read, for the own people, what is told of its culture before it is published"),
    ),
    "take part in the exchange": (
        {"pupil", "teacher", "school_admin"},
        _("ask and answer questions, and write on the boards of the own classes"),
    ),
    "moderate the exchange": (
        {"teacher", "school_admin"},
        _("read what the own classes ask and write, let posts be seen, hide them, answer reports"),
    ),
    "pair classes": ({"teacher"}, _("pair the own class with one of another school")),
    "keep held words": (
        {"province_admin"},
        _("keep the words that hold a post back until a teacher has read it"),
    ),
    "approve lectures": ({"approver", "province_admin"}, _("approve lectures")),
    "see devices": (
        {"teacher", "school_admin", "commune_officer", "province_admin", "auditor"},
        _("see devices and SIM cards"),
    ),
    "hand over devices": ({"school_admin", "province_admin"}, _("hand devices over and take them back")),
    "manage devices": (
        {"school_admin", "province_admin"},
        _("receive devices, SIM cards and data plans, and report damage"),
    ),
    "count devices": (
        {"teacher", "school_admin", "province_admin"},
        _("count machines, teachers those of their own classes, and say what is missing"),
    ),
    "keep device registers": (
        {"province_admin"},
        _("keep programmes, batches, device models and data plans of the whole province"),
    ),
    "read allocation lists": (
        {"school_admin", "commune_officer", "province_admin", "auditor"},
        _("read who is to receive a device, and why (each look is noted)"),
    ),
    "make allocation lists": (
        {"school_admin", "province_admin"},
        _("make the list of who is to receive a device, and send it to the province"),
    ),
    "approve allocation lists": (
        {"province_admin"},
        _("lay down the order of priority and each school's share, approve lists, allow a second device"),
    ),
    "report broken devices": (
        {"pupil", "guardian", "teacher", "school_admin", "province_admin"},
        _("say that a device is broken"),
    ),
    "report signal": (
        {"teacher", "school_admin", "commune_officer", "province_admin"},
        _("write down where there is signal, village by village"),
    ),
    "tell signal at home": (
        {"pupil", "guardian"},
        _("say whether there is signal at home"),
    ),
    "keep support points": (
        {"commune_officer", "province_admin"},
        _("keep the support points of the commune: hours, keeper, signal"),
    ),
    "write the diary of support points": (
        {"teacher", "school_admin", "commune_officer", "province_admin"},
        _("write the diary of the support points that they keep"),
    ),
    "see overview": (
        {"school_admin", "commune_officer", "province_admin", "auditor"},
        _("see the overview of equipment and use"),
    ),
    "see changes": ({"school_admin", "province_admin", "auditor"}, _("read the log of changes")),
    "see refusals": (
        {"province_admin", "auditor"},
        _("see who asked for what is not theirs and was refused"),
    ),
    "see staff": (
        {"teacher", "school_admin", "commune_officer", "province_admin", "auditor"},
        _("see the list of staff"),
    ),
    "arrange substitutes": (
        {"school_admin", "province_admin"},
        _("let a teacher stand in for another one for some days"),
    ),
    "give roles": ({"school_admin", "province_admin"}, _("give and withdraw roles")),
    "keep registers": ({"province_admin"}, _("keep the registers of places, schools, years and subjects")),
    "manage people": ({"school_admin", "province_admin"}, _("manage pupils, classes and accounts")),
}


def can(user, act):
    """Whether `user` may do `act` somewhere."""
    who, _words = ABILITIES[act]
    if not user.is_authenticated:
        return False
    # A superuser has no lessons and no children to show: what only families do, only they may.
    return bool(scope.of(user).kinds & who or (user.is_superuser and not who <= {"pupil", "guardian"}))


def scope_for(user, act):
    """What `user` sees by the roles that may do `act`."""
    who, _words = ABILITIES[act]
    return scope.of(user, kinds=who)


def can_in(user, act, school_class):
    """Whether `user` may do `act` with that class. Pages ask it for many acts, most of which the same roles
    may do: of one class it is looked up once for each set of roles."""
    if not can(user, act):
        return False
    sees = scope_for(user, act)
    kept = user.__dict__.setdefault("_can_in", {})
    asked = (sees.day, frozenset(sees.kinds), school_class.pk)
    if asked not in kept:
        kept[asked] = sees.classes(type(school_class).objects.filter(pk=school_class.pk)).exists()
    return kept[asked]


def requires(act):
    """Close a view to everybody who may not do `act` (403 in words; the sign-in page when signed out)."""
    ABILITIES[act]  # an unknown act fails at import

    def decorate(view):
        @wraps(view)
        def closed(request, *args, **kwargs):
            if not can(request.user, act):
                raise PermissionDenied(act)
            return view(request, *args, **kwargs)

        closed.requires = act
        return closed

    return decorate
