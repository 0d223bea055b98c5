// Files of people, kept by the host: taken from a form, written, read, sent.
//
//   sdk::Files files(call);
//   auto draft = files.take("photo", "image/png, image/jpeg");   // before the transaction
//   if (!draft.ok()) return draft.fault();
//   auto transaction = call.write();
//   const auto id = draft->keep();                               // a file, if it is committed
//   …
//   return files.respond(id, {.thumbnail_side = 320, .in_page = true});
//
// The plugin asks for kerege.files/draft-1 under `needs`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kerege/abi/draft/files.h"
#include "kerege/sdk/call.hpp"

namespace kerege::sdk {

struct FileTag {};
using FileId = Id<FileTag>;

// What a browser sent. Views live until the handler returns; neither is to be believed.
struct Upload {
    int64_t bytes = 0;
    std::string_view name;
    std::string_view content_type;
};

struct FileInfo {
    int32_t state = KEREGE_FILE_READY;  // KEREGE_FILE_…
    int64_t bytes = 0;
    int64_t created_at_ms = 0;
    std::string_view name;
    std::string_view content_type;
    std::string_view sha256;
};

struct Shown {
    int32_t thumbnail_side = 0;  // 0 the file itself, else 96, 320 or 1280
    bool in_page = false;        // where that is safe; else it is saved
};

// Ends with its call, unless it is kept.
class FileDraft {
public:
    FileDraft(const Host& host, kerege_file_draft* draft) : host_(&host), draft_(draft) {}

    // A file that grows too large is told by finish(). Throws CallFailed where the disk fails.
    void write(std::string_view bytes) {
        constexpr size_t kPartBytes = 1024 * 1024;
        while (!bytes.empty() && !refused_) {
            const auto part = bytes.substr(0, kPartBytes);
            bytes.remove_prefix(part.size());
            StringSink error;
            const kerege_status status = host_->files->write(draft_, str(part), error.sink());
            if (status == KEREGE_TOO_MANY) {
                refused_ = Fault{FaultKind::too_many, error.take(), {}};
            } else {
                require(status, error, "write");
            }
        }
    }
    // What is taken from a form is finished already.
    Result<> finish() {
        if (refused_) return *refused_;
        StringSink error;
        return outcome(host_->files->finish(draft_, error.sink()), error, Nothing{});
    }
    // In the open transaction. Fault too_many: there is no room.
    Result<FileId> keep() {
        StringSink error;
        FileId id;
        const kerege_status status = host_->files->keep(draft_, &id.value, error.sink());
        return outcome(status, error, id);
    }

    // A status as a result; what is a bug on either side throws.
    template <class T>
    static Result<T> outcome(kerege_status status, StringSink& error, T value) {
        if (status == KEREGE_OK) return value;
        if (status >= KEREGE_INTERNAL) throw CallFailed(status, error.take());
        return Fault{static_cast<FaultKind>(status), error.take(), {}};
    }

private:
    const Host* host_;
    kerege_file_draft* draft_;
    std::optional<Fault> refused_;
};

class Files {
public:
    explicit Files(Call& call) : host_(call.host_), call_(call.call_) {}

    // The upload number `index` in a field of the form; nullopt: none.
    std::optional<Upload> uploaded(std::string_view field, uint32_t index = 0) const {
        kerege_upload upload{};
        upload.size = sizeof(upload);
        const kerege_status status = host_.files->uploaded(call_, str(field), index, &upload);
        if (status == KEREGE_NOT_FOUND) return std::nullopt;
        require(status, "uploaded");
        return Upload{upload.bytes, view(upload.name), view(upload.content_type)};
    }
    // types: "image/png, image/jpeg", empty: any. Fault not_found: nothing was sent.
    Result<FileDraft> take(std::string_view field, std::string_view types, uint32_t index = 0) {
        StringSink error;
        kerege_file_draft* draft = nullptr;
        const kerege_status status =
            host_.files->take(call_, str(field), index, str(types), &draft, error.sink());
        return FileDraft::outcome(status, error, FileDraft(host_, draft));
    }
    FileDraft create(std::string_view name, std::string_view content_type = {}) {
        StringSink error;
        kerege_file_draft* draft = nullptr;
        require(host_.files->create(call_, str(name), str(content_type), &draft, error.sink()),
                error, "create");
        return {host_, draft};
    }

    // Views live until the handler returns.
    Result<FileInfo> info(FileId id) const {
        StringSink error;
        kerege_file file{};
        file.size = sizeof(file);
        const kerege_status status = host_.files->info(call_, id.value, &file, error.sink());
        return FileDraft::outcome(
            status, error,
            FileInfo{file.state, file.bytes, file.created_at_ms, view(file.name),
                     view(file.content_type), view(file.sha256)});
    }
    // At most 64 KiB from `offset` on; empty at the end.
    Result<std::string> read(FileId id, int64_t offset, uint32_t bytes_max = 64 * 1024) const {
        StringSink out, error;
        const kerege_status status =
            host_.files->read(call_, id.value, offset, bytes_max, out.sink(), error.sink());
        return FileDraft::outcome(status, error, out.take());
    }
    // In the open transaction.
    Result<> remove(FileId id) {
        StringSink error;
        return FileDraft::outcome(host_.files->remove(call_, id.value, error.sink()), error,
                                  Nothing{});
    }
    // The answer to the request.
    Result<> respond(FileId id, Shown shown = {}) {
        StringSink error;
        const int32_t flags = shown.in_page ? KEREGE_FILE_IN_PAGE : 0;
        const kerege_status status =
            host_.files->respond(call_, id.value, shown.thumbnail_side, flags, error.sink());
        return FileDraft::outcome(status, error, Nothing{});
    }

private:
    const Host& host_;
    kerege_call* call_;
};

}  // namespace kerege::sdk
