"""The sentences that no single provider owns: reasons, doors, who somebody is."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES = {
    "through_access_point": marked("through an access point"),
    "through_cdn": marked("through a content network (CDN)"),
    "through_direct": marked("directly"),
    "through_website": marked("through its website address"),
    "why_budget": marked("too complex to decide in the time allowed"),
    "why_busy": marked("the provider kept asking to slow down"),
    "why_condition": marked("a condition not understood yet"),
    "why_denied": marked("not allowed to read it"),
    "why_malformed": marked("not in the form that the provider documents"),
    "why_unreachable": marked("no answer from the provider"),
    "why_unsupported": marked("not judged by Ajar yet"),
}
