"""What is said of what a person declares, by code, sorted: exceptions, what is theirs, mistakes."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "file_audience": marked("the audience is one of: {those}"),
    "file_can": marked("can has what nobody can do: {those}"),
    "file_missing_can": marked("{field} is missing, or is not a list of texts"),
    "file_missing_text": marked("{field} is missing, or is not a text"),
    "file_missing_until": marked("{field} is missing, or is not a date (2027-01-31)"),
    "file_no_table": marked("this is no table"),
    "file_no_text": marked("{file} is no text in UTF-8."),
    "file_no_toml": marked("This is no TOML: {why}."),
    "file_other_things": marked("The file has other things in it than [[exception]] tables."),
    "file_too_large": marked("{file} is too large to be a file of exceptions."),
    "file_twice": marked("{resource} has an exception above already: one resource, one exception"),
    "file_unknown_field": marked("{field} is not known here"),
    "file_unreadable": marked("{file} cannot be read: {why}."),
    "file_unwritable": marked("{file} cannot be written: {why}."),
    "keep_audience": marked("the audience is one of: {those}"),
    "keep_gone": marked("{name} is no longer among what was found: check again."),
    "keep_nobody": marked("say who keeps it open"),
    "keep_no_reason": marked("the reason says why, in a few words that somebody else understands"),
    "keep_nothing": marked("say what they may do"),
    "keep_nothing_open": marked("nobody outside gets into {name}: there is nothing to keep open."),
    "keep_over": marked("it ended on {day}"),
    "keep_prefix": marked("which files is said only where files are read, written or deleted"),
    "keep_too_long": marked("it ends within a year: {day} at the latest"),
    "kept_ended": marked("It was open on purpose until {day}. That has ended."),
    "kept_made_anew": marked(
        "An exception was made for an earlier resource of this name. It does not cover this one, which was "
        "made later."
    ),
    "kept_may_be_wider": marked(
        "It is open on purpose, but not everything could be checked: it may be open wider than declared."
    ),
    "kept_not_needed": marked(
        "There is an exception for it until {day}, which is not needed: nobody outside gets in."
    ),
    "kept_wider": marked("More than was declared: {outsiders} can also {can}."),
    "kept_wider_audience": marked("Wider than was declared: {outsiders} were not meant."),
    "kept_wider_files": marked(
        "More than was declared: {outsiders} can also reach files whose names do not begin with {prefix}."
    ),
    "offered_account": marked("You added it as {name}."),
    "offered_domain": marked("The domain of the organization that {name} is in."),
    "offered_organization": marked("The organization that {name} is in."),
    "offered_profile": marked("The AWS profile {name} of this computer signs in there."),
    "own_no_account": marked("“{value}” is no account, such as {example}."),
    "own_no_address": marked("“{value}” is no address and no range, such as 203.0.113.7 or 198.51.100.0/24."),
    "own_no_canonical_id": marked("“{value}” is no canonical id: it has 64 hexadecimal digits."),
    "own_no_domain": marked("“{value}” is no domain, such as {example}."),
    "own_no_group": marked("“{value}” is no group's address, such as {example}."),
    "own_no_organization": marked("“{value}” is no organization, such as {example}."),
    "own_not_there": marked("{value} is not among what you call your own."),
    "own_too_wide": marked("{value} is so wide that it is the internet, and nobody's own."),
    "own_unknown_account": marked("There is no account named {name}."),
}
