"""Machines, SIMs, hand-overs, reports."""

from .roles import EVERYBODY, LEADERS, NOBODY_KNOWS, OTHER_STAFF, PLANNERS, PUPILS, READERS, STAFF, Route

ROUTES = {
    # Devices
    "devices:index": Route("/devices/", STAFF | OTHER_STAFF),
    "devices:add": Route("/devices/add/", LEADERS | {"other_admin"}),
    "devices:labels": Route(lambda c: c.paper and "/devices/labels/", LEADERS | {"other_admin"}),
    "devices:accessories": Route("/devices/accessories/", STAFF | OTHER_STAFF),
    "devices:accessories_of": Route(lambda c: f"/devices/accessories/{c.fixture('muong_nha').code}/", STAFF),
    "devices:device_photo_attach": Route(lambda c: f"/devices/{c.tablet.code}/photos/", LEADERS),
    "devices:device_photo": Route(
        lambda c: c.paper and f"/devices/{c.tablet.code}/photos/{c.device_photo.pk}/", STAFF
    ),
    "devices:device_photo_strike": Route(
        lambda c: f"/devices/{c.tablet.code}/photos/{c.device_photo.pk}/strike/", LEADERS
    ),
    "devices:batch_paper_attach": Route(lambda c: f"/devices/batches/{c.school_batch.code}/papers/", LEADERS),
    "devices:batch_paper": Route(
        lambda c: c.paper and f"/devices/batches/{c.tablet.batch.code}/papers/{c.batch_paper.pk}/", STAFF
    ),
    "devices:batch_paper_strike": Route(
        lambda c: c.paper and f"/devices/batches/{c.tablet.batch.code}/papers/{c.batch_paper.pk}/strike/",
        {"province_admin"},
    ),
    "devices:kits": Route("/devices/kits/", STAFF | OTHER_STAFF),
    "devices:kit_new": Route("/devices/kits/new/", LEADERS | {"other_admin"}),
    "devices:kits_many": Route("/devices/kits/many/", LEADERS | {"other_admin"}),
    "devices:kit_apart": Route(lambda c: f"/devices/kits/{c.kit.pk}/apart/", LEADERS),
    "devices:mine": Route(
        "/devices/mine/", PUPILS | LEADERS | {"guardian", "teacher", "other_teacher", "other_admin"}
    ),
    # The tablet of the matrix is in the pupil's hands; who presses without holding it finds nothing.
    "devices:suggest": Route(
        lambda c: c.paper and f"/devices/mine/{c.tablet.code}/this-is-it/", {"pupil"}, "post"
    ),
    "devices:use": Route("/devices/use/", LEADERS | {"other_admin"}),
    "devices:suggestion": Route(f"/devices/use/suggestions/{NOBODY_KNOWS}/", set(), "post"),
    "devices:late_use": Route(f"/devices/use/late/{NOBODY_KNOWS}/", set(), "post"),
    "devices:code_known": Route(lambda c: f"/devices/use/codes/{c.tablet.code}/", LEADERS, "post"),
    "devices:usage_of_nobody": Route("/usage/", EVERYBODY, "post"),
    "devices:ping": Route("/usage/ping/", EVERYBODY),
    "devices:batches": Route("/devices/batches/", STAFF | OTHER_STAFF),
    "devices:batch": Route(lambda c: c.paper and f"/devices/batches/{c.tablet.batch.code}/", STAFF),
    "devices:reports": Route("/devices/reports/", READERS),
    "devices:evidence": Route("/devices/reports/evidence/", READERS),
    "devices:report_of": Route("/devices/reports/still-reporting/", READERS),
    "devices:lists": Route("/devices/lists/", LEADERS | {"other_admin"}),
    "devices:list_upload": Route("/devices/lists/new/", LEADERS | {"other_admin"}),
    "devices:list": Route(lambda c: f"/devices/lists/{c.device_list.pk}/", LEADERS),
    "devices:list_left_out": Route(lambda c: f"/devices/lists/{c.device_list.pk}/left-out.xlsx", LEADERS),
    "devices:list_apply": Route(lambda c: f"/devices/lists/{c.device_list.pk}/apply/", LEADERS, "post"),
    "devices:list_undo": Route(lambda c: f"/devices/lists/{c.device_list.pk}/undo/", LEADERS, "post"),
    "devices:list_discard": Route(lambda c: f"/devices/lists/{c.device_list.pk}/discard/", LEADERS, "post"),
    "devices:device": Route(lambda c: c.paper and f"/devices/{c.tablet.code}/", STAFF),
    "devices:donor_report": Route(
        lambda c: c.paper and f"/devices/batches/{c.tablet.batch.code}/report/", READERS - {"other_admin"}
    ),
    "devices:held_on": Route(lambda c: c.paper and f"/devices/{c.tablet.code}/day/", STAFF),
    "devices:pupil_held_on": Route(lambda c: f"/devices/pupils/{c.giang.pk}/day/", STAFF),
    "devices:edit": Route(lambda c: f"/devices/{c.tablet.code}/edit/", LEADERS),
    "devices:batch_add": Route("/devices/batches/add/", LEADERS | {"other_admin"}),
    "devices:batch_edit": Route(lambda c: f"/devices/batches/{c.school_batch.code}/edit/", LEADERS),
    "devices:scan_in": Route(
        lambda c: f"/devices/batches/{c.school_batch.code}/scan/", {"school_admin", "province_admin"}
    ),
    "devices:register": Route("/devices/registers/plans/", LEADERS | {"other_admin"}),
    "devices:register_add": Route("/devices/registers/plans/add/", LEADERS | {"other_admin"}),
    "devices:register_edit": Route(
        lambda c: f"/devices/registers/models/{c.tablet.model_id}/", {"province_admin"}
    ),
    "devices:bind": Route(lambda c: f"/devices/{c.tablet.code}/bind/", LEADERS),
    "devices:unbind": Route(lambda c: f"/devices/{c.tablet.code}/unbind/{NOBODY_KNOWS}/", set(), "post"),
    "devices:report_photo": Route(lambda c: f"/devices/{c.tablet.code}/report/photos/{NOBODY_KNOWS}/", set()),
    "devices:report_any": Route("/devices/report/", LEADERS | OTHER_STAFF | PUPILS | {"guardian", "teacher"}),
    "devices:report": Route(
        lambda c: c.paper and f"/devices/{c.tablet.code}/report/", LEADERS | {"pupil", "guardian", "teacher"}
    ),
    "devices:repair_open": Route(lambda c: f"/devices/{c.tablet.code}/repair/", LEADERS),
    "devices:repairs": Route("/repairs/", STAFF | OTHER_STAFF),
    "devices:repair": Route(lambda c: f"/repairs/{c.repair.pk}/", STAFF),
    "devices:repair_step": Route(lambda c: f"/repairs/{c.repair.pk}/step/", LEADERS),
    "devices:repair_correct": Route(lambda c: f"/repairs/{c.repair.pk}/correct/", LEADERS),
    "devices:repair_claim": Route(lambda c: f"/repairs/{c.repair.pk}/claim/", LEADERS, "post"),
    "devices:repair_part": Route(lambda c: f"/repairs/{c.repair.pk}/parts/", LEADERS, "post"),
    "devices:repair_paper": Route(lambda c: f"/repairs/{c.repair.pk}/paper/", STAFF),
    "devices:repair_photo_attach": Route(lambda c: f"/repairs/{c.repair.pk}/photos/", LEADERS),
    "devices:repair_photo": Route(lambda c: f"/repairs/{c.repair.pk}/photos/{c.damage_photo.pk}/", STAFF),
    "devices:repair_photo_strike": Route(
        lambda c: f"/repairs/{c.repair.pk}/photos/{c.damage_photo.pk}/strike/", LEADERS
    ),
    "devices:lose": Route(lambda c: f"/devices/{c.tablet.code}/lost/", LEADERS),
    "devices:losses": Route("/losses/", STAFF | OTHER_STAFF),
    "devices:loss": Route(lambda c: f"/losses/{c.loss.pk}/", STAFF - {"teacher"}),
    "devices:loss_police": Route(lambda c: f"/losses/{c.loss.pk}/police/", LEADERS, "post"),
    "devices:loss_found": Route(lambda c: f"/losses/{c.loss.pk}/found/", LEADERS, "post"),
    "devices:loss_scan_attach": Route(lambda c: f"/losses/{c.loss.pk}/scans/", LEADERS),
    "devices:loss_scan": Route(
        lambda c: f"/losses/{c.loss.pk}/scans/{c.police_scan.pk}/", STAFF - {"teacher"}
    ),
    "devices:loss_scan_strike": Route(
        lambda c: f"/losses/{c.loss.pk}/scans/{c.police_scan.pk}/strike/", LEADERS
    ),
    "devices:write_offs": Route("/write-offs/", STAFF | OTHER_STAFF),
    "devices:write_off": Route(lambda c: f"/write-offs/{c.write_off.pk}/", STAFF - {"teacher"}),
    "devices:write_off_strike": Route(
        lambda c: f"/write-offs/{c.write_off.pk}/lines/{c.write_off.lines.first().pk}/strike/",
        LEADERS,
        "post",
    ),
    "devices:write_off_decide": Route(lambda c: f"/write-offs/{c.write_off.pk}/decide/", LEADERS, "post"),
    "devices:write_off_paper": Route(lambda c: f"/write-offs/{c.write_off.pk}/paper/", STAFF - {"teacher"}),
    "devices:write_off_scan_attach": Route(lambda c: f"/write-offs/{c.write_off.pk}/scans/", LEADERS),
    "devices:write_off_scan": Route(
        lambda c: f"/write-offs/{c.write_off.pk}/scans/{c.decision_scan.pk}/", STAFF - {"teacher"}
    ),
    "devices:write_off_scan_strike": Route(
        lambda c: f"/write-offs/{c.write_off.pk}/scans/{c.decision_scan.pk}/strike/", LEADERS
    ),
    "devices:handovers": Route("/handovers/", STAFF | OTHER_STAFF),
    "devices:new_handover": Route("/handovers/new/", LEADERS | {"other_admin"}),
    "devices:handover": Route(lambda c: f"/handovers/{c.paper.pk}/", STAFF),
    "devices:paper": Route(lambda c: f"/handovers/{c.paper.pk}/paper/", STAFF),
    "devices:scan_attach": Route(lambda c: f"/handovers/{c.paper.pk}/scans/", LEADERS),
    "devices:scan": Route(lambda c: f"/handovers/{c.paper.pk}/scans/{c.scan.pk}/", STAFF),
    "devices:scan_strike": Route(lambda c: f"/handovers/{c.paper.pk}/scans/{c.scan.pk}/strike/", LEADERS),
    "devices:return": Route(lambda c: f"/handovers/{c.paper.pk}/return/", LEADERS),
    "devices:given": Route("/handovers/new/teachers/", LEADERS | {"other_admin"}),
    "devices:due": Route("/handovers/due/", STAFF | OTHER_STAFF),
    "devices:correct": Route(
        lambda c: f"/handovers/{c.paper.pk}/correct/{c.paper.lines.first().pk}/", LEADERS
    ),
    "devices:swap": Route(lambda c: c.paper and f"/devices/{c.tablet.code}/swap/", LEADERS),
    "devices:lend": Route(lambda c: c.repair and f"/devices/{c.tablet.code}/lend/", LEADERS),
    "devices:rounds": Route("/handovers/rounds/", STAFF | OTHER_STAFF),
    "devices:round": Route(lambda c: f"/handovers/rounds/{c.round.pk}/", STAFF - {"teacher"}),
    "devices:round_class": Route(
        lambda c: f"/handovers/rounds/{c.round.pk}/classes/{c.class_6a.uid}/", LEADERS
    ),
    "devices:dispute": Route(
        lambda c: f"/handovers/{c.paper.pk}/dispute/", LEADERS | {"pupil", "guardian", "teacher"}
    ),
    "devices:dispute_answer": Route(lambda c: f"/handovers/{c.paper.pk}/dispute/{c.dispute.pk}/", LEADERS),
    "devices:inspection": Route(
        lambda c: f"/handovers/{c.paper.pk}/inspect/{c.paper.lines.first().pk}/out/", STAFF
    ),
    "devices:machine_photo_attach": Route(
        lambda c: f"/handovers/inspections/{c.inspection.pk}/photos/", LEADERS
    ),
    "devices:machine_photo": Route(
        lambda c: f"/handovers/inspections/{c.inspection.pk}/photos/{c.machine_photo.pk}/", STAFF
    ),
    "devices:machine_photo_strike": Route(
        lambda c: f"/handovers/inspections/{c.inspection.pk}/photos/{c.machine_photo.pk}/strike/", LEADERS
    ),
    "devices:returns": Route("/handovers/returns/", STAFF | OTHER_STAFF),
    "devices:leavers": Route("/handovers/returns/leavers/", LEADERS | {"other_admin"}),
    "devices:return_class": Route(lambda c: f"/handovers/returns/classes/{c.class_6a.uid}/", LEADERS),
    "devices:return_paper": Route(lambda c: f"/handovers/returns/{c.return_paper.pk}/", STAFF),
    "devices:return_pdf": Route(lambda c: f"/handovers/returns/{c.return_paper.pk}/paper/", STAFF),
    "devices:return_scan_attach": Route(lambda c: f"/handovers/returns/{c.return_paper.pk}/scans/", LEADERS),
    "devices:return_scan": Route(
        lambda c: f"/handovers/returns/{c.return_paper.pk}/scans/{c.return_scan.pk}/", STAFF
    ),
    "devices:return_scan_strike": Route(
        lambda c: f"/handovers/returns/{c.return_paper.pk}/scans/{c.return_scan.pk}/strike/", LEADERS
    ),
    "devices:void": Route(lambda c: f"/handovers/{c.paper.pk}/void/{c.paper.lines.first().pk}/", LEADERS),
    "devices:morning": Route(lambda c: f"/handovers/classes/{c.class_6a.uid}/morning/", LEADERS),
    "devices:scan_back": Route(lambda c: f"/handovers/classes/{c.class_6a.uid}/scan-back/", LEADERS),
    "devices:morning_papers": Route(
        lambda c: f"/handovers/classes/{c.class_6a.uid}/morning/papers/?on={c.paper.signed_on}", STAFF
    ),
    "devices:receivers": Route(lambda c: f"/handovers/classes/{c.class_6a.uid}/", STAFF),
    "devices:sims": Route("/sims/", STAFF | OTHER_STAFF),
    "devices:sim_add": Route("/sims/add/", LEADERS | {"other_admin"}),
    "devices:sims_export": Route("/sims/export/", STAFF | OTHER_STAFF),
    "devices:plans_ending": Route("/sims/ending/", STAFF | OTHER_STAFF),
    "devices:sims_renew": Route("/sims/renew/", LEADERS | {"other_admin"}),
    "devices:external_usage": Route("/sims/usage/", LEADERS | {"other_admin"}),
    "devices:coverage": Route("/signal/", STAFF | OTHER_STAFF),
    "devices:coverage_report": Route(
        "/signal/report/", LEADERS | {"teacher", "commune_officer", "other_teacher", "other_admin"}
    ),
    "devices:signal_home": Route("/signal/home/", PUPILS | {"guardian"}),
    "devices:points": Route("/points/", STAFF | OTHER_STAFF),
    "devices:points_public": Route("/support-points/", EVERYBODY),
    "devices:point_add": Route("/points/add/", {"commune_officer", "province_admin"}),
    "devices:point": Route(lambda c: f"/points/{c.point.pk}/", STAFF - {"teacher"}),
    "devices:point_month": Route("/points/month/", STAFF | OTHER_STAFF),
    "devices:point_diary": Route(
        lambda c: f"/points/{c.point.pk}/diary/", {"commune_officer", "province_admin"}
    ),
    "devices:point_visit_back": Route(
        lambda c: f"/points/visits/{c.visit.pk}/take-back/", {"commune_officer", "province_admin"}, "post"
    ),
    "devices:point_edit": Route(
        lambda c: f"/points/{c.point.pk}/edit/", {"commune_officer", "province_admin"}
    ),
    "devices:point_signal": Route(
        lambda c: f"/points/{c.point.pk}/signal/", {"commune_officer", "province_admin"}
    ),
    "devices:wifi": Route("/wifi/", STAFF | OTHER_STAFF),
    "devices:wifi_contract": Route("/wifi/contracts/add/", LEADERS | {"other_admin"}),
    "devices:wifi_contract_edit": Route(lambda c: f"/wifi/contracts/{c.wifi.pk}/", LEADERS),
    "devices:wifi_measure": Route("/wifi/measures/add/", LEADERS | {"other_admin"}),
    "devices:grants": Route("/grants/", STAFF | OTHER_STAFF),
    "devices:grant_add": Route("/grants/add/", LEADERS | {"other_admin"}),
    "devices:grant_end": Route(lambda c: f"/grants/{c.grant.pk}/end/", LEADERS),
    "devices:carrier_ask": Route("/sims/ask/", LEADERS | {"other_admin"}),
    "devices:carrier_requests": Route("/carrier-requests/", STAFF | OTHER_STAFF),
    "devices:carrier_send": Route("/carrier-requests/send/", LEADERS | {"other_admin"}, "post"),
    "devices:carrier_sheet": Route("/carrier-requests/sheet/", LEADERS | {"other_admin"}),
    "devices:carrier_answers": Route("/carrier-requests/answers/", LEADERS | {"other_admin"}),
    "devices:carrier_again": Route(
        lambda c: f"/carrier-requests/{c.carrier_request.reference}/again/", LEADERS, "post"
    ),
    "devices:carrier_call_off": Route(
        lambda c: f"/carrier-requests/{c.carrier_request.reference}/call-off/", LEADERS, "post"
    ),
    "devices:sim_step": Route(lambda c: f"/sims/{c.sim.iccid}/state/", LEADERS),
    "devices:sim_replace": Route(lambda c: f"/sims/{c.sim.iccid}/replace/", LEADERS),
    "devices:sim_insert": Route(lambda c: f"/sims/{c.sim.iccid}/device/", LEADERS),
    "devices:sim": Route(lambda c: f"/sims/{c.sim.iccid}/", STAFF - {"teacher"}),
    "devices:sim_edit": Route(lambda c: f"/sims/{c.sim.iccid}/edit/", LEADERS),
    "devices:sim_plan": Route(lambda c: f"/sims/{c.sim.iccid}/plan/", LEADERS),
    "devices:plan_void": Route(
        lambda c: f"/sims/{c.sim.iccid}/plan/{c.sim.subscriptions.first().pk}/void/", LEADERS, "post"
    ),
    "devices:upkeep": Route("/upkeep/", STAFF | OTHER_STAFF),
    "devices:stocktakes": Route("/stocktakes/", STAFF | OTHER_STAFF),
    "devices:stocktake_new": Route("/stocktakes/new/", LEADERS | {"teacher", "other_teacher", "other_admin"}),
    "devices:stocktake": Route(lambda c: f"/stocktakes/{c.stocktake.pk}/", LEADERS | {"teacher"}),
    "devices:stocktake_take_back": Route(
        lambda c: f"/stocktakes/{c.stocktake.pk}/scans/{c.stocktake.scans.first().pk}/take-back/",
        LEADERS | {"teacher"},
        "post",
    ),
    "devices:stocktake_result": Route(lambda c: f"/stocktakes/{c.stocktake.pk}/result/", STAFF),
    "devices:stocktake_follow_up": Route(
        lambda c: f"/stocktakes/{c.stocktake.pk}/missing/{c.tablet.code}/", LEADERS | {"teacher"}
    ),
    "devices:stocktake_paper": Route(lambda c: f"/stocktakes/{c.stocktake.pk}/paper/", STAFF),
    "devices:stocktake_workbook": Route(lambda c: f"/stocktakes/{c.stocktake.pk}/list.xlsx", STAFF),
    "devices:stocktake_close": Route(
        lambda c: f"/stocktakes/{c.stocktake.pk}/close/", LEADERS | {"teacher"}, "post"
    ),
    # The plan
    "devices:allocations": Route("/allocations/", PLANNERS | {"other_admin"}),
    "devices:allocation_propose": Route(
        lambda c: c.allocation_list and "/allocations/propose/", set(), "post"
    ),
    "devices:allocations_waiting": Route("/allocations/waiting/", PLANNERS | {"other_admin"}),
    "devices:duplicates": Route("/allocations/duplicates/", PLANNERS | {"other_admin"}),
    "devices:not_equipped": Route("/allocations/not-equipped/pupils/", PLANNERS | {"other_admin"}),
    "devices:priority_orders": Route("/allocations/orders/", PLANNERS | {"other_admin"}),
    "devices:priority_order_add": Route("/allocations/orders/add/", {"province_admin"}),
    "devices:priority_order_edit": Route(
        lambda c: f"/allocations/orders/{c.order.pk}/edit/", {"province_admin"}
    ),
    "devices:batch_quotas": Route(
        lambda c: f"/allocations/shares/{c.school_batch.code}/", {"province_admin"}
    ),
    "devices:overrides": Route("/allocations/decisions/", PLANNERS | {"other_admin"}),
    "devices:override_add": Route("/allocations/decisions/add/", {"province_admin"}),
    "devices:allocation_list": Route(lambda c: f"/allocations/lists/{c.allocation_list.pk}/", PLANNERS),
    "devices:allocation_add": Route(lambda c: f"/allocations/lists/{c.allocation_list.pk}/add/", LEADERS),
    "devices:allocation_left_out": Route(
        lambda c: f"/allocations/lists/{c.allocation_list.pk}/left-out/", PLANNERS
    ),
    "devices:allocation_paper": Route(
        lambda c: f"/allocations/lists/{c.allocation_list.pk}/list.xlsx", PLANNERS
    ),
    "devices:allocation_list_act": Route(
        lambda c: f"/allocations/lists/{c.allocation_list.pk}/fill/", LEADERS, "post"
    ),
    "devices:allocation": Route(lambda c: f"/allocations/lines/{c.allocation.pk}/", PLANNERS),
    "devices:allocation_act": Route(
        lambda c: f"/allocations/lines/{c.allocation.pk}/refuse/", LEADERS, "post"
    ),
    "devices:open_code": Route("/d/KHONGCO1/", set()),
}
