// kerege.files/draft-1
#include <fmt/format.h>

#include "host/src/files/answer.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

constexpr size_t kDraftsMax = 16;
constexpr std::string_view kNoPlace = "no place for what is asked, or its size is too small";

kerege_status refuse_fault(kerege_sink* error, const char* what, const Fault& fault) {
    return refuse(error, static_cast<kerege_status>(fault.kind),
                  fmt::format("{}: {}", what, fault.log_text));
}

files::Files& files_of(const kerege_call& call) { return call.plugin.lent.files; }

files::Owner owner_of(const kerege_call& call) {
    return {call.plugin.manifest.id, call.scope.organisation};
}

const http::UploadedFile* find_upload(const kerege_call& call, kerege_str field, uint32_t index) {
    if (!call.exchange || call.slot || !good_bytes(field, rules::kNameBytesMax)) return nullptr;
    for (const auto& file : call.exchange->request.files) {
        if (file.field == text_of(field) && index-- == 0) return &file;
    }
    return nullptr;
}

kerege_status uploaded(kerege_call* call, kerege_str field, uint32_t index,
                       kerege_upload* out) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!out || out->size < KEREGE_UPLOAD_DRAFT1_SIZE) return KEREGE_INVALID;
    const http::UploadedFile* file = find_upload(*call, field, index);
    if (!file) return KEREGE_NOT_FOUND;
    kerege_upload filled{};
    filled.bytes = static_cast<int64_t>(file->content.size());
    filled.name = str_of(file->name);
    filled.content_type = str_of(file->type);
    fill_out(*out, filled);
    return KEREGE_OK;
}

// Looking into a file takes its time, and on SQLite all who write would wait for it.
constexpr std::string_view kOthersWait =
    "not while a transaction that writes is open: looking into a file takes its time, and others "
    "wait to write meanwhile";

kerege_status refuse_full(const files::Room& room, kerege_sink* error) {
    return refuse(error, KEREGE_TOO_MANY, room.full);
}

// A place for one more draft. REQUIRES: there are fewer than kDraftsMax.
kerege_file_draft& add_draft(kerege_call& call, const files::Room& room, std::string_view name,
                             std::string_view type) {
    kerege_file_draft& draft = call.drafts.emplace_back();
    draft.call = &call;
    draft.name = name;
    draft.type = type;
    draft.room = room;
    draft.draft.emplace(files_of(call).draft());
    return draft;
}

kerege_status append_part(kerege_file_draft& draft, std::string_view bytes, kerege_sink* error) {
    const int64_t most = files_of(*draft.call).settings().file_bytes_max;
    if (draft.draft->bytes() > most - static_cast<int64_t>(bytes.size())) {
        draft.draft.reset();
        return refuse(error, KEREGE_TOO_MANY, fmt::format("a file has at most {} bytes", most));
    }
    if (draft.draft->bytes() > draft.room.bytes - static_cast<int64_t>(bytes.size())) {
        draft.draft.reset();
        return refuse_full(draft.room, error);
    }
    draft.draft->write(bytes);
    return KEREGE_OK;
}

kerege_status look_into(kerege_file_draft& draft, kerege_sink* error) {
    auto prepared =
        files_of(*draft.call).prepare({draft.name, draft.type, draft.allowed_types}, *draft.draft);
    draft.draft.reset();
    if (!prepared.ok()) return refuse_fault(error, "finish", prepared.fault());
    draft.prepared = std::move(*prepared);
    return KEREGE_OK;
}

// What throws leaves a draft nothing more can be done with.
template <class F>
kerege_status with_disk(kerege_file_draft* draft, kerege_sink* error, F&& work) noexcept {
    try {
        return work();
    } catch (const files::StoreFailed& failed) {
        if (draft) draft->draft.reset();
        return refuse(error, KEREGE_UNAVAILABLE, failed.what());
    } catch (...) {
        if (draft) draft->draft.reset();
        std::string reason;
        const kerege_status status = status_of_exception(reason);
        return refuse(error, status, reason);
    }
}

