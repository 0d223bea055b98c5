// The host's own pages: signing in, accounts, people, rosters, organisations, modules, audit.
// Like a plugin's pages they turn a form into a use case and a result into a template and a model.
#pragma once

#include <functional>
#include <vector>

#include "host/src/access/accounts.hpp"
#include "host/src/access/credential_batches.hpp"
#include "host/src/access/joinings.hpp"
#include "host/src/access/news.hpp"
#include "host/src/access/permissions.hpp"
#include "host/src/access/registrations.hpp"
#include "host/src/access/restrictions.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/agreements/agreements.hpp"
#include "host/src/applications/applications.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/audit/views.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/endings.hpp"
#include "host/src/directory/modules.hpp"
#include "host/src/directory/names_grants.hpp"
#include "host/src/directory/officials.hpp"
#include "host/src/directory/organisations.hpp"
#include "host/src/directory/people.hpp"
#include "host/src/directory/roster/by_hand.hpp"
#include "host/src/directory/roster/imports.hpp"
#include "host/src/directory/search.hpp"
#include "host/src/directory/standing.hpp"
#include "host/src/directory/transfers.hpp"
#include "host/src/files/files.hpp"
#include "host/src/http/rate.hpp"
#include "host/src/http/router.hpp"
#include "host/src/leaving/archives.hpp"
#include "host/src/mail/sender.hpp"
#include "host/src/maintenance/maintenance.hpp"
#include "host/src/news/newsletters.hpp"
#include "host/src/open_data/snapshots.hpp"
#include "host/src/pages/finding.hpp"
#include "host/src/plugins/plugins.hpp"
#include "host/src/privacy/closings.hpp"
#include "host/src/privacy/copies.hpp"
#include "host/src/privacy/deletions.hpp"
#include "host/src/support/support.hpp"
#include "host/src/view/help.hpp"
#include "host/src/view/page.hpp"

namespace kerege::pages {

// What the pages work with. All must outlive the router.
struct House {
    data::Database& database;
    const Clock& clock;
    const LocalTime& local_time;
    IdMaker& ids;
    const audit::Audit& audit;
    audit::Views& views;
    const access::Permissions& permissions;
    access::Sessions& sessions;
    access::Accounts& accounts;
    access::CredentialBatches& batches;
    directory::Modules& modules;
    directory::Organisations& organisations;
    directory::Standings& standings;
    directory::People& people;
    directory::Endings& endings;
    directory::Transfers& transfers;
    directory::Officials& officials;
    directory::NamesGrants& names_grants;
    access::Restrictions& restrictions;
    access::Joinings& joinings;
    access::News& news;
    news::Newsletters& newsletters;
    access::Registrations& registrations;
    directory::roster::Rosters& rosters;
    directory::roster::Imports& imports;
    directory::roster::ByHand& by_hand;
    directory::Search& search;
    http::RateLimiter& search_rate;   // of one person
    http::RateLimiter& visitor_rate;  // messages from one address where nobody is signed in
    agreements::Agreements& agreements;
    applications::Applications& applications;
    plugins::Plugins& plugins;
    mail::Sender& mail;
    access::Letters& letters;
    std::function<std::vector<Finding>()> examine;  // the checks of `kerege doctor`
    maintenance::Maintenance& maintenance;
    privacy::Deletions& deletions;
    privacy::Copies& copies;
    leaving::Archives& archives;
    privacy::Closings& closings;
    open_data::Snapshots& open_data;
    files::Files& files;
    support::Support& support;
    const view::Pages& pages;
    const view::Help& help;
    std::string public_url;  // printed on slips; empty: as the request came
    bool secure_cookies;     // behind TLS
};

// Adds every route of the host's pages. Throws std::logic_error if one exists. [control]
void register_pages(http::Router& router, House& house);

// The entries of the menu that are the host's own.
std::vector<view::MenuItem> core_menu();

// What every page says of a break that is to come or under way.
std::string maintenance_words(const view::Translator& translator, const LocalTime& local_time,
                              const maintenance::Break& one, int64_t now_ms,
                              std::string_view locale);

// A deed of the log in that language; of one that nobody translated, its code.
std::string deed_words(const view::Translator& translator, std::string_view locale,
                       std::string_view module, std::string_view action);

// One file each.
void register_sign_in(http::Router& router, House& house);
void register_first_login(http::Router& router, House& house);
void register_account(http::Router& router, House& house);
void register_recovery(http::Router& router, House& house);
void register_second_factor(http::Router& router, House& house);
void register_preferences(http::Router& router, House& house);
void register_home(http::Router& router, House& house);
void register_people(http::Router& router, House& house);
void register_people_files(http::Router& router, House& house);
void register_person(http::Router& router, House& house);
void register_person_new(http::Router& router, House& house);
void register_person_class(http::Router& router, House& house);
void register_person_guardians(http::Router& router, House& house);
void register_ending(http::Router& router, House& house);
void register_joining(http::Router& router, House& house);
void register_own_registrations(http::Router& router, House& house);
void register_registrations(http::Router& router, House& house);
void register_officials(http::Router& router, House& house);
void register_people_beneath(http::Router& router, House& house);
void register_transfers(http::Router& router, House& house);
void register_deletion(http::Router& router, House& house);
void register_archive(http::Router& router, House& house);
void register_own_data(http::Router& router, House& house);
void register_wrong_data(http::Router& router, House& house);
void register_restrictions(http::Router& router, House& house);
void register_credentials(http::Router& router, House& house);
void register_administrator_letters(http::Router& router, House& house);
void register_administrator_slips(http::Router& router, House& house);
void register_credential_batches(http::Router& router, House& house);
void register_reports(http::Router& router, House& house);
void register_rosters(http::Router& router, House& house);
void register_roster_imports(http::Router& router, House& house);
void register_roster_columns(http::Router& router, House& house);
void register_roster_lists(http::Router& router, House& house);
void register_roster_undo(http::Router& router, House& house);
void register_roster_parts(http::Router& router, House& house);
void register_organisations(http::Router& router, House& house);
void register_organisation_file(http::Router& router, House& house);
void register_organisation_form(http::Router& router, House& house);
void register_organisation_status(http::Router& router, House& house);
void register_organisation_administrator(http::Router& router, House& house);
void register_join(http::Router& router, House& house);
void register_applications(http::Router& router, House& house);
void register_activation(http::Router& router, House& house);
void register_module_file(http::Router& router, House& house);
void register_modules(http::Router& router, House& house);
void register_jobs(http::Router& router, House& house);
void register_accounts(http::Router& router, House& house);
void register_second_factors(http::Router& router, House& house);
void register_settings(http::Router& router, House& house);
void register_mail(http::Router& router, House& house);
void register_own_news(http::Router& router, House& house);
void register_newsletters(http::Router& router, House& house);
void register_audit(http::Router& router, House& house);
void register_audit_chain(http::Router& router, House& house);
void register_installation(http::Router& router, House& house);
void register_open_data(http::Router& router, House& house);
void register_open_data_desk(http::Router& router, House& house);
void register_history(http::Router& router, House& house);
void register_maintenance(http::Router& router, House& house);
void register_agreements(http::Router& router, House& house);
void register_agreement_documents(http::Router& router, House& house);
void register_agreement_drafts(http::Router& router, House& house);
void register_own_agreements(http::Router& router, House& house);
void register_support(http::Router& router, House& house);
void register_support_desk(http::Router& router, House& house);
void register_help(http::Router& router, House& house);
void register_search(http::Router& router, House& house);
void register_audit_table(http::Router& router, House& house);

}  // namespace kerege::pages
