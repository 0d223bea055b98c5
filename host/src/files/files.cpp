#include "host/src/files/files.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <ctime>

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

constexpr std::string_view kOrganisationFull = "the organisation's files take all they may";
constexpr std::string_view kPluginFull =
    "the plugin's files take all they may in this organisation";

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
            transaction.first(sql::quota_lock, {owner.organisation.value}, [](const data::Row&) {});
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
    return Fault{
        FaultKind::too_many, std::string(organisation_full ? kOrganisationFull : kPluginFull), {}};
}

Room Files::room(const Owner& owner, int held) {
    Used used;
    database_.read(nullptr, held)
        .first(sql::usage, {owner.module, owner.organisation.value}, [&](const data::Row& row) {
            used = {row.int64(0), row.int64(1)};
        });
    const int64_t organisation = settings_.organisation_bytes_max - used.organisation;
    const int64_t module = settings_.plugin_bytes_max - used.module;
    return organisation < module ? Room{organisation, kOrganisationFull}
                                 : Room{module, kPluginFull};
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
    transaction.first(sql::quota_lock, {owner.organisation.value}, [](const data::Row&) {});
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

// What can't be made is remembered by an empty one: whoever asks again costs nothing.
Result<Thumbnail> Files::open_thumbnail(const Info& info, int side_pixels) {
    const auto& sides = kThumbnailSides;
    if (std::find(std::begin(sides), std::end(sides), side_pixels) == std::end(sides))
        return invalid("thumbnails have sides of 96, 320 or 1280 pixels");
    auto content = open(info);
    if (!content.ok()) return content.fault();
    if (!is_inert_picture(info.type)) return not_found("no thumbnail of this type");
    try {
        Descriptor known = thumbnail_of(info, side_pixels, content->get());
        if (!known && info.bytes <= settings_.stand_in_bytes_max)
            return Thumbnail{std::move(*content), false};
        if (!known) return unavailable("the thumbnail can't be made just now");
        struct stat facts {};
        if (::fstat(known.get(), &facts) != 0 || facts.st_size == 0)
            return not_found("no thumbnail can be made of it");
        return Thumbnail{std::move(known), true};
    } catch (const StoreFailed& failed) {
        return unavailable(failed.what());
    }
}

// Empty descriptor: not now. One that took too long is tried again, but not at once.
Descriptor Files::thumbnail_of(const Info& info, int side_pixels, int content) {
    const std::string what = std::to_string(side_pixels), late = what + "-late";
    Descriptor known = store_.open_derived(info.sha256, what);
    if (known) return known;
    struct stat facts {};
    const Descriptor mark = store_.open_derived(info.sha256, late);
    if (mark && ::fstat(mark.get(), &facts) == 0 &&
        std::time(nullptr) - facts.st_mtime < settings_.late_pause.count())
        return known;
    const auto picture = looker_.thumbnail(content, side_pixels);
    if (picture.outcome == Looker::Outcome::late) store_.put_derived(info.sha256, late, {});
    if (picture.outcome != Looker::Outcome::made && picture.outcome != Looker::Outcome::impossible)
        return known;
    store_.put_derived(info.sha256, what, picture.webp);
    return store_.open_derived(info.sha256, what);
}

}  // namespace kerege::files
