#include "host/src/pages/audit_words.hpp"

#include <yaml-cpp/yaml.h>

#include "host/src/access/roles.hpp"
#include "host/src/pages/field_words.hpp"
#include "host/src/pages/query_string.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::pair<std::string_view, std::string_view> kActions[] = {
    {"session.begun", KEREGE_TR("Signed in")},
    {"session.failed", KEREGE_TR("Wrong password")},
    {"session.refused", KEREGE_TR("Signing in paused after wrong passwords")},
    {"session.signed_out", KEREGE_TR("Signed out")},
    {"session.ended", KEREGE_TR("Own session ended")},
    {"sessions.ended", KEREGE_TR("All other own sessions ended")},
    {"sessions.ended_for", KEREGE_TR("All sessions of an account ended by the operator")},
    {"account.compromised", KEREGE_TR("Own account reported as compromised")},
    {"second_factor.set_up", KEREGE_TR("Second factor set up")},
    {"second_factor.ended", KEREGE_TR("Own second factor switched off")},
    {"second_factor.taken_off", KEREGE_TR("Second factor taken off")},
    {"second_factor.blocked", KEREGE_TR("Codes blocked after too many wrong ones")},
    {"second_factor.clock", KEREGE_TR("A code's time that was written by a wrong clock forgotten")},
    {"proof.failed", KEREGE_TR("Own password or code wrong before touching another's account")},
    {"address.changed", KEREGE_TR("E-mail address changed, links for a new password ended")},
    {"recovery_codes.renewed", KEREGE_TR("Recovery codes renewed")},
    {"account.created", KEREGE_TR("Account made")},
    {"recovery.sent", KEREGE_TR("Link for a new password sent")},
    {"password.recovered", KEREGE_TR("Forgotten password replaced")},
    {"password.issued", KEREGE_TR("Temporary password issued")},
    {"password.changed", KEREGE_TR("Own password changed")},
    {"password.set", KEREGE_TR("Password set by the operator")},
    {"person.confirmed", KEREGE_TR("Own data confirmed")},
    {"person.edited", KEREGE_TR("Personal data changed")},
    {"person.edited_elsewhere", KEREGE_TR("Personal data changed in another organisation")},
    {"data_report.sent", KEREGE_TR("Wrong data reported")},
    {"data_report.closed", KEREGE_TR("Report of wrong data closed")},
    {"roles.set", KEREGE_TR("Roles changed")},
    {"roster.uploaded", KEREGE_TR("File of a roster uploaded")},
    {"roster.part_taken", KEREGE_TR("Another part of a file taken")},
    {"roster.discarded", KEREGE_TR("File of a roster thrown away")},
    {"roster.taken_back", KEREGE_TR("File of a roster taken back from its job")},
    {"roster.applied", KEREGE_TR("Roster taken over")},
    {"roster.undone", KEREGE_TR("Import of a roster undone")},
    {"module.set", KEREGE_TR("Module switched")},
    {"job.retried", KEREGE_TR("Background job tried again")},
    {"search.rebuilt", KEREGE_TR("Search put together anew")},
    {"job.cancelled", KEREGE_TR("Background job cancelled")},
    {"setting.set", KEREGE_TR("Setting changed")},
    {"news.asked", KEREGE_TR("News by mail asked for")},
    {"news.on", KEREGE_TR("News by mail turned on")},
    {"news.off", KEREGE_TR("News by mail ended")},
    {"newsletter.written", KEREGE_TR("Newsletter written")},
    {"newsletter.removed", KEREGE_TR("Draft of a newsletter thrown away")},
    {"newsletter.sent", KEREGE_TR("Newsletter sent")},
    {"newsletter.cancelled", KEREGE_TR("Newsletter cancelled")},
    {"mail.tested", KEREGE_TR("Letter sent to try the mail server")},
    {"mail.retried", KEREGE_TR("Letters tried again")},
    {"organisation.created", KEREGE_TR("Organisation added")},
    {"organisation.changed", KEREGE_TR("Organisation changed")},
    {"organisation.status", KEREGE_TR("State of an organisation entered")},
    {"application.approved", KEREGE_TR("Application approved")},
    {"application.returned", KEREGE_TR("Application returned")},
    {"application.refused", KEREGE_TR("Application refused")},
    {"application.lapsed", KEREGE_TR("Application over, nobody answered it")},
    {"maintenance.planned", KEREGE_TR("Maintenance planned")},
    {"maintenance.overridden", KEREGE_TR("Maintenance planned beyond the year's hours")},
    {"maintenance.called_off", KEREGE_TR("Maintenance called off")},
    {"maintenance.extended", KEREGE_TR("Maintenance extended")},
    {"maintenance.extended_beyond", KEREGE_TR("Maintenance extended beyond the year's hours")},
    {"support.answered", KEREGE_TR("Message to support answered")},
    {"support.closed", KEREGE_TR("Message to support closed")},
    {"support.passed_on", KEREGE_TR("Message to support passed on")},
    {"support.contact_set", KEREGE_TR("Contact for support changed")},
    {"card.viewed", KEREGE_TR("Card opened")},
    {"list.viewed", KEREGE_TR("List of people opened")},
    {"scan.viewed", KEREGE_TR("Scanned paper opened")},
    {"slips.fetched", KEREGE_TR("Slips with temporary passwords fetched")},
    {audit::kPageViewed, KEREGE_TR("Page with the data opened")},
    {"list.exported", KEREGE_TR("List of people taken along as a file")},
    {"organisation.archive_ordered", KEREGE_TR("Archive of the organisation ordered")},
    {"organisation.archive_fetched", KEREGE_TR("Archive of the organisation taken along")},
    {"open_data.made", KEREGE_TR("Numbers made that are open to everybody")},
    {"membership.switched", KEREGE_TR("Went on as a member here")},
    {"person.added", KEREGE_TR("Person added by hand")},
    {"membership.ended", KEREGE_TR("Access ended")},
    {"membership.reopened", KEREGE_TR("Access opened again")},
    {"join_code.made", KEREGE_TR("Code made to belong to another organisation too")},
    {"join_code.withdrawn", KEREGE_TR("Code to belong to another organisation withdrawn")},
    {"join_code.refused", KEREGE_TR("Wrong codes to belong to another organisation")},
    {"membership.joined", KEREGE_TR("Taken in with the login they have")},
    {"membership.joined_elsewhere", KEREGE_TR("Belongs to another organisation too")},
    {"names.granted", KEREGE_TR("Let an official see names")},
    {"names.withdrawn", KEREGE_TR("Names withdrawn from an official")},
    {"names.expired", KEREGE_TR("Day until which an official saw names over")},
    {"registration.asked", KEREGE_TR("Child registered by a parent")},
    {"registration.taken_in", KEREGE_TR("Registered child taken in")},
    {"registration.linked", KEREGE_TR("Registered child found among the learners")},
    {"registration.declined", KEREGE_TR("Registration of a child declined")},
    {"registration.withdrawn", KEREGE_TR("Registration of a child withdrawn")},
    {"transfer.asked", KEREGE_TR("Handed over to another organisation")},
    {"transfer.accepted", KEREGE_TR("Transfer accepted")},
    {"transfer.declined", KEREGE_TR("Transfer declined")},
    {"transfer.withdrawn", KEREGE_TR("Transfer withdrawn")},
    {"profile.restricted", KEREGE_TR("Profile restricted")},
    {"profile.blocked", KEREGE_TR("Profile blocked")},
    {"profile.lifted", KEREGE_TR("Restriction lifted")},
    {"audit.viewed", KEREGE_TR("Log of changes opened")},
    {"audit.verified", KEREGE_TR("Looked whether the log is as it was written")},
    {"audit.sealed", KEREGE_TR("Log sealed by hand")},
    {"audit.exported", KEREGE_TR("Log of changes downloaded")},
    {"agreement.created", KEREGE_TR("Agreement added")},
    {"agreement.drafted", KEREGE_TR("Draft of an agreement saved")},
    {"agreement.published", KEREGE_TR("Agreement published")},
    {"agreement.accepted", KEREGE_TR("Agreement accepted")},
    {"deletion.asked", KEREGE_TR("Deletion of the own profile asked for")},
    {"deletion.begun", KEREGE_TR("Deletion of a profile begun")},
    {"deletion.taken_back", KEREGE_TR("Deletion of a profile taken back")},
    {"profile.erased", KEREGE_TR("Profile erased")},
    {"personal_data.asked", KEREGE_TR("Copy of personal data asked for")},
    {"personal_data.fetched", KEREGE_TR("Copy of personal data downloaded")},
    {"agreement.withdrawn", KEREGE_TR("Version of an agreement taken back")},
    {"agreement.ended", KEREGE_TR("End of an agreement set")},
    {"agreement.kept", KEREGE_TR("End of an agreement called off")},
};

