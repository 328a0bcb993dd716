"""How Django meets this project: the app, and an admin site of its own."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class MemorialConfig(AppConfig):
    name = "memorial"
    verbose_name = _("Memorial")


class MemorialAdminConfig(AdminConfig):
    default_site = "memorial.desk.Desk"
