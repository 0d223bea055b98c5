#include "host/src/access/restrictions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr std::string_view kBlocked = "blocked";
constexpr std::string_view kRestricted = "restricted";

std::string named(const data::Row& row, size_t family) {
    std::string name(row.text_or(family, {}));
    const auto given = row.text_or(family + 1, {});
    if (!given.empty()) name.append(" ").append(given);
    return name;
}

// A day counts to its end. Nothing: without end. Fault: invalid field "until".
Result<std::optional<int64_t>> read_until(std::string_view typed, const LocalTime& local_time,
                                          int64_t now_ms) {
    const std::string tidied = text::tidy(typed);
    if (tidied.empty()) return std::optional<int64_t>();
    const auto wrong = [](const char* message) { return invalid_fields({{"until", message}}); };
    const size_t gap = tidied.find_first_of(" T");
    const auto reading = text::read_day(std::string_view(tidied).substr(0, gap));
    if (reading.problem == text::DayReading::Problem::impossible)
        return wrong(KEREGE_TR("There is no such day."));
    if (reading.day.empty()) return wrong(KEREGE_TR("Write the whole day, as 31.12.2026."));
    const int64_t day = text::day_number(reading.day);
    int64_t until_ms = local_time.at_ms(day + 1, 0);
    if (gap != std::string::npos) {
        const auto minute = text::read_minute(std::string_view(tidied).substr(gap + 1));
        if (!minute) return wrong(KEREGE_TR("Write the hour as 18:00."));
        until_ms = local_time.at_ms(day, *minute);
    }
    if (until_ms <= now_ms) return wrong(KEREGE_TR("This time is over already."));
    return std::optional<int64_t>(until_ms);
}

}  // namespace

std::string until_words(const LocalTime& local_time, int64_t until_ms) {
    const bool whole_day = local_time.minute(until_ms).ends_with(" 00:00");
    const std::string at = local_time.minute(whole_day ? until_ms - 1 : until_ms);
    const std::string day =
        fmt::format("{}.{}.{}", at.substr(8, 2), at.substr(5, 2), at.substr(0, 4));
    return whole_day ? day : day + at.substr(10);
}

namespace {

struct InForce {
    std::string level;
    std::optional<int64_t> until_ms;
};

std::optional<InForce> in_force(data::Transaction& transaction, PersonId person, int64_t now_ms) {
    std::optional<InForce> found;
    transaction.first(queries::access::restriction_in_force, {person.value, now_ms},
                      [&](const data::Row& row) {
                          found.emplace();
                          found->level = row.text(0);
                          if (!row.is_null(1)) found->until_ms = row.int64(1);
                      });
    return found;
}

}  // namespace

std::optional<Fault> block_of(data::Transaction& transaction, PersonId person, int64_t now_ms,
                              const LocalTime& local_time) {
    const auto found = in_force(transaction, person, now_ms);
    if (!found || found->level != kBlocked) return {};
    if (!found->until_ms)
        return Fault{FaultKind::forbidden, "the profile is blocked",
                     KEREGE_TR("This profile is blocked. Turn to the administrator of your "
                               "organisation: they know why.")};
    return Fault{FaultKind::forbidden,
                 "the profile is blocked",
                 KEREGE_TR("This profile is blocked until {until}. Turn to the administrator of "
                           "your organisation: they know why."),
                 {},
                 {{"until", until_words(local_time, *found->until_ms)}}};
}

// Whom the wish is about, and until when.
struct Restrictions::Found {
    PersonId person;
    std::optional<int64_t> until_ms;
};

// What is told of.
struct Restrictions::Deed {
    std::string_view action;
    PersonId person;
    int64_t id = 0;
    bool blocked = false;
    std::string_view reason = {};
    std::optional<int64_t> until_ms = {};
    bool by_letter = false;
};

Restrictions::Restrictions(data::Database& database, Sessions& sessions, const audit::Audit& audit,
                           IdMaker& ids, const Clock& clock, const LocalTime& local_time,
                           Letters* letters)
    : database_(database),
      sessions_(sessions),
      audit_(audit),
      ids_(ids),
      clock_(clock),
      local_time_(local_time),
      letters_(letters) {}

