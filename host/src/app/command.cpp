#include "host/src/app/command.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kerege::app {
namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const size_t end = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
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
         {"login", "organisation", "profile", "by-agreement", "note"},
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
        {"person certificate",
         "DELETION",
         {},
         "prints what was erased, as the hash in the audit log is made of it",
         person_certificate},
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
        {"org status",
         "CODE STATE",
         {"from", "reason"},
         "enters a state: preparation, active, suspended or closed",
         organisation_status},
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
         {"organisation", "kind", "columns", "accept-good-rows", "bring-back", "twins"},
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
         "writes staff.csv, staff.xlsx, learners.csv, learners.xlsx or oneroster.zip",
         roster_export},
        {"job list", "", {}, "lists background jobs that wait, run or have failed", job_list},
        {"job retry", "JOB", {}, "tries one anew, or at once", job_retry},
        {"job cancel", "JOB", {}, "cancels one, or asks it to end", job_cancel},
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
        {"maintenance call-off", "ID", {}, "calls a break off, or ends it", maintenance_call_off},
        {"audit verify",
         "",
         {"after", "head"},
         "looks whether the audit log is as it was written",
         audit_verify},
        {"audit head", "", {}, "prints where the sealed audit log ends, to be kept", audit_head},
        {"audit seal", "", {}, "seals what waits for it, as serve does by itself", audit_seal},
    };
}

