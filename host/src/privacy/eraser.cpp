#include "host/src/privacy/eraser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "host/src/access/tokens.hpp"
#include "host/src/leaving/orphans.hpp"
#include "host/src/plugins/plugin.hpp"
#include "host/src/privacy/host_data.hpp"
#include "kerege/abi/draft/privacy.h"
#include "queries/privacy.hpp"

namespace kerege::privacy {
namespace {

namespace sql = queries::privacy;

constexpr std::string_view kCore = "core";
constexpr const char* kCertificateFormat = "kerege-erasure-1";

// "table field how count" a line; a field that is none is a dash.
std::string lines_of(const std::vector<plugins::Erased>& erased) {
    std::string lines;
    for (const auto& one : erased)
        lines += fmt::format("{} {} {} {}\n", one.table, one.field.empty() ? "-" : one.field,
                             one.how, one.count);
    return lines;
}

std::vector<plugins::Erased> read_lines(std::string_view text) {
    std::vector<plugins::Erased> erased;
    std::istringstream in{std::string(text)};
    for (plugins::Erased one; in >> one.table >> one.field >> one.how >> one.count;) {
        if (one.field == "-") one.field.clear();
        erased.push_back(one);
    }
    return erased;
}

}  // namespace

std::string certificate_text(const Deletion& deletion, const std::vector<ErasedPart>& parts) {
    std::string text = fmt::format(
        "{}\ndeletion {}\norganisation {}\nmembership {}\nground {}\nasked {}\nconfirmed {}\n"
        "erased {}\n",
        kCertificateFormat, deletion.id, deletion.organisation.value, deletion.membership.value,
        deletion.ground, deletion.asked_at_ms, deletion.confirmed_at_ms.value_or(0),
        deletion.erased_at_ms.value_or(0));
    if (!deletion.scan.sha256.empty()) text += fmt::format("scan {}\n", deletion.scan.sha256);
    for (const ErasedPart& part : parts)
        text += fmt::format("module {}\n{}", part.module, lines_of(part.lines));
    return text;
}

std::vector<ErasedPart> erased_parts(data::Transaction& transaction, int64_t deletion) {
    std::vector<ErasedPart> parts;
    transaction.each(sql::parts, {deletion}, [&](const data::Row& row) {
        parts.push_back({std::string(row.text(0)), read_lines(row.text(1))});
    });
    // Not as a database sorts: the hash must come out the same.
    std::sort(parts.begin(), parts.end(),
              [](const auto& one, const auto& other) { return one.module < other.module; });
    return parts;
}

Certificate certificate_of(data::Database& database, const Deletion& deletion) {
    auto transaction = database.read();
    Certificate certificate{erased_parts(transaction, deletion.id), false};
    certificate.whole =
        access::sha256_hex(certificate_text(deletion, certificate.parts)) == deletion.certificate;
    return certificate;
}

Eraser::Eraser(data::Database& database, const audit::Audit& audit, plugins::Plugins& plugins,
               Deletions& deletions, files::Files& files, IdMaker& ids, const Clock& clock,
               const LocalTime& local_time, const Log& log)
    : database_(database),
      audit_(audit),
      plugins_(plugins),
      deletions_(deletions),
      files_(files),
      ids_(ids),
      clock_(clock),
      local_time_(local_time),
      log_(log) {}

std::vector<int64_t> Eraser::due(int64_t after, int rows) {
    std::vector<int64_t> found;
    database_.read().each(sql::deletion_due, {local_time_.day(clock_.now_ms()), after, rows},
                          [&](const data::Row& row) { found.push_back(row.int64(0)); });
    return found;
}

// Page by page: those of one school that wait keep nobody else's from being tried.
Eraser::Run Eraser::erase_due(const std::function<bool()>& go_on, int rows) {
    Run run;
    Orphans known;
    for (auto some = due(0, rows); !some.empty(); some = due(some.back(), rows)) {
        for (const int64_t deletion : some) {
            if (!go_on()) return run;
            const auto done = erase(deletion, known);
            if (done.ok()) {
                ++run.erased;
                continue;
            }
            if (run.waiting++ == 0) run.why = done.fault().log_text;
            if (run.waiting > kWaitingLogged) continue;
            log_.write(LogLevel::error, "privacy",
                       fmt::format("erasure {} waits: {}", deletion, done.fault().log_text));
        }
    }
    return run;
}

int64_t overdue_erasures(data::Database& database, const std::string& today) {
    int64_t count = 0;
    database.read().first(sql::deletion_overdue, {today},
                          [&](const data::Row& row) { count = row.int64(0); });
    return count;
}

Result<> Eraser::erase(int64_t id) {
    Orphans known;
    return erase(id, known);
}

Result<> Eraser::erase(int64_t id, Orphans& known) {
    auto claim = database_.write();
    const int64_t claimed =
        claim.execute(sql::deletion_claim, {clock_.now_ms(), id, local_time_.day(clock_.now_ms())});
    claim.commit();
    if (claimed == 0) return not_found("it is not due");
    const auto deletion = deletions_.find({}, id);
    if (!deletion) return deletion.fault();
    if (const auto done = erase_in_modules(*deletion, known); !done.ok()) return done.fault();
    erase_host(*deletion);
    return success();
}

bool Eraser::part_done(int64_t deletion, std::string_view module) {
    auto transaction = database_.read();
    const auto parts = erased_parts(transaction, deletion);
    return std::any_of(parts.begin(), parts.end(),
                       [&](const auto& part) { return part.module == module; });
}

void Eraser::note_part(data::Transaction& transaction, int64_t deletion, std::string_view module,
                       const std::vector<plugins::Erased>& erased) {
    const std::string_view key = transaction.login_key();
    const std::string lines = lines_of(erased);
    if (key.empty()) {
        transaction.execute(sql::part_add, {deletion, module, lines, clock_.now_ms()});
    } else {
        transaction.first(sql::part_add_for_plugin, {key, deletion, lines, clock_.now_ms()},
                          [](const data::Row&) {});
    }
}

// Every table is asked for rows: once for an organisation and a run, however many are erased.
const std::string& Eraser::orphan_of(OrganisationId organisation, Orphans& known) {
    const auto found = known.find(organisation.value);
    if (found != known.end()) return found->second;
    auto reading = database_.read();
    const auto tables =
        leaving::orphaned_tables(reading, plugins_.catalogue(), organisation, paging_);
    return known[organisation.value] = tables.empty() ? std::string() : tables.front();
}

// Whoever keeps people's data and is not there to erase them holds the whole up: a certificate says
// what is so.
Result<> Eraser::erase_in_modules(const Deletion& deletion, Orphans& known) {
    for (const auto& entry : plugins_.catalogue().entries()) {
        const bool keeps = entry.manifest.needs_interface(KEREGE_PRIVACY_INTERFACE) ||
                           !entry.manifest.personal_data.empty();
        if (keeps && entry.state != plugins::State::loaded)
            return unavailable("the module " + entry.id + " is not loaded");
    }
    const std::string& orphan = orphan_of(deletion.organisation, known);
    if (!orphan.empty())
        return unavailable("the table " + orphan + " belongs to no module that is here");
    for (const auto& plugin : plugins_.loaded()) {
        const std::string& module = plugin->manifest.id;
        if (!plugins::takes_part(*plugin) && plugin->manifest.personal_data.empty()) continue;
        if (part_done(deletion.id, module)) continue;
        if (!plugins::takes_part(*plugin)) {
            auto transaction = database_.write();
            transaction.execute(sql::part_add, {deletion.id, module, "", clock_.now_ms()});
            transaction.commit();
            continue;
        }
        const auto done = plugins::erase_member(
            *plugin, deletion.organisation, deletion.membership,
            [&](data::Transaction& transaction, const std::vector<plugins::Erased>& erased) {
                note_part(transaction, deletion.id, module, erased);
            });
        // Another host may have been quicker.
        if (!done.ok() && !part_done(deletion.id, module)) return done.fault();
    }
    return success();
}

int64_t Eraser::remove_scans(data::Transaction& transaction, const Deletion& deletion) {
    std::vector<int64_t> scans;
    transaction.each(sql::deletion_scans, {deletion.organisation.value, deletion.membership.value},
                     [&](const data::Row& row) { scans.push_back(row.int64(0)); });
    return std::count_if(scans.begin(), scans.end(), [&](int64_t scan) {
        return files_.remove(transaction, {kCore, deletion.organisation}, scan).ok();
    });
}

void Eraser::erase_host(const Deletion& deletion) {
    auto transaction = database_.write();
    bool erased_before = false;
    transaction.first(sql::deletion_lock, {deletion.id},
                      [&](const data::Row& row) { erased_before = !row.is_null(0); });
    if (erased_before) return;
    Deletion done = deletion;
    const int64_t now_ms = clock_.now_ms();
    done.erased_at_ms = now_ms;
    const int64_t scans = remove_scans(transaction, deletion);
    auto own =
        erase_host_data(transaction, deletion, {ids_.next()}, now_ms, local_time_.day(now_ms));
    if (scans > 0) own.push_back({"core_file", {}, "deleted", scans});
    note_part(transaction, deletion.id, kCore, own);
    const std::string certificate =
        access::sha256_hex(certificate_text(done, erased_parts(transaction, deletion.id)));
    transaction.execute(sql::deletion_done, {now_ms, certificate, deletion.id});
    const std::string subject = "membership:" + deletion.membership.text();
    audit_.append(transaction, {.organisation = deletion.organisation,
                                .person = {},
                                .module = {},
                                .action = "profile.erased",
                                .subject = subject,
                                .detail = fmt::format(R"({{"deletion":"{}","certificate":"{}"}})",
                                                      deletion.id, certificate),
                                .request_id = {}});
    transaction.commit();
}

}  // namespace kerege::privacy
