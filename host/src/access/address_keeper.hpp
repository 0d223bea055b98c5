// What an account loses and learns when its person's e-mail address changes: links for a new
// password end, none goes out for a day, the log says who changed it, the person reads of it on
// their next page, and a letter to the address before says so, wherever the change came from. News
// by mail end: the new mailbox is to be confirmed.
#pragma once

#include "host/src/access/letters.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/directory/address_watch.hpp"

namespace kerege::access {

class AddressKeeper final : public directory::AddressWatch {
public:
    // All must outlive this. letters may be null: nobody is written to.
    AddressKeeper(const audit::Audit& audit, IdMaker& ids, const Clock& clock,
                  const LocalTime& local_time, Letters* letters)
        : audit_(audit), ids_(ids), clock_(clock), local_time_(local_time), letters_(letters) {}

    void address_changed(data::Transaction& transaction,
                         const directory::AddressChange& change) override;

private:
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    Letters* const letters_;
};

}  // namespace kerege::access