// "kind:rest" of a subject.
std::pair<std::string_view, std::string_view> parted(std::string_view subject) {
    const size_t colon = subject.find(':');
    if (colon == std::string_view::npos) return {subject, {}};
    return {subject.substr(0, colon), subject.substr(colon + 1)};
}

// What a module called it, if it did. JSON is YAML.
std::string name_in(const std::string& detail) {
    if (detail.find("\"name\"") == std::string::npos) return {};
    try {
        const YAML::Node name = YAML::Load(detail)["name"];
        return name && name.IsScalar() ? name.Scalar() : std::string();
    } catch (const YAML::Exception&) {
        return {};
    }
}

// "journal.weekly" → the setting's label, with its module's name before it.
std::string setting_words(const House& house, const http::Exchange& exchange,
                          std::string_view name) {
    const auto& translator = house.pages.translator();
    for (const auto& entry : house.plugins.catalogue().entries()) {
        if (!name.starts_with(entry.id + ".")) continue;
        for (const auto& setting : entry.manifest.settings) {
            if (setting.key != name.substr(entry.id.size() + 1)) continue;
            return module_name(house, exchange, entry.id) + ": " +
                   std::string(translator.translate(entry.id, exchange.locale, setting.label));
        }
    }
    return {};
}

std::string people_words(const House& house, const http::Exchange& exchange,
                         std::string_view profile) {
    if (profile == "learner") return tr(house, exchange, KEREGE_TR("Learners"));
    if (profile == "guardian") return tr(house, exchange, KEREGE_TR("Parents"));
    return tr(house, exchange, KEREGE_TR("Staff"));
}

