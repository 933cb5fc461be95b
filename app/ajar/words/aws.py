"""What is said about this provider's grants, gates and caveats, by their codes, sorted."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "access_point_block_not_public": marked(
        "The access point's block is about policies that AWS calls public, and its policy is not."
    ),
    "access_point_block_open": marked("The access point's own block lets a public policy count."),
    "access_point_block_shut": marked(
        "The access point keeps everyone outside the account away while its policy is public."
    ),
    "access_point_block_undecided": marked(
        "The access point's block is on; whether it acts on these policies is not decided."
    ),
    "access_point_block_unknown": marked(
        "Whether the access point holds back a public policy could not be read."
    ),
    "access_point_has_no_bucket": marked("There is no bucket behind the access point."),
    "access_point_lets_in_nobody": marked(
        "What both the access point's policy and the bucket's allow lets in nobody from outside."
    ),
    "access_point_lists_not_read": marked(
        "Access lists of the bucket and of its files were not looked at here: see the bucket."
    ),
    "access_point_may_let_in": marked("Whom both policies let in together could not be decided."),
    "access_point_policy_not_set": marked("There is no access point policy."),
    "access_point_policy_unread": marked("The access point's policy could not be read."),
    "access_point_unread": marked("The access point's bucket, network and block could not be read."),
    "access_points_anywhere": marked(
        "Access points of any account may lead to this bucket, and cannot be listed from here."
    ),
    "access_points_elsewhere": marked(
        "The access points of account {account} cannot be listed from here: it may let in anyone."
    ),
    "access_points_unread": marked("The bucket's access points could not be read."),
    "account_block_acls_open": marked("The account lets access lists for the public count."),
    "account_block_acls_shut": marked("The account ignores access lists for the public."),
    "account_block_acls_unknown": marked(
        "Whether the account ignores access lists for the public could not be read."
    ),
    "account_block_policy_not_public": marked(
        "The account's block is about policies that AWS calls public, and this one is not."
    ),
    "account_block_policy_open": marked("The account lets public policies count."),
    "account_block_policy_shut": marked(
        "The account keeps everyone outside it away from buckets with a public policy."
    ),
    "account_block_policy_undecided": marked(
        "The account's block is on; whether AWS calls this policy public, its documentation does not tell."
    ),
    "account_block_policy_unknown": marked(
        "Whether the account holds back public policies could not be read."
    ),
    "acl_group_not_known": marked("The access list names a group that Ajar does not know: {group}."),
    "acl_lets_in_account": marked("The access list gives {permission} to {who}."),
    "acl_lets_in_anyone": marked("The access list gives {permission} to anyone, without signing in."),
    "acl_lets_in_aws_users": marked("The access list gives {permission} to anyone with an AWS account."),
    "acl_lets_in_ours": marked("The access list gives {permission} to {who}, which you call your own."),
    "acl_malformed": marked("The access list is not in the form that AWS documents."),
    "acl_only_owner": marked("The access list names nobody but the bucket's owner."),
    "acl_unread": marked("The bucket's access list could not be read."),
    "acls_off": marked("Access lists are switched off: only policies count."),
    "action_not_known": marked("The policy allows {action}, which Ajar does not know."),
    "aws_calls_it_public": marked(
        "AWS calls this policy public, although no stranger is proven to get in by it: it looks at each "
        "statement alone, and counts few conditions and no denials. The block of public policies and the "
        "word “Public” in AWS's console go by that."
    ),
    "aws_does_not_call_it_public": marked(
        "AWS does not call this policy public, although strangers get in by it: the block of public policies "
        "does not hold it, and AWS's console does not warn of it."
    ),
    "bucket_block_acls_open": marked("The bucket lets access lists for the public count."),
    "bucket_block_acls_shut": marked("The bucket ignores access lists for the public."),
    "bucket_block_acls_unknown": marked(
        "Whether the bucket ignores access lists for the public could not be read."
    ),
    "bucket_block_policy_not_public": marked(
        "The bucket's block is about policies that AWS calls public, and this one is not."
    ),
    "bucket_block_policy_open": marked("The bucket lets a public policy count."),
    "bucket_block_policy_shut": marked(
        "The bucket keeps everyone outside the account away while its policy is public."
    ),
    "bucket_block_policy_undecided": marked(
        "The bucket's block is on; whether AWS calls this policy public, its documentation does not tell."
    ),
    "bucket_block_policy_unknown": marked("Whether the bucket holds back a public policy could not be read."),
    "bucket_elsewhere": marked(
        "The bucket {bucket} is another account's ({account}): its policy cannot be read from here."
    ),
    "condition_key_twice": marked(
        "It hangs on a condition that names a key twice, in different case: {operator} on {key}. AWS does "
        "not say which counts."
    ),
    "condition_not_known": marked("Whether the condition on {key} holds cannot be known from here."),
    "condition_not_understood": marked(
        "It hangs on a condition that Ajar does not understand yet: {operator} on {key}."
    ),
    "condition_operator_unclear": marked(
        "It hangs on a condition whose operator AWS does not document as it is written: {operator} on {key}."
    ),
    "condition_value_unclear": marked(
        "It hangs on a condition with a value that AWS does not say the meaning of: {operator} on {key}."
    ),
    "condition_without_values": marked(
        "It hangs on a condition without a value, and AWS does not say what that means: {operator} on {key}."
    ),
    "denial_unclear": marked("A denial may or may not be about them: their names do not tell."),
    "encrypted_for_nobody_outside": marked(
        "New files are encrypted with the key {key}, whose policy lets nobody from outside use it: "
        "they can read such files only as were encrypted otherwise."
    ),
    "encrypted_with_aws_key": marked(
        "New files are encrypted with the key that AWS keeps for S3, which nobody from outside can use: "
        "they can read such files only as were encrypted otherwise."
    ),
    "encrypted_with_key": marked(
        "New files are encrypted with the key {key}, whose policy lets in {who}; "
        "others from outside can read such files only as were encrypted otherwise."
    ),
    "encryption_keys_not_read": marked(
        "How the files are encrypted was not looked at: a key may keep outsiders from reading them."
    ),
    "federated_not_decided": marked(
        "It lets in who signs in through {who}; who that is cannot be seen from here."
    ),
    "gate_access_point_block": marked("Access point block"),
    "gate_account_block": marked("Account block"),
    "gate_bucket_block": marked("Bucket block"),
    "gate_network_origin": marked("Access point's network"),
    "gate_ownership": marked("Object ownership"),
    "gate_policy_denial": marked("Bucket policy"),
    "gate_requester_pays": marked("Requester pays"),
    "identity_not_known": marked(
        "It names the user or role with the unique id {who}, and whose that is, is not known from here."
    ),
    "json_key_twice": marked("“{key}” stands there twice, so that it is not clear which one counts."),
    "json_too_deep": marked("It is nested deeper than any policy."),
    "json_wrong": marked("It is not valid JSON at line {line}, column {column}."),
    "key_policy_not_decided": marked(
        "New files are encrypted with the key {key}; whether its policy lets outsiders use it is not decided."
    ),
    "key_policy_not_read": marked(
        "New files are encrypted with the key {key}, whose policy could not be read: "
        "it may keep outsiders from reading them."
    ),
    "network_not_known": marked(
        "It lets in the network {networks}, and whose that is, is not known from here."
    ),
    "network_origin_shut": marked("The access point answers to {vpc} alone, a network of this account."),
    "network_origin_unknown": marked(
        "The access point answers to {vpc} alone; whose network that is, is not known."
    ),
    "not_principal_unclear": marked("It lets in everyone but some, and it is not clear who is left out."),
    "organization_not_known": marked(
        "It lets in the organization {organization}; whether that is yours could not be read."
    ),
    "objects_of_others_not_covered": marked(
        "A file that another account put there and owns is not covered by the bucket's policy."
    ),
    "organization_policies_not_judged": marked(
        "The organization's resource control policies ({policies}) were not judged: "
        "they may keep outsiders away from this bucket."
    ),
    "organization_policies_not_read": marked(
        "What the organization forbids above this account, by resource control policies, was not read; "
        "its service control policies bind no outsider."
    ),
    "origin_identity_not_decided": marked(
        "It lets in CloudFront ({who}), which may serve what it reads to everyone."
    ),
    "ownership_open": marked("Access lists count: they are not switched off."),
    "ownership_shut": marked("Access lists are switched off."),
    "ownership_unknown": marked("Whether access lists count could not be read."),
    "policy_both": marked("A statement has both {element} and its opposite."),
    "policy_delegates_anywhere": marked(
        "This statement leaves it to the access points of any account whom to let in."
    ),
    "policy_delegates_elsewhere": marked(
        "This statement leaves it to the access points of account {account} whom to let in."
    ),
    "policy_denial_shut": marked("The policy denies what the access list gives."),
    "policy_lets_in_accounts": marked("This statement lets in {who}."),
    "policy_lets_in_anyone": marked("This statement lets in anyone, without signing in."),
    "policy_lets_in_aws_users": marked("This statement lets in anyone with an AWS account."),
    "policy_lets_in_later": marked("From {since} on, this statement lets in {who}."),
    "policy_lets_in_nobody": marked("The policy lets in nobody from outside."),
    "policy_lets_in_ours": marked("This statement lets in {who}, which you call your own."),
    "policy_lets_in_service": marked("This statement lets in {who}."),
    "policy_lets_in_through_point": marked(
        "This statement leaves it to access points whom to let in; {access_point} lets in {who}."
    ),
    "policy_malformed": marked("AWS would not take this policy: see line {line}, column {column}."),
    "policy_may_let_in": marked("This statement may let in {who}; not all of it could be decided."),
    "policy_may_let_in_service": marked("This statement may let in {who}; not all of it could be decided."),
    "policy_may_let_in_through_point": marked(
        "This statement leaves it to access points whom to let in; {access_point} may let in {who}."
    ),
    "policy_missing": marked("A part without {element}, which AWS wants there."),
    "policy_not_decided": marked("What the policy allows here could not be decided."),
    "policy_not_known": marked("AWS knows no element “{element}” there."),
    "policy_not_set": marked("There is no bucket policy."),
    "policy_over_budget": marked("The policy is too complex to decide in the time allowed."),
    "policy_unread": marked("The bucket's policy could not be read."),
    "policy_wrong_type": marked("{element} is not what AWS expects there ({expected})."),
    "policy_wrong_value": marked("{element} has a value that AWS would not take: “{value}”."),
    "principals_not_told_apart": marked(
        "Whether both policies mean the same people, their names do not tell: {who}."
    ),
    "principals_deleted": marked("This statement names a deleted user or role, who is nobody: {names}."),
    "requester_pays_open": marked("Whoever signs in gets through, and pays for it."),
    "requester_pays_shut": marked("Whoever asks has to pay: a request without signing in is refused."),
    "requester_pays_unknown": marked("Whether whoever asks has to sign in and pay could not be read."),
    "resource_not_understood": marked(
        "It is about a resource that Ajar does not understand yet: {resource}."
    ),
    "second_opinion_agrees": marked("A second opinion: {who} calls the policy {theirs}, as Ajar does."),
    "second_opinion_alone": marked(
        "A second opinion: {who} calls the policy {theirs}; AWS's documentation alone does not tell."
    ),
    "second_opinion_differs": marked(
        "A second opinion differs: {who} calls the policy {theirs}, and by AWS's documentation it is {ours}. "
        "Look at it yourself."
    ),
    "second_opinion_not_read": marked("No second opinion: {who} did not give one ({why})."),
    "service_not_decided": marked(
        "It lets in the AWS service {who}; on whose behalf that acts cannot be seen from here."
    ),
    "statement_conditions_shut": marked("Nobody outside meets this statement's conditions."),
    "statement_denied": marked("What this statement allows, another one denies."),
    "statement_ended": marked("This statement's time is over: it let people in until {until}."),
    "variable_not_decided": marked(
        "What the statement means hangs on a variable in it, and could not be decided."
    ),
    "vpc_endpoints_unread": marked("Which networks are your own could not be read."),
    "website_not_read": marked("Whether the bucket is also served as a website could not be read."),
}
