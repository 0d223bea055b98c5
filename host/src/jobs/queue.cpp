#include "host/src/jobs/queue.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "queries/jobs.hpp"

namespace kerege::jobs {

namespace sql = queries::jobs;

Queue::Queue(data::Database& database, IdMaker& ids, const Clock& clock)
    : database_(database), ids_(ids), clock_(clock) {}

JobId Queue::add(data::Transaction& transaction, const Wanted& wanted) {
    const int64_t now = clock_.now_ms();
    const int64_t organisation = wanted.organisation.value;
    // In a session of a plugin's login the host writes by functions, which know it by the key.
    const std::string_view login = transaction.login_key();
    if (!wanted.key.empty()) {
        const std::string whole =
            fmt::format("{}|{}|{}|{}", wanted.module, organisation, wanted.kind, wanted.key);
        transaction.first(sql::lock, {whole}, [](const data::Row&) {});
        int64_t known = 0;
        const auto take = [&](const data::Row& row) { known = row.int64_or(0, 0); };
        const int64_t recent = now - kKeyKeptMs;
        if (login.empty()) {
            transaction.first(sql::find,
                              {wanted.module, organisation, wanted.kind, wanted.key, recent}, take);
        } else {
            transaction.first(sql::find_for_plugin,
                              {login, organisation, wanted.kind, wanted.key, recent}, take);
        }
        if (known != 0) return JobId{known};
    }
    const int64_t id = ids_.next();
    const int64_t next = std::max(now, wanted.not_before_ms);
    if (login.empty()) {
        transaction.execute(sql::add, {id, wanted.module, organisation, wanted.kind, wanted.key,
                                       wanted.payload, wanted.attempts_max, next, now});
    } else {
        transaction.first(sql::add_for_plugin,
                          {login, id, organisation, wanted.kind, wanted.key, wanted.payload,
                           wanted.attempts_max, next, now},
                          [](const data::Row&) {});
    }
    return JobId{id};
}

std::optional<Facts> Queue::facts(data::Transaction& transaction, std::string_view module,
                                  OrganisationId organisation, JobId id) {
    std::optional<Facts> facts;
    const auto take = [&](const data::Row& row) {
        facts = Facts{std::string(row.text(0)), static_cast<int>(row.int64(1)), row.int64(2),
                      row.int64(3)};
    };
    const std::string_view login = transaction.login_key();
    if (login.empty()) {
        transaction.first(sql::facts, {id.value, module, organisation.value}, take);
    } else {
        transaction.first(sql::facts_for_plugin, {login, id.value, organisation.value}, take);
    }
    return facts;
}

bool Queue::cancel(data::Transaction& transaction, std::string_view module,
                   OrganisationId organisation, JobId id) {
    const int64_t now = clock_.now_ms();
    const std::string_view login = transaction.login_key();
    if (login.empty())
        return transaction.execute(sql::cancel, {now, id.value, module, organisation.value}) == 1;
    int64_t changed = 0;
    transaction.first(sql::cancel_for_plugin, {login, id.value, organisation.value, now},
                      [&](const data::Row& row) { changed = row.int64(0); });
    return changed == 1;
}

}  // namespace kerege::jobs
