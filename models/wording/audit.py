"""What was done, by the verb of its audit line."""

from collections.abc import Mapping

from models.vocabulary import N_
from models.wording.language import Words

ACTIONS: Mapping[str, str] = {
    "import_files": N_("Imported files"),
    "undo_import": N_("Took an import back"),
    "save_mapping": N_("Saved a matching of columns"),
    "remove_mapping": N_("Took a matching of columns out"),
    "save_rule_set": N_("Put rules in force"),
    "undo_rule_set": N_("Undid the last rules"),
    "propose_rule_set": N_("Proposed rules"),
    "accept_proposal": N_("Accepted a proposal of rules"),
    "decline_proposal": N_("Declined a proposal of rules"),
    "take_back_proposal": N_("Took a proposal of rules back"),
    "begin_report_draft": N_("Began to write a report"),
    "discard_report_draft": N_("Threw a draft away"),
    "send_report": N_("Sent a report"),
    "accept_reports": N_("Accepted reports"),
    "return_report": N_("Returned a report"),
    "reopen_report": N_("Put a report back to review"),
    "undo_review": N_("Undid a review"),
    "reopen_month": N_("Opened a locked month again"),
    "mark_reminded": N_("Marked as reminded"),
    "send_reminder": N_("Sent a reminder"),
    "close_reminder": N_("Noted what became of a reminder"),
    "log_contact": N_("Logged a contact"),
    "correct_contact": N_("Corrected a contact"),
    "take_back_contact": N_("Took a contact back"),
    "end_step": N_("Ended a next step"),
    "snooze_step": N_("Put a next step off"),
    "reopen_step": N_("Opened a next step again"),
    "plan_visits": N_("Planned visits"),
    "take_back_plan": N_("Took a plan of visits back"),
    "mark_practice": N_("Marked a practice as worth sharing"),
    "ask_for_write_up": N_("Asked a school for its write-up"),
    "write_up_practice": N_("Wrote a practice up"),
    "publish_practice": N_("Shared a practice in the district"),
    "take_back_practice": N_("Took a practice back"),
    "dispute_figure": N_("Said that a figure is wrong"),
    "take_back_dispute": N_("Took back that a figure is wrong"),
    "answer_dispute": N_("Answered what a school says is wrong"),
    "begin_action_plan": N_("Began an action plan"),
    "save_plan_step": N_("Wrote a step of a plan"),
    "remove_plan_step": N_("Took a step out of a plan"),
    "undo_plan_step": N_("Put a step of a plan back"),
    "submit_action_plan": N_("Sent an action plan"),
    "accept_action_plan": N_("Accepted an action plan"),
    "return_action_plan": N_("Returned an action plan"),
    "take_back_action_plan": N_("Took an action plan back"),
    "add_decision": N_("Decided by hand"),
    "end_decision": N_("Ended a decision"),
    "take_back_decision": N_("Took a decision back"),
    "restore_decision": N_("Undid the end of a decision"),
    "add_person": N_("Added a person"),
    "change_person": N_("Changed a person"),
    "close_account": N_("Closed an account"),
    "reopen_account": N_("Opened an account again"),
    "invite_person": N_("Made a link for a first password"),
    "give_password": N_("Gave a password"),
    "choose_password": N_("Chose a password"),
    "end_sign_ins": N_("Signed somebody out everywhere"),
    "give_cluster": N_("Gave a cluster"),
    "end_cluster": N_("Ended the care for a cluster"),
    "give_school": N_("Gave a school"),
    "end_school": N_("Ended the care for a school"),
}
"""By the verb that the log keeps."""


def action_text(words: Words, action: str) -> str:
    """What was done; a verb of an older or newer version as it stands."""
    return words.gettext(ACTIONS[action]) if action in ACTIONS else action.replace("_", " ").capitalize()
