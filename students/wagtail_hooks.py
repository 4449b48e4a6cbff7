from wagtail import hooks

from students.viewsets import Registers, set_policies

set_policies()


@hooks.register("register_admin_viewset")
def registers():
    return Registers()
