"""Addresses of the room «signal and SIM cards»; part of devices/urls.py."""

from django.urls import path

from devices.views import carriers, connectivity, coverage, external, grants, plans, points, sim_life, wifi

urlpatterns = [
    path("sims/", connectivity.index, name="sims"),
    path("sims/add/", connectivity.add, name="sim_add"),
    path("sims/export/", connectivity.export, name="sims_export"),
    path("sims/ending/", plans.ending, name="plans_ending"),
    path("sims/renew/", plans.renew_many, name="sims_renew"),
    path("sims/usage/", external.take_in, name="external_usage"),
    path("sims/ask/", carriers.ask, name="carrier_ask"),
    path("sims/<str:iccid>/", connectivity.detail, name="sim"),
    path("sims/<str:iccid>/edit/", connectivity.edit, name="sim_edit"),
    path("sims/<str:iccid>/state/", sim_life.step, name="sim_step"),
    path("sims/<str:iccid>/replace/", sim_life.replace, name="sim_replace"),
    path("sims/<str:iccid>/device/", sim_life.insert, name="sim_insert"),
    path("sims/<str:iccid>/plan/", plans.plan, name="sim_plan"),
    path("sims/<str:iccid>/plan/<int:pk>/void/", plans.void_plan, name="plan_void"),
    path("carrier-requests/", carriers.index, name="carrier_requests"),
    path("carrier-requests/send/", carriers.send, name="carrier_send"),
    path("carrier-requests/sheet/", carriers.sheet, name="carrier_sheet"),
    path("carrier-requests/answers/", carriers.take_answers, name="carrier_answers"),
    path("carrier-requests/<str:reference>/again/", carriers.ask_again, name="carrier_again"),
    path("carrier-requests/<str:reference>/call-off/", carriers.call_off, name="carrier_call_off"),
    path("signal/", coverage.index, name="coverage"),
    path("signal/report/", coverage.report, name="coverage_report"),
    path("signal/home/", coverage.home, name="signal_home"),
    path("points/", points.index, name="points"),
    path("points/add/", points.add, name="point_add"),
    path("points/<int:pk>/", points.detail, name="point"),
    path("points/<int:pk>/edit/", points.edit, name="point_edit"),
    path("points/<int:pk>/signal/", points.signal, name="point_signal"),
    path("support-points/", points.public, name="points_public"),
    path("wifi/", wifi.index, name="wifi"),
    path("wifi/contracts/add/", wifi.contract, name="wifi_contract"),
    path("wifi/contracts/<int:pk>/", wifi.contract_edit, name="wifi_contract_edit"),
    path("wifi/measures/add/", wifi.measure, name="wifi_measure"),
    path("grants/", grants.index, name="grants"),
    path("grants/add/", grants.add, name="grant_add"),
    path("grants/<int:pk>/end/", grants.end, name="grant_end"),
]
