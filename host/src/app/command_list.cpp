// All commands, in the order in which the help shows them.
#include "host/src/app/command_groups.hpp"

namespace kerege::app {
namespace {

std::vector<Command> host_commands() {
    return {
        {"serve", "", {}, "serves pages until it is told to end", serve},
        {"migrate", "", {"contract"}, "brings the database up to date", migrate},
        {"doctor", "", {}, "looks whether everything is as it should be", doctor},
    };
}

std::vector<Command> plugin_commands() {
    return {
        {"plugin list", "", {}, "lists the plugins found, and why some can't be used", plugin_list},
        {"plugin check",
         "PATH",
         {"isolation"},
         "tries a plugin's folder in a host of its own",
         plugin_check},
        {"plugin new",
         "NAME",
         {"vendor", "folder"},
         "writes a plugin to begin with: a page with a table and a form",
         plugin_new},
        {"plugin run",
         "PATH",
         {"port", "data", "isolation"},
         "shows a plugin in a host with demonstration data",
         plugin_run},
    };
}

std::vector<Command> organisation_commands() {
    return {
        {"org import",
         "FILE",
         {"preview"},
         "creates and changes organisations from a YAML file",
         organisation_import},
        {"org list", "", {}, "prints the tree of organisations", organisation_list},
        {"org export",
         "",
         {"organisation"},
         "prints the tree, or what is beneath one, as such a file",
         organisation_export},
        {"org show", "CODE", {}, "prints what is known of one, with its states", organisation_show},
        {"org take-along",
         "CODE FILE",
         {"language"},
         "writes everything of an organisation into a zip, in open formats",
         organisation_take_along},
        {"org add",
         "CODE KIND",
         {"parent", "name-kk", "name-ru", "name-en", "bin", "address-kk", "address-ru", "name",
          "position", "email", "phone", "language"},
         "adds an organisation; with --name its first administrator too, by letter",
         organisation_add},
        {"org edit",
         "CODE",
         {"name-kk", "name-ru", "name-en", "bin", "address-kk", "address-ru"},
         "changes what is given of an organisation",
         organisation_edit},
        {"org status",
         "CODE STATE",
         {"from", "reason"},
         "enters a state: preparation, active, suspended or closed",
         organisation_status},
        {"open-data show",
         "",
         {},
         "prints what is published of the installation's numbers, and when it was made",
         open_data_show},
        {"open-data make",
         "",
         {},
         "counts anew what is published, and puts it in the place of what was",
         open_data_make},
    };
}

std::vector<Command> module_commands() {
    return {
        {"module enable",
         "MODULE",
         {"organisation", "from", "until"},
         "turns a module on for an organisation and all beneath it",
         module_enable},
        {"module disable",
         "MODULE",
         {"organisation", "from", "until"},
         "turns it off there; its data is kept",
         module_disable},
        {"module inherit",
         "MODULE",
         {"organisation"},
         "lets the organisation above decide again",
         module_inherit},
        {"module show",
         "MODULE",
         {"organisation"},
         "prints where a module is set, and what holds",
         module_show},
        {"module set",
         "MODULE KEY VALUE",
         {"organisation"},
         "sets a setting of a module; - takes it away",
         module_set},
        {"module apply",
         "FILE",
         {},
         "sets modules and their settings as a YAML file says",
         module_apply},
    };
}

std::vector<Command> application_commands() {
    return {
        {"org appoint",
         "CODE",
         {"name", "position", "email", "phone", "language"},
         "gives an organisation its first administrator, by letter",
         organisation_appoint},
        {"application list",
         "",
         {"organisation"},
         "lists who asks to join, and what may be the same",
         application_list},
        {"application approve",
         "ID",
         {"code", "other"},
         "makes the organisation, in preparation, and its administrator",
         application_approve},
        {"application return", "ID", {"reason"}, "gives one back to be mended", application_return},
        {"application refuse", "ID", {"reason"}, "refuses one", application_refuse},
        {"application letter",
         "ID",
         {},
         "sends login and another password once more",
         application_letter},
    };
}

std::vector<Command> work_commands() {
    return {
        {"roster import",
         "FILE",
         {"organisation", "kind", "sheet", "school", "columns", "accept-good-rows", "bring-back",
          "twins"},
         "reads staff or learners from a workbook (.xlsx) or a CSV file",
         roster_import},
        {"roster list", "", {"organisation"}, "lists the imports so far", roster_list},
        {"roster undo",
         "IMPORT",
         {"organisation"},
         "undoes one, as long as nothing of its kind was imported since",
         roster_undo},
        {"roster export",
         "FILE",
         {"organisation"},
         "writes staff.csv, staff.xlsx, learners.csv, learners.xlsx, oneroster.zip, sds-1.zip or "
         "sds-2.1.zip",
         roster_export},
        {"job list", "", {}, "lists background jobs that wait, run or have failed", job_list},
        {"job retry", "JOB", {}, "tries one anew, or at once", job_retry},
        {"job cancel", "JOB", {}, "cancels one, or asks it to end", job_cancel},
        {"search rebuild",
         "",
         {},
         "has modules say anew what can be found of them; a host that serves does it",
         search_rebuild},
        {"mail list", "", {}, "lists the letters that wait or could not be sent", mail_list},
        {"mail retry", "ID|all", {}, "tries letters that have failed again", mail_retry},
        {"mail test",
         "ADDRESS",
         {},
         "sends a letter, to see whether the server takes it",
         mail_test},
        {"maintenance plan",
         "DAY FROM UNTIL",
         {"words-kk", "words-ru", "words-en", "reason"},
         "plans a break by the installation's clock, such as 2026-12-05 22:00 02:00",
         maintenance_plan},
        {"maintenance list",
         "",
         {},
         "prints this year's breaks and the hours they take",
         maintenance_list},
        {"maintenance extend",
         "ID UNTIL",
         {"reason"},
         "lets a break end later, also one that was over within a day, such as ID 03:30",
         maintenance_extend},
        {"maintenance call-off", "ID", {}, "calls a break off, or ends it", maintenance_call_off},
        {"audit list",
         "",
         {"organisation", "login", "action", "from", "until"},
         "prints the newest entries of the audit log",
         audit_list},
        {"audit verify",
         "",
         {"after", "head"},
         "looks whether the audit log is as it was written",
         audit_verify},
        {"audit head", "", {}, "prints where the sealed audit log ends, to be kept", audit_head},
        {"audit seal", "", {}, "seals what waits for it, as serve does by itself", audit_seal},
    };
}

std::vector<Command> agreement_commands() {
    return {
        {"agreement list",
         "",
         {},
         "lists documents, what is in force and who accepted it",
         agreement_list},
        {"agreement import",
         "FILE",
         {"replace-drafts"},
         "takes documents from a YAML file as drafts",
         agreement_import},
        {"agreement publish",
         "CODE",
         {"from"},
         "makes the draft the next version",
         agreement_publish},
        {"agreement withdraw",
         "CODE",
         {"number"},
         "takes a version back that is not in force yet",
         agreement_withdraw},
        {"agreement end",
         "CODE",
         {"on"},
         "ends a document: from that day on nobody is asked it",
         agreement_end},
        {"agreement keep", "CODE", {}, "calls an end off that is still to come", agreement_keep},
        {"agreement show",
         "CODE",
         {"number", "language"},
         "prints the text of a version as its SHA-256 is made of it",
         agreement_show},
    };
}

std::vector<Command> news_commands() {
    return {
        {"news list", "", {"organisation"}, "lists newsletters, the newest first", news_list},
        {"news write",
         "FILE",
         {"organisation"},
         "takes one from a YAML file with subject and text in kk, ru or en; prints its number",
         news_write},
        {"news show", "ID", {}, "prints one, and whom it reaches or how far it is", news_show},
        {"news test", "ID ADDRESS", {}, "sends one to an address alone", news_test},
        {"news send",
         "ID",
         {},
         "sends one to all who asked for news by mail; a host that serves does it",
         news_send},
        {"news cancel", "ID", {}, "takes back what has not left yet", news_cancel},
        {"news end", "LOGIN", {}, "ends the news by mail of somebody who asks for it", news_end},
    };
}

std::vector<Command> support_commands() {
    return {
        {"support list", "", {}, "lists the messages to support that are not closed", support_list},
        {"support answer", "ID WORDS", {}, "answers one", support_answer},
        {"support close", "ID", {}, "closes one", support_close},
        {"support pass-on",
         "ID",
         {},
         "passes one of a school on to the operators above it",
         support_pass_on},
        {"support contact",
         "CODE",
         {"email", "phone", "hours-kk", "hours-ru", "hours-en"},
         "says whom the people of an organisation and all beneath it turn to",
         support_contact},
    };
}

}  // namespace

const std::vector<Command>& commands() {
    static const std::vector<Command> all = [] {
        std::vector<Command> list;
        for (auto* group : {host_commands, plugin_commands, organisation_commands, module_commands,

                            account_commands, standing_commands, person_commands, transfer_commands,
                            registration_commands, application_commands, work_commands,
                            agreement_commands, news_commands, support_commands}) {
            const auto some = group();
            list.insert(list.end(), some.begin(), some.end());
        }
        return list;
    }();
    return all;
}

}  // namespace kerege::app
