// kerege.access/1
#include <fmt/format.h>

#include "host/src/audit/audit.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

kerege_status scope(kerege_call* call, kerege_scope* out) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!out) return KEREGE_INVALID;
    *out = {call->scope.person.value, call->scope.membership.value, call->scope.organisation.value,
            call->scope.profile, 0};
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

kerege_status write_audit(kerege_call* call, kerege_str action, kerege_str subject,
                          kerege_str detail, kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "audit: no call");
    if (action.size == 0 || !good_text(action, audit::kNameBytesMax) ||
        !good_text(subject, audit::kNameBytesMax) || !good_text(detail, audit::kDetailBytesMax)) {
        return refuse(error, KEREGE_INVALID, "audit: a text is missing, too long or not UTF-8");
    }
    return guarded(error, [&] {
        const Plugin& plugin = call->plugin;
        audit::Entry entry;
        entry.organisation = call->scope.organisation;
        entry.person = call->scope.person;
        entry.module = plugin.manifest.id;
        entry.action = text_of(action);
        entry.subject = text_of(subject);
        entry.detail = text_of(detail);
        entry.request_id = call->request_id;
        if (call->open) {
            if (!call->open->writes || call->open->failed) {
                return refuse(error, KEREGE_INVALID,
                              "audit: the open transaction only reads, or has failed");
            }
            const AsHost as_host(*call->open->on, plugin);
            plugin.lent.audit.append(*call->open->on, entry);
        } else if (const kerege_call* above = call->open_above();
                   above && above->open->writes && !call->reads_only) {
            // A service: on SQLite the lock for writers is held by who asks.
            kerege_transaction* transaction = nullptr;
            const kerege_status begun =
                kDbService.begin(call, KEREGE_DB_WRITE, &transaction, error);
            if (begun != KEREGE_OK) return begun;
            {
                const AsHost as_host(*transaction->on, plugin);
                plugin.lent.audit.append(*transaction->on, entry);
            }
            return kDbService.commit(transaction, error);
        } else {
            auto transaction = plugin.lent.database.write();
            plugin.lent.audit.append(transaction, entry);
            transaction.commit();
        }
        return KEREGE_OK;
    });
}

}  // namespace

const kerege_access_v1 kAccessService = {sizeof(kerege_access_v1), 0, scope, permitted,
                                         write_audit};

}  // namespace kerege::plugins
