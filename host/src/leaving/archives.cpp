#include "host/src/leaving/archives.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <charconv>
#include <set>

#include "host/src/directory/roster/exported.hpp"
#include "host/src/files/leftovers.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/leaving.hpp"

namespace kerege::leaving {
namespace {

namespace sql = queries::leaving;
namespace fs = std::filesystem;

constexpr int64_t kDayMs = int64_t{24} * 3600 * 1000;
constexpr std::string_view kFile = "archive.zip";  // as the history of its people calls it

ArchiveState state_of(std::string_view word) {
    if (word == "ready") return ArchiveState::ready;
    return word == "failed" ? ArchiveState::failed : ArchiveState::waiting;
}

void note(data::Transaction& transaction, const audit::Audit& audit, std::string_view action,
          OrganisationId organisation, PersonId by, std::string_view request_id) {
    audit.append(transaction, {.organisation = organisation,
                               .person = by,
                               .module = {},
                               .action = action,
                               .subject = "organisation:" + organisation.text(),
                               .detail = {},
                               .request_id = request_id});
}

}  // namespace

void note_taken(data::Transaction& transaction, const audit::Audit& audit,
                OrganisationId organisation, PersonId by, std::string_view request_id) {
    note(transaction, audit, "organisation.archive_fetched", organisation, by, request_id);
    directory::roster::note_export(transaction, audit, organisation, kFile, {by, request_id});
}

fs::path Archives::file_of(int64_t id) const { return folder_ / fmt::format("{}.zip", id); }

std::optional<Ordered> Archives::of(OrganisationId organisation) {
    auto transaction = parts_.database.read();
    std::optional<Ordered> one;
    transaction.first(sql::archive_of, {organisation.value, parts_.clock.now_ms()},
                      [&](const data::Row& row) {
                          one.emplace();
                          one->id = row.int64(0);
                          one->state = state_of(row.text(1));
                          one->bytes = row.int64(2);
                          one->trouble = row.text(3);
                          one->job = jobs::JobId{row.int64(4)};
                          one->ordered_at_ms = row.int64(5);
                          if (!row.is_null(6)) one->expires_at_ms = row.int64(6);
                          one->by_name = row.text_or(7, {});
                          if (!row.is_null(8)) one->by_name += ' ' + std::string(row.text(8));
                          if (!row.is_null(9)) one->fetched_at_ms = row.int64(9);
                      });
    if (!one || one->state != ArchiveState::waiting) return one;
    // A job that was cancelled, or whose host died each time, says nothing any more.
    const auto job = queue_.facts(transaction, {}, {}, one->job);
    if (!job || (job->state != "waiting" && job->state != "running")) {
        one->state = ArchiveState::failed;
    } else {
        one->done = job->done;
        one->total = job->total;
    }
    return one;
}

Result<> Archives::order(OrganisationId organisation, PersonId by, std::string_view locale,
                         std::string_view request_id) {
    const Fault under_way =
        conflict("archives: one is being made",
                 KEREGE_TR("The archive is being made already. It will stand here."));
    const auto before = of(organisation);
    if (before && before->state == ArchiveState::waiting) return under_way;
    try {
        auto transaction = parts_.database.write();
        const int64_t id = ids_.next();
        const std::string payload = std::to_string(id);
        const jobs::JobId job =
            queue_.add(transaction,
                       {.module = {}, .organisation = {}, .kind = kArchiveJob, .payload = payload});
        transaction.execute(
            sql::archive_remove,
            {organisation.value, before ? before->id : int64_t{0}, parts_.clock.now_ms()});
        transaction.execute(sql::archive_add, {id, organisation.value, by.value, locale, job.value,
                                               parts_.clock.now_ms()});
        note(transaction, audit_, "organisation.archive_ordered", organisation, by, request_id);
        transaction.commit();
    } catch (const data::ConstraintViolation&) {
        return under_way;  // by somebody else, in the same moment
    }
    return success();
}

void Archives::keep_until(OrganisationId organisation, int64_t until_ms) {
    auto transaction = parts_.database.write();
    transaction.execute(sql::archive_keep, {until_ms, organisation.value});
    transaction.commit();
}

Result<Archives::Opened> Archives::open(const access::Scope& scope, int64_t id,
                                        std::string_view request_id) {
    auto transaction = parts_.database.write();
    bool there = false;
    transaction.first(sql::archive_one, {id}, [&](const data::Row& row) {
        there = row.int64(0) == scope.organisation.value &&
                state_of(row.text(2)) == ArchiveState::ready &&
                row.int64_or(4, 0) > parts_.clock.now_ms();
    });
    if (!there) return not_found("archives: none of this id");
    const auto organisation = organisations_.find(scope.organisation);
    if (!organisation) return not_found("archives: no organisation");
    files::Descriptor file(::open(file_of(id).c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return files::not_on_this_host(file_of(id));
    note_taken(transaction, audit_, scope.organisation, scope.person, request_id);
    transaction.execute(sql::archive_fetched, {parts_.clock.now_ms(), id});
    transaction.commit();
    return Opened{
        fmt::format("{}-{}.zip", organisation->code, parts_.local_time.day(parts_.clock.now_ms())),
        std::move(file)};
}

bool Archives::finish(int64_t id, std::string_view state, int64_t bytes, std::string_view trouble) {
    std::optional<int64_t> expires;
    if (state != "waiting") expires = parts_.clock.now_ms() + keep_days_ * kDayMs;
    auto transaction = parts_.database.write();
    const int64_t changed =
        transaction.execute(sql::archive_done, {state, bytes, trouble, expires, id});
    transaction.commit();
    return changed == 1;
}

// What an attempt left that was ended from outside.
void Archives::remove_beginnings(int64_t id) const {
    const std::string beginning = fmt::format("{}.part", id);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_, error))
        if (entry.path().filename().string().starts_with(beginning))
            fs::remove(entry.path(), error);
}

void Archives::make(int64_t id, const directory::Organisation& organisation,
                    std::string_view locale, jobs::Running& running) {
    fs::create_directories(folder_);
    fs::permissions(folder_, fs::perms::owner_all);
    remove_beginnings(id);
    const fs::path unfinished = folder_ / fmt::format("{}.part", id);
    archive_.write(organisation, locale, unfinished, [&](int64_t done, int64_t total) {
        return running.progress(done, total) == jobs::Ask::go_on;
    });
    fs::permissions(unfinished, fs::perms::owner_read | fs::perms::owner_write);
    fs::rename(unfinished, file_of(id));
    const auto bytes = static_cast<int64_t>(fs::file_size(file_of(id)));
    if (!finish(id, "ready", bytes, {})) fs::remove(file_of(id));
}

Result<> Archives::run(jobs::Running& running) {
    const std::string& payload = running.job.payload;
    int64_t id = 0;
    std::from_chars(payload.data(), payload.data() + payload.size(), id);
    OrganisationId wanted;
    std::string locale;
    parts_.database.read().first(sql::archive_one, {id}, [&](const data::Row& row) {
        if (state_of(row.text(2)) != ArchiveState::waiting) return;
        wanted = OrganisationId{row.int64(0)};
        locale = row.text(1);
    });
    if (!wanted) return success();
    const auto organisation = organisations_.find(wanted);
    if (!organisation) return invalid("archives: no organisation");
    const bool last = running.job.attempt >= jobs::kAttemptsMax;
    const auto failed = [&](std::string_view file, std::string_view why) {
        finish(id, last ? "failed" : "waiting", 0, file);
        return unavailable(fmt::format("the archive can't be written: {}", why));
    };
    try {
        make(id, *organisation, locale, running);
    } catch (const BrokenOff&) {
        return unavailable("broken off");
    } catch (const CannotWrite& trouble) {
        return failed(trouble.file, trouble.what());
    } catch (const fs::filesystem_error& trouble) {
        return failed({}, trouble.what());
    }
    return success();
}

void Archives::forget_old() {
    auto transaction = parts_.database.write();
    transaction.execute(sql::archive_expired, {parts_.clock.now_ms()});
    transaction.commit();
    std::set<int64_t> kept;
    parts_.database.read().each(sql::archive_ids, {},
                                [&](const data::Row& row) { kept.insert(row.int64(0)); });
    const int removed = files::remove_leftovers(folder_, kept);
    if (removed > 0)
        parts_.log.write(LogLevel::info, "leaving",
                         fmt::format("{} archives were removed", removed));
}

}  // namespace kerege::leaving
