"""Addresses of the plan: who receives a machine next (devices/allocating/)."""

from django.urls import path

from devices.views import allocation_front, allocation_lists, allocations, priorities

urlpatterns = [
    path("", allocation_front.index, name="allocations"),
    path("propose/", allocation_lists.propose, name="allocation_propose"),
    path("waiting/", allocation_front.waiting, name="allocations_waiting"),
    path("duplicates/", allocation_front.doubled, name="duplicates"),
    path("not-equipped/<slug:who>/", allocation_front.not_equipped, name="not_equipped"),
    path("orders/", priorities.index, name="priority_orders"),
    path("orders/add/", priorities.add, name="priority_order_add"),
    path("orders/<int:pk>/edit/", priorities.edit, name="priority_order_edit"),
    path("shares/<slug:code>/", priorities.quotas, name="batch_quotas"),
    path("decisions/", priorities.overrides, name="overrides"),
    path("decisions/add/", priorities.override_add, name="override_add"),
    path("lists/<uuid:pk>/", allocation_lists.detail, name="allocation_list"),
    path("lists/<uuid:pk>/add/", allocation_lists.add, name="allocation_add"),
    path("lists/<uuid:pk>/left-out/", allocation_lists.left_out, name="allocation_left_out"),
    path("lists/<uuid:pk>/list.<slug:ending>", allocation_lists.paper, name="allocation_paper"),
    path("lists/<uuid:pk>/<slug:act>/", allocation_lists.act, name="allocation_list_act"),
    path("lines/<uuid:pk>/", allocations.detail, name="allocation"),
    path("lines/<uuid:pk>/<slug:act>/", allocations.act, name="allocation_act"),
]
