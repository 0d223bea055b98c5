#include "host/src/privacy/personal_parts.hpp"

#include <span>
#include <utility>

#include "host/src/plugins/plugin.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/privacy.hpp"

namespace kerege::privacy {
namespace {

namespace sql = queries::privacy;

enum class Kind { text, word, action, instant, number };
// Which arguments a statement takes, in the order in which it names them.
enum class Takes { person_membership, locale_person_membership, with_text, with_day, with_words };

struct Column {
    const char* name;
    const char* label;
    Kind kind;
};

struct Table {
    const char* name;
    const char* title;
    const data::Statement& statement;
    Takes takes;
    std::span<const Column> columns;
    bool messages = false;  // what the person wrote in confidence
};

// Words of the database, as people say them.
constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    {"female", KEREGE_TR("female")},
    {"male", KEREGE_TR("male")},
    {"operator", KEREGE_TR("Operator")},
    {"ministry", KEREGE_TR("Ministry")},
    {"region", KEREGE_TR("Regional department")},
    {"district", KEREGE_TR("District department")},
    {"employee", KEREGE_TR("Employee")},
    {"learner", KEREGE_TR("Learner")},
    {"guardian", KEREGE_TR("Parent")},
    {"administrator", KEREGE_TR("Administrator")},
    {"deputy", KEREGE_TR("Deputy head")},
    {"teacher", KEREGE_TR("Teacher")},
    {"editor", KEREGE_TR("Editor")},
    {"staff", KEREGE_TR("Other staff")},
    {"class", KEREGE_TR("Class")},
    {"subject", KEREGE_TR("Subject")},
    {"restricted", KEREGE_TR("Restricted")},
    {"blocked", KEREGE_TR("Blocked")},
    {"studies_ended", KEREGE_TR("Studies ended")},
    {"expelled", KEREGE_TR("Expelled")},
    {"mother", KEREGE_TR("mother")},
    {"father", KEREGE_TR("father")},
    {"legal_guardian", KEREGE_TR("legal guardian")},
    {"other", KEREGE_TR("another relation")},
    {"moved", KEREGE_TR("Moved to another organisation")},
    {"child_left", KEREGE_TR("The child's studies ended, or the child moved")},
    {"employment_ended", KEREGE_TR("Employment ended or changed")},
    {"service_ended", KEREGE_TR("Civil service ended or changed")},
    {"own_request", KEREGE_TR("At the person's own request")},
    {"agreement", KEREGE_TR("On the grounds of the agreement")},
    {"withdrawn", KEREGE_TR("Consent withdrawn")},
    {"family_name", KEREGE_TR("Surname")},
    {"given_name", KEREGE_TR("Name")},
    {"patronymic", KEREGE_TR("Patronymic")},
    {"birth_date", KEREGE_TR("Date of birth")},
    {"sex", KEREGE_TR("Sex")},
    {"corrected", KEREGE_TR("Corrected")},
    {"kept", KEREGE_TR("Not changed")},
    {"registration_waiting", KEREGE_TR("Waits for an answer")},
    {"registration_taken_in", KEREGE_TR("Taken in")},
    {"registration_linked", KEREGE_TR("Found among the learners")},
    {"registration_declined", KEREGE_TR("Declined")},
    {"registration_withdrawn", KEREGE_TR("Withdrawn")},
    {"transfer_waiting", KEREGE_TR("Waits for an answer")},
    {"transfer_accepted", KEREGE_TR("Taken in")},
    {"transfer_declined", KEREGE_TR("Declined")},
    {"transfer_withdrawn", KEREGE_TR("Withdrawn")},
    {"news_asked", KEREGE_TR("Asked for")},
    {"news_on", KEREGE_TR("Turned on")},
    {"news_off", KEREGE_TR("Turned off")},
    {"news_by_account", KEREGE_TR("Under My account")},
    {"news_by_confirmed", KEREGE_TR("By the link that confirms the address")},
    {"news_by_page", KEREGE_TR("By the page a letter names")},
    {"news_by_one_click", KEREGE_TR("By the mail program")},
    {"news_by_address_changed", KEREGE_TR("The e-mail address was changed")},
    {"news_by_left", KEREGE_TR("The last membership has ended")},
    {"news_by_console", KEREGE_TR("By the operator")},
};

constexpr Column kPerson[] = {
    {"family_name", KEREGE_TR("Family name"), Kind::text},
    {"given_name", KEREGE_TR("Given name"), Kind::text},
    {"patronymic", KEREGE_TR("Patronymic"), Kind::text},
    {"birth_date", KEREGE_TR("Date of birth"), Kind::text},
    {"sex", KEREGE_TR("Sex"), Kind::word},
    {"phone", KEREGE_TR("Phone"), Kind::text},
    {"email", KEREGE_TR("E-mail"), Kind::text},
    {"residence", KEREGE_TR("Residence"), Kind::text},
    {"confirmed_at", KEREGE_TR("Checked by the person"), Kind::instant},
};
constexpr Column kMemberships[] = {
    {"organisation", KEREGE_TR("Organisation"), Kind::text},
    {"profile", KEREGE_TR("Profile"), Kind::word},
    {"position", KEREGE_TR("Position"), Kind::text},
    {"valid_from", KEREGE_TR("From"), Kind::text},
    {"valid_until", KEREGE_TR("Until"), Kind::text},
};
constexpr Column kRoles[] = {
    {"role", KEREGE_TR("Role"), Kind::word},
    {"valid_from", KEREGE_TR("From"), Kind::text},
};
constexpr Column kPlacements[] = {
    {"kind", KEREGE_TR("Kind"), Kind::word},
    {"label", KEREGE_TR("Class or subject"), Kind::text},
};
constexpr Column kPlacementTimes[] = {
    {"kind", KEREGE_TR("Kind"), Kind::word},
    {"label", KEREGE_TR("Class or subject"), Kind::text},
    {"from", KEREGE_TR("From"), Kind::instant},
    {"until", KEREGE_TR("Until"), Kind::instant},
};
constexpr Column kRelations[] = {
    {"relation", KEREGE_TR("Relation"), Kind::word},
    {"family_name", KEREGE_TR("Family name"), Kind::text},
    {"given_name", KEREGE_TR("Given name"), Kind::text},
    {"kinship", KEREGE_TR("Relation to the child"), Kind::word},
};
constexpr Column kAccount[] = {
    {"login", KEREGE_TR("Login"), Kind::text},
    {"language", KEREGE_TR("Language"), Kind::text},
    {"created_at", KEREGE_TR("Made"), Kind::instant},
    {"first_signed_in_at", KEREGE_TR("First signed in"), Kind::instant},
    {"password_set_at", KEREGE_TR("Password set"), Kind::instant},
    {"signed_in_at", KEREGE_TR("Last sign-in"), Kind::instant},
    {"wrong_passwords", KEREGE_TR("Wrong passwords since"), Kind::number},
};
constexpr Column kSessions[] = {
    {"device", KEREGE_TR("Device"), Kind::text},
    {"begun_at", KEREGE_TR("Since"), Kind::instant},
    {"used_at", KEREGE_TR("Last used"), Kind::instant},
};
constexpr Column kAcceptances[] = {
    {"document", KEREGE_TR("Document"), Kind::text},
    {"version", KEREGE_TR("Version"), Kind::number},
    {"accepted_at", KEREGE_TR("Accepted"), Kind::instant},
    {"address", KEREGE_TR("Network address"), Kind::text},
    {"signed_on", KEREGE_TR("Signed on paper"), Kind::text},
};
constexpr Column kEndings[] = {
    {"ground", KEREGE_TR("Ground"), Kind::word},
    {"first_day", KEREGE_TR("First day without access"), Kind::text},
    {"note", KEREGE_TR("Note"), Kind::text},
    {"ended_at", KEREGE_TR("Entered"), Kind::instant},
    {"reopened_at", KEREGE_TR("Opened again"), Kind::instant},
};
constexpr Column kNamesGrants[] = {
    {"reason", KEREGE_TR("Reason"), Kind::text},
    {"last_day", KEREGE_TR("Last day"), Kind::text},
    {"granted_at", KEREGE_TR("Entered"), Kind::instant},
    {"withdrawn_at", KEREGE_TR("Withdrawn"), Kind::instant},
};
constexpr Column kRestrictions[] = {
    {"level", KEREGE_TR("State"), Kind::word},    {"reason", KEREGE_TR("Breach"), Kind::text},
    {"note", KEREGE_TR("Note"), Kind::text},      {"from", KEREGE_TR("From"), Kind::instant},
    {"until", KEREGE_TR("Until"), Kind::instant}, {"ended_at", KEREGE_TR("Lifted"), Kind::instant},
};
constexpr Column kDeletions[] = {
    {"ground", KEREGE_TR("Ground"), Kind::word},
    {"note", KEREGE_TR("Note"), Kind::text},
    {"asked_at", KEREGE_TR("Asked for"), Kind::instant},
    {"confirmed_at", KEREGE_TR("Confirmed"), Kind::instant},
    {"erase_on", KEREGE_TR("To be erased on"), Kind::text},
    {"taken_back_at", KEREGE_TR("Taken back"), Kind::instant},
};
constexpr Column kTransfers[] = {
    {"from", KEREGE_TR("Comes from"), Kind::text},
    {"to", KEREGE_TR("Goes to"), Kind::text},
    {"first_day", KEREGE_TR("First day there"), Kind::text},
    {"state", KEREGE_TR("State"), Kind::word},
    {"note", KEREGE_TR("Note"), Kind::text},
    {"reason", KEREGE_TR("Reason"), Kind::text},
    {"asked_at", KEREGE_TR("Asked for"), Kind::instant},
};
constexpr Column kRegistrations[] = {
    {"organisation", KEREGE_TR("Organisation"), Kind::text},
    {"family_name", KEREGE_TR("Family name"), Kind::text},
    {"given_name", KEREGE_TR("Given name"), Kind::text},
    {"patronymic", KEREGE_TR("Patronymic"), Kind::text},
    {"birth_date", KEREGE_TR("Date of birth"), Kind::text},
    {"sex", KEREGE_TR("Sex"), Kind::word},
    {"kinship", KEREGE_TR("Relation to the child"), Kind::word},
    {"class", KEREGE_TR("Class asked for"), Kind::text},
    {"state", KEREGE_TR("State"), Kind::word},
    {"reason", KEREGE_TR("Reason"), Kind::text},
    {"asked_at", KEREGE_TR("Asked for"), Kind::instant},
};
constexpr Column kApplications[] = {
    {"family_name", KEREGE_TR("Family name"), Kind::text},
    {"given_name", KEREGE_TR("Given name"), Kind::text},
    {"patronymic", KEREGE_TR("Patronymic"), Kind::text},
    {"position", KEREGE_TR("Position"), Kind::text},
    {"email", KEREGE_TR("E-mail"), Kind::text},
    {"phone", KEREGE_TR("Phone"), Kind::text},
    {"note", KEREGE_TR("Note"), Kind::text},
    {"sent_at", KEREGE_TR("Sent"), Kind::instant},
};
constexpr Column kReports[] = {
    {"message", KEREGE_TR("Message"), Kind::text},
    {"field", KEREGE_TR("Field"), Kind::word},
    {"sent_at", KEREGE_TR("Sent"), Kind::instant},
    {"closed_at", KEREGE_TR("Closed"), Kind::instant},
    {"outcome", KEREGE_TR("What came of it"), Kind::word},
    {"answer", KEREGE_TR("Answer"), Kind::text},
};
constexpr Column kMessages[] = {
    {"message", KEREGE_TR("Message"), Kind::text},
    {"answer", KEREGE_TR("Answer"), Kind::text},
    {"sent_at", KEREGE_TR("Sent"), Kind::instant},
};
constexpr Column kLetters[] = {
    {"subject", KEREGE_TR("Letter"), Kind::text},
    {"written_at", KEREGE_TR("Written"), Kind::instant},
    {"sent_at", KEREGE_TR("Sent"), Kind::instant},
};
constexpr Column kNews[] = {
    {"act", KEREGE_TR("What"), Kind::word},
    {"way", KEREGE_TR("How"), Kind::word},
    {"words", KEREGE_TR("Message"), Kind::text},
    {"address", KEREGE_TR("Network address"), Kind::text},
    {"at", KEREGE_TR("When"), Kind::instant},
};
constexpr Column kViews[] = {
    {"at", KEREGE_TR("When"), Kind::instant},
    {"action", KEREGE_TR("Action"), Kind::action},
    {"family_name", KEREGE_TR("Family name"), Kind::text},
    {"given_name", KEREGE_TR("Given name"), Kind::text},
};
constexpr Column kDoings[] = {
    {"at", KEREGE_TR("When"), Kind::instant},
    {"action", KEREGE_TR("Action"), Kind::action},
};

// A reference to a statement is no constant of the compiler: made when it is asked for.
std::span<const Table> tables() {
    static const Table all[] = {
        {"person", KEREGE_TR("Personal data"), sql::own_person, Takes::with_day, kPerson},
        {"memberships", KEREGE_TR("Where the person belongs"), sql::own_memberships,
         Takes::locale_person_membership, kMemberships},
        {"roles", KEREGE_TR("Roles"), sql::own_roles, Takes::person_membership, kRoles},
        {"placements", KEREGE_TR("Classes and subjects in the roster"), sql::own_placements,
         Takes::person_membership, kPlacements},
        {"placement_times", KEREGE_TR("Classes and subjects, from when until when"),
         sql::own_placement_times, Takes::person_membership, kPlacementTimes},
        {"relations", KEREGE_TR("Parents and children"), sql::own_relations,
         Takes::person_membership, kRelations},
        {"account", KEREGE_TR("Account"), sql::own_account, Takes::person_membership, kAccount},
        {"sessions", KEREGE_TR("Where the person is signed in"), sql::own_sessions,
         Takes::person_membership, kSessions},
        {"agreements", KEREGE_TR("Agreements accepted"), sql::own_acceptances,
         Takes::locale_person_membership, kAcceptances},
        {"endings", KEREGE_TR("Ends of access"), sql::own_endings, Takes::person_membership,
         kEndings},
        {"names", KEREGE_TR("Until when the person sees names of people beneath"),
         sql::own_names_grants, Takes::person_membership, kNamesGrants},
        {"transfers", KEREGE_TR("Transfers"), sql::own_transfers, Takes::locale_person_membership,
         kTransfers},
        {"registrations", KEREGE_TR("Registrations of children"), sql::own_registrations,
         Takes::locale_person_membership, kRegistrations},
        {"deletions", KEREGE_TR("Deletion"), sql::own_deletions, Takes::with_words, kDeletions},
        {"applications", KEREGE_TR("Applications"), sql::own_applications, Takes::person_membership,
         kApplications},
        {"restrictions", KEREGE_TR("Restrictions by the operator"), sql::own_restrictions,
         Takes::person_membership, kRestrictions},
        {"reports", KEREGE_TR("Reports to the administrator"), sql::own_reports,
         Takes::person_membership, kReports, true},
        {"messages", KEREGE_TR("Messages sent to support"), sql::own_messages,
         Takes::person_membership, kMessages, true},
        {"letters", KEREGE_TR("Letters"), sql::own_letters, Takes::person_membership, kLetters},
        {"news", KEREGE_TR("News by mail"), sql::own_news, Takes::person_membership, kNews},
        {"seen_and_changed", KEREGE_TR("Who saw and changed the data"), sql::own_views,
         Takes::with_text, kViews},
        {"done", KEREGE_TR("What the person did"), sql::own_doings, Takes::person_membership,
         kDoings},
    };
    return all;
}

std::string_view word_of(std::string_view code) {
    for (const auto& [known, label] : kWords)
        if (known == code) return label;
    return code;
}

}  // namespace

