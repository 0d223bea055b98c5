// The first administrator has the organisation begin.
#include "host/src/applications/applications.hpp"
#include "host/src/base/text.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/applications.hpp"
#include "queries/directory.hpp"

namespace kerege::applications {

Beginning Applications::beginning(OrganisationId organisation) {
    Beginning found;
    auto transaction = database_.read();
    transaction.first(queries::applications::activation_facts,
                      {organisation.value, standings_.day()}, [&](const data::Row& row) {
                          found = {row.int64(0), row.int64(1), row.int64(2)};
                      });
    return found;
}

Result<> Applications::activate(OrganisationId organisation, const std::string& address_kk,
                                const std::string& address_ru, PersonId by,
                                std::string_view request_id) {
    const auto there = organisations_.find(organisation);
    if (!there) return not_found("activate: no such organisation");
    directory::NewOrganisation change{there->parent,  there->kind,    there->code,   there->bin,
                                      there->name_kk, there->name_ru, there->name_en};
    change.address_kk = text::tidy(address_kk);
    change.address_ru = text::tidy(address_ru);
    if (change.address_kk.empty() && change.address_ru.empty())
        return invalid_fields(
            {{"address_kk", KEREGE_TR("Write the address in one of the languages.")}});
    auto transaction = database_.write();
    transaction.first(queries::directory::organisation_lock, {organisation.value},
                      [](const data::Row&) {});
    const auto status = directory::status_on(transaction, organisation, standings_.day());
    if (status != directory::status::kPreparation)
        return conflict(
            "activate: not in preparation",
            KEREGE_TR("It is active already, or its state was changed by those above."));
    if (auto changed = organisations_.change(transaction, organisation, change, by); !changed)
        return changed;
    // Its own people take it this one step, and no other.
    const auto set =
        standings_.set(transaction, organisation, {std::string(directory::status::kActive), {}, {}},
                       by, {}, request_id);
    if (set) transaction.commit();
    return set;
}

}  // namespace kerege::applications
