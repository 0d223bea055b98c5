// kerege.files/draft-1 in a worker: the host has the files; what is written travels without waiting
// for a reply.
#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"

namespace kerege::worker {
namespace {

namespace rules = plugins::rules;

Draft* draft_of(kerege_file_draft* handle) { return reinterpret_cast<Draft*>(handle); }

Draft* draft_here(kerege_file_draft* handle) noexcept {
    Draft* draft = draft_of(handle);
    return draft && usable(draft->call->handle()) ? draft : nullptr;
}

kerege_status uploaded(kerege_call* handle, kerege_str field, uint32_t index,
                       kerege_upload* out) noexcept {
    Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!out || out->size < KEREGE_UPLOAD_DRAFT1_SIZE) return KEREGE_INVALID;
    if (!plugins::good_bytes(field, rules::kNameBytesMax)) return KEREGE_NOT_FOUND;
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::file_uploaded, nullptr,
                          [&](Writer& to) { to.str(field).u32(index); });
        if (reply.status() != KEREGE_OK) return reply.status();
        kerege_upload filled{};
        filled.bytes = reply.in().i64();
        filled.name = call->keep(reply.in().text());
        filled.content_type = call->keep(reply.in().text());
        plugins::fill_out(*out, filled);
        return KEREGE_OK;
    });
}

// Asks for a draft; the host's number of it comes back.
template <class F>
kerege_status begin_draft(Call& call, Op op, kerege_file_draft** out, kerege_sink* error,
                          F&& fill) noexcept {
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call.lane, op, error, fill);
        if (reply.status() != KEREGE_OK) return reply.status();
        call.drafts.push_back({&call, reply.in().u32()});
        *out = reinterpret_cast<kerege_file_draft*>(&call.drafts.back());
        return KEREGE_OK;
    });
}

kerege_status take_upload(kerege_call* handle, kerege_str field, uint32_t index, kerege_str types,
                          kerege_file_draft** out, kerege_sink* error) noexcept {
    if (out) *out = nullptr;
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "take: no call");
    if (!out || !plugins::good_text(types, rules::kMessageBytesMax) ||
        !plugins::good_bytes(field, rules::kNameBytesMax))
        return refuse(error, KEREGE_INVALID, "take: no place for the draft, or bad names");
    return begin_draft(*call, Op::file_take, out, error,
                       [&](Writer& to) { to.str(field).u32(index).str(types); });
}

kerege_status create_draft(kerege_call* handle, kerege_str name, kerege_str type,
                           kerege_file_draft** out, kerege_sink* error) noexcept {
    if (out) *out = nullptr;
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "create: no call");
    if (!out || !plugins::good_text(name, rules::kMessageBytesMax) ||
        !plugins::good_text(type, rules::kNameBytesMax))
        return refuse(error, KEREGE_INVALID, "create: a text is too long or not UTF-8");
    return begin_draft(*call, Op::file_create, out, error,
                       [&](Writer& to) { to.str(name).str(type); });
}

kerege_status write_part(kerege_file_draft* handle, kerege_str bytes, kerege_sink* error) noexcept {
    const Draft* draft = draft_here(handle);
    if (!draft) return refuse(error, KEREGE_INVALID, "write: the draft is not open");
    if (!plugins::good_bytes(bytes, rules::kFilePartBytesMax))
        return refuse(error, KEREGE_INVALID, "write: more than 1 MiB, or without its bytes");
    return quietly(KEREGE_INTERNAL, [&] {
        post(draft->call->lane, Op::file_write,
             [&](Writer& to) { to.u32(draft->number).str(bytes); });
        return KEREGE_OK;
    });
}

kerege_status finish_draft(kerege_file_draft* handle, kerege_sink* error) noexcept {
    const Draft* draft = draft_here(handle);
    if (!draft) return refuse(error, KEREGE_INVALID, "finish: the draft is not open");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(draft->call->lane, Op::file_finish, error,
                   [&](Writer& to) { to.u32(draft->number); })
            .status();
    });
}

kerege_status keep_draft(kerege_file_draft* handle, int64_t* out_id, kerege_sink* error) noexcept {
    const Draft* draft = draft_here(handle);
    if (!draft || !out_id) return refuse(error, KEREGE_INVALID, "keep: the draft is not finished");
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(draft->call->lane, Op::file_keep, error,
                          [&](Writer& to) { to.u32(draft->number); });
        if (reply.status() == KEREGE_OK) *out_id = reply.in().i64();
        return reply.status();
    });
}

kerege_status file_info(kerege_call* handle, int64_t id, kerege_file* out,
                        kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "info: no call");
    if (!out || out->size < KEREGE_FILE_DRAFT1_SIZE)
        return refuse(error, KEREGE_INVALID, "info: no place, or its size is too small");
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::file_info, error, [&](Writer& to) { to.i64(id); });
        if (reply.status() != KEREGE_OK) return reply.status();
        Reader& in = reply.in();
        kerege_file filled{};
        filled.state = in.i32();
        filled.bytes = in.i64();
        filled.created_at_ms = in.i64();
        filled.name = call->keep(in.text());
        filled.content_type = call->keep(in.text());
        filled.sha256 = call->keep(in.text());
        plugins::fill_out(*out, filled);
        return KEREGE_OK;
    });
}

kerege_status read_file(kerege_call* handle, int64_t id, int64_t offset, uint32_t bytes_max,
                        kerege_sink* out, kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "read: no call");
    if (!plugins::sink_usable(out) || offset < 0 || bytes_max > rules::kFileReadBytesMax)
        return refuse(error, KEREGE_INVALID, "read: no sink, a bad offset, or more than 64 KiB");
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::file_read, error,
                          [&](Writer& to) { to.i64(id).i64(offset).u32(bytes_max); });
        const std::string_view bytes = reply.in().text();
        if (reply.status() == KEREGE_OK && !bytes.empty()) plugins::give(out, bytes);
        return reply.status();
    });
}

kerege_status remove_file(kerege_call* handle, int64_t id, kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "remove: no call");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::file_remove, error, [&](Writer& to) { to.i64(id); }).status();
    });
}

kerege_status respond_with(kerege_call* handle, int64_t id, int32_t thumbnail_side, int32_t flags,
                           kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "respond: no call");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::file_respond, error,
                   [&](Writer& to) { to.i64(id).i32(thumbnail_side).i32(flags); })
            .status();
    });
}

}  // namespace

const kerege_files_draft1 kFilesProxy = {sizeof(kerege_files_draft1),
                                         0,
                                         uploaded,
                                         take_upload,
                                         create_draft,
                                         write_part,
                                         finish_draft,
                                         keep_draft,
                                         file_info,
                                         read_file,
                                         remove_file,
                                         respond_with};

}  // namespace kerege::worker
