// kerege.view/1 in a worker: a model is described to the host step by step, which builds it.
#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"

namespace kerege::worker {
namespace {

namespace rules = plugins::rules;

constexpr size_t kNameBytesMax = 4096;

// Where what can't be shown goes: a model of nobody's, so that a plugin need not check.
Model* nowhere() noexcept {
    static Model model{nullptr, 0};
    return &model;
}
kerege_model* handle_of(Model* model) { return reinterpret_cast<kerege_model*>(model); }

Model* writable(kerege_model* handle) noexcept {
    Model* model = of(handle);
    return model && model->call && usable(model->call->handle()) ? model : nullptr;
}

// The host numbers models as they come, also one too many.
Model* add(Call& call) {
    call.models.push_back({&call, static_cast<uint32_t>(call.models.size())});
    return &call.models.back();
}

kerege_model* model(kerege_call* handle) noexcept {
    Call* call = usable(handle);
    if (!call || call->models.size() >= rules::kModelsMax) return handle_of(nowhere());
    return quietly(handle_of(nowhere()), [&] {
        post(call->lane, Op::model, [](Writer&) {});
        return handle_of(add(*call));
    });
}

template <class F>
void set(kerege_model* handle, Op op, kerege_str key, kerege_str value, F&& fill) noexcept {
    Model* model = writable(handle);
    // A key or a value that can't be sent is told as one the host refuses.
    if (!model) return;
    const bool fits = plugins::good_bytes(key, kNameBytesMax) &&
                      plugins::good_bytes(value, rules::kOutputBytesMax);
    quietly(0, [&] {
        post(model->call->lane, op, [&](Writer& out) {
            out.u32(model->number).str(fits ? key : kerege_str{nullptr, 0});
            fill(out, fits);
        });
        return 0;
    });
}

void set_text(kerege_model* handle, kerege_str key, kerege_str value) noexcept {
    set(handle, Op::set_text, key, value, [&](Writer& out, bool fits) {
        out.str(fits ? value : kerege_str{nullptr, 0});
    });
}
void set_html(kerege_model* handle, kerege_str key, kerege_str html) noexcept {
    set(handle, Op::set_html, key, html, [&](Writer& out, bool fits) {
        out.str(fits ? html : kerege_str{nullptr, 0});
    });
}
void set_int(kerege_model* handle, kerege_str key, int64_t value) noexcept {
    set(handle, Op::set_int, key, {nullptr, 0}, [&](Writer& out, bool) { out.i64(value); });
}

kerege_model* add_child(kerege_model* handle, kerege_str key) noexcept {
    Model* parent = writable(handle);
    if (!parent) return handle_of(nowhere());
    Call& call = *parent->call;
    set(handle, Op::add_child, key, {nullptr, 0}, [](Writer&, bool) {});
    if (call.models.size() >= rules::kModelsMax) return handle_of(nowhere());
    return quietly(handle_of(nowhere()), [&] { return handle_of(add(call)); });
}

kerege_status render(kerege_call* handle, Op op, kerege_str name, kerege_model* shown,
                     kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "render: no call");
    const Model* model = writable(shown);
    if (!model || model->call != call)
        return refuse(error, KEREGE_INVALID, "render: the model is not of this call");
    if (!plugins::good_bytes(name, kNameBytesMax))
        return refuse(error, KEREGE_INVALID, "render: the template's name is too long");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, op, error, [&](Writer& out) { out.str(name).u32(model->number); })
            .status();
    });
}

kerege_status render_page(kerege_call* call, kerege_str name, kerege_model* model,
                          kerege_sink* error) noexcept {
    return render(call, Op::render_page, name, model, error);
}
kerege_status render_fragment(kerege_call* call, kerege_str name, kerege_model* model,
                              kerege_sink* error) noexcept {
    return render(call, Op::render_fragment, name, model, error);
}

kerege_status set_slot(kerege_model* handle, kerege_str key, kerege_str slot, kerege_str subject,
                       kerege_sink* error) noexcept {
    const Model* model = writable(handle);
    if (!model) return refuse(error, KEREGE_INVALID, "set_slot: no model");
    for (const kerege_str text : {key, slot, subject}) {
        if (!plugins::good_bytes(text, kNameBytesMax))
            return refuse(error, KEREGE_INVALID, "set_slot: not a key, a slot or a subject");
    }
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(model->call->lane, Op::set_slot, error,
                   [&](Writer& out) { out.u32(model->number).str(key).str(slot).str(subject); })
            .status();
    });
}

}  // namespace

const kerege_view_v1 kViewProxy = {
    sizeof(kerege_view_v1), 0,       model, set_text, set_int, set_html, add_child, render_page,
    render_fragment,        set_slot};

}  // namespace kerege::worker
