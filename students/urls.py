from django.urls import path

from students.views import classes, consents, guardians, rosters, sign_in, staff, students

app_name = "students"

urlpatterns = [
    path("sign-in/", sign_in.pupil, name="sign-in"),
    path("sign-in/staff/", sign_in.staff, name="staff-sign-in"),
    path("sign-in/password/", sign_in.password, name="password"),
    path("sign-out/", sign_in.out, name="sign-out"),
    path("c/<str:secret>/", sign_in.card, name="card"),
    path("classes/", classes.index, name="classes"),
    path("classes/<uuid:uid>/", classes.detail, name="class"),
    path("classes/<uuid:uid>/cards/", classes.class_cards, name="class-cards"),
    path("classes/<uuid:uid>/list.xlsx", classes.export, name="class-export"),
    path("students/", students.index, name="students"),
    path("students/new/", students.add, name="student-add"),
    path("students/<uuid:pk>/", students.detail, name="student"),
    path("students/<uuid:pk>/edit/", students.edit, name="student-edit"),
    path("students/<uuid:pk>/pin/", students.pin, name="student-pin"),
    path("students/<uuid:pk>/card/", students.card, name="student-card"),
    path("students/<uuid:pk>/card/stop/", students.stop_cards, name="student-card-stop"),
    path("students/<uuid:pk>/guardians/new/", guardians.link, name="guardian-add"),
    path("students/<uuid:pk>/guardians/<uuid:guardian>/account/", guardians.account, name="guardian-account"),
    path("students/<uuid:pk>/guardians/<uuid:guardian>/unlink/", guardians.unlink, name="guardian-unlink"),
    path("students/<uuid:pk>/consents/new/", consents.record, name="consent"),
    path("students/<uuid:pk>/consents/<slug:purpose>/withdraw/", consents.withdraw, name="consent-withdraw"),
    path("staff/", staff.index, name="staff"),
    path("staff/new/", staff.add, name="staff-add"),
    path("staff/<str:username>/", staff.person, name="staff-member"),
    path("staff/<str:username>/password/", staff.password, name="staff-password"),
    path("staff/<str:username>/close/", staff.close, name="staff-close"),
    path("staff/<str:username>/roles/<int:pk>/withdraw/", staff.withdraw, name="role-withdraw"),
    path("rosters/", rosters.index, name="rosters"),
    path("rosters/new/", rosters.upload, name="roster-upload"),
    path("rosters/<uuid:pk>/", rosters.detail, name="roster"),
    path("rosters/<uuid:pk>/apply/", rosters.confirm, name="roster-apply"),
    path("rosters/<uuid:pk>/undo/", rosters.take_back, name="roster-undo"),
    path("rosters/<uuid:pk>/discard/", rosters.discard, name="roster-discard"),
    path("rosters/<uuid:pk>/left-out.xlsx", rosters.left_out, name="roster-left-out"),
    path("abilities/", staff.abilities_table, name="abilities"),
    # Before Wagtail's own routes, so that its sign-in page is ours.
    path("admin/login/", sign_in.to_staff_door, name="admin-sign-in"),
]