kerege_status take_upload(kerege_call* call, kerege_str field, uint32_t index, kerege_str types,
                          kerege_file_draft** out, kerege_sink* error) noexcept {
    if (out) *out = nullptr;
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "take: no call");
    if (!out || !good_text(types, rules::kMessageBytesMax))
        return refuse(error, KEREGE_INVALID, kNoPlace);
    const http::UploadedFile* file = find_upload(*call, field, index);
    if (!file) return refuse(error, KEREGE_NOT_FOUND, "take: there is no such upload");
    if (writes_open(*call))
        return refuse(error, KEREGE_INVALID, fmt::format("take: {}", kOthersWait));
    if (call->drafts.size() >= kDraftsMax)
        return refuse(error, KEREGE_TOO_MANY, "take: more than 16 drafts");
    return with_disk(nullptr, error, [&] {
        const files::Room room = files_of(*call).room(owner_of(*call), held(*call));
        if (static_cast<int64_t>(file->content.size()) > room.bytes)
            return refuse_full(room, error);
        kerege_file_draft& draft = add_draft(*call, room, file->name, file->type);
        draft.allowed_types = text_of(types);
        kerege_status status = append_part(draft, file->content, error);
        if (status == KEREGE_OK) status = look_into(draft, error);
        if (status == KEREGE_OK) *out = &draft;
        return status;
    });
}

kerege_status create_draft(kerege_call* call, kerege_str name, kerege_str type,
                           kerege_file_draft** out, kerege_sink* error) noexcept {
    if (out) *out = nullptr;
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "create: no call");
    if (!out || !good_text(name, rules::kMessageBytesMax) || !good_text(type, rules::kNameBytesMax))
        return refuse(error, KEREGE_INVALID, "create: a text is too long or not UTF-8");
    if (call->drafts.size() >= kDraftsMax)
        return refuse(error, KEREGE_TOO_MANY, "create: more than 16 drafts");
    return with_disk(nullptr, error, [&] {
        const files::Room room = files_of(*call).room(owner_of(*call), held(*call));
        if (room.bytes <= 0) return refuse_full(room, error);
        *out = &add_draft(*call, room, text_of(name), text_of(type));
        return KEREGE_OK;
    });
}

kerege_status write_part(kerege_file_draft* draft, kerege_str bytes, kerege_sink* error) noexcept {
    if (!draft || !usable(draft->call) || !draft->draft)
        return refuse(error, KEREGE_INVALID, "write: the draft is not open");
    if (!good_bytes(bytes, rules::kFilePartBytesMax))
        return refuse(error, KEREGE_INVALID, "write: more than 1 MiB, or without its bytes");
    return with_disk(draft, error, [&] { return append_part(*draft, text_of(bytes), error); });
}

kerege_status finish_draft(kerege_file_draft* draft, kerege_sink* error) noexcept {
    if (!draft || !usable(draft->call) || !draft->draft)
        return refuse(error, KEREGE_INVALID, "finish: the draft is not open");
    if (writes_open(*draft->call))
        return refuse(error, KEREGE_INVALID, fmt::format("finish: {}", kOthersWait));
    return with_disk(draft, error, [&] { return look_into(*draft, error); });
}

// In the open transaction of the call.
template <class F>
kerege_status in_open(kerege_call& call, const char* what, kerege_sink* error, F&& work) noexcept {
    if (!may_write(call))
        return refuse(error, KEREGE_INVALID,
                      fmt::format("{}: no open transaction that writes", what));
    return guarded(error, [&] { return as_host(call, work); });
}

kerege_status keep_draft(kerege_file_draft* draft, int64_t* out_id, kerege_sink* error) noexcept {
    if (!draft || !usable(draft->call) || !draft->prepared || !out_id)
        return refuse(error, KEREGE_INVALID, "keep: the draft is not finished");
    kerege_call& call = *draft->call;
    return in_open(call, "keep", error, [&](data::Transaction& transaction) {
        const auto id =
            files_of(call).add(transaction, owner_of(call), call.scope.person, *draft->prepared);
        if (!id.ok()) return refuse_fault(error, "keep", id.fault());
        draft->prepared.reset();
        *out_id = *id;
        return KEREGE_OK;
    });
}

// Read through what the call, or the one that asks this service, has open, so that what was just
// kept there is found.
Result<files::Info> find_file(kerege_call& call, int64_t id) {
    kerege_call* holder = call.open ? &call : call.open_above();
    if (!holder || holder->open->failed || !holder->open->on->serves(call.plugin.principal)) {
        auto transaction = call.plugin.lent.database.read(nullptr, held(call));
        return files_of(call).find(transaction, owner_of(call), id);
    }
    return as_host(*holder, [&](data::Transaction& transaction) {
        return files_of(call).find(transaction, owner_of(call), id);
    });
}

