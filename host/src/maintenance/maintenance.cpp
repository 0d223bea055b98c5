#include "host/src/maintenance/maintenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <tuple>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/maintenance.hpp"

namespace kerege::maintenance {
namespace {

namespace sql = queries::maintenance;

constexpr int64_t kMinuteMs = 60'000;

int year_of(const std::string& day) { return std::stoi(day.substr(0, 4)); }

Break break_of(const data::Row& row) {
    Break one;
    one.id = row.int64(0);
    one.begins_at_ms = row.int64(1);
    one.ends_at_ms = row.int64(2);
    one.words_kk = row.text(3);
    one.words_ru = row.text(4);
    one.words_en = row.text(5);
    one.reason = row.text(6);
    one.called_off = !row.is_null(7);
    if (one.called_off) one.ends_at_ms = std::clamp(row.int64(7), one.begins_at_ms, one.ends_at_ms);
    return one;
}

std::vector<Break> between(data::Transaction& transaction, int64_t from_ms, int64_t until_ms) {
    std::vector<Break> found;
    transaction.each(sql::between, {until_ms, from_ms},
                     [&](const data::Row& row) { found.push_back(break_of(row)); });
    return found;
}

bool is_taken(data::Transaction& transaction, int64_t from_ms, int64_t until_ms) {
    const auto others = between(transaction, from_ms, until_ms);
    return std::any_of(others.begin(), others.end(),
                       [](const Break& other) { return !other.called_off; });
}

Fault taken() {
    return conflict("maintenance: there is one at that time",
                    KEREGE_TR("Maintenance is planned at that time already."));
}

Fault over() {
    return conflict("maintenance: it is over", KEREGE_TR("It is over, or called off already."));
}

Fault beyond_without_reason(int hours_a_year) {
    Fault fault =
        invalid_fields({{"reason", KEREGE_TR("It goes beyond the {hours} hours of the year. "
                                             "Shorten it, or say why it has to be.")}});
    fault.values.emplace_back("hours", std::to_string(hours_a_year));
    return fault;
}

std::optional<Break> read_one(data::Transaction& transaction, int64_t id) {
    std::optional<Break> one;
    transaction.first(sql::one, {id}, [&](const data::Row& row) { one = break_of(row); });
    return one;
}

}  // namespace

bool may_extend(const Break& one, int64_t now_ms) {
    return !one.called_off && one.ends_at_ms + kExtendedMs > now_ms;
}

int Maintenance::year_now() const { return year_of(local_time_.day(clock_.now_ms())); }

Maintenance::Span Maintenance::year_span(int year) const {
    const auto new_year = [&](int of) {
        return local_time_.at_ms(text::day_number(fmt::format("{:04}-01-01", of)), 0);
    };
    return {new_year(year), new_year(year + 1)};
}

int64_t Maintenance::used_ms(data::Transaction& transaction, const Span& year) const {
    int64_t used = 0;
    for (const Break& one : between(transaction, year.from_ms, year.until_ms))
        used += std::max<int64_t>(
            0, std::min(one.ends_at_ms, year.until_ms) - std::max(one.begins_at_ms, year.from_ms));
    return used;
}

bool Maintenance::beyond_the_year(data::Transaction& transaction, const Span& more) const {
    const int64_t year_ms_max = int64_t{hours_a_year_} * 60 * kMinuteMs;
    const int first_year = year_of(local_time_.day(more.from_ms));
    for (const int year : {first_year, first_year + 1}) {
        const Span span = year_span(year);
        const int64_t here_ms =
            std::min(more.until_ms, span.until_ms) - std::max(more.from_ms, span.from_ms);
        if (here_ms > 0 && used_ms(transaction, span) + here_ms > year_ms_max) return true;
    }
    return false;
}

Result<Break> Maintenance::read(const NewBreak& typed) const {
    std::vector<FieldFault> faults;
    const auto day = text::read_day(typed.day);
    if (day.day.empty()) faults.push_back({"day", KEREGE_TR("Write the day as 31.12.2026.")});
    const auto from = text::read_minute(typed.from);
    if (!from) faults.push_back({"from", KEREGE_TR("Write the time as 22:00.")});
    const auto until = text::read_minute(typed.until);
    if (!until) faults.push_back({"until", KEREGE_TR("Write the time as 22:00.")});
    Break one;
    for (const auto& [field, given, place] :
         {std::tuple("words_kk", &typed.words_kk, &one.words_kk),
          std::tuple("words_ru", &typed.words_ru, &one.words_ru),
          std::tuple("words_en", &typed.words_en, &one.words_en),
          std::tuple("reason", &typed.reason, &one.reason)}) {
        *place = text::tidy(*given);
        if (text::length(*place) > kWordsLettersMax)
            faults.push_back({field, KEREGE_TR("Write at most 300 characters.")});
    }
    if (one.words_ru.empty()) one.words_ru = one.words_kk;
    if (one.words_en.empty()) one.words_en = one.words_kk;
    if (faults.empty()) {
        const int64_t first = text::day_number(day.day);
        one.begins_at_ms = local_time_.at_ms(first, *from);
        one.ends_at_ms = local_time_.at_ms(*until > *from ? first : first + 1, *until);
        if (one.begins_at_ms < clock_.now_ms())
            faults.push_back({"from", KEREGE_TR("This time has passed.")});
    }
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return one;
}

Result<int64_t> Maintenance::plan(const NewBreak& typed, PersonId by, std::string_view request_id) {
    auto planned = read(typed);
    if (!planned) return planned.fault();
    Break& one = *planned;
    auto transaction = database_.write();
    transaction.first(sql::lock, {}, [](const data::Row&) {});
    if (is_taken(transaction, one.begins_at_ms, one.ends_at_ms)) return taken();
    const bool beyond = beyond_the_year(transaction, {one.begins_at_ms, one.ends_at_ms});
    if (beyond && one.reason.empty()) return beyond_without_reason(hours_a_year_);
    if (!beyond) one.reason.clear();
    one.id = ids_.next();
    transaction.execute(sql::insert,
                        {one.id, one.begins_at_ms, one.ends_at_ms, one.words_kk, one.words_ru,
                         one.words_en, one.reason, by.value, clock_.now_ms()});
    note(transaction, one, beyond ? "maintenance.overridden" : "maintenance.planned", by,
         request_id);
    transaction.commit();
    forget();
    return one.id;
}

Result<Break> Maintenance::find(int64_t id) {
    auto transaction = database_.read();
    auto one = read_one(transaction, id);
    if (!one) return not_found("maintenance: there is no such break");
    return *std::move(one);
}

Result<> Maintenance::extend(int64_t id, const Extension& typed, PersonId by,
                             std::string_view request_id) {
    const auto until = text::read_minute(typed.until);
    const std::string reason = text::tidy(typed.reason);
    std::vector<FieldFault> faults;
    if (!until) faults.push_back({"until", KEREGE_TR("Write the time as 22:00.")});
    if (text::length(reason) > kWordsLettersMax)
        faults.push_back({"reason", KEREGE_TR("Write at most 300 characters.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    auto transaction = database_.write();
    transaction.first(sql::lock, {}, [](const data::Row&) {});
    auto one = read_one(transaction, id);
    if (!one) return not_found("maintenance: there is no such break");
    if (!may_extend(*one, clock_.now_ms())) return over();
    const int64_t former_ms = one->ends_at_ms;
    const int64_t day = text::day_number(local_time_.day(former_ms));
    one->ends_at_ms = local_time_.at_ms(day, *until);
    // The same form once more; nobody means a whole day.
    if (one->ends_at_ms == former_ms) return success();
    if (one->ends_at_ms <= former_ms) one->ends_at_ms = local_time_.at_ms(day + 1, *until);
    if (one->ends_at_ms <= clock_.now_ms())
        return invalid_fields({{"until", KEREGE_TR("This time has passed.")}});
    if (is_taken(transaction, former_ms, one->ends_at_ms)) return taken();
    const bool beyond = beyond_the_year(transaction, {former_ms, one->ends_at_ms});
    if (beyond && reason.empty()) return beyond_without_reason(hours_a_year_);
    if (beyond) one->reason = reason;
    transaction.execute(sql::extend, {one->ends_at_ms, one->reason, id});
    note(transaction, *one, beyond ? "maintenance.extended_beyond" : "maintenance.extended", by,
         request_id);
    transaction.commit();
    forget();
    return success();
}

Result<> Maintenance::call_off(int64_t id, PersonId by, std::string_view request_id) {
    auto transaction = database_.write();
    const auto one = read_one(transaction, id);
    if (!one) return not_found("maintenance: there is no such break");
    if (transaction.execute(sql::call_off, {clock_.now_ms(), id}) == 0) return over();
    note(transaction, *one, "maintenance.called_off", by, request_id);
    transaction.commit();
    forget();
    return success();
}

void Maintenance::note(data::Transaction& transaction, const Break& one, std::string_view action,
                       PersonId by, std::string_view request_id) {
    std::string detail =
        fmt::format(R"({{"from":"{}","until":"{}")", local_time_.minute(one.begins_at_ms),
                    local_time_.minute(one.ends_at_ms));
    if (!one.reason.empty()) {
        detail += R"(,"reason":)";
        text::append_json(detail, one.reason);
    }
    detail += '}';
    audit_.append(transaction, {.organisation = {},
                                .person = by,
                                .module = {},
                                .action = action,
                                .subject = {},
                                .detail = detail,
                                .request_id = request_id});
}

std::vector<Break> Maintenance::of_years(int first, int last) {
    auto transaction = database_.read();
    return between(transaction, year_span(first).from_ms, year_span(last).until_ms);
}

int64_t Maintenance::minutes_of_year(int year) {
    auto transaction = database_.read();
    return used_ms(transaction, year_span(year)) / kMinuteMs;
}

std::optional<Break> Maintenance::announced() {
    const int64_t now = clock_.now_ms();
    // One thread reads, the others go on with what is known: pages don't wait for each other here.
    if (const std::unique_lock reading(reading_, std::try_to_lock);
        reading && std::abs(now - read_at_ms_.load()) >= kReadAgainMs) {
        auto found = read_announced(now);
        const std::lock_guard lock(mutex_);
        announced_ = std::move(found);
        read_at_ms_ = now;
    }
    const std::lock_guard lock(mutex_);
    return announced_ && announced_->ends_at_ms > now ? announced_ : std::nullopt;
}

std::optional<Break> Maintenance::read_announced(int64_t now_ms) const {
    try {
        auto transaction = database_.read();
        for (Break& one : between(transaction, now_ms, now_ms + kAnnouncedMs))
            if (!one.called_off) return std::move(one);
    } catch (const std::exception&) {  // no page fails for want of an announcement
    }
    return {};
}

void Maintenance::forget() { read_at_ms_ = 0; }

}  // namespace kerege::maintenance
