from django.urls import path

from students.views import sign_in

app_name = "students"

urlpatterns = [
    path("sign-in/", sign_in.pupil, name="sign-in"),
    path("sign-in/staff/", sign_in.staff, name="staff-sign-in"),
    path("sign-in/password/", sign_in.password, name="password"),
    path("sign-out/", sign_in.out, name="sign-out"),
    path("c/<str:secret>/", sign_in.card, name="card"),
    # Before Wagtail's own routes, so that its sign-in page is ours.
    path("admin/login/", sign_in.to_staff_door, name="admin-sign-in"),
]
