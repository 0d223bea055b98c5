// Whom people turn to.
#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/support/support.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/support.hpp"

namespace kerege::support {
namespace {

namespace sql = queries::support;

Contact contact_of(const data::Row& row) {
    Contact contact;
    contact.email = row.text(0);
    contact.phone = row.text(1);
    contact.hours_kk = row.text(2);
    contact.hours_ru = row.text(3);
    contact.hours_en = row.text(4);
    contact.organisation = OrganisationId{row.int64(5)};
    return contact;
}

}  // namespace

Contact Support::contact(OrganisationId organisation) {
    Contact contact;
    const auto take = [&](const data::Row& row) { contact = contact_of(row); };
    auto transaction = database_.read();
    if (organisation) {
        transaction.first(sql::contact, {organisation.value}, take);
    } else {
        transaction.first(sql::contact_on_top, {}, take);
    }
    return contact;
}

Result<> Support::set_contact(const Desk& desk, const Contact& typed, std::string_view request_id) {
    Contact contact = typed;
    std::vector<FieldFault> faults;
    for (auto [field, value] :
         {std::pair{"email", &contact.email}, std::pair{"phone", &contact.phone},
          std::pair{"hours_kk", &contact.hours_kk}, std::pair{"hours_ru", &contact.hours_ru},
          std::pair{"hours_en", &contact.hours_en}}) {
        *value = text::tidy(*value);
        if (text::length(*value) > kContactLettersMax)
            faults.push_back({field, KEREGE_TR("Write at most 200 characters.")});
    }
    if (!contact.email.empty() && !text::is_email(contact.email))
        faults.push_back({"email", KEREGE_TR("This is not an e-mail address.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    if (contact.hours_ru.empty()) contact.hours_ru = contact.hours_kk;
    if (contact.hours_en.empty()) contact.hours_en = contact.hours_kk;
    auto transaction = database_.write();
    const bool within =
        desk.of == Desk::Of::console ||
        transaction.first(sql::within, {desk.organisation.value, contact.organisation.value},
                          [](const data::Row&) {});
    if (!within) return not_found("support: an organisation of another tree");
    if (contact.email.empty() && contact.phone.empty() && contact.hours_kk.empty()) {
        transaction.execute(sql::contact_remove, {contact.organisation.value});
    } else {
        transaction.execute(sql::contact_put,
                            {contact.organisation.value, contact.email, contact.phone,
                             contact.hours_kk, contact.hours_ru, contact.hours_en});
    }
    note(transaction, desk, contact.organisation, "support.contact_set",
         "organisation:" + contact.organisation.text(), request_id);
    transaction.commit();
    return success();
}

}  // namespace kerege::support
