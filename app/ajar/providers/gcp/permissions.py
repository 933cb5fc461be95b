"""The least that scanning takes, and fixing, as a custom role that gcloud takes as it is."""

from __future__ import annotations

from collections.abc import Sequence

from ajar.providers.kind import Kind

_HEAD = """\
# gcloud iam roles create ajarScan --project=PROJECT --file=ajar-scan.yaml
title: Ajar scan
description: Reads how storage is configured. It opens no object and changes nothing.
stage: GA
includedPermissions:
"""


_FIX = """\
# gcloud iam roles create ajarFix --project=PROJECT --file=ajar-fix.yaml
title: Ajar fix
description: Reads how storage is configured, and changes who gets in. It downloads no object.
stage: GA
includedPermissions:
"""


def permissions(kinds: Sequence[Kind], /, *, fix: bool = False, who: bool = False) -> str:
    """A custom role's definition in YAML, with the permissions that listing and reading these kinds takes.

    With `fix` those, what looking ahead asks for, and what writing their settings takes; with `who` what
    looking up who changed them takes, too.

    "Creating and managing custom roles", https://cloud.google.com/iam/docs/creating-custom-roles,
    read 2026-11-24.
    """
    needed = {name for kind in kinds for name in kind.permissions}
    needed |= {name for kind in kinds for setting in kind.settings for name in setting.permissions}
    if fix:
        needed |= {name for kind in kinds for name in kind.ahead_permissions}
        needed |= {name for kind in kinds for setting in kind.settings for name in setting.write_permissions}
    if who:
        needed |= {name for kind in kinds if kind.trail is not None for name in kind.trail.permissions}
    return (_FIX if fix else _HEAD) + "".join(f"- {name}\n" for name in sorted(needed))
