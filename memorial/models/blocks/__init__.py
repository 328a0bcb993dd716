"""Block types, one module each; whatever lies in this folder is one."""

from importlib import import_module
from pkgutil import iter_modules

from memorial.models.blocks.base import Block, block_types, new_key

for _module in sorted(module.name for module in iter_modules(__path__) if module.name != "base"):
    import_module(f"{__name__}.{_module}")

__all__ = ["Block", "block_types", "new_key"]