kerege_status file_info(kerege_call* call, int64_t id, kerege_file* out,
                        kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "info: no call");
    if (!out || out->size < KEREGE_FILE_DRAFT1_SIZE) return refuse(error, KEREGE_INVALID, kNoPlace);
    return guarded(error, [&] {
        auto found = find_file(*call, id);
        if (!found.ok()) return refuse_fault(error, "info", found.fault());
        kerege_file filled{};
        filled.state = static_cast<int32_t>(found->state);
        filled.bytes = found->bytes;
        filled.created_at_ms = found->created_at_ms;
        filled.name = call->keep(std::move(found->name));
        filled.content_type = call->keep(std::move(found->type));
        filled.sha256 = call->keep(std::move(found->sha256));
        fill_out(*out, filled);
        return KEREGE_OK;
    });
}

// The last one stays open: it is read on, most likely.
kerege_status read_file(kerege_call* call, int64_t id, int64_t offset, uint32_t bytes_max,
                        kerege_sink* out, kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "read: no call");
    if (!sink_usable(out) || offset < 0 || bytes_max > rules::kFileReadBytesMax)
        return refuse(error, KEREGE_INVALID, "read: no sink, a bad offset, or more than 64 KiB");
    return with_disk(nullptr, error, [&] {
        if (!call->read_file || call->read_file_id != id) {
            const auto found = find_file(*call, id);
            if (!found.ok()) return refuse_fault(error, "read", found.fault());
            auto content = files_of(*call).open(*found);
            if (!content.ok()) return refuse_fault(error, "read", content.fault());
            call->read_file = std::move(*content);
            call->read_file_id = id;
        }
        std::string bytes(bytes_max, '\0');
        const ssize_t got = ::pread(call->read_file.get(), bytes.data(), bytes.size(), offset);
        if (got < 0) return refuse(error, KEREGE_UNAVAILABLE, "read: the disk failed");
        bytes.resize(static_cast<size_t>(got));
        if (!bytes.empty()) give(out, bytes);
        return KEREGE_OK;
    });
}

kerege_status remove_file(kerege_call* call, int64_t id, kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "remove: no call");
    return in_open(*call, "remove", error, [&](data::Transaction& transaction) {
        const auto removed = files_of(*call).remove(transaction, owner_of(*call), id);
        if (!removed.ok()) return refuse_fault(error, "remove", removed.fault());
        if (call->read_file_id == id) call->read_file.reset();
        return KEREGE_OK;
    });
}

// A picture that stands in for its thumbnail goes under its own tag: next time there may be one.
Result<files::Descriptor> content_to_show(files::Files& files, const files::Info& info, int side,
                                          files::Shown& shown) {
    if (side == 0) return files.open(info);
    auto thumbnail = files.open_thumbnail(info, side);
    if (!thumbnail.ok()) return thumbnail.fault();
    if (thumbnail->made) {
        shown.type = "image/webp";
        shown.tag += fmt::format("-{}", side);
    }
    return std::move(thumbnail->file);
}

kerege_status respond_with(kerege_call* call, int64_t id, int32_t thumbnail_side, int32_t flags,
                           kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "respond: no call");
    if (!call->exchange || call->slot)
        return refuse(error, KEREGE_INVALID, "respond: there is no request to answer");
    if ((flags & ~KEREGE_FILE_IN_PAGE) != 0)
        return refuse(error, KEREGE_INVALID, "respond: unknown flags");
    return with_disk(nullptr, error, [&] {
        auto& files = files_of(*call);
        const auto found = find_file(*call, id);
        if (!found.ok()) return refuse_fault(error, "respond", found.fault());
        files::Shown shown{found->name, found->type, found->sha256,
                           (flags & KEREGE_FILE_IN_PAGE) != 0};
        auto content = content_to_show(files, *found, thumbnail_side, shown);
        if (!content.ok()) return refuse_fault(error, "respond", content.fault());
        files::answer(call->exchange->request, shown, std::move(*content),
                      call->exchange->response);
        return KEREGE_OK;
    });
}

}  // namespace

const kerege_files_draft1 kFilesService = {sizeof(kerege_files_draft1),
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

}  // namespace kerege::plugins
