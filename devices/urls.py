from django.urls import path

from devices.views import batches, binding, connectivity, handovers, incidents, inventory, registers, returns

app_name = "devices"

urlpatterns = [
    path("devices/", inventory.index, name="index"),
    path("devices/add/", inventory.add, name="add"),
    path("devices/mine/", incidents.mine, name="mine"),
    path("devices/batches/", batches.index, name="batches"),
    path("devices/batches/add/", batches.add, name="batch_add"),
    path("devices/registers/<slug:kind>/", registers.index, name="register"),
    path("devices/registers/<slug:kind>/add/", registers.add, name="register_add"),
    path("devices/registers/<slug:kind>/<int:pk>/", registers.edit, name="register_edit"),
    path("devices/batches/<slug:code>/", batches.detail, name="batch"),
    path("devices/batches/<slug:code>/edit/", batches.edit, name="batch_edit"),
    path("devices/<str:code>/", inventory.detail, name="device"),
    path("devices/<str:code>/edit/", inventory.edit, name="edit"),
    path("devices/<str:code>/bind/", binding.code, name="bind"),
    path("devices/<str:code>/unbind/<uuid:install>/", binding.unbind, name="unbind"),
    path("devices/<str:code>/report/", incidents.report, name="report"),
    path("devices/<str:code>/repair/", incidents.repair, name="repair"),
    path("devices/<str:code>/found/", incidents.found, name="found"),
    path("handovers/", handovers.index, name="handovers"),
    path("handovers/new/", handovers.new, name="new_handover"),
    path("handovers/<uuid:pk>/", handovers.detail, name="handover"),
    path("handovers/<uuid:pk>/paper/", handovers.paper, name="paper"),
    path("handovers/<uuid:pk>/return/", returns.take_back_paper, name="return"),
    path("handovers/<uuid:pk>/void/<uuid:line>/", returns.void_line, name="void"),
    path("handovers/classes/<uuid:uid>/", handovers.receivers, name="receivers"),
    path("sims/", connectivity.index, name="sims"),
    path("sims/add/", connectivity.add, name="sim_add"),
    path("sims/<str:iccid>/", connectivity.detail, name="sim"),
    path("sims/<str:iccid>/edit/", connectivity.edit, name="sim_edit"),
    path("sims/<str:iccid>/plan/", connectivity.plan, name="sim_plan"),
    path("sims/<str:iccid>/plan/<int:pk>/void/", connectivity.void_plan, name="plan_void"),
    path("d/<str:code>/", binding.open_code, name="open_code"),
]
