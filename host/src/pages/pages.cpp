#include "host/src/pages/pages.hpp"

#include "host/src/access/roles.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

void register_pages(http::Router& router, House& house) {
    register_sign_in(router, house);
    register_first_login(router, house);
    register_account(router, house);
    register_recovery(router, house);
    register_second_factor(router, house);
    register_preferences(router, house);
    register_home(router, house);
    register_people(router, house);
    register_person(router, house);
    register_person_new(router, house);
    register_person_class(router, house);
    register_person_guardians(router, house);
    register_ending(router, house);
    register_transfers(router, house);
    register_restrictions(router, house);
    register_deletion(router, house);
    register_archive(router, house);
    register_own_data(router, house);
    register_wrong_data(router, house);
    register_credentials(router, house);
    register_administrator_letters(router, house);
    register_administrator_slips(router, house);
    register_credential_batches(router, house);
    register_reports(router, house);
    register_rosters(router, house);
    register_roster_imports(router, house);
    register_roster_columns(router, house);
    register_roster_lists(router, house);
    register_roster_undo(router, house);
    register_roster_parts(router, house);
    register_organisations(router, house);
    register_organisation_file(router, house);
    register_organisation_form(router, house);
    register_organisation_status(router, house);
    register_organisation_administrator(router, house);
    register_join(router, house);
    register_applications(router, house);
    register_activation(router, house);
    register_module_file(router, house);
    register_modules(router, house);
    register_jobs(router, house);
    register_accounts(router, house);
    register_officials(router, house);
    register_joining(router, house);
    register_own_registrations(router, house);
    register_registrations(router, house);
    register_people_beneath(router, house);
    register_second_factors(router, house);
    register_settings(router, house);
    register_mail(router, house);
    register_own_news(router, house);
    register_newsletters(router, house);
    register_audit(router, house);
    register_audit_chain(router, house);
    register_installation(router, house);
    register_open_data(router, house);
    register_open_data_desk(router, house);
    register_history(router, house);
    register_maintenance(router, house);
    register_agreements(router, house);
    register_agreement_documents(router, house);
    register_agreement_drafts(router, house);
    register_own_agreements(router, house);
    register_search(router, house);
    register_help(router, house);
    register_support(router, house);
}

std::vector<view::MenuItem> core_menu() {
    namespace permission = access::permission;
    // Headings of a menu as long as an operator's; those of schools are too short for any.
    constexpr const char* kOrganisations = KEREGE_TR("Organisations");
    constexpr const char* kPeople = KEREGE_TR("People and access");
    constexpr const char* kTalk = KEREGE_TR("Communication");
    constexpr const char* kSystem = KEREGE_TR("System");
    const auto item = [](const char* label, const char* href, const char* icon,
                         std::string_view needed, int order, const char* group = "") {
        return view::MenuItem{"", label, href, icon, std::string(needed), order, group};
    };
    return {
        item(KEREGE_TR("Home"), "/", "home", "", 0),
        item(KEREGE_TR("Organisations"), "/organisations", "school", permission::kOrganisationView,
             10, kOrganisations),
        item(KEREGE_TR("Applications"), "/applications", "plus", permission::kApplicationDecide, 12,
             kOrganisations),
        item(KEREGE_TR("Agreements"), "/agreements/manage", "book", permission::kAgreementManage,
             68, kOrganisations),
        item(KEREGE_TR("People"), "/people", "people", permission::kPeopleView, 60, kPeople),
        item(KEREGE_TR("Accounts"), "/accounts", "account", permission::kAccountManage, 62,
             kPeople),
        item(KEREGE_TR("Officials"), "/officials", "people", permission::kOfficialManage, 63,
             kPeople),
        item(KEREGE_TR("Second factors"), "/second-factors", "shield",
             permission::kSecondFactorTakeOff, 64, kPeople),
        item(KEREGE_TR("Restricted profiles"), "/restrictions", "warning",
             permission::kProfileRestrict, 65, kPeople),
        item(KEREGE_TR("Withdrawn consent"), "/withdrawals", "undo", permission::kProfileRestrict,
             66, kPeople),
        item(KEREGE_TR("Import a roster"), "/roster", "upload", permission::kRosterImport, 70,
             kPeople),
        item(KEREGE_TR("Logins and passwords"), "/credentials", "key",
             permission::kCredentialsIssue, 72, kPeople),
        item(KEREGE_TR("Messages to support"), "/support/inbox", "talk", permission::kSupportAnswer,
             74, kTalk),
        item(KEREGE_TR("News by mail"), "/newsletters", "mail", permission::kNewsSend, 75, kTalk),
        item(KEREGE_TR("Letters"), "/mail", "mail", permission::kMailManage, 76, kTalk),
        item(KEREGE_TR("Modules"), "/modules", "modules", permission::kModulesView, 80, kSystem),
        item(KEREGE_TR("Settings"), "/settings", "settings", permission::kSettingsSet, 82, kSystem),
        item(KEREGE_TR("Health of the installation"), "/installation", "pulse",
             permission::kInstallationManage, 83, kSystem),
        item(KEREGE_TR("Background jobs"), "/jobs", "list", permission::kJobsView, 85, kSystem),
        item(KEREGE_TR("Maintenance"), "/maintenance", "bell", permission::kMaintenancePlan, 88,
             kSystem),
        item(KEREGE_TR("Who changed what"), "/audit", "audit", permission::kAuditView, 90, kSystem),
    };
}

}  // namespace kerege::pages
