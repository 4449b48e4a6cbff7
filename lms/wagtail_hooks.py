from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def admin_widgets():
    return format_html('<script src="{}"></script>', static("lms/js/admin-widgets.js"))


@hooks.register("insert_global_admin_css")
def admin_looks():
    return format_html('<link rel="stylesheet" href="{}">', static("lms/css/admin.css"))


@hooks.register("construct_help_menu")
def no_help_in_english(request, menu_items):
    """Wagtail's own guide is in English and outside."""
    menu_items.clear()
