"""What was done to who gets in, by its code; and the limits of the logs that tell it."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES = {
    "deed_account_block_removed": marked("Removed the account's public access block"),
    "deed_account_block_set": marked("Set the account's public access block"),
    "deed_block_removed": marked("Removed the bucket's public access block"),
    "deed_block_set": marked("Set the bucket's public access block"),
    "deed_bucket_created": marked("Created the bucket"),
    "deed_bucket_deleted": marked("Deleted the bucket"),
    "deed_bucket_updated": marked("Changed the bucket's settings"),
    "deed_encryption_removed": marked("Removed the bucket's encryption settings"),
    "deed_encryption_set": marked("Set how the bucket encrypts"),
    "deed_iam_set": marked("Changed who has which role on the bucket"),
    "deed_list_set": marked("Changed the bucket's access list (ACL)"),
    "deed_organization_policy": marked("Changed an organization policy of the project"),
    "deed_ownership_removed": marked("Removed the bucket's object ownership setting"),
    "deed_ownership_set": marked("Set the bucket's object ownership"),
    "deed_payer_set": marked("Set who pays for requests"),
    "deed_point_created": marked("Created the access point"),
    "deed_point_deleted": marked("Deleted the access point"),
    "deed_point_policy_removed": marked("Removed the access point's policy"),
    "deed_point_policy_set": marked("Changed the access point's policy"),
    "deed_policy_removed": marked("Removed the bucket's policy"),
    "deed_policy_set": marked("Changed the bucket's policy"),
    "deed_project_iam_set": marked("Changed who has which role on the whole project"),
    "deed_website_removed": marked("Switched the bucket's website off"),
    "deed_website_set": marked("Set the bucket up as a website"),
    "trail_account_regions": marked(
        "Changes of the account's block are recorded in the region through which they were made. Ajar looks "
        "in us-east-1, the resource's region and that of the credentials."
    ),
    "trail_above_project": marked(
        "What was done to folders and to the organization above the project is in their own logs, which are "
        "not looked through."
    ),
    "trail_is_late": marked("CloudTrail keeps 90 days, and takes about 15 minutes to show an event."),
    "trail_of_others": marked(
        "What an organization sets is recorded in its own management account, and what an access point lets "
        "in is told with the access point."
    ),
    "trail_of_project": marked("Google Cloud keeps changes for 400 days in the log of the project."),
}
