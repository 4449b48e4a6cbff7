from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        from home import doors, dossier, shelving
        from home import panels as home_panels
        from lms import refusals
        from students import panels
        from students.models import SchoolClass

        shelving.register()
        doors.register_all()
        doors.register_steps()
        dossier.register()
        refusals.at("desk/classes/<uuid:uid>/", SchoolClass, "uid")
        panels.register("class", home_panels.class_work, order=10)
        panels.register("student", home_panels.pupil_learning, order=30)