// As note_list() calls them.
struct NotedList {
    std::string_view code;
    std::string_view label;
    std::string_view href;
    std::string_view permission;
};
constexpr NotedList kLists[] = {
    {"deletions", KEREGE_TR("Deleted profiles"), "/deletions", access::permission::kPeopleEdit},
    {"withdrawals", KEREGE_TR("Withdrawn consent"), "/withdrawals",
     access::permission::kProfileRestrict},
    {"reports", KEREGE_TR("Reports to the administrator"), "/reports",
     access::permission::kPeopleEdit},
    {"registrations", KEREGE_TR("Children registered by parents"), "/registrations",
     access::permission::kPeopleEdit},
    {"transfers", KEREGE_TR("Transfers"), "/transfers", access::permission::kPeopleEdit},
    {"officials", KEREGE_TR("Officials"), "/officials", access::permission::kOfficialManage},
    {"restrictions", KEREGE_TR("Restricted profiles"), "/restrictions",
     access::permission::kProfileRestrict},
    {"messages", KEREGE_TR("Messages to support"), "/support/inbox",
     access::permission::kSupportAnswer},
};

// Of the host's own subjects that are neither people nor organisations.
SubjectWords own_words(const House& house, const http::Exchange& exchange,
                       const audit::Record& record) {
    namespace permission = access::permission;
    const auto [kind, rest] = parted(record.subject);
    const bool here = record.organisation == exchange.scope().organisation;
    const auto link = [&](std::string_view needed, std::string href) {
        return may(house, exchange, needed) ? href : std::string();
    };
    if (kind == "setting") {
        const std::string words = setting_words(house, exchange, rest);
        if (!words.empty())
            return {words, here ? link(permission::kSettingsSet, "/settings") : std::string()};
    } else if (kind == "job") {
        return {tr(house, exchange, KEREGE_TR("Background job")),
                link(permission::kJobsView, "/jobs")};
    } else if (kind == "transfer") {
        const std::string href = "/transfers/" + std::string(rest);
        return {tr(house, exchange, KEREGE_TR("A transfer")),
                here ? link(permission::kPeopleEdit, href) : std::string()};
    } else if (kind == "registration") {
        const std::string href = "/registrations/" + std::string(rest);
        return {tr(house, exchange, KEREGE_TR("A registration of a child")),
                here ? link(permission::kPeopleEdit, href) : std::string()};
    } else if (kind == "agreement") {
        return {std::string(rest),
                link(permission::kAgreementManage, "/agreements/manage/" + std::string(rest))};
    } else if (kind == "batch") {
        return {tr(house, exchange, KEREGE_TR("Logins and passwords")),
                here ? link(permission::kCredentialsIssue, "/credentials") : std::string()};
    } else if (kind == "list") {
        for (const NotedList& list : kLists)
            if (list.code == rest)
                return {tr(house, exchange, list.label),
                        here ? link(list.permission, std::string(list.href)) : std::string()};
    } else if (kind == "class" || kind == "people") {
        const bool one = kind == "class";
        const std::string href =
            "/people" + query_string({{"kind", one ? std::string_view("learner") : rest},
                                      {"class", one ? rest : std::string_view()}});
        const std::string name =
            one ? view::fill(tr(house, exchange, KEREGE_TR("Class {label}")), {{"label", rest}})
                : people_words(house, exchange, rest);
        return {name, here ? link(permission::kPeopleView, href) : std::string()};
    }
    return {record.subject, {}, true};
}

}  // namespace

