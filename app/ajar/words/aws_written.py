"""What is said in the commands and configurations that people run themselves, by the codes, sorted."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "written_cannot_remove": marked(
        "The policy of {name} cannot be removed: AWS only lets it be replaced by another."
    ),
    "written_import": marked(
        "Where your configuration already has this resource, change it there and leave this out: two of them "
        "would undo each other. The import block, which needs Terraform 1.5, takes over what is there now."
    ),
    "written_in_order": marked("Each command is run only if the one before it succeeded."),
    "written_nothing": marked("There is nothing to change."),
    "written_provider": marked("For a provider of the account {account} in the region {region}."),
    "written_provider_anywhere": marked("For a provider of the account {account}."),
    "written_remove": marked(
        "To be removed: the {resource} of {name}. Terraform removes only what it manages: delete that "
        "resource where your configuration has it, and apply. Where it has none, take the AWS CLI's commands."
    ),
    "written_what": marked("{what}: {name} in the account {account}"),
}
