from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "devices"

    def ready(self):
        from devices import guards, usage
        from lms import outbox

        guards.register()
        outbox.register("usage.day", usage.take)
