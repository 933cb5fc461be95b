"""What Ajar remembers between starts, in one SQLite file: accounts without secrets, runs, findings.

`file.open_store` gives the Store that `accounts`, `runs` and `findings` work on; all of them raise StoreError
and nothing else of their own.
"""

from __future__ import annotations

from ajar.store.file import Store, default_path, open_store
from ajar.store.trouble import (
    DamagedStore,
    NameTaken,
    NewerStore,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreNotWritable,
)

__all__ = [
    "DamagedStore",
    "NameTaken",
    "NewerStore",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoreFull",
    "StoreNotWritable",
    "default_path",
    "open_store",
]
