"""A moment in time that knows its zone: a reading without one could not be compared with a policy's date."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

Moment = Annotated[datetime, msgspec.Meta(tz=True)]