std::string PersonalParts::word(std::string_view locale, std::string_view message) const {
    if (message.empty()) return {};
    return std::string(translator_.translate("core", locale, message));
}

// "module:action" of the audit log.
plugins::PersonalValue PersonalParts::shown(std::string_view locale, std::string_view text) const {
    const size_t colon = text.find(':');
    return action_words_(locale, text.substr(0, colon), text.substr(colon + 1));
}

PersonalPart PersonalParts::host_part(const PersonalWish& wish) {
    PersonalPart part{"core", word(wish.locale, KEREGE_TR("The system")), {}};
    auto transaction = database_.read();
    const int64_t person = wish.person.value, membership = wish.membership.value;
    const int64_t own_words = wish.without_messages ? 0 : 1;
    const std::string person_text = wish.person.text();
    const std::string today = local_time_.day(clock_.now_ms());
    for (const Table& table : tables()) {
        if (table.messages && wish.without_messages) continue;
        plugins::PersonalTable out{table.name, word(wish.locale, table.title), {}, {}};
        for (const Column& column : table.columns)
            out.columns.push_back({column.name, word(wish.locale, column.label)});
        const auto take = [&](const data::Row& row) {
            std::vector<plugins::PersonalValue> cells;
            for (size_t i = 0; i < table.columns.size(); ++i) {
                const Kind kind = table.columns[i].kind;
                if (row.is_null(i)) {
                    cells.emplace_back();
                } else if (kind == Kind::number) {
                    cells.emplace_back(row.int64(i));
                } else if (kind == Kind::instant) {
                    cells.emplace_back(local_time_.minute(row.int64(i)));
                } else if (kind == Kind::action) {
                    cells.push_back(shown(wish.locale, row.text(i)));
                } else if (kind == Kind::word) {
                    cells.emplace_back(word(wish.locale, word_of(row.text(i))));
                } else {
                    cells.emplace_back(std::string(row.text(i)));
                }
            }
            out.rows.push_back(std::move(cells));
        };
        switch (table.takes) {
            case Takes::person_membership:
                transaction.each(table.statement, {person, membership}, take);
                break;
            case Takes::locale_person_membership:
                transaction.each(table.statement, {wish.locale, person, membership}, take);
                break;
            case Takes::with_text:
                transaction.each(table.statement, {person, membership, person_text}, take);
                break;
            case Takes::with_day:
                transaction.each(table.statement, {person, membership, today}, take);
                break;
            case Takes::with_words:
                transaction.each(table.statement, {own_words, person, membership}, take);
                break;
        }
        part.tables.push_back(std::move(out));
    }
    return part;
}

