"""Sentences of Django's admin that our languages say in their own words; English keeps them.

Django's Russian bends nothing (“Добавить статья”). Named here, a sentence is in our catalogs, which
are asked before Django's; nothing imports this room but a test.
"""

from django.utils.translation import gettext_noop as _

STOCK = [
    # Titles and buttons.
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    _("Add %(name)s"),
    _("Add another %(verbose_name)s"),
    _("Add another %(model)s"),
    _("Change selected %(model)s"),
    _("View selected %(model)s"),
    _("Delete selected %(verbose_name_plural)s"),
    _("Save and add another"),
    # What was done.
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("You may edit it again below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("Successfully deleted %(count)d %(items)s."),
    # What a save changed, in the history of a record.
    _("Added {name} “{object}”."),
    _("Changed {fields}."),
    _("Changed {fields} for {name} “{object}”."),
    _("Deleted {name} “{object}”."),
]
