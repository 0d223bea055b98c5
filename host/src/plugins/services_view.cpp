// kerege.view/1
#include <fmt/format.h>

#include "host/src/http/respond.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"
#include "host/src/plugins/slots.hpp"

namespace kerege::plugins {
namespace {

constexpr size_t kKeyBytesMax = 64;
constexpr size_t kTemplateBytesMax = 200;
constexpr size_t kSlotBytesMax = 200;

bool letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

bool good_key(kerege_str key) {
    if (key.size == 0 || key.size > kKeyBytesMax || !key.data || !letter(key.data[0])) return false;
    if (text_of(key).starts_with("kerege_")) return false;  // later hosts'
    for (uint64_t i = 1; i < key.size; ++i) {
        const char c = key.data[i];
        if (!letter(c) && !(c >= '0' && c <= '9') && c != '_') return false;
    }
    return true;
}

// Where what can't be shown goes: a model of nobody's, so that a plugin need not check.
kerege_model* nowhere() noexcept {
    static kerege_model model;
    return &model;
}

bool writable(const kerege_model* model) noexcept {
    return model && model->model && usable(model->call);
}

// Remembers for render_…() that something was not accepted.
void blame(kerege_model* model, kerege_status status, std::string_view what,
           kerege_str key) noexcept {
    try {
        const bool readable = good_text(key, kKeyBytesMax);
        model->call->blame(status, fmt::format("{} \"{}\"", what, readable ? text_of(key) : "?"));
    } catch (...) {
        model->call->blame(status, {});
    }
}

bool count_in(kerege_model* model, size_t bytes) {
    model->call->model_bytes += bytes;
    return model->call->model_bytes <= rules::kOutputBytesMax;
}

template <class F>
void set_checked(kerege_model* model, kerege_str key, kerege_str value, F&& set) noexcept {
    if (!writable(model)) return;
    if (!good_key(key)) return blame(model, KEREGE_INVALID, "not a model's key:", key);
    if (!good_bytes(value, rules::kOutputBytesMax) || !count_in(model, key.size + value.size))
        return blame(model, KEREGE_TOO_MANY, "more than 16 MiB in a model:", key);
    if (!utf8(text_of(value))) return blame(model, KEREGE_INVALID, "not UTF-8:", key);
    try {
        set();
    } catch (...) {
        blame(model, KEREGE_INTERNAL, "could not be set:", key);
    }
}

kerege_model* model(kerege_call* call) noexcept {
    if (!usable(call)) return nowhere();
    try {
        call->roots.emplace_back();
        call->models.push_back({call, &call->roots.back()});
        return &call->models.back();
    } catch (...) {
        call->blame(KEREGE_UNAVAILABLE, "out of memory");
        return nowhere();
    }
}

void set_text(kerege_model* model, kerege_str key, kerege_str value) noexcept {
    set_checked(model, key, value, [&] { model->model->set(text_of(key), text_of(value)); });
}

void set_int(kerege_model* model, kerege_str key, int64_t value) noexcept {
    set_checked(model, key, {nullptr, 0}, [&] { model->model->set(text_of(key), value); });
}

void set_html(kerege_model* model, kerege_str key, kerege_str html) noexcept {
    set_checked(model, key, html, [&] { model->model->set_html(text_of(key), text_of(html)); });
}

kerege_model* add_child(kerege_model* model, kerege_str key) noexcept {
    if (!writable(model)) return nowhere();
    if (!good_key(key)) {
        blame(model, KEREGE_INVALID, "not a model's key:", key);
        return nowhere();
    }
    kerege_call* call = model->call;
    if (call->models.size() >= rules::kModelsMax) {
        blame(model, KEREGE_TOO_MANY, "more than 200,000 items:", key);
        return nowhere();
    }
    try {
        call->models.push_back({call, &model->model->add(text_of(key))});
        return &call->models.back();
    } catch (...) {
        blame(model, KEREGE_INTERNAL, "could not be added:", key);
        return nowhere();
    }
}

// The template's full name, or why it can't be rendered.
kerege_status prepare(kerege_call* call, kerege_str name, kerege_model* model, std::string& full,
                      kerege_sink* error) {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "render: no call");
    if (!call->exchange || !call->output)
        return refuse(error, KEREGE_INVALID, "render: there is no page to render into");
    if (!writable(model) || model->call != call)
        return refuse(error, KEREGE_INVALID, "render: the model is not of this call");
    if (call->misuse != KEREGE_OK) {
        const kerege_status status = call->misuse;
        call->misuse = KEREGE_OK;
        return refuse(error, status, call->misuse_text);
    }
    if (!good_text(name, kTemplateBytesMax))
        return refuse(error, KEREGE_INVALID, "render: the template's name is too long");
    full = fmt::format("{}/{}", call->plugin.manifest.id, text_of(name));
    if (!call->plugin.lent.renderer.has(full))
        return refuse(error, KEREGE_INVALID, fmt::format("there is no template \"{}\"", full));
    if (!call->exchange->session) model->model->set("csrf", call->exchange->form_token);
    return KEREGE_OK;
}

kerege_status append(kerege_call* call, std::string&& html, kerege_sink* error) {
    if (call->output->size() + html.size() > rules::kOutputBytesMax)
        return refuse(error, KEREGE_TOO_MANY, "more than 16 MiB in an answer");
    if (call->output->empty()) {
        *call->output = std::move(html);
    } else {
        call->output->append(html);
    }
    return KEREGE_OK;
}

kerege_status render_page(kerege_call* call, kerege_str name, kerege_model* model,
                          kerege_sink* error) noexcept {
    return guarded(error, [&] {
        std::string full;
        const kerege_status status = prepare(call, name, model, full, error);
        if (status != KEREGE_OK) return status;
        if (call->slot) return refuse(error, KEREGE_INVALID, "a slot is filled with fragments");
        const auto viewer = http::viewer_of(*call->exchange);
        call->output->clear();
        return append(call, call->plugin.lent.pages.page(viewer, full, *model->model), error);
    });
}

kerege_status render_fragment(kerege_call* call, kerege_str name, kerege_model* model,
                              kerege_sink* error) noexcept {
    return guarded(error, [&] {
        std::string full;
        const kerege_status status = prepare(call, name, model, full, error);
        if (status != KEREGE_OK) return status;
        const auto viewer = http::viewer_of(*call->exchange);
        return append(call, call->plugin.lent.pages.fragment(viewer, full, *model->model), error);
    });
}

kerege_status set_slot(kerege_model* model, kerege_str key, kerege_str slot, kerege_str subject,
                       kerege_sink* error) noexcept {
    if (!writable(model)) return refuse(error, KEREGE_INVALID, "set_slot: no model");
    if (!good_key(key) || slot.size == 0 || !good_text(slot, kSlotBytesMax) ||
        !good_text(subject, kSlotBytesMax))
        return refuse(error, KEREGE_INVALID, "set_slot: not a key, a slot or a subject");
    kerege_call* call = model->call;
    if (!call->exchange) return refuse(error, KEREGE_INVALID, "set_slot: there is no page");
    return guarded(error, [&] {
        const std::string html =
            fill_slots(call->plugin.owner, *call->exchange, call, text_of(slot), text_of(subject));
        set_html(model, key, str_of(html));
        return KEREGE_OK;
    });
}

}  // namespace

const kerege_view_v1 kViewService = {
    sizeof(kerege_view_v1), 0,       model, set_text, set_int, set_html, add_child, render_page,
    render_fragment,        set_slot};

}  // namespace kerege::plugins