std::vector<Command> support_commands() {
    return {
        {"support list", "", {}, "lists the messages to support that are not closed", support_list},
        {"support answer", "ID WORDS", {}, "answers one", support_answer},
        {"support close", "ID", {}, "closes one", support_close},
        {"support contact",
         "CODE",
         {"email", "phone", "hours-kk", "hours-ru", "hours-en"},
         "says whom the people of an organisation and all beneath it turn to",
         support_contact},
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

}  // namespace

std::string Invocation::option(const std::string& name, const std::string& fallback) const {
    const auto found = options.find(name);
    return found == options.end() ? fallback : found->second;
}

std::string Invocation::needed(const std::string& name) const {
    const auto found = options.find(name);
    if (found == options.end() || found->second.empty())
        throw Failure(fmt::format("--{} is missing", name), kUsage);
    return found->second;
}

std::string words_of(const Fault& fault) {
    std::string words;
    for (const FieldFault& wrong : fault.fields)
        words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", wrong.field, wrong.message);
    if (words.empty()) words = fault.log_text.empty() ? fault.user_message : fault.log_text;
    return words;
}

size_t Command::arguments_count() const { return words_of(arguments).size(); }

const std::vector<OptionText>& options() {
    static const std::vector<OptionText> all = {
        {"config", "FILE", "the configuration; without it the defaults hold"},
        {"help", "", "says what a command does"},
        {"version", "", "prints the version"},
        {"contract", "", "also applies migrations that take away what older hosts still use"},
        {"organisation", "CODE", "the organisation, by its code"},
        {"from", "DAY", "the first day it holds, YYYY-MM-DD"},
        {"until", "DAY", "the last day it holds, YYYY-MM-DD"},
        {"login", "LOGIN", "the login: small letters, digits and . - _"},
        {"profile", "PROFILE",
         "operator, ministry, region, district or employee; to end, also learner or guardian"},
        {"role", "ROLE", "of an employee: administrator, teacher, editor or staff"},
        {"name", "NAME", "\"Family Given\" or \"Family Given Patronymic\""},
        {"language", "LANGUAGE", "of the pages: kk, ru or en"},
        {"password-env", "VARIABLE", "the environment variable that holds the password"},
        {"confirmed", "", "the person's data needs no check at the first login"},
        {"kind", "KIND", "staff or learners"},
        {"vendor", "NAME", "whose plugin it is, for people"},
        {"folder", "DIR", "where it is written; without it a folder of its name here"},
        {"isolation", "PLACE",
         "where the plugin runs: host or worker; without it as serve decides"},
        {"port", "N", "of the address; 0 takes a free one"},
        {"data", "DIR", "keeps what is entered; without it all is gone at the end"},
        {"words-kk", "WORDS", "for people, in Kazakh"},
        {"words-ru", "WORDS", "the same in Russian; without them as in Kazakh"},
        {"words-en", "WORDS", "the same in English; without them as in Kazakh"},
        {"reason", "WORDS", "why; kept with what is done"},
        {"hours-kk", "WORDS", "when somebody answers, in Kazakh"},
        {"hours-ru", "WORDS", "the same in Russian; without them as in Kazakh"},
        {"hours-en", "WORDS", "the same in English; without them as in Kazakh"},
        {"after", "NUMBER:HASH", "begins behind this: as audit head printed it once"},
        {"head", "NUMBER:HASH", "where the audit log ended once: as audit head printed it"},
        {"number", "N", "of a version; without it the one in force"},
        {"ground", "GROUND",
         "studies_ended, expelled, moved, child_left, employment_ended or service_ended"},
        {"on", "DAY",
         "the first day after the end, YYYY-MM-DD; without it the first that is possible"},
        {"breach", "CODE", "the clause of the user agreement: 6.1 to 6.8"},
        {"note", "TEXT", "for the administrators of the organisation"},
        {"by-agreement", "", "on the grounds of the agreement, not at the person's request"},
        {"columns", "FIELD=LETTER,…",
         "which column is which, as in family_name=B,given_name=C; sex=- where there is none"},
        {"keep-parents", "", "leaves the parents of a learner their access"},
        {"replace-drafts", "", "the file also takes the place of drafts written in the browser"},
        {"position", "WORDS", "what somebody works as"},
        {"email", "ADDRESS", "an e-mail address"},
        {"phone", "NUMBER", "a phone number"},
        {"code", "CODE", "of the organisation that is made"},
        {"preview", "", "only says what would be done"},
        {"other", "", "it is another organisation than those that look the same"},
        {"accept-good-rows", "", "leaves faulty rows out instead of refusing the file"},
        {"bring-back", "", "takes back who stands in the file and whose access had ended"},
        {"twins", "same|new", "what those are who resemble somebody; without it they are left out"},
    };
    return all;
}

const std::vector<Command>& commands() {
    static const std::vector<Command> all = [] {
        std::vector<Command> list = {
            {"serve", "", {}, "serves pages until it is told to end", serve},
            {"migrate", "", {"contract"}, "brings the database up to date", migrate},
            {"doctor", "", {}, "looks whether everything is as it should be", doctor},
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
        const auto plugin = plugin_commands();
        list.insert(list.begin() + 3, plugin.begin(), plugin.end());
        const auto organisation = organisation_commands();
        list.insert(list.begin() + 3 + static_cast<std::ptrdiff_t>(plugin.size()),
                    organisation.begin(), organisation.end());
        const auto account = account_commands();
        list.insert(list.end(), account.begin(), account.end());
        const auto standing = standing_commands();
        list.insert(list.end(), standing.begin(), standing.end());
        const auto person = person_commands();
        list.insert(list.end(), person.begin(), person.end());
        const auto applications = application_commands();
        list.insert(list.end(), applications.begin(), applications.end());
        const auto work = work_commands();
        list.insert(list.end(), work.begin(), work.end());
        const auto agreement = agreement_commands();
        list.insert(list.end(), agreement.begin(), agreement.end());
        const auto support = support_commands();
        list.insert(list.end(), support.begin(), support.end());
        return list;
    }();
    return all;
}

const Command* find_command(std::vector<std::string>& arguments) {
    for (const Command& command : commands()) {
        const auto words = words_of(command.words);
        if (words.size() > arguments.size() ||
            !std::equal(words.begin(), words.end(), arguments.begin()))
            continue;
        arguments.erase(arguments.begin(),
                        arguments.begin() + static_cast<std::ptrdiff_t>(words.size()));
        return &command;
    }
    return nullptr;
}

std::string help_of_all() {
    std::string text = "Usage: kerege COMMAND [OPTIONS]\n\n";
    for (const Command& command : commands()) {
        const std::string left = fmt::format("{} {}", command.words, command.arguments);
        text += fmt::format("  {:<30} {}\n", left, command.text);
    }
    return text + "\n  kerege COMMAND --help says more. Every command takes --config FILE.\n";
}

std::string help_of(const Command& command) {
    std::string text =
        fmt::format("Usage: kerege {}{}{} [OPTIONS]\n\n  {}\n\n", command.words,
                    command.arguments.empty() ? "" : " ", command.arguments, command.text);
    for (const OptionText& option : options()) {
        const auto& taken = command.options;
        const bool known = std::find(taken.begin(), taken.end(), option.name) != taken.end();
        if (!known && option.name != "config") continue;
        const std::string left = fmt::format("--{} {}", option.name, option.argument);
        text += fmt::format("  {:<24} {}\n", left, option.text);
    }
    return text;
}

}  // namespace kerege::app
