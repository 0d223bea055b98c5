#include "host/src/files/files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <vector>

#include "host/src/files/clamd.hpp"
#include "host/src/files/media.hpp"
#include "queries/files.hpp"

namespace kerege::files {
namespace {

namespace sql = queries::files;

constexpr std::string_view kSource = "files";

std::string_view word(State state) {
    switch (state) {
        case State::waiting:
            return "waiting";
        case State::infected:
            return "infected";
        default:
            return "ready";
    }
}

Info info_of(const data::Row& row) {
    Info info;
    info.id = row.int64(0);
    info.sha256 = row.text(1);
    info.bytes = row.int64(2);
    info.type = row.text(3);
    info.name = row.text(4);
    info.state = row.text(5) == "ready"     ? State::ready
                 : row.text(5) == "waiting" ? State::waiting
                                            : State::infected;
    info.created_at_ms = row.int64(6);
    return info;
}

struct Used {
    int64_t organisation = 0;
    int64_t module = 0;
};

}  // namespace

Files::Files(data::Database& database, IdMaker& ids, const Clock& clock, const Log& log,
             FileSettings settings)
    : database_(database),
      ids_(ids),
      clock_(clock),
      log_(log),
      settings_(std::move(settings)),
      store_(settings_.folder, settings_.free_bytes_min),
      looker_(settings_) {}

// The type to remember.
Result<std::string> Files::look(const Described& described, const Draft& draft) {
    if (draft.bytes() == 0) return invalid("the file is empty");
    if (draft.bytes() > settings_.file_bytes_max)
        return Fault{FaultKind::too_many,
                     fmt::format("a file has at most {} bytes", settings_.file_bytes_max),
                     {}};
    const auto found = looker_.type_of(draft.descriptor());
    if (!found) return unavailable("nobody could look into the file");
    const std::string type = agreed_type(described.declared_type, *found);
    if (type.empty())
        return invalid(fmt::format("the file is {}, not what it is said to be", *found));
    if (!in_list(type, described.allowed_types))
        return invalid(fmt::format("files of the type {} are not taken here", type));
    return type;
}

Result<Info> Files::prepare(const Described& described, Draft& draft) {
    const auto type = look(described, draft);
    if (!type.ok()) return type.fault();
    Info info;
    info.bytes = draft.bytes();
    info.type = *type;
    info.name = clean_name(described.name);
    info.state = settings_.clamd_socket.empty() ? State::ready : State::waiting;
    try {
        info.sha256 = store_.keep(draft);
    } catch (const StoreFailed& failed) {
        return unavailable(failed.what());
    }
    return info;
}

// Within a mark: a quota that is reached leaves nothing, and the transaction whole.
Result<int64_t> Files::add(data::Transaction& transaction, const Owner& owner, PersonId by,
                           const Info& prepared) {
    Info info = prepared;
    info.id = ids_.next();
    info.created_at_ms = clock_.now_ms();
    const std::string_view key = transaction.login_key();
    Used used;
    const auto read = [&](const data::Row& row) { used = {row.int64(0), row.int64(1)}; };
    transaction.mark();
    try {
        if (key.empty()) {
            transaction.execute(sql::file_add, {owner.organisation.value, info.id, owner.module,
                                                info.sha256, info.bytes, info.type, info.name,
                                                word(info.state), by.value, info.created_at_ms});
            transaction.execute(sql::usage_add,
                                {owner.organisation.value, owner.module, int64_t{1}, info.bytes});
            transaction.first(sql::usage, {owner.module, owner.organisation.value}, read);
        } else {
            transaction.first(
                sql::file_add_for_plugin,
                {key, owner.organisation.value, info.id, info.sha256, info.bytes, info.type,
                 info.name, word(info.state), by.value, info.created_at_ms},
                read);
        }
    } catch (...) {
        transaction.roll_back_to_mark();
        throw;
    }
    const bool organisation_full = used.organisation > settings_.organisation_bytes_max;
    if (!organisation_full && used.module <= settings_.plugin_bytes_max) {
        transaction.release_mark();
        return info.id;
    }
    transaction.roll_back_to_mark();
    return Fault{FaultKind::too_many,
                 organisation_full ? "the organisation's files take all they may"
                                   : "the plugin's files take all they may in this organisation",
                 {}};
}

Result<Info> Files::find(data::Transaction& transaction, const Owner& owner, int64_t id) {
    const std::string_view key = transaction.login_key();
    Info info;
    const auto read = [&](const data::Row& row) { info = info_of(row); };
    const bool found =
        key.empty()
            ? transaction.first(sql::file_find, {owner.organisation.value, id, owner.module}, read)
            : transaction.first(sql::file_find_for_plugin, {key, owner.organisation.value, id},
                                read);
    if (!found) return not_found("there is no such file");
    return info;
}

Result<> Files::remove(data::Transaction& transaction, const Owner& owner, int64_t id) {
    const auto info = find(transaction, owner, id);
    if (!info.ok()) return info.fault();
    const std::string_view key = transaction.login_key();
    if (!key.empty()) {
        transaction.first(sql::file_remove_for_plugin, {key, owner.organisation.value, id},
                          [](const data::Row&) {});
        return success();
    }
    if (transaction.execute(sql::file_remove, {owner.organisation.value, id, owner.module}) == 0)
        return not_found("there is no such file");
    transaction.execute(sql::usage_add,
                        {owner.organisation.value, owner.module, int64_t{-1}, -info->bytes});
    return success();
}

Result<Descriptor> Files::open(const Info& info) {
    if (info.state == State::waiting) return unavailable("the file waits for the virus scanner");
    if (info.state == State::infected) return forbidden("the virus scanner found something in it");
    try {
        return store_.open(info.sha256);
    } catch (const StoreFailed& failed) {
        log_.write(LogLevel::error, kSource, failed.what());
        return unavailable(failed.what());
    }
}

// One that can't be made is remembered as an empty one: whoever asks again costs nothing.
Result<Descriptor> Files::open_thumbnail(const Info& info, int side_pixels) {
    const auto& sides = kThumbnailSides;
    if (std::find(std::begin(sides), std::end(sides), side_pixels) == std::end(sides))
        return invalid("thumbnails have sides of 96, 320 or 1280 pixels");
    auto content = open(info);
    if (!content.ok()) return content.fault();
    if (!is_inert_picture(info.type)) return not_found("no thumbnail of this type");
    const std::string what = std::to_string(side_pixels);
    try {
        Descriptor known = store_.open_derived(info.sha256, what);
        if (!known) {
            const auto picture = looker_.thumbnail(content->get(), side_pixels);
            if (picture.outcome == Looker::Outcome::not_now)
                return unavailable("nobody could look into the picture");
            store_.put_derived(info.sha256, what, picture.webp);
            known = store_.open_derived(info.sha256, what);
        }
        struct stat facts {};
        if (!known || ::fstat(known.get(), &facts) != 0 || facts.st_size == 0)
            return not_found("no thumbnail can be made of it");
        return known;
    } catch (const StoreFailed& failed) {
        return unavailable(failed.what());
    }
}

int Files::scan_waiting(const std::atomic<bool>* stopping) {
    if (settings_.clamd_socket.empty()) return 0;
    std::vector<Info> waiting;
    database_.read().each(sql::waiting, {},
                          [&](const data::Row& row) { waiting.push_back(info_of(row)); });
    int left = 0;
    for (const Info& info : waiting) {
        if (stopping && *stopping) break;
        Scan seen;
        try {
            seen = scan(store_.open(info.sha256).get(), settings_, stopping);
        } catch (const StoreFailed& failed) {
            seen.words = failed.what();
        }
        if (seen.verdict == Verdict::unknown) {
            ++left;
            log_.write(LogLevel::warning, kSource,
                       fmt::format("a file waits for the virus scanner: {}", seen.words));
            continue;
        }
        const bool clean = seen.verdict == Verdict::clean;
        if (!clean)
            log_.write(LogLevel::warning, kSource, fmt::format("file {}: {}", info.id, seen.words));
        auto transaction = database_.write();
        transaction.execute(sql::set_state,
                            {word(clean ? State::ready : State::infected), info.id});
        transaction.commit();
    }
    return left;
}

int Files::collect() {
    const int64_t now_s = clock_.now_ms() / 1000;
    const int64_t age_s = std::chrono::seconds(settings_.garbage_age).count();
    const int removed = store_.collect(now_s, age_s, [&](std::string_view sha256) {
        return database_.read().first(sql::content_belongs, {sha256}, [](const data::Row&) {});
    });
    if (removed > 0)
        log_.write(LogLevel::info, kSource,
                   fmt::format("{} files nobody refers to were removed", removed));
    return removed;
}

}  // namespace kerege::files
