#include "host/src/privacy/host_data.hpp"

#include "queries/privacy.hpp"

namespace kerege::privacy {
namespace {

namespace sql = queries::privacy;

constexpr const char* kDeleted = "deleted";
constexpr const char* kAnonymised = "anonymised";
constexpr const char* kKept = "kept";

// One statement about the membership or the person, and what it comes to.
struct Step {
    const data::Statement& statement;
    const char* table;
    const char* how;
};

const Step kOfMembership[] = {
    {sql::erase_roles, "core_membership_role", kDeleted},
    {sql::erase_placements, "core_placement", kDeleted},
    {sql::erase_placement_times, "core_placement_time", kDeleted},
    {sql::erase_guardianships, "core_guardianship", kDeleted},
    {sql::erase_sessions_here, "core_session", kDeleted},
    {sql::erase_letters_here, "core_mail", kDeleted},
    {sql::erase_messages_here, "core_support_message", kDeleted},
    {sql::erase_roster_changes, "core_roster_change", kDeleted},
    {sql::erase_search_entries, "core_search_entry", kDeleted},
    {sql::erase_applications, "core_application", kDeleted},
    {sql::erase_names_grants, "core_names_grant", kDeleted},
    {sql::erase_end_notes, "core_membership_end", kAnonymised},
    {sql::erase_transfers, "core_transfer", kDeleted},
    {sql::erase_registrations, "core_registration", kDeleted},
};

const Step kOfPerson[] = {
    {sql::erase_sessions, "core_session", kDeleted},
    {sql::erase_letters, "core_mail", kDeleted},
    {sql::erase_messages, "core_support_message", kDeleted},
    {sql::erase_news_consents, "core_news_consent", kDeleted},
    {sql::erase_news_reader, "core_news_reader", kDeleted},
    {sql::erase_join_code, "core_join_code", kDeleted},
    {sql::erase_tickets, "core_ticket", kDeleted},
    {sql::erase_recovery_codes, "core_recovery_code", kDeleted},
    {sql::erase_second_factor, "core_second_factor", kDeleted},
    {sql::erase_passwords, "core_password_history", kDeleted},
    {sql::erase_account, "core_account", kDeleted},
    {sql::erase_copies, "core_personal_copy", kDeleted},
    {sql::erase_restriction_notes, "core_restriction", kAnonymised},
    {sql::erase_addresses, "core_agreement_acceptance", kAnonymised},
    {sql::erase_person, "core_person", kAnonymised},
};

}  // namespace

std::vector<plugins::Erased> erase_host_data(data::Transaction& transaction,
                                             const Deletion& deletion, PersonId nobody,
                                             int64_t now_ms, const std::string& today) {
    const int64_t organisation = deletion.organisation.value;
    const int64_t membership = deletion.membership.value;
    const int64_t person = deletion.person.value;
    std::vector<plugins::Erased> erased;
    const auto say = [&](const char* table, const char* how, int64_t count) {
        if (count > 0) erased.push_back({table, {}, how, count});
    };
    for (const Step& step : kOfMembership)
        say(step.table, step.how, transaction.execute(step.statement, {organisation, membership}));
    say("core_data_report", kDeleted,
        transaction.execute(sql::erase_reports, {organisation, person}));
    say("core_school_archive", kDeleted, transaction.execute(sql::erase_archive, {organisation}));
    say("core_personal_copy", kDeleted,
        transaction.execute(sql::erase_copies_here, {person, membership}));
    int64_t others = 0;
    transaction.first(sql::memberships_left, {person, membership},
                      [&](const data::Row& row) { others = row.int64(0); });
    if (others > 0) transaction.execute(sql::nobody_add, {nobody.value, now_ms});
    const int64_t owner = others > 0 ? nobody.value : person;
    say("core_membership", kAnonymised,
        transaction.execute(sql::erase_membership, {owner, organisation, membership}));
    transaction.execute(sql::erase_deletions, {owner, organisation, membership});
    if (others > 0) {
        const int64_t residences = transaction.execute(sql::erase_residence, {person, today});
        if (residences > 0) erased.push_back({"core_person", "residence", kDeleted, residences});
        return erased;
    }
    for (const Step& step : kOfPerson)
        say(step.table, step.how, transaction.execute(step.statement, {person}));
    transaction.first(sql::kept_acceptances, {person}, [&](const data::Row& row) {
        say("core_agreement_acceptance", kKept, row.int64(0));
    });
    return erased;
}

}  // namespace kerege::privacy
