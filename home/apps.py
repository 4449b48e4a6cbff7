from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        from courses import files
        from home import doors, dossier, erasing, retention, searching, shelving
        from home import panels as home_panels
        from home.culture import community, gate, gathering
        from home.models import (
            AgreementScan,
            TellerAgreement,
            TrainingCourse,
            TrainingEnrolment,
            TrainingList,
            TrainingSession,
        )
        from home.training import arriving, certificates, finding
        from lms import daily, refusals
        from students import consents, panels
        from students.models import Consent, SchoolClass

        shelving.register()
        searching.register()
        finding.register_own()
        doors.register_all()
        doors.register_steps()
        dossier.register()
        erasing.register()
        retention.register_own()
        gate.register()
        files.also_readable(community.may_hear)
        daily.register(community.ask_about_public_ones)
        arriving.register()
        certificates.register()
        consents.on_withdrawal(Consent.Purpose.LEARNING, gathering.forget)
        refusals.at("collecting/agreements/<uuid:uid>/", TellerAgreement, "uid")
        refusals.at("collecting/scans/<uuid:pk>/", AgreementScan)
        refusals.at("collecting/works/", SchoolClass, "uid", part="class_uid")
        refusals.at("training/<uuid:pk>/", TrainingCourse)
        refusals.at("training/lists/<uuid:pk>/", TrainingList)
        refusals.at("training/people/<uuid:pk>/", TrainingEnrolment)
        refusals.at("training/sessions/<uuid:pk>/", TrainingSession)
        refusals.at("desk/classes/<uuid:uid>/", SchoolClass, "uid")
        panels.register("class", home_panels.class_work, order=10)
        panels.register("student", home_panels.pupil_learning, order=30)
