"""What a report says around its findings: headings, labels, and how a change ended; by the codes, sorted."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "change_changed_elsewhere": marked("Not made: somebody else had changed it meanwhile"),
    "change_made": marked("Made, and not checked yet"),
    "change_not_made": marked("Not made"),
    "change_pending": marked("Made, and not seen to work yet"),
    "change_planned": marked("Planned, and not begun"),
    "change_still_open": marked("Made, but it is still open"),
    "change_undone": marked("Made, and put back since"),
    "change_verified": marked("Made and checked"),
    "change_writing": marked("Begun: how it ended is not known here"),
    "report_account": marked("Account"),
    "report_accounts": marked("What was looked at"),
    "report_by": marked("By whom"),
    "report_can": marked("What they can do"),
    "report_caveats": marked("Worth knowing"),
    "report_caveats_about": marked(
        "What no check of these settings can see. None of it is counted as open or as closed."
    ),
    "report_change": marked("Change"),
    "report_changes": marked("What was changed"),
    "report_closes": marked("What would close it"),
    "report_closes_nothing": marked("Ajar knows no change of its own that closes it."),
    "report_complete": marked("Everything could be read"),
    "report_contents": marked("Contents"),
    "report_effect": marked("What that means"),
    "report_ended": marked("How it ended"),
    "report_evidence": marked("Why"),
    "report_evidence_left_out": marked(
        "The text is left out, as the report would become too large. `ajar explain` shows it."
    ),
    "report_id": marked("Full name"),
    "report_identity": marked("Read by"),
    "report_in_brief": marked("in brief, to keep this page small: `ajar explain` tells the whole"),
    "report_incomplete": marked("Not everything could be read"),
    "report_missing": marked("Missing permission"),
    "report_more": marked("and {count} more"),
    "report_name": marked("Name"),
    "report_no_facts": marked(
        "The settings themselves are not in the scan file, so that none is quoted here. A scan with --facts "
        "has them."
    ),
    "report_nothing": marked("There is nothing here."),
    "report_on_purpose": marked("Open on purpose"),
    "report_on_purpose_why": marked("{reason} Said by {by}, until {day}."),
    "report_open": marked("Open to strangers"),
    "report_put_back": marked("Put back: {fix}"),
    "report_reached": marked("Reachable from the internet"),
    "report_read": marked("Read"),
    "report_request": marked("One request that gets through"),
    "report_request_from": marked("{person}: {action} on {target} from {source}"),
    "report_request_network": marked("{person}: {action} on {target}, through a network of their own"),
    "report_request_with": marked("{request}, with {context}"),
    "report_resources": marked("Resources"),
    "report_rest": marked("All the rest"),
    "report_root": marked(
        "Read with the root user's credentials: Ajar needs far less, and everything may be done with them."
    ),
    "report_shared": marked("Shared with named outsiders"),
    "report_shielded": marked("Held by a setting"),
    "report_shielded_about": marked(
        "Nobody outside gets in now. If the setting that holds it is switched off, these stand open."
    ),
    "report_standing": marked("Who can get in"),
    "report_tags": marked("Tags"),
    "report_then": marked("This is how it stood when it was read; it may have changed since."),
    "report_title": marked("Who can reach the storage"),
    "report_unchecked": marked("Could not be checked"),
    "report_unchecked_about": marked(
        "Each of these may be open: what decides it could not be read or judged."
    ),
    "report_unknown": marked("Not known"),
    "report_ways": marked("Ways in"),
    "report_what": marked("What"),
    "report_when": marked("When"),
    "report_who": marked("Who"),
    "report_why": marked("Why not"),
    "report_written": marked("Read from {started} to {finished}, with {tool}."),
}
