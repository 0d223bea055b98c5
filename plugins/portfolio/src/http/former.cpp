// Somebody came from another school: what is entered there comes along.
#include "src/http/pages.hpp"
#include "src/storage/former_store.hpp"

namespace kerege::portfolio {

// Who is here now is compared with whose record was taken: an event heard twice changes nothing.
Result<> members_changed(sdk::Call& call, const sdk::Event&) {
    auto transaction = call.write();
    FormerStore store(transaction, call.scope().organisation, [&call] { return call.new_id(); });
    const auto untaken = store.untaken(call.today());
    for (const Transferred& one : untaken) store.take(one, call.now_ms());
    transaction.commit();
    if (!untaken.empty())
        call.log(KEREGE_LOG_INFO,
                 "portfolios of " + std::to_string(untaken.size()) + " who came were taken over");
    return success();
}

}  // namespace kerege::portfolio
