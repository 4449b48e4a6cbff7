from .accessory_stock import AccessoryReceipt
from .allocations import WAITING_DAYS, Allocation, AllocationList, AllocationStep, BatchQuota
from .binding import BindingSuggestion, DeviceInstall, EnrolmentCode
from .carrier_requests import CarrierReason, CarrierRequest
from .claims import CLAIM_NEXT, CLAIM_WAITS, Claim, ClaimStep
from .connectivity import Carrier, PlanSubscription, PlanType, Sim, SimInsertion
from .coverage import SignalReport
from .disputes import Dispute
from .external import ExternalUsage
from .figures import SchoolFigures
from .grants import ConnectivityGrant
from .handovers import Handover
from .incident_photos import IncidentPhoto
from .inspections import CheckPoint, Inspection, InspectionMark, MachinePhoto
from .inventory import Device, equipped, not_equipped
from .kits import Kit, KitItem
from .ledger import HOLDERS, Assignment, Condition, holders_of
from .lists import DeviceList, DeviceListBlock, DeviceListWrite, ListedPaper
from .losses import Loss, LossScan, WriteOff, WriteOffLine, WriteOffScan
from .pictures import BatchPaper, DevicePhoto
from .point_diary import PointVisit, VisitPurpose
from .points import SupportPoint
from .priorities import PriorityOrder, PriorityRule
from .repairs import REPEAT_DAYS, FaultCode, RepairPart, RepairPhoto, RepairStep, RepairTicket, out_of_order
from .returns import ReturnPaper, ScannedReturn
from .rounds import CustodyRound, Sighting
from .scans import HandoverScan, ReturnScan
from .sim_life import SimEvent
from .stocktakes import (
    Stocktake,
    StocktakeExpected,
    StocktakeFollowUp,
    StocktakeScan,
    StocktakeUnexpected,
    seen_since,
    verified,
)
from .supply import GIFTS, Accessory, Batch, DeviceModel, Programme, ProgrammeOverride, Tenure
from .upkeep import Incident
from .usage import GradeMonth, HoursForgotten, HoursMonth, PutAside, SchoolMonth, UsageDay, UsageMonth
from .warranties import Warranty, warranty_of, warranty_until
from .wifi import WifiContract, WifiMeasure

__all__ = [
    "Accessory",
    "AccessoryReceipt",
    "Allocation",
    "AllocationList",
    "AllocationStep",
    "Assignment",
    "Batch",
    "BatchPaper",
    "BatchQuota",
    "BindingSuggestion",
    "CLAIM_NEXT",
    "CLAIM_WAITS",
    "Carrier",
    "CarrierReason",
    "CarrierRequest",
    "CheckPoint",
    "Claim",
    "ClaimStep",
    "Condition",
    "ConnectivityGrant",
    "CustodyRound",
    "Device",
    "DeviceInstall",
    "DeviceList",
    "DeviceListBlock",
    "DeviceListWrite",
    "DeviceModel",
    "DevicePhoto",
    "Dispute",
    "EnrolmentCode",
    "ExternalUsage",
    "FaultCode",
    "GIFTS",
    "GradeMonth",
    "HOLDERS",
    "Handover",
    "HandoverScan",
    "HoursForgotten",
    "HoursMonth",
    "Incident",
    "IncidentPhoto",
    "Inspection",
    "InspectionMark",
    "Kit",
    "KitItem",
    "ListedPaper",
    "Loss",
    "LossScan",
    "MachinePhoto",
    "PlanSubscription",
    "PlanType",
    "PointVisit",
    "PriorityOrder",
    "PriorityRule",
    "Programme",
    "ProgrammeOverride",
    "PutAside",
    "REPEAT_DAYS",
    "RepairPart",
    "RepairPhoto",
    "RepairStep",
    "RepairTicket",
    "ReturnPaper",
    "ReturnScan",
    "ScannedReturn",
    "SchoolFigures",
    "SchoolMonth",
    "Sighting",
    "SignalReport",
    "Sim",
    "SimEvent",
    "SimInsertion",
    "Stocktake",
    "StocktakeExpected",
    "StocktakeFollowUp",
    "StocktakeScan",
    "StocktakeUnexpected",
    "SupportPoint",
    "Tenure",
    "UsageDay",
    "UsageMonth",
    "VisitPurpose",
    "WAITING_DAYS",
    "Warranty",
    "WifiContract",
    "WifiMeasure",
    "WriteOff",
    "WriteOffLine",
    "WriteOffScan",
    "equipped",
    "holders_of",
    "not_equipped",
    "out_of_order",
    "seen_since",
    "verified",
    "warranty_of",
    "warranty_until",
]
