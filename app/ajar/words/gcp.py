"""What is said about Google Cloud's grants, gates and caveats, by their codes, sorted."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "default_object_acl_unread": marked(
        "The list that new files start with could not be read; it may make each new file public."
    ),
    "gate_organization_prevention": marked("Organization's prevention"),
    "gate_public_access_prevention": marked("Public access prevention"),
    "gate_uniform_access": marked("Uniform access"),
    "groups_hold_others": marked(
        "A group has access. Who is in a group cannot be seen from here, and it may hold outsiders."
    ),
    "iam_authenticated": marked(
        "The bucket's permissions give the role {role} to anyone with a Google account."
    ),
    "iam_condition_not_understood": marked(
        "It holds under a condition that Ajar cannot decide: {expression}"
    ),
    "iam_external": marked("The bucket's permissions give the role {role} to {who}, outside."),
    "iam_malformed": marked("A part of the bucket's permissions is not in a form that Ajar knows."),
    "iam_nobody_outside": marked("The bucket's permissions name nobody outside."),
    "iam_organization": marked("The bucket's permissions give the role {role} to {who}, of your own."),
    "iam_public": marked("The bucket's permissions give the role {role} to anyone, without signing in."),
    "iam_unread": marked("The bucket's permissions could not be read."),
    "inherited_bindings_not_read": marked(
        "Access that is given on the whole project, its folder or organization was not looked at."
    ),
    "list_authenticated": marked("The bucket's old-style list gives {role} to anyone with a Google account."),
    "list_external": marked("The bucket's old-style list gives {role} to {who}, outside."),
    "list_malformed": marked("A part of the bucket's old-style list is not in a form that Ajar knows."),
    "list_nobody_outside": marked("The bucket's old-style list names nobody outside."),
    "list_organization": marked("The bucket's old-style list gives {role} to {who}, of your own."),
    "list_public": marked("The bucket's old-style list gives {role} to anyone, without signing in."),
    "list_unread": marked("The bucket's old-style list could not be read."),
    "lists_void": marked("Uniform access is on: old-style lists do not count."),
    "managed_folders_not_read": marked(
        "Managed folders were not looked at: one may be open in a bucket that is closed."
    ),
    "member_not_known": marked("Ajar does not know who {who} is; it may be anyone."),
    "new_objects_public": marked(
        "Each new file becomes public: the list that new files start with names anyone."
    ),
    "objects_may_have_acls": marked("Single files may have lists of their own, and were not looked at."),
    "organization_prevention_conditional": marked(
        "The organization prevents public access under a condition that Ajar cannot decide."
    ),
    "organization_prevention_off": marked("The organization does not prevent public access."),
    "organization_prevention_on": marked(
        "The organization prevents public access, whatever the bucket says."
    ),
    "organization_prevention_unread": marked(
        "Whether the organization prevents public access could not be read; it may hold what looks open."
    ),
    "permission_not_known": marked("The role {role} holds {permission}, which Ajar does not know."),
    "pool_admits_unknown": marked("Who can sign in through {who} is decided elsewhere, and may be many."),
    "prevention_off": marked("The bucket does not prevent public access."),
    "prevention_on": marked("The bucket prevents public access, whatever its permissions say."),
    "principal_not_placed": marked("Whose organization {who} belongs to cannot be seen from here."),
    "project_number_unread": marked("Whether {who} is this project or another could not be read."),
    "public_access_prevention_unread": marked("Whether the bucket prevents public access could not be read."),
    "role_not_known": marked("What the role {role} allows is not known."),
    "uniform_access_off": marked("Old-style lists count: uniform access is off."),
    "uniform_access_on": marked("Old-style lists do not count: uniform access is on."),
    "uniform_access_unread": marked("Whether old-style lists count could not be read."),
}
