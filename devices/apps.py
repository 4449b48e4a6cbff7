from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "devices"

    def ready(self):
        from devices import (
            binding,
            dossier,
            erasing,
            event_words,
            finding,
            guards,
            point_diary,
            reporting,
            retention,
            tasks,
            usage,
        )
        from devices import panels as device_panels
        from devices.lists import jobs  # noqa: F401
        from devices.models import (
            Allocation,
            AllocationList,
            Device,
            DeviceList,
            Handover,
            Loss,
            RepairTicket,
            ReturnPaper,
            Sim,
            Stocktake,
            WriteOff,
        )
        from devices.morning import sync as morning
        from devices.stocktake import scanning
        from lms import daily, modules, outbox, refusals
        from students import panels, sign_in
        from students.models import SchoolClass

        dossier.register()
        erasing.register()
        event_words.register()
        guards.register()
        retention.register_own()
        morning.register()
        daily.register(tasks.every_night)
        outbox.register_stream("usage.day", usage.take)
        outbox.register(scanning.KIND, scanning.take)
        point_diary.register()
        outbox.register("device.reported", reporting.take)
        modules.register("devices/heartbeat.js")
        refusals.at("allocations/lists/<uuid:pk>/", AllocationList)
        refusals.at("allocations/lines/<uuid:pk>/", Allocation)
        refusals.at("devices/<str:code>/", Device, "code")
        refusals.at("devices/lists/<uuid:pk>/", DeviceList)
        refusals.at("handovers/<uuid:pk>/", Handover)
        refusals.at("handovers/classes/<uuid:uid>/", SchoolClass, "uid")
        refusals.at("handovers/returns/<uuid:pk>/", ReturnPaper)
        refusals.at("handovers/returns/classes/<uuid:uid>/", SchoolClass, "uid")
        refusals.at("sims/<str:iccid>/", Sim, "iccid")
        refusals.at("stocktakes/<uuid:pk>/", Stocktake)
        refusals.at("repairs/<uuid:pk>/", RepairTicket)
        refusals.at("losses/<uuid:pk>/", Loss)
        refusals.at("write-offs/<uuid:pk>/", WriteOff)
        panels.register("leaving", device_panels.leaving_pupil, order=20)
        panels.register("student", device_panels.pupil_devices, order=20)
        panels.register("class", device_panels.broken_in_class, order=20)
        finding.register_own()
        sign_in.own_device_checks.append(binding.is_own_machine)
