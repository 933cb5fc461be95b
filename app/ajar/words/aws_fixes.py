"""What is said about the fixes of AWS's kinds: their names, costs and choices, and why one cannot be made."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "choice_accounts": marked("Accounts that keep their access"),
    "choice_addresses": marked("Addresses that keep their access"),
    "choice_distribution": marked("CloudFront distribution that serves the bucket"),
    "choice_organization": marked("Organization that keeps its access"),
    "fix_addresses_too_wide": marked(
        "That is most of the internet: {addresses}. It would leave the bucket open."
    ),
    "fix_block_account_public_access": marked("Block public access on the whole account"),
    "fix_block_account_public_access_costs": marked(
        "It acts on every bucket of the account, also on those that are public on purpose, and on new ones."
    ),
    "fix_block_public_access": marked("Block public access on this bucket"),
    "fix_block_public_access_costs": marked(
        "Policy and access list stay as they are and are held back; the other accounts that a public policy "
        "names are kept away as well."
    ),
    "fix_deleted_principals": marked(
        "AWS refuses any new text of this policy while it names a deleted user or role ({names}): take that "
        "out by hand first, or block public access."
    ),
    "fix_enforce_bucket_owner": marked("Switch access lists off"),
    "fix_enforce_bucket_owner_costs": marked(
        "All access lists stop counting, those of the files as well, and an upload that sets one for others "
        "fails: the policy alone decides."
    ),
    "fix_narrow_to_account": marked("Leave the statement to your own account"),
    "fix_narrow_to_account_costs": marked(
        "Your own users, roles and servers keep what it gives them; everybody else loses it."
    ),
    "fix_narrow_to_accounts": marked("Leave the statement to some accounts"),
    "fix_narrow_to_accounts_costs": marked(
        "The users and roles of the accounts that you name keep what it gives them; everybody else loses it, "
        "your own account, too, where you do not name it."
    ),
    "fix_narrow_to_addresses": marked("Leave the statement to some addresses"),
    "fix_narrow_to_addresses_costs": marked(
        "Whoever asks from these addresses keeps what it gives; your own servers in AWS lose it where they "
        "come from elsewhere or through a network of their own."
    ),
    "fix_narrow_to_distribution": marked("Leave the bucket to a CloudFront distribution"),
    "fix_narrow_to_distribution_costs": marked(
        "Nobody gets the files directly any more; the distribution serves them to everyone as before, unless "
        "it asks for signed addresses."
    ),
    "fix_narrow_to_organization": marked("Leave the statement to your organization"),
    "fix_narrow_to_organization_costs": marked(
        "The accounts of your organization keep what it gives them; everybody else loses it."
    ),
    "fix_network_not_public": marked(
        "{value} is an address of private networks, and nobody asks from there over the internet."
    ),
    "fix_no_account_id": marked("“{value}” is no AWS account: its number has 12 digits."),
    "fix_no_network": marked("“{value}” is no address and no range of addresses such as 203.0.113.0/24."),
    "fix_no_such_distribution": marked(
        "“{value}” is no distribution that serves this bucket and signs what it asks of it."
    ),
    "fix_not_your_organization": marked("“{value}” is none of your organizations."),
    "fix_nothing_chosen": marked("Nothing is chosen yet for “{choice}”."),
    "fix_policy_not_removable": marked(
        "Nothing would be left of the policy, and AWS removes none from a Multi-Region Access Point: narrow "
        "the statement instead."
    ),
    "fix_remove_acl_grants": marked("Remove those outside from the access list"),
    "fix_remove_acl_grants_costs": marked(
        "The owner and everybody else in the list keep what they have; the files' own lists stay."
    ),
    "fix_remove_statement": marked("Remove the statement that lets them in"),
    "fix_remove_statement_costs": marked(
        "Everybody else in the policy keeps what they have; whoever lived off this statement loses it, your "
        "own users and roles among them."
    ),
    "fix_too_long": marked("The policy would be {size} bytes long, and AWS takes {most} at the most."),
    "fix_would_widen": marked("It would let somebody in who is out now."),
    "nothing_to_choose": marked("This fix leaves no choice called “{name}”."),
}