Result<Restrictions::Found> Restrictions::check(data::Transaction& transaction, const Scope& scope,
                                                const RestrictionWish& wish) const {
    std::vector<FieldFault> faults;
    Found found;
    bool is_operator = false;
    transaction.first(queries::access::restriction_target,
                      {local_time_.day(clock_.now_ms()), wish.login, scope.organisation.value},
                      [&](const data::Row& row) {
                          found.person = PersonId{row.int64(0)};
                          is_operator = row.int64(1) > 0;
                      });
    if (!found.person) faults.push_back({"login", KEREGE_TR("There is no such login.")});
    if (wish.level != kBlocked && wish.level != kRestricted)
        faults.push_back({"level", KEREGE_TR("Choose whether to restrict or to block.")});
    if (std::find(std::begin(kBreaches), std::end(kBreaches), wish.reason) == std::end(kBreaches))
        faults.push_back({"reason", KEREGE_TR("Choose what the breach is.")});
    if (text::length(wish.note) > kRestrictionNoteLettersMax)
        faults.push_back({"note", KEREGE_TR("Write at most 500 characters.")});
    auto until_ms = read_until(wish.until, local_time_, clock_.now_ms());
    if (until_ms) {
        found.until_ms = *until_ms;
    } else {
        faults.push_back(until_ms.fault().fields.front());
    }
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (found.person == scope.person)
        return conflict("restrictions: one's own", KEREGE_TR("This is your own profile."));
    if (is_operator && scope.person)
        return Fault{FaultKind::forbidden, "restrictions: an operator",
                     KEREGE_TR("Operators are restricted on the command line only.")};
    return found;
}

Result<> Restrictions::impose(const Scope& scope, const RestrictionWish& typed,
                              std::string_view request_id) {
    RestrictionWish wish = typed;
    wish.login = text::lower(text::tidy(typed.login));
    wish.note = text::tidy(typed.note);
    auto transaction = database_.write();
    const auto found = check(transaction, scope, wish);
    if (!found) return found.fault();
    const PersonId person = found->person;
    transaction.first(queries::access::person_lock, {person.value}, [](const data::Row&) {});
    const int64_t now_ms = clock_.now_ms();
    for (const Restriction& present : list_within(transaction, {}, person, "present")) {
        const bool same = present.blocked == (wish.level == kBlocked) &&
                          present.reason == wish.reason && present.note == wish.note &&
                          present.until_ms == found->until_ms;
        if (same) return success();
    }
    transaction.execute(queries::access::restriction_end,
                        {now_ms, scope.person.value, person.value});
    const int64_t id = ids_.next();
    transaction.execute(queries::access::restriction_add,
                        {id, person.value, wish.level, wish.reason, wish.note, now_ms,
                         found->until_ms, scope.person.value});
    const bool blocked = wish.level == kBlocked;
    if (blocked) {
        transaction.execute(queries::access::session_end_all, {person.value});
        transaction.execute(queries::access::join_code_remove, {person.value});
    }
    tell(transaction, scope,
         {.action = blocked ? "profile.blocked" : "profile.restricted",
          .person = person,
          .id = id,
          .blocked = blocked,
          .reason = wish.reason,
          .until_ms = found->until_ms,
          .by_letter = true},
         request_id);
    transaction.commit();
    sessions_.forget(person);
    return success();
}

std::vector<std::string> Restrictions::alone_at(std::string_view login, std::string_view locale) {
    std::vector<std::string> names;
    const int64_t now_ms = clock_.now_ms();
    const size_t column = locale == "ru" ? 1 : locale == "en" ? 2 : 0;
    auto transaction = database_.read();
    transaction.each(queries::access::administrator_alone,
                     {local_time_.day(now_ms), text::lower(text::tidy(login)), now_ms},
                     [&](const data::Row& row) { names.emplace_back(row.text(column)); });
    return names;
}

Result<> Restrictions::lift(const Scope& scope, int64_t restriction, std::string_view request_id) {
    auto transaction = database_.write();
    const auto find = [&] {
        PersonId person;
        transaction.first(queries::access::restriction_find,
                          {restriction, scope.organisation.value, local_time_.day(clock_.now_ms())},
                          [&](const data::Row& row) { person = PersonId{row.int64(0)}; });
        return person;
    };
    const PersonId person = find();
    transaction.first(queries::access::person_lock, {person.value}, [](const data::Row&) {});
    // Whoever was quicker may have put another one in its place.
    if (!person || !find()) return not_found("restrictions: none that stands");
    if (person == scope.person)
        return conflict("restrictions: one's own", KEREGE_TR("This is your own profile."));
    transaction.execute(queries::access::restriction_end,
                        {clock_.now_ms(), scope.person.value, person.value});
    tell(transaction, scope, {.action = "profile.lifted", .person = person}, request_id);
    transaction.commit();
    sessions_.forget(person);
    return success();
}

