#include "host/src/privacy/closings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/text_values.hpp"
#include "host/src/directory/standing.hpp"
#include "host/src/view/translator.hpp"
#include "kerege/abi/i18n.h"
#include "queries/leaving.hpp"
#include "queries/privacy.hpp"

namespace kerege::privacy {

namespace sql = queries::privacy;

struct Closings::Closed {
    OrganisationId organisation;
    std::string since;
    std::string until;
    int64_t from_ms = 0;  // an archive that was ordered earlier lacks the last days
    PersonId by;
};

namespace {

constexpr int64_t kThinkAgainMs = int64_t{24} * 3600 * 1000;  // a day
constexpr int64_t kDeletedAtOnce = 500;
constexpr int kSlackDays = 2;     // a night without a host is no trouble yet
constexpr int kWarningDays = 14;  // before nobody can fetch the archive any more

std::string day_after(const std::string& day, int64_t days) {
    return text::day_of(text::day_number(day) + days);
}

std::vector<MembershipId> memberships(data::Database& database, const data::Statement& statement,
                                      std::initializer_list<data::Argument> arguments) {
    std::vector<MembershipId> found;
    database.read().each(statement, arguments,
                         [&](const data::Row& row) { found.push_back({row.int64(0)}); });
    return found;
}

}  // namespace

std::vector<Closings::Closed> Closings::closed() {
    std::vector<Closed> all;
    database_.read().each(sql::closed_organisations, {today()}, [&](const data::Row& row) {
        Closed one{{row.int64(0)}, std::string(row.text(1)), {}, 0, {row.int64(3)}};
        one.until = directory::leaving_until(one.since, settings_.closed_days);
        one.from_ms = std::max(row.int64(2), local_time_.at_ms(text::day_number(one.since), 0));
        all.push_back(std::move(one));
    });
    return all;
}

std::optional<Closing> Closings::of(OrganisationId organisation) {
    Closing closing;
    const std::string day = today();
    for (const Closed& one : closed()) {
        if (one.organisation != organisation) continue;
        closing.since = one.since;
        closing.archive = archives_.of(organisation);
        if (closing.archive && closing.archive->ordered_at_ms < one.from_ms)
            closing.archive.reset();
    }
    auto transaction = database_.read();
    if (closing.since.empty())
        transaction.first(sql::closing_next, {organisation.value}, [&](const data::Row& row) {
            if (row.text(0) == directory::status::kClosed) closing.since = row.text(1);
        });
    if (closing.since.empty()) return {};
    transaction.first(sql::closing_counts, {organisation.value}, [&](const data::Row& row) {
        closing.members = row.int64(0);
        closing.running = row.int64(1);
        closing.erased = row.int64(2);
    });
    transaction.each(sql::closing_open, {organisation.value, day, INT64_MAX},
                     [&](const data::Row&) { ++closing.open; });
    closing.until = directory::leaving_until(closing.since, settings_.closed_days);
    closing.begun = closing.since <= day;
    closing.over = closing.until < day;
    return closing;
}

bool Closings::wants_archive(const Closed& one,
                             const std::optional<leaving::Ordered>& archive) const {
    if (one.until < today()) return false;
    if (!archive || archive->ordered_at_ms < one.from_ms) return true;
    return archive->state == leaving::ArchiveState::failed &&
           archive->ordered_at_ms < clock_.now_ms() - kThinkAgainMs;
}

void Closings::begin(const Closed& one, std::string_view locale, std::string_view request_id) {
    const auto archive = archives_.of(one.organisation);
    if (!wants_archive(one, archive)) {
        archives_.keep_until(one.organisation,
                             local_time_.at_ms(text::day_number(day_after(one.until, 1)), 0));
        return;
    }
    const auto ordered = archives_.order(one.organisation, one.by, locale, request_id);
    if (!ordered)  // one of before is being made: the next run orders it again
        log_.write(LogLevel::info, "privacy", ordered.fault().log_text);
    write_letters(one);
}

void Closings::begin(OrganisationId organisation, std::string_view locale,
                     std::string_view request_id) {
    for (const Closed& one : closed())
        if (one.organisation == organisation) begin(one, locale, request_id);
}

void Closings::write_letters(const Closed& one) {
    if (!letters_) return;
    std::vector<access::AccountLetter> written;
    auto transaction = database_.write();
    transaction.each(
        sql::closing_readers, {one.organisation.value, today()}, [&](const data::Row& row) {
            const std::string locale(row.text(2));
            written.push_back(
                {one.organisation,
                 MembershipId{row.int64(0)},
                 PersonId{row.int64(1)},
                 locale,
                 "organisation_closed",
                 fmt::format("organisation_closed.{}.{}", one.organisation.value, one.since),
                 {{"until", view::format_day(locale, one.until, KEREGE_DAY_FULL)}}});
        });
    for (const auto& letter : written) letters_->write(transaction, letter);
    transaction.commit();
}

// First what people asked for, which nobody is there to confirm: a day later, within which they can
// think better of it. When the days are over, all the others.
void Closings::erase_profiles(const Closed& one, const std::function<bool()>& go_on, int& failed) {
    const auto begin_each = [&](const std::vector<MembershipId>& due, const char* ground) {
        for (const MembershipId membership : due) {
            if (!go_on()) return;
            DeletionWish wish{ground, {}};
            wish.closing = true;
            const auto begun = deletions_.begin(one.organisation, membership, wish, {});
            if (begun.ok()) continue;
            ++failed;
            log_.write(LogLevel::error, "privacy",
                       fmt::format("the profile {} of a closed organisation: {}", membership.value,
                                   begun.fault().log_text));
        }
    };
    begin_each(
        memberships(database_, sql::closing_asked,
                    {one.organisation.value, clock_.now_ms() - kThinkAgainMs, kDeletedAtOnce}),
        "own_request");
    if (one.until >= today()) return;
    begin_each(memberships(database_, sql::closing_open,
                           {one.organisation.value, today(), kDeletedAtOnce}),
               "agreement");
}

void Closings::take_back(const std::vector<Closed>& closed, int& failed) {
    std::vector<std::pair<OrganisationId, MembershipId>> begun;
    database_.read().each(sql::closing_undone, {}, [&](const data::Row& row) {
        begun.emplace_back(OrganisationId{row.int64(0)}, MembershipId{row.int64(1)});
    });
    for (const auto& [organisation, membership] : begun) {
        const bool still = std::ranges::any_of(
            closed,
            [&, place = organisation](const Closed& one) { return one.organisation == place; });
        if (!still && !deletions_.take_back(organisation, membership, {})) ++failed;
    }
}

Result<> Closings::run(const std::function<bool()>& go_on) {
    const auto all = closed();
    int failed = 0;
    take_back(all, failed);
    for (const Closed& one : all) {
        if (!go_on()) return unavailable("broken off");
        begin(one, "kk", {});
        erase_profiles(one, go_on, failed);
    }
    if (failed == 0) return success();
    return unavailable(fmt::format("{} profile(s) of closed organisations wait", failed));
}

ClosingTrouble closing_trouble(data::Database& database, const std::string& today,
                               int closed_days) {
    ClosingTrouble trouble;
    auto transaction = database.read();
    std::vector<std::pair<OrganisationId, std::string>> closed;
    transaction.each(sql::closed_organisations, {today}, [&](const data::Row& row) {
        closed.emplace_back(OrganisationId{row.int64(0)},
                            directory::leaving_until(std::string(row.text(1)), closed_days));
    });
    for (const auto& [organisation, until] : closed) {
        if (day_after(until, kSlackDays) < today) {
            transaction.each(sql::closing_open, {organisation.value, today, INT64_MAX},
                             [&](const data::Row&) { ++trouble.undeleted; });
        } else if (until >= today && day_after(until, -kWarningDays) <= today) {
            bool fetched = false;
            transaction.first(queries::leaving::archive_of_any, {organisation.value},
                              [&](const data::Row& row) { fetched = !row.is_null(0); });
            if (fetched) continue;
            ++trouble.unfetched;
            if (trouble.first_day.empty() || until < trouble.first_day) trouble.first_day = until;
        }
    }
    return trouble;
}

}  // namespace kerege::privacy
