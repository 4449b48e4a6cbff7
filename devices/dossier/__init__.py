"""What `devices` keeps about a pupil (students/dossier.py), noun by noun."""

from django.utils.translation import gettext_lazy

from students import dossier

from . import condition, damage, given_back, gone_wrong, handed_over, planned, use


def register():
    dossier.register(
        dossier.Part(
            "devices",
            gettext_lazy("Devices"),
            {
                "devices.Allocation",
                "devices.AllocationStep",
                "devices.Assignment",
                "devices.BindingSuggestion",
                "devices.ConnectivityGrant",
                "devices.Dispute",
                "devices.Inspection",
                "devices.InspectionMark",
                "devices.ListedPaper",
                "devices.Loss",
                "devices.MachinePhoto",
                "devices.RepairStep",
                "devices.RepairTicket",
                "devices.Sighting",
                "devices.Handover",
                "devices.HandoverScan",
                "devices.Incident",
                "devices.IncidentPhoto",
                "devices.ProgrammeOverride",
                "devices.PutAside",
                "devices.ReturnPaper",
                "devices.ReturnScan",
                "devices.SignalReport",
                "devices.UsageDay",
            },
            tables,
            order=30,
        )
    )


def tables(student):
    lines = handed_over.lines_of(student)
    papers = handed_over.papers_of(student, lines)
    yield from handed_over.tables(lines, papers)
    yield from condition.tables(lines, papers)
    yield from given_back.tables(lines)
    yield from planned.tables(student)
    yield from damage.tables(student, lines)
    yield from gone_wrong.tables(lines)
    yield from use.tables(student)
