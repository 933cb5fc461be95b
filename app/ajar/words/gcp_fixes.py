"""What is said about closing Google Cloud's buckets: the fixes, what they cost, and what was looked up."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "backend_not_known": marked(
        "Whether a load balancer serves files from this bucket could not be looked up."
    ),
    "backend_stops": marked(
        "A load balancer of this project serves files from this bucket ({names}). "
        "It reads them as a stranger unless it signs its requests, and would then stop."
    ),
    "files_stay_public": marked(
        "Some of its files are public by lists of their own, and stay so: {public} of {sample}."
    ),
    "fix_enforce_public_access_prevention": marked("Enforce public access prevention on this bucket"),
    "fix_enforce_public_access_prevention_costs": marked(
        "Nobody gets in without being named, neither to the bucket nor to single files; nobody can be let in "
        "that way while it is on. What the permissions and lists say stays, and counts again once it is off."
    ),
    "fix_remove_acl_entries": marked("Remove the outsiders from the bucket's list"),
    "fix_remove_acl_entries_costs": marked(
        "Whoever is removed can no longer see what is in the bucket. "
        "Single files keep lists of their own, and may stay open by them."
    ),
    "fix_remove_default_acl_entries": marked("Remove everybody from the list that new files start with"),
    "fix_remove_default_acl_entries_costs": marked(
        "It closes no file that is there already: it only keeps new files from becoming public. "
        "Whoever uploads files for the public has to say so for each of them."
    ),
    "fix_remove_members": marked("Remove the outsiders from the bucket's permissions"),
    "fix_remove_members_costs": marked(
        "Whoever is removed loses everything they could do here. Who has access otherwise keeps it."
    ),
    "fix_switch_to_uniform_access": marked("Switch to uniform access, and remove everybody"),
    "fix_switch_to_uniform_access_costs": marked(
        "All old-style lists stop counting, the bucket's and those of single files; access comes from the "
        "bucket's permissions alone. It can be undone for 90 days. "
        "Files that are uploaded meanwhile have no list of their own."
    ),
    "named_keep": marked("Outsiders who are named keep what they have: {who}."),
    "named_lose": marked("Outsiders who are named go: {who}."),
    "no_backend": marked("No load balancer of this project serves files from this bucket."),
    "no_file_public": marked("No file in it is public by a list of its own ({sample} looked at)."),
    "no_files": marked("There are no files in it."),
    "no_requests": marked("No requests were counted in the last {days} days."),
    "no_website": marked("It is not set up as a website."),
    "own_people_not_known": marked(
        "Whether people or programs of your own get in only because everyone does was not looked at."
    ),
    "requests_not_counted": marked(
        "How much it is used is not known: no requests are counted for this project in the last {days} days."
    ),
    "requests_not_known": marked("How much it is used could not be looked up."),
    "requests_seen": marked(
        "Requests counted in the last {days} days, your own and Ajar's among them: about {count}."
    ),
    "sample_not_known": marked(
        "Whether single files are public by lists of their own could not be looked up; those would stay open."
    ),
    "sample_not_public": marked(
        "None of the first {sample} files is public by a list of its own. Other files were not looked at."
    ),
    "sample_stays_public": marked(
        "Of the first {sample} files, some are public by lists of their own, and stay so: {public}. "
        "Other files were not looked at."
    ),
    "single_files_lose": marked(
        "Whoever gets at single files by their lists loses that, and so do your own project's people, "
        "where no role lets them read files. Who they are was not looked at."
    ),
    "undo_domains_not_known": marked(
        "Whether the organization would let those who go be let in again could not be looked up."
    ),
    "undo_lists_not_known": marked("Whether uniform access can be switched off could not be looked up."),
    "undo_may_be_refused_by_domains": marked(
        "The organization limits who may be given access. Letting those who go in again may be refused."
    ),
    "undo_may_be_refused_by_uniform_access": marked(
        "The organization may want uniform access: switching it off may be refused."
    ),
    "undo_organization_prevention_not_known": marked(
        "Whether the organization would let everybody be let in again could not be looked up."
    ),
    "undo_possible": marked("Nothing that was looked up stands in the way of undoing it."),
    "undo_prevention_not_known": marked(
        "Whether this bucket would let everybody be let in again could not be looked up."
    ),
    "undo_refused_by_conditions": marked(
        "Some permissions hold under a condition, which needs uniform access: switching it off is refused."
    ),
    "undo_refused_by_domains": marked(
        "The organization limits who may be given access. Letting those who go in again would be refused."
    ),
    "undo_refused_by_lock": marked("Uniform access was on for 90 days, and can no longer be switched off."),
    "undo_refused_by_managed_folders": marked(
        "There are managed folders, which need uniform access: switching it off is refused."
    ),
    "undo_refused_by_organization_prevention": marked(
        "The organization prevents public access: letting everybody in again would be refused."
    ),
    "undo_refused_by_prevention": marked(
        "Public access prevention is on: letting everybody in again would be refused until it is off."
    ),
    "undo_refused_by_uniform_access": marked(
        "The organization wants uniform access: switching it off would be refused."
    ),
    "undo_uniform_access_not_known": marked(
        "Whether the organization would let uniform access be switched off could not be looked up."
    ),
    "undo_until": marked("Uniform access can be switched off again until {until}, and not later."),
    "website_not_known": marked("Whether it is set up as a website could not be looked up."),
    "website_stops": marked("It is set up as a website ({page}), which stops for everyone without access."),
}
