// kerege.access/1
#include <fmt/format.h>

#include "host/src/audit/audit.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

kerege_status scope(kerege_call* call, kerege_scope* out) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!out || out->size < KEREGE_SCOPE_V1_SIZE) return KEREGE_INVALID;
    kerege_scope filled{};
    filled.profile = call->scope.profile;
    filled.person_id = call->scope.person.value;
    filled.membership_id = call->scope.membership.value;
    filled.organisation_id = call->scope.organisation.value;
    fill_out(*out, filled);
    return KEREGE_OK;
}

int32_t permitted(kerege_call* call, kerege_str permission) noexcept {
    if (!usable(call) || !good_bytes(permission, audit::kNameBytesMax)) return 0;
    const int index = call->plugin.lent.permissions.index(text_of(permission));
    if (index < 0) {
        call->log(LogLevel::warning, text::mended(fmt::format(
                                         "it asks for the permission \"{}\", which no plugin.yaml "
                                         "declares: nobody holds it",
                                         text_of(permission))));
    }
    return index >= 0 && call->scope.permissions.test(static_cast<size_t>(index)) ? 1 : 0;
}

// In the open transaction of the call.
kerege_status append_in_open(kerege_call& call, const audit::Entry& entry, kerege_sink* error) {
    if (!may_write(call)) {
        return refuse(error, KEREGE_INVALID,
                      "audit: the open transaction only reads, or has failed");
    }
    return as_host(call, [&](data::Transaction& transaction) {
        call.plugin.lent.audit.append(transaction, entry);
        return KEREGE_OK;
    });
}

// Of a service: kept or undone with all it does.
kerege_status append_as_service(kerege_call& call, const audit::Entry& entry, kerege_sink* error) {
    kerege_transaction* transaction = nullptr;
    kerege_status status = kDbService.begin(&call, KEREGE_DB_WRITE, &transaction, error);
    if (status == KEREGE_OK) status = append_in_open(call, entry, error);
    return status == KEREGE_OK ? kDbService.commit(transaction, error) : status;
}

// Of a slot, in the transaction of its page, which on SQLite has the only lock of writers. A line
// that fails leaves that transaction as it was.
kerege_status append_within(kerege_call& above, const audit::Entry& entry, kerege_sink* error) {
    if (above.open->failed)
        return refuse(error, KEREGE_INVALID, "audit: the transaction of the page has failed");
    data::Transaction& transaction = *above.open->on;
    transaction.mark();
    try {
        const AsHost principal(transaction, above.plugin);
        above.plugin.lent.audit.append(transaction, entry);
        transaction.release_mark();
    } catch (...) {
        give_back(above);
        throw;
    }
    return KEREGE_OK;
}

kerege_status append(kerege_call& call, const audit::Entry& entry, kerege_sink* error) {
    if (call.open) return append_in_open(call, entry, error);
    kerege_call* above = call.open_above();
    const bool waited_for = above && above->open->writes;
    if (waited_for && !call.reads_only) return append_as_service(call, entry, error);
    if (waited_for && above->open->on->serves(call.plugin.principal))
        return append_within(*above, entry, error);
    if (call.plugin.lent.database.dialect() == data::Dialect::sqlite && writes_open(call))
        return refuse(error, KEREGE_UNAVAILABLE, "audit: the page of this slot is writing");
    auto transaction = call.plugin.lent.database.write(nullptr, held(call));
    call.plugin.lent.audit.append(transaction, entry);
    transaction.commit();
    return KEREGE_OK;
}

kerege_status write_audit(kerege_call* call, kerege_str action, kerege_str subject,
                          kerege_str detail, kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "audit: no call");
    if (action.size == 0 || !good_text(action, audit::kNameBytesMax) ||
        !good_text(subject, audit::kNameBytesMax) || !good_text(detail, audit::kDetailBytesMax)) {
        return refuse(error, KEREGE_INVALID, "audit: a text is missing, too long or not UTF-8");
    }
    return guarded(error, [&] {
        audit::Entry entry;
        entry.organisation = call->scope.organisation;
        entry.person = call->scope.person;
        entry.module = call->plugin.manifest.id;
        entry.action = text_of(action);
        entry.subject = text_of(subject);
        entry.detail = text_of(detail);
        entry.request_id = call->request_id;
        return append(*call, entry, error);
    });
}

kerege_status note_view(kerege_call* call, kerege_str subject, kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "note_view: no call");
    if (!rules::good_view(subject)) return refuse(error, KEREGE_INVALID, rules::kBadView);
    if (!call->scope.person)
        return refuse(error, KEREGE_INVALID, "note_view: nobody asks, so that nobody sees it");
    if (call->views_noted == rules::kViewsMax)
        return refuse(error, KEREGE_INVALID, "note_view: more than 32 by one handler");
    return guarded(error, [&] {
        call->viewed.emplace_back(text_of(subject));
        ++call->views_noted;
        return KEREGE_OK;
    });
}

}  // namespace

const kerege_access_v1 kAccessService = {
    sizeof(kerege_access_v1), 0, scope, permitted, write_audit, note_view};

}  // namespace kerege::plugins
