// kerege.view/1 for a worker: models are built here as the plugin describes them.
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {
namespace {

using plugins::kViewService;
using plugins::TextSink;

void render(Served& served, Op op, Reader& in, std::string& out) {
    const kerege_str name = in.str();
    kerege_model* model = at(served.models, in.u32());
    const auto render =
        op == Op::render_page ? kViewService.render_page : kViewService.render_fragment;
    TextSink error;
    const kerege_status status = render(served.call, name, model, error.sink());
    Writer answer(out, Op::reply);
    reply(answer, status, error.text());
}

void set_slot(Served& served, Reader& in, std::string& out) {
    kerege_model* model = at(served.models, in.u32());
    const kerege_str key = in.str(), slot = in.str(), subject = in.str();
    TextSink error;
    const kerege_status status = kViewService.set_slot(model, key, slot, subject, error.sink());
    Writer answer(out, Op::reply);
    reply(answer, status, error.text());
}

}  // namespace

bool serve_view(Served& served, Op op, Reader& in, std::string& out) {
    switch (op) {
        case Op::model:
            if (served.models.size() < plugins::rules::kModelsMax)
                served.models.push_back(kViewService.model(served.call));
            return true;
        case Op::set_text: {
            kerege_model* model = at(served.models, in.u32());
            const kerege_str key = in.str();
            kViewService.set_text(model, key, in.str());
            return true;
        }
        case Op::set_int: {
            kerege_model* model = at(served.models, in.u32());
            const kerege_str key = in.str();
            kViewService.set_int(model, key, in.i64());
            return true;
        }
        case Op::set_html: {
            kerege_model* model = at(served.models, in.u32());
            const kerege_str key = in.str();
            kViewService.set_html(model, key, in.str());
            return true;
        }
        case Op::add_child: {
            kerege_model* parent = at(served.models, in.u32());
            // One too many is nowhere, and the call has been told so.
            if (served.models.size() <= plugins::rules::kModelsMax)
                served.models.push_back(kViewService.add_child(parent, in.str()));
            else
                in.str();
            return true;
        }
        case Op::render_page:
        case Op::render_fragment:
            render(served, op, in, out);
            return true;
        case Op::set_slot:
            set_slot(served, in, out);
            return true;
        default:
            return false;
    }
}

}  // namespace kerege::remote
