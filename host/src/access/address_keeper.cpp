#include "host/src/access/address_keeper.hpp"

#include <optional>
#include <string>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/news.hpp"
#include "queries/access.hpp"

namespace kerege::access {

void AddressKeeper::address_changed(data::Transaction& transaction,
                                    const directory::AddressChange& change) {
    transaction.execute(queries::access::ticket_remove, {change.person.value, kRecoveryPurpose});
    transaction.execute(queries::access::account_address_changed,
                        {clock_.now_ms(), change.by.value, change.person.value});
    audit_.append(transaction, {change.organisation,
                                change.by,
                                {},
                                "address.changed",
                                subject_of(change.person),
                                {},
                                change.request_id});
    end_news(transaction, audit_, ids_, clock_, local_time_,
             {change.person, news_end::kAddress, change.by, {}, change.request_id});
    forget_news_mailbox(transaction, change.person);
    if (!letters_ || change.old_address.empty()) return;
    // An account nobody has had a password for can't be taken over: the first rosters are full of
    // addresses that were wrong.
    std::optional<std::string> locale;
    transaction.first(queries::access::account_in_use, {change.person.value},
                      [&](const data::Row& row) { locale = row.text(0); });
    if (!locale) return;
    letters_->write(transaction, {change.organisation,
                                  change.membership,
                                  change.person,
                                  *locale,
                                  "address_changed",
                                  "address." + std::to_string(ids_.next()),
                                  {},
                                  std::string(change.old_address)});
}

}  // namespace kerege::access
