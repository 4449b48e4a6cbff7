"""What `students` itself keeps about a pupil (students/dossier.py)."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.models import Look, Receipt
from students import dossier, looked
from students.dossier import table
from students.models import ConsentScan, NoticeRead
from students.models.schools import Signal


def register():
    dossier.register(
        dossier.Part(
            "person",
            gettext_lazy("The person"),
            {
                "students.Household",
                "students.PovertyRecord",
                "students.PolicyRecord",
                "students.HouseholdScan",
                "students.Guardian",
                "students.Guardianship",
                "students.CardToken",
                "students.User",
            },
            person,
            order=10,
        )
    )
    dossier.register(
        dossier.Part(
            "school",
            gettext_lazy("Classes and schools"),
            {"students.Enrolment", "students.Movement", "students.Transfer"},
            school,
            order=20,
        )
    )
    dossier.register(
        dossier.Part(
            "consents",
            gettext_lazy("Consents of the family"),
            {
                "students.Consent",
                "students.ConsentPaper",
                "students.ConsentScan",
                "students.DataRequest",
            },
            consents,
            order=60,
        )
    )
    dossier.register(
        dossier.Part(
            "history",
            gettext_lazy("Who has looked, and what devices sent"),
            {"lms.Look", "lms.Receipt", "lms.Credential", "students.NoticeRead"},
            history,
            order=90,
        )
    )


def person(student):
    yield table(
        "about",
        _("About the pupil"),
        [student],
        full_name=_("full name"),
        code=_("sign-in code"),
        ministry_id=_("MOET student ID"),
        national_id=_("personal identification number"),
        date_of_birth=_("date of birth"),
        gender=_("gender"),
        ethnic_group=_("ethnic group"),
        commune=_("commune"),
        village=_("village"),
        address_as_written=_("address on paper"),
        phone=_("phone"),
        school=_("school"),
        status=_("state"),
        last_sign_in=(_("last sign-in"), "user.last_login"),
        account_since=(_("account since"), "user.date_joined"),
    )
    if household := student.household:
        yield table(
            "household",
            _("Household"),
            [household],
            head_name=_("head of household"),
            commune=_("commune"),
            village=_("village"),
            signal=(_("signal at home"), lambda household: Signal(household.signal).label),
        )
        yield table(
            "poverty",
            _("poverty records"),
            household.poverty_records.order_by("starts_on"),
            poverty_class=_("poverty class"),
            certificate=_("certificate no."),
            starts_on=_("from"),
            ends_on=_("to"),
        )
        yield table(
            "policies",
            _("policy records"),
            household.policy_records.order_by("starts_on"),
            kind=_("policy"),
            certificate=_("certificate no."),
            starts_on=_("from"),
            ends_on=_("to"),
        )
        yield table(
            "certificate_scans",
            _("scans of households' certificates"),
            household.scans.all(),
            attached_at=_("attached"),
            content_type=_("kind of file"),
            size=_("size"),
            struck_at=_("voided"),
        )
    yield table(
        "guardians",
        _("Parents and guardians"),
        student.guardianships.select_related("guardian__user"),
        name=(_("full name"), "guardian.full_name"),
        relation=_("relation"),
        phone=(_("phone"), "guardian.phone"),
        username=(_("Username"), "guardian.user.username"),
    )
    yield table(
        "cards",
        _("Sign-in cards"),
        student.card_tokens.order_by("made_at"),
        made_at=_("printed"),
        revoked_at=_("revoked"),
    )


def school(student):
    yield table(
        "enrolments",
        _("enrolments"),
        student.enrolments.select_related("school_class__school", "school_class__year").order_by("starts_on"),
        school_class=_("class"),
        school=(_("school"), "school_class.school"),
        year=(_("school year"), "school_class.year"),
        starts_on=_("from"),
        ends_on=_("to"),
        outcome=_("state"),
    )
    yield table(
        "movements",
        _("movements"),
        student.movements.order_by("done_at"),
        kind=_("what"),
        on=_("from"),
        note=_("note"),
        done_at=_("written down"),
        undone_at=_("undone"),
    )
    yield table(
        "transfers",
        _("transfers"),
        student.transfers.order_by("made_at"),
        comes_from=_("old school"),
        goes_to=_("new school"),
        paper_number=_("number of the transfer paper"),
        paper_date=_("date of the transfer paper"),
        left_on=_("left on"),
        arrived_on=_("came on"),
        reason=_("reason"),
        state=_("state"),
    )


def consents(student):
    yield table(
        "consents",
        _("consents"),
        student.consents.order_by("pk"),
        purpose=_("purpose"),
        text_version=_("version of the text"),
        given_by=_("who agreed"),
        given_how=_("how"),
        given_on=_("on"),
        child_agreed_on=_("the child agreed on"),
        withdrawn_at=_("withdrawn"),
    )
    yield table(
        "papers",
        _("consent sheets"),
        student.consent_papers.order_by("printed_at"),
        number=_("number"),
        text_version=_("version of the text"),
        printed_at=_("printed"),
        entered_at=_("typed in"),
    )
    yield table(
        "scans",
        _("scans of consent sheets"),
        ConsentScan.objects.filter(paper__student=student).select_related("paper"),
        number=(_("number"), "paper.number"),
        attached_at=_("attached"),
        content_type=_("kind of file"),
        size=_("size"),
        struck_at=_("voided"),
    )

    yield table(
        "requests",
        _("requests about data"),
        student.data_requests.order_by("asked_on"),
        kind=_("what is asked"),
        words=_("in the family's words"),
        asked_by=_("who asks"),
        asked_on=_("asked on"),
        answered_at=_("answered"),
        answer=_("answer"),
        done_at=_("settled"),
        outcome=_("outcome"),
        outcome_words=_("what was done, or why not"),
    )


def history(student):
    own = Q(model=student._meta.label_lower, object_id=str(student.pk))
    yield table(
        "looks",
        _("Who has looked"),
        Look.objects.filter(own).select_related("actor").order_by("pk"),
        at=_("When"),
        who=(_("Who"), "actor"),
        what=(_("What"), lambda look: str(looked.WORDS.get(look.what, look.what))),
    )
    yield table(
        "receipts",
        _("What the device sent"),
        Receipt.objects.filter(learner=student.user_id).order_by("pk") if student.user_id else (),
        received_at=_("When"),
        kind=_("what"),
        install=_("browser"),
    )
    yield table(
        "credentials",
        _("Keys of tablets for what others bring to school"),
        student.user.credentials.order_by("made_at") if student.user_id else (),
        made_at=_("When"),
        install=_("browser"),
        last_used_on=_("last used"),
        revoked_at=_("revoked"),
    )
    yield table(
        "notices",
        _("Notices that were read"),
        NoticeRead.objects.filter(user=student.user_id).select_related("notice").order_by("pk")
        if student.user_id
        else (),
        at=_("When"),
        notice=(_("notice"), "notice.title"),
    )