std::vector<PersonalPart> PersonalParts::of(const PersonalWish& wish) {
    struct Place {
        OrganisationId organisation;
        MembershipId membership;
        std::string name;
    };
    std::vector<PersonalPart> parts{host_part(wish)};
    std::vector<Place> places;
    const size_t name_column = wish.locale == "ru" ? 3 : wish.locale == "en" ? 4 : 2;
    database_.read().each(
        sql::copy_memberships, {wish.person.value, wish.membership.value},
        [&](const data::Row& row) {
            places.push_back({{row.int64(0)}, {row.int64(1)}, std::string(row.text(name_column))});
        });
    for (const auto& plugin : plugins_.loaded()) {
        const auto& manifest = plugin->manifest;
        const bool takes_part = plugins::takes_part(*plugin);
        if (!takes_part && manifest.personal_data.empty()) continue;
        const std::string title(translator_.translate(manifest.id, wish.locale, manifest.name));
        if (!takes_part) {
            parts.push_back({manifest.id, title, {}, false});
            continue;
        }
        for (const Place& place : places) {
            auto given =
                plugins::export_member(*plugin, place.organisation, place.membership, wish.locale);
            PersonalPart part{manifest.id, title, place.name};
            if (given.ok())
                part.tables = std::move(*given);
            else
                part.missing = given.fault().log_text;
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

}  // namespace kerege::privacy
