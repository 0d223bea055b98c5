#include <algorithm>
#include <array>
#include <stdexcept>

#include "host/src/base/text.hpp"
#include "host/src/leaving/tables.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/leaving.hpp"

namespace kerege::leaving {
namespace {

namespace sql = queries::leaving;

// A column by its name: what it is called means the same in every table of the host.
struct Known {
    std::string_view name;
    Kind kind;
    const char* label;
};

constexpr Known kColumns[] = {
    {"accepted_at", Kind::instant, KEREGE_TR("Accepted")},
    {"action", Kind::text, KEREGE_TR("Action")},
    {"address", Kind::text, KEREGE_TR("Network address")},
    {"address_kk", Kind::text, KEREGE_TR("Address in Kazakh")},
    {"address_ru", Kind::text, KEREGE_TR("Address in Russian")},
    {"addressee", Kind::text, KEREGE_TR("To whom")},
    {"agreement_id", Kind::id, KEREGE_TR("Document")},
    {"answer", Kind::text, KEREGE_TR("Answer")},
    {"answered_at", Kind::instant, KEREGE_TR("Answered")},
    {"answered_by", Kind::id, KEREGE_TR("Answered by")},
    {"applied_at", Kind::instant, KEREGE_TR("Taken over")},
    {"asked_at", Kind::instant, KEREGE_TR("Asked for")},
    {"asked_by", Kind::id, KEREGE_TR("Asked for by")},
    {"begun_at", Kind::instant, KEREGE_TR("Deletion confirmed")},
    {"bin", Kind::text, KEREGE_TR("BIN")},
    {"birth_date", Kind::day, KEREGE_TR("Date of birth")},
    {"bytes", Kind::whole, KEREGE_TR("Bytes")},
    {"certificate", Kind::text, KEREGE_TR("SHA-256 of the certificate")},
    {"changed_at", Kind::instant, KEREGE_TR("Last change")},
    {"changed_count", Kind::whole, KEREGE_TR("Changed")},
    {"checksum_en", Kind::text, KEREGE_TR("SHA-256 of the English text")},
    {"checksum_kk", Kind::text, KEREGE_TR("SHA-256 of the Kazakh text")},
    {"checksum_ru", Kind::text, KEREGE_TR("SHA-256 of the Russian text")},
    {"closed_at", Kind::instant, KEREGE_TR("Closed")},
    {"code", Kind::text, KEREGE_TR("Code")},
    {"confirmed_at", Kind::instant, KEREGE_TR("Checked by the person")},
    {"confirmed_by", Kind::id, KEREGE_TR("Confirmed by")},
    {"content_type", Kind::text, KEREGE_TR("Type of the file")},
    {"counts", Kind::text, KEREGE_TR("What became of how many rows")},
    {"created_at", Kind::instant, KEREGE_TR("Made")},
    {"created_by", Kind::id, KEREGE_TR("Made by")},
    {"deletion_id", Kind::id, KEREGE_TR("Deletion")},
    {"detail", Kind::text, KEREGE_TR("Details")},
    {"done_at", Kind::instant, KEREGE_TR("Erased")},
    {"email", Kind::text, KEREGE_TR("E-mail")},
    {"ended_at", Kind::instant, KEREGE_TR("Ended")},
    {"ended_by", Kind::id, KEREGE_TR("Ended by")},
    {"entered_at", Kind::instant, KEREGE_TR("Entered")},
    {"entered_by", Kind::id, KEREGE_TR("Entered by")},
    {"erase_on", Kind::day, KEREGE_TR("Day of the erasure")},
    {"erased_at", Kind::instant, KEREGE_TR("Erased")},
    {"family_name", Kind::text, KEREGE_TR("Family name")},
    {"field", Kind::text, KEREGE_TR("Field")},
    {"file_name", Kind::text, KEREGE_TR("File")},
    {"first_day", Kind::day, KEREGE_TR("From")},
    {"first_signed_in_at", Kind::instant, KEREGE_TR("First signed in")},
    {"from_at", Kind::instant, KEREGE_TR("From")},
    {"given_name", Kind::text, KEREGE_TR("Given name")},
    {"ground", Kind::text, KEREGE_TR("Ground")},
    {"guardian_membership_id", Kind::id, KEREGE_TR("Parent")},
    {"happened_at", Kind::instant, KEREGE_TR("When")},
    {"heading", Kind::text, KEREGE_TR("Letter")},
    {"id", Kind::id, KEREGE_TR("Number")},
    {"in_force_from", Kind::day, KEREGE_TR("In force from")},
    {"key", Kind::text, KEREGE_TR("Key")},
    {"kind", Kind::text, KEREGE_TR("Kind")},
    {"kinship", Kind::text, KEREGE_TR("Relation to the child")},
    {"label", Kind::text, KEREGE_TR("Class or subject")},
    {"language", Kind::text, KEREGE_TR("Language")},
    {"learner_membership_id", Kind::id, KEREGE_TR("Learner")},
    {"left_out_count", Kind::whole, KEREGE_TR("Left out")},
    {"letter_count", Kind::whole, KEREGE_TR("Letters written")},
    {"level", Kind::text, KEREGE_TR("State")},
    {"login", Kind::text, KEREGE_TR("Login")},
    {"membership_id", Kind::id, KEREGE_TR("Membership")},
    {"message", Kind::text, KEREGE_TR("Message")},
    {"module", Kind::text, KEREGE_TR("Id of the module")},
    {"name", Kind::text, KEREGE_TR("File")},
    {"name_en", Kind::text, KEREGE_TR("Name in English")},
    {"name_kk", Kind::text, KEREGE_TR("Name in Kazakh")},
    {"name_ru", Kind::text, KEREGE_TR("Name in Russian")},
    {"new_count", Kind::whole, KEREGE_TR("New")},
    {"note", Kind::text, KEREGE_TR("Note")},
    {"number", Kind::whole, KEREGE_TR("Version")},
    {"organisation_id", Kind::id, KEREGE_TR("Organisation")},
    {"outcome", Kind::text, KEREGE_TR("What came of it")},
    {"page", Kind::text, KEREGE_TR("Page")},
    {"parent_id", Kind::id, KEREGE_TR("Organisation above it")},
    {"party_id", Kind::id, KEREGE_TR("Organisation it was accepted for")},
    {"patronymic", Kind::text, KEREGE_TR("Patronymic")},
    {"person_id", Kind::id, KEREGE_TR("Person")},
    {"phone", Kind::text, KEREGE_TR("Phone")},
    {"position", Kind::text, KEREGE_TR("Position")},
    {"profile", Kind::text, KEREGE_TR("Profile")},
    {"published_at", Kind::instant, KEREGE_TR("Published")},
    {"reason", Kind::text, KEREGE_TR("Reason")},
    {"recorded_by", Kind::id, KEREGE_TR("Entered by")},
    {"reopened_at", Kind::instant, KEREGE_TR("Opened again")},
    {"reopened_by", Kind::id, KEREGE_TR("Opened again by")},
    {"reported_by", Kind::id, KEREGE_TR("Reported by")},
    {"request_id", Kind::text, KEREGE_TR("Request")},
    {"residence", Kind::text, KEREGE_TR("Residence")},
    {"role", Kind::text, KEREGE_TR("Role")},
    {"rows_total", Kind::whole, KEREGE_TR("Rows")},
    {"scan_sha256", Kind::text, KEREGE_TR("SHA-256 of the scanned paper")},
    {"seal_hash", Kind::text, KEREGE_TR("Hash of the seal")},
    {"seal_number", Kind::whole, KEREGE_TR("Number of the seal")},
    {"sent_at", Kind::instant, KEREGE_TR("Sent")},
    {"set_at", Kind::instant, KEREGE_TR("Entered")},
    {"sex", Kind::text, KEREGE_TR("Sex")},
    {"sha256", Kind::text, KEREGE_TR("SHA-256 of the file")},
    {"signed_on", Kind::day, KEREGE_TR("Signed on paper")},
    {"state", Kind::text, KEREGE_TR("State")},
    {"status", Kind::text, KEREGE_TR("State")},
    {"subject", Kind::text, KEREGE_TR("What it was done to")},
    {"taken_back_at", Kind::instant, KEREGE_TR("Taken back")},
    {"template", Kind::text, KEREGE_TR("Kind of letter")},
    {"text_en", Kind::text, KEREGE_TR("Text in English")},
    {"text_kk", Kind::text, KEREGE_TR("Text in Kazakh")},
    {"text_ru", Kind::text, KEREGE_TR("Text in Russian")},
    {"title_en", Kind::text, KEREGE_TR("Title in English")},
    {"title_kk", Kind::text, KEREGE_TR("Title in Kazakh")},
    {"title_ru", Kind::text, KEREGE_TR("Title in Russian")},
    {"undone_at", Kind::instant, KEREGE_TR("Undone")},
    {"until_at", Kind::instant, KEREGE_TR("Until")},
    {"uploaded_at", Kind::instant, KEREGE_TR("Uploaded")},
    {"uploaded_by", Kind::id, KEREGE_TR("Uploaded by")},
    {"valid_from", Kind::day, KEREGE_TR("From")},
    {"valid_until", Kind::day, KEREGE_TR("Until")},
    {"value", Kind::text, KEREGE_TR("Value")},
    {"versions", Kind::text, KEREGE_TR("Agreements accepted")},
    {"way", Kind::text, KEREGE_TR("How")},
    {"words", Kind::text, KEREGE_TR("Message")},
};

struct Source {
    const char* file;
    const char* title;
    const data::Statement& statement;
    const char* key;
    const char* columns;  // in the statement's order
    Asks asks = Asks::nothing;
};

// A reference to a statement is no constant of the compiler.
const std::vector<Source>& sources() {
    static const std::vector<Source> all = {
        {"organisation", KEREGE_TR("The organisation"), sql::organisation, "id",
         "id parent_id code kind bin name_kk name_ru name_en address_kk address_ru created_at"},
        {"organisation_statuses", KEREGE_TR("States of the organisation"),
         sql::organisation_statuses, "id", "id status first_day reason entered_by entered_at"},
        {"people", KEREGE_TR("People, former ones too"), sql::people, "id",
         "id family_name given_name patronymic birth_date sex phone email residence confirmed_at "
         "login language first_signed_in_at created_at",
         Asks::day},
        {"memberships", KEREGE_TR("Who belongs to the organisation as what"), sql::memberships,
         "id", "id person_id profile position valid_from valid_until"},
        {"membership_roles", KEREGE_TR("Roles"), sql::membership_roles, "membership_id role",
         "membership_id role"},
        {"placements", KEREGE_TR("Classes and subjects in the roster"), sql::placements,
         "membership_id kind label", "membership_id kind label"},
        {"placement_times", KEREGE_TR("Classes and subjects, from when until when"),
         sql::placement_times, "membership_id kind label from_at",
         "membership_id kind label from_at until_at"},
        {"guardianships", KEREGE_TR("Parents and children"), sql::guardianships,
         "learner_membership_id guardian_membership_id",
         "learner_membership_id guardian_membership_id kinship"},
        {"membership_ends", KEREGE_TR("Ends of access"), sql::membership_ends, "id",
         "id membership_id ground first_day note ended_by ended_at reopened_by reopened_at"},
        {"transfers", KEREGE_TR("Transfers"), sql::transfers, "id",
         "id membership_id code status first_day note reason asked_by asked_at"},
        {"registrations", KEREGE_TR("Registrations of children"), sql::registrations, "id",
         "id guardian_membership_id family_name given_name patronymic birth_date sex kinship "
         "label versions asked_at status reason learner_membership_id answered_by answered_at"},
        {"restrictions", KEREGE_TR("Restrictions by the operator"), sql::restrictions, "id",
         "id person_id level reason note from_at until_at ended_at", Asks::offset},
        {"data_reports", KEREGE_TR("Reports to the administrator"), sql::data_reports, "id",
         "id person_id kind message created_at closed_at field reported_by outcome answer"},
        {"agreement_versions", KEREGE_TR("Agreements"), sql::agreement_versions,
         "agreement_id number",
         "agreement_id number code title_kk title_ru title_en text_kk text_ru text_en checksum_kk "
         "checksum_ru checksum_en published_at in_force_from"},
        {"agreement_acceptances", KEREGE_TR("Agreements accepted"), sql::agreement_acceptances,
         "agreement_id number person_id party_id",
         "agreement_id number person_id party_id way language address accepted_at signed_on "
         "recorded_by",
         Asks::offset},
        {"module_states", KEREGE_TR("Modules turned on and off, here and above"),
         sql::module_states, "organisation_id module",
         "organisation_id module state valid_from valid_until set_at"},
        {"settings", KEREGE_TR("Settings of modules, here and above"), sql::settings,
         "organisation_id module key", "organisation_id module key value"},
        {"files", KEREGE_TR("Files"), sql::files, "id",
         "id module name content_type bytes sha256 state created_by created_at"},
        {"letters", KEREGE_TR("Letters"), sql::letters, "id",
         "id membership_id module template language heading state created_at sent_at"},
        {"newsletters", KEREGE_TR("Newsletters"), sql::newsletters, "id",
         "id title_kk text_kk title_ru text_ru title_en text_en state changed_at sent_at "
         "letter_count"},
        {"support_messages", KEREGE_TR("Messages to support"), sql::support_messages, "id",
         "id person_id membership_id email addressee kind words page role language state answer "
         "answered_by created_at changed_at"},
        {"deletions", KEREGE_TR("Deleted profiles"), sql::deletions, "id",
         "id membership_id ground note asked_by asked_at confirmed_by begun_at erase_on "
         "taken_back_at erased_at certificate scan_sha256"},
        {"deletion_parts", KEREGE_TR("What was erased"), sql::deletion_parts, "deletion_id module",
         "deletion_id module counts done_at"},
        {"roster_imports", KEREGE_TR("Imports of rosters"), sql::roster_imports, "id",
         "id kind file_name uploaded_by uploaded_at applied_at rows_total new_count changed_count "
         "left_out_count undone_at"},
        {"audit", KEREGE_TR("Log of changes"), sql::audit, "id",
         "id happened_at person_id module action subject detail request_id seal_number seal_hash"},
    };
    return all;
}

Column column_of(const std::string& name) {
    const auto* found = std::ranges::find(kColumns, std::string_view(name), &Known::name);
    if (found == std::end(kColumns)) throw std::logic_error("a column nobody described: " + name);
    return {name, found->label, found->kind};
}

}  // namespace

std::vector<Table> host_tables(data::Paging& paging, data::Dialect dialect) {
    std::vector<Table> tables;
    for (const Source& source : sources()) {
        Table table;
        table.module = "core";
        table.path = std::string("core/") + source.file + ".csv";
        table.title = source.title;
        for (const std::string& name : text::split(source.columns, " "))
            table.columns.push_back(column_of(name));
        table.key = text::split(source.key, " ");
        for (const std::string& name : table.key)
            table.key_columns.push_back(static_cast<size_t>(
                std::ranges::find(table.columns, name, &Column::name) - table.columns.begin()));
        const bool own = dialect == data::Dialect::postgresql && !source.statement.pg_sql.empty();
        table.pages = &paging.of(own ? source.statement.pg_sql : source.statement.sqlite_sql,
                                 table.key, source.asks != Asks::nothing);
        table.asks = source.asks;
        tables.push_back(std::move(table));
    }
    return tables;
}

}  // namespace kerege::leaving