std::string deed_words(const view::Translator& translator, std::string_view locale,
                       std::string_view module, std::string_view action) {
    std::string_view message = action;
    const bool own = module.empty() || action == audit::kPageViewed;
    if (own) {
        for (const auto& [code, words] : kActions)
            if (code == action) message = words;
    }
    const auto domain = own ? std::string_view("core") : module;
    return std::string(translator.translate(domain, locale, message));
}

std::string action_words(const House& house, const http::Exchange& exchange,
                         std::string_view module, std::string_view action) {
    const std::string words = deed_words(house.pages.translator(), exchange.locale, module, action);
    return action == audit::kPageViewed ? module_name(house, exchange, module) + ": " + words
                                        : words;
}

std::vector<std::string_view> host_actions() {
    std::vector<std::string_view> codes;
    for (const auto& [code, words] : kActions) codes.push_back(code);
    return codes;
}

std::string doer_words(const House& house, const http::Exchange& exchange,
                       const audit::Record& record) {
    return record.person_name.empty() ? tr(house, exchange, KEREGE_TR("The system"))
                                      : record.person_name;
}

SubjectWords subject_words(const House& house, const http::Exchange& exchange,
                           const audit::Record& record) {
    if (record.subject.empty()) return {};
    if (!record.subject_name.empty()) {
        SubjectWords words{record.subject_name, {}};
        const auto [kind, id] = parted(record.subject);
        if (record.subject_membership) {
            if (record.organisation == exchange.scope().organisation &&
                may(house, exchange, access::permission::kPeopleView))
                words.href = "/people/" + record.subject_membership.text();
        } else if (kind == "organisation" &&
                   may(house, exchange, access::permission::kOrganisationView)) {
            words.href = "/organisations/" + std::string(id);
        }
        return words;
    }
    if (record.module.empty() || record.action == audit::kPageViewed)
        return own_words(house, exchange, record);
    if (std::string name = name_in(record.detail); !name.empty()) return {std::move(name), {}};
    return {record.subject, {}, true};
}

std::string changed_fields(const House& house, const http::Exchange& exchange,
                           const audit::Record& record) {
    const bool told =
        record.action.starts_with("person.edited") || record.action == "organisation.changed";
    if (!told || !record.module.empty() || record.detail.empty()) return {};
    std::string words;
    try {
        for (const auto& field : YAML::Load(record.detail)["fields"]) {
            const auto label = field_label(field.as<std::string>());
            if (label.empty()) continue;
            words += (words.empty() ? "" : ", ") + tr(house, exchange, label);
        }
    } catch (const YAML::Exception&) {
        return {};
    }
    return words;
}

std::string detail_words(const audit::Record& record) {
    const bool only_name =
        record.detail.starts_with("{\"name\":") && record.detail.find("\",\"") == std::string::npos;
    return only_name && !record.module.empty() && record.subject_name.empty() ? std::string()
                                                                              : record.detail;
}

}  // namespace kerege::pages
