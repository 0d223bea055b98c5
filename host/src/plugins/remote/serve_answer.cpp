// kerege.http/1 for a worker: its answer.
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {

// The worker has looked at these by the same rules. Where the host thinks otherwise the answer
// can't be trusted, and the call says so.
bool serve_answer(Served& served, Op op, Reader& in) {
    using plugins::kHttpService;
    kerege_call* call = served.call;
    kerege_status status = KEREGE_OK;
    switch (op) {
        case Op::set_status:
            status = kHttpService.set_status(call, in.i32());
            break;
        case Op::set_header: {
            const kerege_str name = in.str(), value = in.str();
            status = kHttpService.set_header(call, name, value);
            break;
        }
        case Op::write:
            status = kHttpService.write(call, in.str());
            break;
        case Op::redirect: {
            const kerege_str path = in.str(), notice = in.str();
            status = kHttpService.redirect(call, path, notice);
            break;
        }
        case Op::set_fault_message:
            status = kHttpService.set_fault_message(call, in.str());
            break;
        case Op::log: {
            const bool within = in.u32() != 0;
            const int32_t level = in.i32();
            const kerege_str line = in.str();
            if (served.log_lines_left-- > 0)
                plugins::kLogService.write(&served.plugin.handle, within ? call : nullptr, level,
                                           line);
            break;
        }
        default:
            return false;
    }
    if (status != KEREGE_OK && served.refused == KEREGE_OK) served.refused = status;
    return true;
}

}  // namespace kerege::remote
