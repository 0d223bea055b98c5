// kerege.access/1, kerege.i18n/1 and kerege.settings/1 for a worker.
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {

bool serve_words(Served& served, Op op, Reader& in, std::string& out) {
    using plugins::TextSink;
    if ((op < Op::permitted || op > Op::setting_text) && op != Op::note_view) return false;
    kerege_call* call = served.call;
    Writer answer(out, Op::reply);
    switch (op) {
        case Op::permitted:
            reply(answer, KEREGE_OK).i32(plugins::kAccessService.permitted(call, in.str()));
            return true;
        case Op::audit: {
            const kerege_str action = in.str(), subject = in.str(), detail = in.str();
            TextSink error;
            const kerege_status status =
                plugins::kAccessService.audit(call, action, subject, detail, error.sink());
            reply(answer, status, error.text());
            return true;
        }
        case Op::note_view: {
            TextSink error;
            const kerege_status status =
                plugins::kAccessService.note_view(call, in.str(), error.sink());
            reply(answer, status, error.text());
            return true;
        }
        case Op::translate:
            reply(answer, KEREGE_OK).str(plugins::kI18nService.translate(call, in.str()));
            return true;
        case Op::translate_plural: {
            const kerege_str one = in.str(), many = in.str();
            reply(answer, KEREGE_OK)
                .str(plugins::kI18nService.translate_plural(call, one, many, in.i64()));
            return true;
        }
        case Op::today: {
            TextSink day;
            const kerege_status status = plugins::kI18nService.today(call, day.sink());
            reply(answer, status).text(day.text());
            return true;
        }
        case Op::setting_int: {
            int64_t value = 0;
            const kerege_status status = plugins::kSettingsService.get_int(call, in.str(), &value);
            reply(answer, status).i64(value);
            return true;
        }
        case Op::setting_text: {
            kerege_str value{};
            const kerege_status status = plugins::kSettingsService.get_text(call, in.str(), &value);
            reply(answer, status).str(value);
            return true;
        }
        default:
            return false;
    }
}

}  // namespace kerege::remote
