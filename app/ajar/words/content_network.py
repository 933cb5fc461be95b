"""What is said about what AWS's content network hands out of a bucket, by the codes, sorted."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "access_point_for_network": marked(
        "Its policy lets in CloudFront, which may serve what it reads to everyone: that was not looked at."
    ),
    "distribution_by_access_point": marked(
        "The distribution {id} asks through an access point; whether that is one of this bucket was not "
        "looked at."
    ),
    "distribution_disabled": marked("The distribution {id} is switched off."),
    "distribution_enabled": marked("The distribution {id} ({domain}) is switched on."),
    "distribution_not_decided": marked(
        "Whether the policy lets in the distribution {id} hangs on a condition that nothing here decides."
    ),
    "distribution_staging": marked(
        "The distribution {id} is a trial version of another one, which passes it some of its visitors."
    ),
    "distribution_tenants": marked(
        "The distribution {id} answers at its tenants' addresses, which were not looked at."
    ),
    "distributions_of_ours": marked(
        "CloudFront may ask on behalf of {who}, which you call your own; whom that serves cannot be seen "
        "from here."
    ),
    "distributions_unread": marked(
        "CloudFront may ask for the distribution {who}; whether that serves everyone could not be read."
    ),
    "gate_distribution": marked("Distribution"),
    "gate_signed_urls": marked("Signed addresses"),
    "gate_viewer_certificates": marked("Visitors' certificates"),
    "no_signed_urls": marked("The distribution {id} serves addresses that nobody signed."),
    "origin_identities_unread": marked(
        "It lets in CloudFront's identity {who}; whose that is could not be read."
    ),
    "origin_identity_of_others": marked(
        "It lets in CloudFront's identity {who}, which is another account's; whom that serves cannot be seen "
        "from here."
    ),
    "origin_identity_restricted": marked(
        "A block is on for this public policy; whether it stops the distribution {id} as well is not "
        "documented."
    ),
    "origin_signing_unread": marked("How the distribution {id} signs its requests could not be read."),
    "policy_lets_in_content_network": marked(
        "This statement lets in CloudFront, which may serve what it reads to everyone."
    ),
    "policy_lets_in_distribution": marked(
        "This statement lets in CloudFront for its distribution {id} ({domain})."
    ),
    "root_object_unread": marked(
        "Whether the distribution {id} lists the files at its address could not be read."
    ),
    "signed_urls": marked("The distribution {id} serves only addresses that you signed."),
    "viewer_certificates": marked("The distribution {id} wants a certificate of whoever asks."),
    "viewers_countries": marked("The distribution {id} turns away visitors from some countries."),
    "viewers_functions": marked(
        "A function of yours answers first at the distribution {id}, and may turn visitors away."
    ),
    "viewers_of_others": marked(
        "The account {who} may serve the files through its own CloudFront; to whom cannot be seen from here."
    ),
    "viewers_web_acl": marked(
        "A web firewall stands before the distribution {id}, and may turn visitors away; its rules were not "
        "read."
    ),
}
