from .connectivity import Carrier, PlanSubscription, PlanType, Sim, SimInsertion
from .figures import SchoolFigures
from .inventory import Device, equipped, not_equipped
from .ledger import Assignment, Condition, Handover
from .scans import HandoverScan
from .supply import Accessory, Batch, DeviceModel, Programme, ProgrammeOverride, Tenure
from .upkeep import Incident, RepairTicket
from .usage import DeviceInstall, EnrolmentCode, UsageDay, UsageMonth

__all__ = [
    "Accessory",
    "Assignment",
    "Batch",
    "Carrier",
    "Condition",
    "Device",
    "DeviceInstall",
    "DeviceModel",
    "EnrolmentCode",
    "Handover",
    "HandoverScan",
    "Incident",
    "PlanSubscription",
    "PlanType",
    "Programme",
    "ProgrammeOverride",
    "RepairTicket",
    "SchoolFigures",
    "Sim",
    "SimInsertion",
    "Tenure",
    "UsageDay",
    "UsageMonth",
    "equipped",
    "not_equipped",
]
