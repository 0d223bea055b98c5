// kerege.files/draft-1 for a worker. Drafts are the host's, known there by number.
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {
namespace {

using plugins::kFilesService;
using plugins::TextSink;

void file_uploaded(Served& served, Reader& in, Writer& out) {
    const kerege_str field = in.str();
    kerege_upload upload{};
    upload.size = sizeof(upload);
    const kerege_status status = kFilesService.uploaded(served.call, field, in.u32(), &upload);
    reply(out, status).i64(upload.bytes).str(upload.name).str(upload.content_type);
}

// A draft that can't be written any more is told of by the next question about it.
void write_part(Served& served, Reader& in) {
    kerege_file_draft* draft = at(served.drafts, in.u32());
    const kerege_str bytes = in.str();
    TextSink error;
    const kerege_status status = kFilesService.write(draft, bytes, error.sink());
    if (draft && status != KEREGE_OK && draft->failed == KEREGE_OK) {
        draft->failed = status;
        draft->failed_text = error.text();
    }
}

void begin_draft(Served& served, Op op, Reader& in, Writer& out) {
    TextSink error;
    kerege_file_draft* draft = nullptr;
    kerege_status status = KEREGE_OK;
    if (op == Op::file_take) {
        const kerege_str field = in.str();
        const uint32_t index = in.u32();
        status = kFilesService.take(served.call, field, index, in.str(), &draft, error.sink());
    } else {
        const kerege_str name = in.str();
        status = kFilesService.create(served.call, name, in.str(), &draft, error.sink());
    }
    if (draft) served.drafts.push_back(draft);
    reply(out, status, error.text()).u32(static_cast<uint32_t>(served.drafts.size() - 1));
}

void finish_draft(Served& served, Reader& in, Writer& out) {
    kerege_file_draft* draft = at(served.drafts, in.u32());
    if (draft && draft->failed != KEREGE_OK) {
        reply(out, draft->failed, draft->failed_text);
        return;
    }
    TextSink error;
    const kerege_status status = kFilesService.finish(draft, error.sink());
    reply(out, status, error.text());
}

void file_info(Served& served, Reader& in, Writer& out) {
    TextSink error;
    kerege_file file{};
    file.size = sizeof(file);
    const kerege_status status = kFilesService.info(served.call, in.i64(), &file, error.sink());
    reply(out, status, error.text()).i32(file.state).i64(file.bytes).i64(file.created_at_ms);
    out.str(file.name).str(file.content_type).str(file.sha256);
}

void read_file(Served& served, Reader& in, Writer& out) {
    const int64_t id = in.i64(), offset = in.i64();
    TextSink error;
    plugins::AnswerSink bytes(plugins::rules::kFileReadBytesMax);
    const kerege_status status =
        kFilesService.read(served.call, id, offset, in.u32(), bytes.sink(), error.sink());
    reply(out, status, error.text()).text(bytes.bytes());
}

}  // namespace

bool serve_files(Served& served, Op op, Reader& in, std::string& out) {
    if (op == Op::file_write) {
        write_part(served, in);
        return true;
    }
    if (op < Op::file_uploaded || op > Op::file_respond) return false;
    Writer answer(out, Op::reply);
    TextSink error;
    kerege_status status = KEREGE_OK;
    switch (op) {
        case Op::file_uploaded:
            file_uploaded(served, in, answer);
            return true;
        case Op::file_take:
        case Op::file_create:
            begin_draft(served, op, in, answer);
            return true;
        case Op::file_finish:
            finish_draft(served, in, answer);
            return true;
        case Op::file_keep: {
            int64_t id = 0;
            status = kFilesService.keep(at(served.drafts, in.u32()), &id, error.sink());
            reply(answer, status, error.text()).i64(id);
            return true;
        }
        case Op::file_info:
            file_info(served, in, answer);
            return true;
        case Op::file_read:
            read_file(served, in, answer);
            return true;
        case Op::file_remove:
            status = kFilesService.remove(served.call, in.i64(), error.sink());
            reply(answer, status, error.text());
            return true;
        default: {
            const int64_t id = in.i64();
            const int32_t side = in.i32();
            status = kFilesService.respond(served.call, id, side, in.i32(), error.sink());
            reply(answer, status, error.text());
            return true;
        }
    }
}

}  // namespace kerege::remote
