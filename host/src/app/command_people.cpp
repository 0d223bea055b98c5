// The commands for people, their accounts and their profiles.
#include "host/src/app/command_groups.hpp"

namespace kerege::app {

std::vector<Command> account_commands() {
    return {
        {"account create",
         "",
         {"login", "organisation", "profile", "role", "name", "language", "password-env",
          "confirmed"},
         "makes a person with an account",
         account_create},
        {"account reset-password",
         "",
         {"login", "password-env"},
         "gives an account a new password",
         account_reset_password},
        {"account sessions", "", {"login"}, "lists where somebody is signed in", account_sessions},
        {"account end-sessions",
         "",
         {"login"},
         "ends every session of an account",
         account_end_sessions},
        {"account remove-second-factor",
         "",
         {"login"},
         "for somebody who lost the phone",
         account_remove_second_factor},
        {"account list",
         "",
         {"organisation"},
         "lists the accounts of an organisation",
         account_list},
    };
}

std::vector<Command> standing_commands() {
    return {
        {"account end",
         "",
         {"login", "organisation", "profile", "ground", "on", "note", "keep-parents"},
         "ends somebody's access in one organisation, and that of parents of no other child there",
         account_end},
        {"account reopen",
         "",
         {"login", "organisation", "profile"},
         "opens an access again that was ended",
         account_reopen},
        {"account restrict",
         "",
         {"login", "breach", "until", "note"},
         "lets somebody look, but change nothing",
         account_restrict},
        {"account block",
         "",
         {"login", "breach", "until", "note"},
         "lets nobody sign in with an account",
         account_block},
        {"account lift", "", {"login"}, "takes a restriction or a block away", account_lift},
        {"account restrictions",
         "",
         {},
         "lists the profiles that are restricted or blocked",
         account_restrictions},
    };
}

std::vector<Command> person_commands() {
    return {
        {"person erase",
         "",
         {"login", "organisation", "profile", "by-agreement", "withdrawn", "note"},
         "deletes a profile: access ends at once, the data three months later",
         person_erase},
        {"person restore",
         "",
         {"login", "organisation", "profile"},
         "takes a deletion back, as long as nothing is erased",
         person_restore},
        {"person erasures",
         "",
         {"organisation"},
         "lists the deleted profiles, and when they are erased",
         person_erasures},
        {"person withdrawals",
         "",
         {"organisation"},
         "lists who has withdrawn consent, in an organisation and beneath",
         person_withdrawals},
        {"person certificate",
         "DELETION",
         {},
         "prints what was erased, as the hash in the audit log is made of it",
         person_certificate},
        {"person copy",
         "FILE",
         {"login", "organisation", "profile", "language"},
         "writes what an organisation keeps about somebody into a zip, on a written request",
         person_copy},
    };
}

std::vector<Command> transfer_commands() {
    return {
        {"transfer ask",
         "CODE",
         {"login", "organisation", "profile", "on", "note"},
         "hands somebody over to another organisation, which has to accept",
         transfer_ask},
        {"transfer list",
         "",
         {"organisation"},
         "lists who comes to an organisation and who leaves it",
         transfer_list},
        {"transfer accept",
         "ID",
         {"organisation", "class"},
         "takes somebody in who was handed over",
         transfer_accept},
        {"transfer decline", "ID", {"organisation", "reason"}, "takes nobody in", transfer_decline},
        {"transfer withdraw",
         "ID",
         {"organisation"},
         "takes back what was not answered yet",
         transfer_withdraw},
    };
}

}  // namespace kerege::app
