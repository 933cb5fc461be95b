"""Who makes a request, who a policy names, and whether the one is among the other."""

from __future__ import annotations

ANONYMOUS = "anyone, not signed in"
STRANGER = "any AWS principal of any other account"
STRANGER_ADDRESS = "93.184.216.34"
