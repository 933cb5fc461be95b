"""What a report is made from: everything of the file in order, and nothing that does not fit together."""

from __future__ import annotations

import msgspec
import pytest

from ajar.model.access import Audience, State
from ajar.model.exposure import Exposure, Held, Reach, Unknown, Way
from ajar.model.facts import Reason
from ajar.model.scan import ScanFile, Tool, record
from ajar.report.handover import handover
from ajar.report.scan_file import UnreadableScan
from clouds.company_scan import company_scan
from verdicts import READ_AT, closed, open_by_policy

PUBLIC = Audience.PUBLIC
TORN = {
    "open to nobody": {"audience": Audience.EXTERNAL},
    "a way without its evidence": {"ways": (Way(evidence=9),)},
    "a way before the first": {"ways": (Way(evidence=-1),)},
    "a way through no gate": {"ways": (Way(evidence=0, gates=(9,)),)},
    "a grant without its evidence": {"held": (Held(audience=PUBLIC, evidence=9, by=()),)},
    "held by no gate": {"held": (Held(audience=PUBLIC, evidence=0, by=(9,)),)},
    "on the path no gate": {"held": (Held(audience=PUBLIC, evidence=0, by=(), gates=(9,)),)},
    "unknown without its evidence": {"unknown": (Unknown(setting="x", reason=Reason.DENIED, evidence=9),)},
    "an audience by no way": {"all": (Reach(audience=PUBLIC, ways=(9,)),)},
}


def scan(exposure: Exposure) -> ScanFile:
    finding = msgspec.structs.replace(open_by_policy(), exposure=exposure)
    return ScanFile(
        tool=Tool(name="ajar", version="0.1.0"),
        started=READ_AT,
        finished=READ_AT,
        accounts=(),
        resources=(record(finding, facts=False),),
    )


@pytest.mark.parametrize("parts", TORN.values(), ids=TORN)
def test_a_verdict_that_names_what_is_not_there_is_refused(parts: dict[str, object]) -> None:
    exposure = open_by_policy().exposure
    handover(scan(exposure))
    torn = Exposure(**{**{name: getattr(exposure, name) for name in exposure.__struct_fields__}, **parts})
    with pytest.raises(UnreadableScan, match="does not fit together"):
        handover(scan(torn))


def test_a_verdict_without_any_part_fits_together() -> None:
    assert closed().exposure.state is State.CLOSED
    assert len(handover(scan(Exposure(state=State.CLOSED))).entries) == 1


def test_everything_of_the_file_is_in_it_once_and_what_matters_first() -> None:
    report = handover(company_scan())
    assert len(report.entries) == len(company_scan().resources)
    ranks = [entry.row.rank for entry in report.entries]
    assert ranks == sorted(ranks)
    whose = [entry for account in company_scan().accounts for entry in report.of_account(account)]
    assert len(whose) == len(report.entries)
    assert all(entry.row.account_name == f"Acme {entry.row.account}" for entry in report.entries)
