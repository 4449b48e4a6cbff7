from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "students"

    def ready(self):
        from django.utils.translation import gettext_lazy as _

        from lms import event_words, outbox, refusals
        from students import dossier_parts, erasing_parts, finding, guards, models, retention

        # The worker must know what it may be asked to do.
        from students.movement.rollover import jobs as roll_over_jobs  # noqa: F401
        from students.notices import reading
        from students.roster import jobs  # noqa: F401

        outbox.register("notice.read", reading.take)
        event_words.name("notice.read", _("Notices that were read"))
        finding.register_own()
        dossier_parts.register()
        erasing_parts.register()
        guards.register()
        retention.register_own()
        refusals.at("students/<uuid:pk>/", models.Student)
        refusals.at("classes/<uuid:uid>/", models.SchoolClass, "uid")
        refusals.at("consents/<str:number>/", models.ConsentPaper, "number")
        refusals.at("requests/<uuid:pk>/", models.DataRequest)
        refusals.at("notices/<uuid:pk>/", models.Notice)
        refusals.at("transfers/<uuid:pk>/", models.Transfer)
        refusals.at("movements/<uuid:pk>/", models.Movement)
        refusals.at("new-year/<uuid:pk>/", models.RollOver)
        refusals.at("rosters/<uuid:pk>/", models.RosterImport)
        refusals.asked("school", models.School, "code")
        refusals.asked("class", models.SchoolClass, "uid")
        refusals.asked("student", models.Student, "pk")