// A line in the log of every organisation of the person, whose administrators read it, and a letter
// to each of them (K3.1.4).
void Restrictions::tell(data::Transaction& transaction, const Scope& scope, const Deed& deed,
                        std::string_view request_id) const {
    std::vector<OrganisationId> organisations;
    transaction.each(queries::access::restriction_organisations,
                     {deed.person.value, local_time_.day(clock_.now_ms())},
                     [&](const data::Row& row) { organisations.push_back({row.int64(0)}); });
    const bool nowhere = organisations.empty();
    if (nowhere) organisations.push_back(scope.organisation);
    const std::string subject = "person:" + deed.person.text();
    const std::string detail =
        deed.reason.empty() ? std::string() : fmt::format(R"({{"reason":"{}"}})", deed.reason);
    for (const OrganisationId organisation : organisations) {
        audit_.append(transaction, {.organisation = organisation,
                                    .person = scope.person,
                                    .module = {},
                                    .action = deed.action,
                                    .subject = subject,
                                    .detail = detail,
                                    .request_id = request_id});
        if (deed.by_letter && !nowhere) write_letters(transaction, organisation, deed);
    }
}

void Restrictions::write_letters(data::Transaction& transaction, OrganisationId organisation,
                                 const Deed& deed) const {
    if (!letters_) return;
    std::string name;
    transaction.first(queries::access::person_names, {deed.person.value},
                      [&](const data::Row& row) { name = named(row, 0); });
    // A key for each breach, which shows its words in the letter's language.
    std::string breach = "breach_" + std::string(deed.reason);
    breach.erase(std::remove(breach.begin(), breach.end(), '.'), breach.end());
    std::vector<AccountLetter> written_letters;
    transaction.each(
        queries::access::administrators,
        {organisation.value, deed.person.value, local_time_.day(clock_.now_ms())},
        [&](const data::Row& row) {
            AccountLetter letter{organisation,
                                 MembershipId{row.int64(0)},
                                 PersonId{row.int64(1)},
                                 std::string(row.text(2)),
                                 "restricted",
                                 "restricted." + std::to_string(deed.id),
                                 {{"name", name},
                                  {deed.blocked ? "blocked" : "only_restricted", "yes"},
                                  {breach, "yes"}}};
            if (deed.until_ms)
                letter.values.emplace_back("until", until_words(local_time_, *deed.until_ms));
            written_letters.push_back(std::move(letter));
        });
    for (const AccountLetter& letter : written_letters) letters_->write(transaction, letter);
}

std::vector<Restriction> Restrictions::list_within(data::Transaction& transaction,
                                                   OrganisationId organisation, PersonId person,
                                                   std::string_view standing) const {
    std::vector<Restriction> restrictions;
    const int most = standing == "past" ? kPastRestrictionsShown : 10'000;
    transaction.each(queries::access::restriction_list,
                     {organisation.value, local_time_.day(clock_.now_ms()), person.value,
                      clock_.now_ms(), standing, most},
                     [&](const data::Row& row) {
                         Restriction one;
                         one.id = row.int64(0);
                         one.person = PersonId{row.int64(1)};
                         one.person_name = named(row, 2);
                         one.login = row.text_or(4, {});
                         one.blocked = row.text(5) == kBlocked;
                         one.reason = row.text(6);
                         one.note = row.text(7);
                         one.from_ms = row.int64(8);
                         if (!row.is_null(9)) one.until_ms = row.int64(9);
                         one.by_name = named(row, 10);
                         if (!row.is_null(12)) one.ended_at_ms = row.int64(12);
                         one.ended_by_name = named(row, 13);
                         one.membership = MembershipId{row.int64_or(15, 0)};
                         restrictions.push_back(std::move(one));
                     });
    return restrictions;
}

std::vector<Restriction> Restrictions::present(OrganisationId organisation) {
    auto transaction = database_.read();
    return list_within(transaction, organisation, {}, "present");
}

std::vector<Restriction> Restrictions::of_members(OrganisationId organisation) {
    auto restrictions = present(organisation);
    std::erase_if(restrictions, [](const Restriction& one) { return !one.membership; });
    return restrictions;
}

std::vector<Restriction> Restrictions::past(OrganisationId organisation) {
    auto transaction = database_.read();
    return list_within(transaction, organisation, {}, "past");
}

std::optional<Restriction> Restrictions::of(PersonId person) {
    auto transaction = database_.read();
    auto found = list_within(transaction, {}, person, "present");
    if (found.empty()) return {};
    return std::move(found.front());
}

}  // namespace kerege::access
