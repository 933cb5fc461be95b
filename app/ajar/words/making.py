"""What is said of a change while it is made and afterwards: why not, how far it came, and what to do."""

from __future__ import annotations

from ajar.words.language import marked

SENTENCES: dict[str, str] = {
    "another_account": marked(
        "These credentials do not reach account {account}: sign in to that one, or name others."
    ),
    "fix_does_not_apply": marked("This fix has nothing to do on {name}."),
    "fixes_not_allowed": marked(
        "{name} is read-only: fixes were not allowed on it. Allow them with `ajar account allow {name}`, or "
        "in the window in the account's menu."
    ),
    "heard_let_in": marked("{asked} without a login was let in at {time}."),
    "heard_nothing": marked("{asked} without a login got no answer at {time}: {error}"),
    "heard_refused": marked("{asked} without a login was refused at {time}."),
    "journal_behind": marked("The journal could not be written: {error} It is looked up at the next start."),
    "looked_up_by_another": marked(
        "Another Ajar is making changes: how far this one came is looked up when that has ended."
    ),
    "made_unstored": marked(
        "It was made on the command line with credentials that were not stored. Put it back there: "
        "`ajar undo {entry}`."
    ),
    "no_fix_applies": marked(
        "There is no fix for {name}: nobody outside gets in, or Ajar cannot tell who does or cannot change "
        "what lets them in."
    ),
    "no_fix_for_unknown": marked(
        "There is no fix for {name}: not everything that decides who gets in could be read, and Ajar changes "
        "nothing that it has not seen."
    ),
    "no_such_account": marked("There is no account named {name} any more: add it again."),
    "no_such_entry": marked("The journal has no such entry."),
    "repair_changed_elsewhere": marked(
        "Somebody else changed it meanwhile: {settings}. Nothing was made. Look at it anew, then plan again."
    ),
    "repair_changed_on_the_way": marked("{setting} was changed by somebody else meanwhile."),
    "repair_found_changed": marked(
        "Ajar ended while it was being made, and somebody else has changed it since: look at it anew."
    ),
    "repair_gone": marked("{name} was deleted meanwhile."),
    "repair_let_in": marked("It is made, and a request without a login was still let in."),
    "repair_lost": marked(
        "No answer came when {setting} was changed ({error}), and whether it was made is not known. The "
        "journal looks it up at the next start."
    ),
    "repair_not_begun": marked("Nothing was made: Ajar ended before the first change was sent."),
    "repair_not_made": marked("{setting} could not be changed: {error}"),
    "repair_not_seen": marked(
        "{setting} could not be changed: no answer came ({error}), and it does not show."
    ),
    "repair_nothing_made": marked("Nothing was made: the settings are as they were."),
    "repair_partly": marked("{made} of {all} changes were made. Undo them, or plan the fix again."),
    "repair_pending": marked(
        "The cloud took the change, and it does not show yet. The journal looks again at the next start."
    ),
    "repair_put_back": marked("What was changed before that was put back: everything is as it was."),
    "repair_stays": marked(
        "What was changed before that could not be put back ({error}): {made} of {all} changes stand. "
        "Undo them."
    ),
    "repair_still_open": marked("The change was made, and it is still open: {sentence}"),
    "repair_still_unknown": marked(
        "The change was made; whether it is closed now is not known: not everything could be read."
    ),
    "repair_stopped": marked("Stopped. {made} of {all} changes were made."),
    "repair_taken": marked("The answer to the change of {setting} was lost; it had taken effect."),
    "repair_unreadable": marked("Nothing was made: what is there now could not be read. {error}"),
    "repair_unverified": marked("The change was made, and could not be looked at afterwards: {error}"),
    "repair_unwritten": marked("Nothing is changed that cannot be written down first. {error}"),
    "undo_changed_elsewhere": marked(
        "It cannot be put back, since somebody else has changed it meanwhile: {settings}. Theirs is left as "
        "it is."
    ),
    "undo_done_already": marked("It was put back already."),
    "undo_nothing_made": marked("There is nothing to put back: none of its changes was made."),
    "undo_too_late": marked("It can no longer be put back: that ended on {day}."),
}
