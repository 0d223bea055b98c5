// Files of plugins: their content in the store, whose they are in the database.
//
// What belongs to another plugin or another organisation is not found. Content is on disk before
// its row is committed; a row that is rolled back leaves content behind, which collect() removes.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "host/src/access/scope.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/files/clamd.hpp"
#include "host/src/files/looker.hpp"
#include "host/src/files/settings.hpp"
#include "host/src/files/store.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::files {

// How long a side of a thumbnail is, at most.
inline constexpr int kThumbnailSides[] = {96, 320, 1280};

struct Owner {
    std::string_view module;
    OrganisationId organisation;
};

enum class State { ready, waiting, infected };  // waiting: for clamd

struct Info {
    int64_t id = 0;
    std::string sha256;
    int64_t bytes = 0;
    std::string type;
    std::string name;
    State state = State::ready;
    int64_t created_at_ms = 0;
};

// What is to be kept, besides its bytes.
struct Described {
    std::string_view name;
    std::string_view declared_type;  // may be empty
    std::string_view allowed_types;  // a list; empty: any
};

// What quotas leave to whoever keeps files, and what to say of the one that is reached first.
struct Room {
    int64_t bytes = 0;
    std::string_view full;
};

struct Thumbnail {
    Descriptor file;
    bool made = true;  // false: it is the picture itself, which stands in for it
};

class Files {
public:
    // All must outlive this.
    Files(data::Database& database, IdMaker& ids, const Clock& clock, const Log& log,
          FileSettings settings);

    const FileSettings& settings() const { return settings_; }
    Draft draft() { return store_.draft(); }
    // Asked before anything is written, so that nobody fills the disk with what can't be kept; what
    // is kept meanwhile, add() counts. `held`: as Database::read(). [any]
    Room room(const Owner& owner, int held);

    // Looks into the draft and makes its content last; it is nobody's yet. Best without a
    // transaction open, since it takes its time. Fault invalid: empty, its content is not of the
    // type, or that is not allowed; too_many: larger than a file may be; unavailable: the disk, or
    // nobody could look into it. [any]
    Result<Info> prepare(const Described& described, Draft& draft);
    // Adds its row to the transaction, which acts as the host, and gives it an id. Fault too_many:
    // a quota is reached; the transaction stays whole. [any]
    Result<int64_t> add(data::Transaction& transaction, const Owner& owner, PersonId by,
                        const Info& prepared);
    // Fault not_found. The transaction acts as the host.
    Result<Info> find(data::Transaction& transaction, const Owner& owner, int64_t id);
    Result<> remove(data::Transaction& transaction, const Owner& owner, int64_t id);

    // Its content. Fault unavailable: it waits for clamd, or the disk fails; forbidden: clamd found
    // something in it. [any]
    Result<Descriptor> open(const Info& info);
    // Made when it is first asked for. While that can't be, since it took too long a while ago or
    // too many wait for theirs, a small picture is its own. Fault not_found: there is none of it;
    // unavailable: not now, and the picture is too large.
    Result<Thumbnail> open_thumbnail(const Info& info, int side_pixels);

    // Asks clamd about what waits, until it is away or has been asked about all; returns how many
    // it could not tell. Those come again after growing pauses. Without a scanner what waited for
    // one is ready. `stopping` (may be NULL) ends it early. [job]
    int scan_waiting(const std::atomic<bool>* stopping = nullptr);
    // Removes content nobody refers to, while `go_on` says so. Returns how much of it. [job]
    int collect(const std::function<bool()>& go_on = [] { return true; });

private:
    Result<std::string> look(const Described& described, const Draft& draft);
    Descriptor thumbnail_of(const Info& info, int side_pixels, int content);
    std::optional<Verdict> scan_next(const std::atomic<bool>* stopping);
    void release_waiting();

    data::Database& database_;
    IdMaker& ids_;
    const Clock& clock_;
    const Log& log_;
    const FileSettings settings_;
    Store store_;
    Looker looker_;
};

}  // namespace kerege::files
