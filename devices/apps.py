from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "devices"

    def ready(self):
        from devices import guards, usage
        from devices import panels as device_panels
        from lms import modules, outbox
        from students import panels

        guards.register()
        outbox.register("usage.day", usage.take)
        modules.register("devices/heartbeat.js")
        panels.register("student", device_panels.pupil_devices, order=20)
