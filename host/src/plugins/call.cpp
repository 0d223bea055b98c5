#include "host/src/plugins/call.hpp"

#include <exception>
#include <new>
#include <utility>

#include "host/src/plugins/rules.hpp"

kerege_call::kerege_call(kerege::plugins::Plugin& its_plugin,
                         const kerege::access::Scope& its_scope, std::string_view its_locale)
    : plugin(its_plugin), scope(its_scope), locale(its_locale) {}

kerege_call::~kerege_call() {
    roll_back();
    mark = 0;
}

kerege_str kerege_call::keep(std::string text) {
    model_bytes += text.size() + 64;
    if (model_bytes > kerege::plugins::rules::kOutputBytesMax)
        throw std::length_error("more than 16 MiB of strings");
    kept.push_back(std::move(text));
    return kerege::plugins::str_of(kept.back());
}

void kerege_call::blame(kerege_status status, std::string text) noexcept {
    if (misuse != KEREGE_OK) return;
    misuse = status;
    misuse_text = std::move(text);
}

void kerege_call::close_cursors(const kerege_transaction* transaction) noexcept {
    for (auto& cursor : cursors) {
        if (cursor.transaction == transaction) cursor.cursor.reset();
    }
}

void kerege_call::roll_back() noexcept {
    if (!open) return;
    if (open->writes) undone += open->changed;
    close_cursors(open);
    if (open->own) {
        open->own->rollback();
    } else {
        kerege::plugins::give_back(*open->above);
    }
    forget();
}

void kerege_call::forget() noexcept {
    open->own.reset();
    open->on = nullptr;
    open->open = false;
    open->changed = 0;
    open = nullptr;
    published = false;
    enqueued = false;
}

void kerege_call::keep_joined() {
    kerege_call& above = *open->above;
    close_cursors(open);
    open->on->release_mark();
    open->on->act_as(&above.plugin.principal);
    open->on->finish_by(above.deadline);
    if (published) above.published = true;
    if (enqueued) above.enqueued = true;
    forget();
}

kerege_status kerege_call::settle(kerege_status status) noexcept {
    if (!joined) return status;
    kerege_call& above = *joined->call;
    joined = nullptr;
    if (status != KEREGE_OK) {
        kerege::plugins::give_back(above);
        return status;
    }
    try {
        above.open->on->release_mark();
        return KEREGE_OK;
    } catch (...) {
        above.open->failed = true;
        std::string reason;
        status = kerege::plugins::status_of_exception(reason);
        log(kerege::LogLevel::error, reason);
        return status;
    }
}

kerege_call* kerege_call::open_above() const noexcept {
    for (kerege_call* above = parent; above; above = above->parent) {
        if (above->open) return above;
    }
    return nullptr;
}

void kerege_call::log(kerege::LogLevel level, std::string_view message) const noexcept {
    try {
        const std::string person = scope.person ? scope.person.text() : std::string();
        plugin.lent.log.write(level, plugin.manifest.id, message,
                              {{"request", request_id}, {"person", person}});
    } catch (...) {  // a line less
    }
}

namespace kerege::plugins {
void give_back(kerege_call& above) noexcept {
    try {
        above.open->on->roll_back_to_mark();
        above.open->on->act_as(&above.plugin.principal);
        above.open->on->finish_by(above.deadline);
    } catch (...) {
        above.open->failed = true;
        std::string reason;
        status_of_exception(reason);
        above.log(LogLevel::error, reason);
    }
}

int held(const kerege_call& call) noexcept {
    int count = 0;
    for (const kerege_call* above = call.parent; above; above = above->parent) {
        if (above->open) ++count;
    }
    return count;
}

bool writes_open(const kerege_call& call) noexcept {
    for (const kerege_call* one = &call; one; one = one->parent) {
        if (one->open && one->open->writes) return true;
    }
    return false;
}

bool usable(const kerege_call* call) noexcept {
    if (!call || call->mark != kerege_call::kMark) return false;
    if (call->thread == std::this_thread::get_id() && call->nested == 0) return true;
    call->log(LogLevel::error, call->nested > 0
                                   ? "a call was used while it waited for another plugin"
                                   : "a call was used on another thread than its handler's");
    return false;
}

kerege_status status_of_exception(std::string& reason) noexcept {
    try {
        try {
            throw;
        } catch (const data::Unavailable& lost) {
            reason = lost.what();
            return KEREGE_UNAVAILABLE;
        } catch (const data::ConstraintViolation& refused) {
            reason = refused.what();
            return KEREGE_CONFLICT;
        } catch (const data::NotAllowed& refused) {
            reason = refused.what();
            return KEREGE_FORBIDDEN;
        } catch (const data::ReadsOnly& refused) {
            reason = refused.what();
            return KEREGE_INVALID;
        } catch (const data::TooLarge& refused) {
            reason = refused.what();
            return KEREGE_TOO_MANY;
        } catch (const std::bad_alloc&) {
            reason = "out of memory";
            return KEREGE_UNAVAILABLE;
        } catch (const std::exception& exception) {
            reason = exception.what();
        } catch (...) {
            reason = "unknown exception";
        }
    } catch (...) {  // no memory for the reason
    }
    return KEREGE_INTERNAL;
}

}  // namespace kerege::plugins
