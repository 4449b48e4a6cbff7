from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        from home import doors, dossier
        from home import panels as home_panels
        from students import panels

        doors.register_all()
        dossier.register()
        panels.register("class", home_panels.class_work, order=10)
        panels.register("student", home_panels.pupil_learning, order=30)
