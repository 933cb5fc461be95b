"""What is said about a change on AWS before it is made: what breaks, who of ours, the way back; sorted."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "ahead_cloudfront_logs_stop": marked(
        "CloudFront's standard logs will no longer be delivered to this bucket. Which distributions send "
        "theirs here was not looked up."
    ),
    "ahead_distribution_by_point": marked(
        "The CloudFront distribution {id} ({domain}) asks through an access point; whether that leads to "
        "this bucket was not looked at."
    ),
    "ahead_distribution_goes_on": marked(
        "The CloudFront distribution {id} ({domain}) signs its requests and keeps access: it goes on serving."
    ),
    "ahead_distribution_stops": marked(
        "The CloudFront distribution {id} ({domain}) loses its access: it will stop serving files from "
        "this bucket."
    ),
    "ahead_distribution_undecided": marked(
        "Whether the CloudFront distribution {id} ({domain}) goes on serving could not be decided."
    ),
    "ahead_distribution_unsigned": marked(
        "The CloudFront distribution {id} ({domain}) asks without signing, as any stranger does: it will "
        "stop serving files from this bucket. An origin access control would let it go on."
    ),
    "ahead_distributions_not_known": marked(
        "Whether CloudFront serves files from this bucket could not be looked up."
    ),
    "ahead_files_not_known": marked(
        "Whether files are public by access lists of their own could not be looked up."
    ),
    "ahead_files_not_public": marked(
        "No file of the {looked} looked at, the first by name, is public by an access list of its own."
    ),
    "ahead_files_opened": marked(
        "Files that are public by access lists of their own: {public} of the {looked} looked at, the first "
        "by name. These lists will count again."
    ),
    "ahead_files_shut": marked(
        "Files that are public by access lists of their own: {public} of the {looked} looked at, the "
        "first by name. These lists will no longer count."
    ),
    "ahead_files_stay_public": marked(
        "Files that are public by access lists of their own: {public} of the {looked} looked at, the "
        "first by name. This change does not close them."
    ),
    "ahead_logs_not_known": marked(
        "Whether the access list lets logs be delivered to this bucket could not be read."
    ),
    "ahead_logs_stop": marked(
        "S3's access logs will no longer be delivered to this bucket. Which buckets send theirs here was "
        "not looked up."
    ),
    "ahead_named_not_known": marked("Who else loses access could not be looked up."),
    "ahead_new_policies_fail": marked(
        "From now on, S3 refuses new policies for this bucket that AWS calls public."
    ),
    "ahead_new_policies_fail_everywhere": marked(
        "From now on, S3 refuses new policies that AWS calls public, for every bucket of the account."
    ),
    "ahead_no_distribution": marked(
        "No CloudFront distribution of this account that is switched on serves files from this bucket. "
        "Other accounts' distributions cannot be seen from here."
    ),
    "ahead_no_files": marked("The bucket has no files."),
    "ahead_ours_keep": marked("Those of yours who are let in by name keep their access: {who}."),
    "ahead_ours_less": marked("Of those whom you call your own, these can do less than before: {who}."),
    "ahead_ours_out": marked("Of those whom you call your own, these lose access: {who}."),
    "ahead_outsiders_keep": marked("Those who are let in by name keep their access: {who}."),
    "ahead_outsiders_less": marked("These can do less than before: {who}."),
    "ahead_outsiders_out": marked("These lose access as well: {who}."),
    "ahead_own_keep": marked(
        "Of your own roles and users that get in by what goes, {count} of {total} have permissions of "
        "their own for it, and keep it: {names}. Permission boundaries and your organization's policies "
        "were not looked at."
    ),
    "ahead_own_keep_all": marked("Your own roles and users lose nothing by this change."),
    "ahead_own_lose": marked(
        "Of your own roles and users that get in by what goes, {count} of {total} have no permissions of "
        "their own for it, and lose it: {names}."
    ),
    "ahead_own_nobody": marked("The account has no roles or users that lose anything by this change."),
    "ahead_own_people_not_known": marked(
        "Which of your own roles and users lose access could not be looked up."
    ),
    "ahead_own_perhaps": marked(
        "Of your own roles and users that get in by what goes, {count} of {total} may lose it: {names}. "
        "It hangs on conditions, of what is left or of their own permissions."
    ),
    "ahead_public_uploads_fail": marked(
        "Uploads to this bucket that set an access list for the public will fail."
    ),
    "ahead_public_uploads_fail_everywhere": marked(
        "Uploads that set an access list for the public will fail, in every bucket of the account."
    ),
    "ahead_requests": marked(
        "The bucket had {count} requests of all kinds in the last {days} days, your own among them."
    ),
    "ahead_requests_none": marked("No request to this bucket was counted in the last {days} days."),
    "ahead_requests_not_counted": marked(
        "How much this bucket is used is not known: its request metrics are off."
    ),
    "ahead_requests_not_known": marked("How much this bucket was used lately could not be looked up."),
    "ahead_service_stops": marked("{service} loses its access to this bucket."),
    "ahead_services_keep": marked("Services of AWS that the policy names keep access: {services}."),
    "ahead_services_not_known": marked("Which services of AWS lose access could not be looked up."),
    "ahead_undo_by_organization": marked(
        "Whether your organization manages the account's block, and would refuse to have it put back, "
        "cannot be seen from here."
    ),
    "ahead_undo_deleted_principal": marked(
        "It cannot be put back: the policy names roles or users that were deleted ({ids}), and AWS "
        "refuses such a text."
    ),
    "ahead_undo_list_block_not_known": marked(
        "Whether it can be put back is not known: a block that refuses access lists for the public could "
        "not be read."
    ),
    "ahead_undo_list_blocked": marked(
        "It cannot be put back as things stand: a block refuses access lists for the public."
    ),
    "ahead_undo_lists_off": marked("It cannot be put back as things stand: access lists are switched off."),
    "ahead_undo_not_known": marked("Whether it can be put back could not be looked up."),
    "ahead_undo_ownership": marked(
        "It cannot be put back as things stand: access lists cannot be switched off while the list lets "
        "others in."
    ),
    "ahead_undo_policy_block_not_known": marked(
        "Whether it can be put back is not known: a block that refuses public policies could not be read."
    ),
    "ahead_undo_policy_blocked": marked(
        "It cannot be put back as things stand: a block refuses public policies, and AWS calls the old "
        "one public."
    ),
    "ahead_undo_policy_blocked_maybe": marked(
        "It may not be possible to put it back: a block refuses public policies, and whether AWS calls "
        "the old one public is not decided."
    ),
    "ahead_undo_policy_by_bucket": marked(
        "It may not be possible to put it back: a bucket behind the access point refuses public policies, "
        "and AWS may call the old one public."
    ),
    "ahead_undo_policy_stays": marked(
        "It cannot be put back: a Multi-Region Access Point's policy can be replaced, and not removed."
    ),
    "ahead_undo_possible": marked("It can be put back, as things stand."),
    "ahead_uploads_not_known": marked("Which uploads will fail could not be looked up."),
    "ahead_uploads_with_lists_fail": marked(
        "Uploads to this bucket that set an access list will fail, but for those that give its owner full "
        "control."
    ),
    "ahead_website_not_known": marked("Whether the bucket is a website could not be read."),
    "ahead_website_off": marked("The bucket is not a website."),
    "ahead_website_redirects": marked(
        "The bucket's website only sends its visitors elsewhere, and goes on doing so."
    ),
    "ahead_website_stops": marked(
        "The bucket's website stops for its visitors: {address}, and any address of yours that leads there."
    ),
    "ahead_write_by_organization": marked(
        "Whether your organization manages the account's block, and refuses this change, cannot be seen "
        "from here."
    ),
    "ahead_write_deleted_principal": marked(
        "AWS will refuse this change: the policy that is left names roles or users that were deleted "
        "({ids}). Block public access instead."
    ),
    "ahead_write_list_block_not_known": marked(
        "AWS may refuse this change: a block that refuses access lists for the public could not be read."
    ),
    "ahead_write_list_blocked": marked(
        "AWS will refuse this change: a block refuses access lists for the public."
    ),
    "ahead_write_lists_off": marked("AWS will refuse this change: access lists are switched off."),
    "ahead_write_not_known": marked("Whether AWS takes this change could not be looked up."),
    "ahead_write_ownership": marked(
        "AWS will refuse this change: access lists cannot be switched off while the list lets others in."
    ),
    "ahead_write_policy_block_not_known": marked(
        "AWS may refuse this change: a block that refuses public policies could not be read."
    ),
    "ahead_write_policy_blocked": marked(
        "AWS will refuse this change: a block refuses public policies, and AWS calls this one public."
    ),
    "ahead_write_policy_blocked_maybe": marked(
        "AWS may refuse this change: a block refuses public policies, and whether AWS calls this one "
        "public is not decided."
    ),
    "ahead_write_policy_by_bucket": marked(
        "AWS may refuse this change: a bucket behind the access point refuses public policies, and AWS "
        "may call this one public."
    ),
    "ahead_write_policy_stays": marked(
        "AWS will refuse this change: a Multi-Region Access Point's policy can be replaced, and not removed."
    ),
}
