#include "host/src/directory/standing.hpp"

#include <fmt/format.h>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

constexpr Status kStatuses[] = {
    {status::kPreparation, KEREGE_TR("In preparation"),
     KEREGE_TR("The staff sign in and prepare; learners and parents not yet.")},
    {status::kActive, KEREGE_TR("Active"), KEREGE_TR("Everybody signs in and works.")},
    {status::kSuspended, KEREGE_TR("Suspended"),
     KEREGE_TR("Everybody signs in and looks; nothing is entered.")},
    {status::kClosed, KEREGE_TR("Closed"),
     KEREGE_TR("Modules are off. For some time people sign in only to fetch what is theirs; then "
               "their profiles are deleted.")},
};

// The wish as it is stored. Fault: invalid with fields.
Result<StatusWish> checked(const StatusWish& typed, const std::string& today) {
    StatusWish wish = typed;
    std::vector<FieldFault> faults;
    if (!find_status(wish.status)) faults.push_back({"status", KEREGE_TR("Choose a state.")});
    const auto reading = text::read_day(typed.first_day);
    wish.first_day = text::tidy(typed.first_day).empty() ? today : reading.day;
    if (wish.first_day.empty()) {
        faults.push_back({"status_from", reading.problem == text::DayReading::Problem::impossible
                                             ? KEREGE_TR("There is no such day.")
                                             : KEREGE_TR("Write the whole day, as 31.12.2026.")});
    } else if (text::day_number(wish.first_day) < text::day_number(today)) {
        faults.push_back(
            {"status_from", KEREGE_TR("This day is over. Choose today or a later day.")});
    } else if (text::day_number(wish.first_day) > text::day_number(today) + kStatusDaysAheadMax) {
        faults.push_back({"status_from", KEREGE_TR("This day is more than two years away.")});
    }
    wish.reason = text::tidy(typed.reason);
    const bool needed = wish.status == status::kSuspended || wish.status == status::kClosed;
    if (text::length(wish.reason) > kStatusReasonLettersMax) {
        faults.push_back({"status_reason", KEREGE_TR("Write at most 500 characters.")});
    } else if (needed && wish.reason.empty()) {
        faults.push_back({"status_reason", KEREGE_TR("Say why: it is kept with the state.")});
    }
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return wish;
}

}  // namespace

std::span<const Status> statuses() { return kStatuses; }

const Status* find_status(std::string_view code) {
    for (const Status& one : kStatuses)
        if (one.code == code) return &one;
    return nullptr;
}

bool has_modules(std::string_view status) { return status != status::kClosed; }

std::string status_on(data::Transaction& transaction, OrganisationId organisation,
                      std::string_view day) {
    std::string found(status::kActive);
    transaction.first(sql::status_on, {organisation.value, day},
                      [&](const data::Row& row) { found = text_of(row, 0); });
    return found;
}

std::string leaving_until(const std::string& closed_from, int closed_days) {
    return text::day_of(text::day_number(closed_from) + closed_days);
}

Door door_of(data::Transaction& transaction, OrganisationId organisation, std::string_view profile,
             const std::string& day, int closed_days) {
    Door door;
    transaction.first(sql::status_on, {organisation.value, day}, [&](const data::Row& row) {
        const auto status = row.text(0);
        door.only_looks = status == status::kSuspended;
        if (status == status::kPreparation)
            door.open = profile != "learner" && profile != "guardian";
        if (status != status::kClosed) return;
        door.leaving_until = leaving_until(text_of(row, 1), closed_days);
        door.open = day <= door.leaving_until;
    });
    return door;
}

std::map<OrganisationId, std::string> not_active(data::Transaction& transaction, OrganisationId top,
                                                 std::string_view day) {
    std::map<OrganisationId, std::string> found;
    transaction.each(sql::status_exceptions, {day, top.value}, [&](const data::Row& row) {
        found.emplace(OrganisationId{row.int64(0)}, text_of(row, 1));
    });
    return found;
}

Standings::Standings(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                     const Clock& clock, const LocalTime& local_time)
    : database_(database), audit_(audit), ids_(ids), clock_(clock), local_time_(local_time) {}

Result<> Standings::set(OrganisationId organisation, const StatusWish& wish, PersonId by,
                        OrganisationId own, std::string_view request_id) {
    auto transaction = database_.write();
    const auto done = set(transaction, organisation, wish, by, own, request_id);
    if (done) transaction.commit();
    return done;
}

Result<> Standings::set(data::Transaction& transaction, OrganisationId organisation,
                        const StatusWish& typed, PersonId by, OrganisationId own,
                        std::string_view request_id) {
    const auto wish = checked(typed, day());
    if (!wish) return wish.fault();
    if (own == organisation && own)
        return conflict("standing: one's own organisation",
                        KEREGE_TR("The state of your own organisation is for those above it."));
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    if (status_on(transaction, organisation, wish->first_day) == wish->status) return success();
    transaction.execute(sql::status_insert,
                        {organisation.value, ids_.next(), wish->status, wish->first_day,
                         wish->reason, by.value, clock_.now_ms()});
    transaction.execute(sql::change_count, {"modules"});
    std::string detail =
        fmt::format(R"({{"status":"{}","from":"{}")", wish->status, wish->first_day);
    if (!wish->reason.empty()) {
        detail += R"(,"reason":)";
        text::append_json(detail, wish->reason);
    }
    detail += '}';
    const std::string subject = "organisation:" + organisation.text();
    audit_.append(transaction, {.organisation = organisation,
                                .person = by,
                                .module = {},
                                .action = "organisation.status",
                                .subject = subject,
                                .detail = detail,
                                .request_id = request_id});
    return success();
}

std::string Standings::today(OrganisationId organisation) {
    auto transaction = database_.read();
    return status_on(transaction, organisation, day());
}

std::map<OrganisationId, std::string> Standings::not_active(OrganisationId top) {
    auto transaction = database_.read();
    return directory::not_active(transaction, top, day());
}

std::vector<StatusLine> Standings::history(OrganisationId organisation) {
    std::vector<StatusLine> lines;
    auto transaction = database_.read();
    transaction.each(sql::status_history, {organisation.value}, [&](const data::Row& row) {
        StatusLine line{text_of(row, 0), text_of(row, 1), text_of(row, 2), text_of(row, 5),
                        row.int64(4)};
        if (!row.is_null(6) && !row.text(6).empty()) line.by_name.append(" ").append(row.text(6));
        lines.push_back(std::move(line));
    });
    return lines;
}

}  // namespace kerege::directory
