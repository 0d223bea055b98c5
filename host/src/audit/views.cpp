#include "host/src/audit/views.hpp"

namespace kerege::audit {

bool Views::noted_lately(const std::string& key, int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    const auto found = noted_at_ms_.find(key);
    return found != noted_at_ms_.end() && now_ms - found->second < kViewNotedMs;
}

void Views::note(OrganisationId organisation, PersonId person, std::string_view action,
                 std::string_view subject, std::string_view request_id, std::string_view module) {
    const int64_t now = clock_.now_ms();
    std::string key = organisation.text() + ' ' + person.text() + ' ';
    key.append(module).append(" ").append(action).append(" ").append(subject);
    if (noted_lately(key, now)) return;
    auto transaction = database_.write();
    audit_.append(transaction, {.organisation = organisation,
                                .person = person,
                                .module = module,
                                .action = action,
                                .subject = subject,
                                .detail = {},
                                .request_id = request_id});
    transaction.commit();
    const std::lock_guard lock(mutex_);
    if (noted_at_ms_.size() >= kViewsMax)
        std::erase_if(noted_at_ms_,
                      [&](const auto& one) { return now - one.second >= kViewNotedMs; });
    // Too many within the hour: some are noted twice.
    if (noted_at_ms_.size() >= kViewsMax) noted_at_ms_.clear();
    noted_at_ms_[std::move(key)] = now;
}

}  // namespace kerege::audit
