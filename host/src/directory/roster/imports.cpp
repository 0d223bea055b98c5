#include "host/src/directory/roster/imports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/answers.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory::roster {
namespace {

namespace sql = queries::directory;

constexpr int64_t kUndoneMsMax = int64_t{kUndoDaysMax} * 24 * 3600 * 1000;
Fault with_a_job() {
    return conflict("roster: a job has it", KEREGE_TR("This file is being saved already."));
}

std::string name(const data::Row& row, size_t column) {
    if (row.is_null(column)) return {};
    return text::tidy(text_of(row, column) + ' ' + text_of(row, column + 1));
}

Record read(const data::Row& row) {
    Record record;
    record.upload = UploadId{row.int64(0)};
    record.kind = row.text(1) == kind_word(Kind::staff) ? Kind::staff : Kind::learners;
    record.file_name = text_of(row, 2);
    record.rows_total = static_cast<int>(row.int64(3));
    record.applied_at_ms = row.int64_or(4, 0);
    record.fresh = static_cast<int>(row.int64(5));
    record.changed = static_cast<int>(row.int64(6));
    record.left_out = static_cast<int>(row.int64(7));
    record.undone_at_ms = row.int64_or(8, 0);
    record.job = jobs::JobId{row.int64(9)};
    record.by_name = name(row, 10);
    record.undone_by_name = name(row, 12);
    if (record.applied_at_ms != 0) record.stage = Stage::applied;
    if (record.undone_at_ms != 0) record.stage = Stage::undone;
    return record;
}

Stage stage_of(std::string_view job_state) {
    if (job_state == "running") return Stage::running;
    if (job_state == "waiting") return Stage::queued;
    return job_state == "failed" ? Stage::failed : Stage::waiting;
}

}  // namespace

Imports::Imports(data::Database& database, Rosters& rosters, jobs::Queue& queue,
                 const audit::Audit& audit, EventSink& events, AddressWatch& addresses,
                 const Clock& clock, const LocalTime& local_time)
    : database_(database),
      rosters_(rosters),
      queue_(queue),
      audit_(audit),
      events_(events),
      addresses_(addresses),
      clock_(clock),
      local_time_(local_time) {}

Result<> Imports::hand_over(OrganisationId organisation, UploadId upload, PersonId by,
                            const Answers& answers, std::string_view request_id) {
    if (const auto may = rosters_.may_apply(organisation, upload, answers); !may)
        return may.fault();
    auto transaction = database_.write();
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    const auto known = records(transaction, organisation, upload, 1);
    if (known.empty()) return not_found("roster: no such upload");
    if (known[0].stage == Stage::queued || known[0].stage == Stage::running) return with_a_job();
    const auto job = queue_.add(transaction, {.module = {},
                                              .organisation = {},
                                              .kind = kApplyJob,
                                              .payload = fmt::format("{} {} {}", organisation.value,
                                                                     upload.value, request_id)});
    if (transaction.execute(sql::upload_hand_over, {by.value, write_answers(answers), job.value,
                                                    organisation.value, upload.value}) == 0)
        return conflict("roster: applied already", KEREGE_TR("This file was taken over already."));
    transaction.commit();
    return success();
}

Result<> Imports::take_back(OrganisationId organisation, UploadId upload, PersonId by,
                            std::string_view request_id) {
    auto transaction = database_.write();
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    int64_t job = 0;
    transaction.first(sql::upload_job, {organisation.value, upload.value},
                      [&](const data::Row& row) { job = row.int64(0); });
    if (job == 0) return not_found("roster: no job has it");
    const auto facts = queue_.facts(transaction, {}, {}, jobs::JobId{job});
    if (facts && facts->state != "waiting") return with_a_job();
    (void)queue_.cancel(transaction, {}, {}, jobs::JobId{job});
    transaction.execute(sql::upload_take_back, {organisation.value, upload.value});
    const std::string subject = "upload:" + upload.text();
    audit_.append(transaction, {.organisation = organisation,
                                .person = by,
                                .module = {},
                                .action = "roster.taken_back",
                                .subject = subject,
                                .detail = {},
                                .request_id = request_id});
    transaction.commit();
    return success();
}

// Done once: whoever comes second finds it applied, or taken back.
Result<> Imports::run(jobs::Running& running) {
    const auto words = text::split(running.job.payload, " ");
    if (words.size() < 2) return invalid("roster: a payload of another shape");
    const OrganisationId organisation = OrganisationId::parse(words[0]).value_or(OrganisationId{});
    const UploadId upload = UploadId::parse(words[1]).value_or(UploadId{});
    std::optional<Answers> answers;
    PersonId by;
    database_.read().first(sql::upload_answers, {organisation.value, upload.value},
                           [&](const data::Row& row) {
                               by = PersonId{row.int64(0)};
                               answers = read_answers(text_of(row, 1));
                           });
    if (!answers) return success();
    const std::shared_ptr<void> forget_progress(nullptr, [&](void*) {
        const std::lock_guard lock(mutex_);
        running_.erase(upload.value);
    });
    const auto applied = rosters_.apply(
        organisation, upload, by, *answers, words.size() > 2 ? words[2] : std::string(),
        [&](int64_t done, int64_t total) {
            follow(upload, done, total);
            return running.progress(done, total) == jobs::Ask::go_on;
        });
    if (applied) return success();
    const Fault& fault = applied.fault();
    const bool settled = fault.kind == FaultKind::conflict || fault.kind == FaultKind::not_found;
    // Applied in another tab, thrown away, or no longer what was said yes to: not to be tried
    // again.
    return settled ? invalid(fault.log_text) : fault;
}

void Imports::follow(UploadId upload, int64_t done, int64_t total) {
    const std::lock_guard lock(mutex_);
    running_[upload.value] = {done, total};
}

// How far the job is that has it.
void Imports::read_job(data::Transaction& transaction, Record& record) {
    if (record.stage != Stage::waiting || !record.job) return;
    const auto facts = queue_.facts(transaction, {}, {}, record.job);
    if (!facts) return;
    record.stage = stage_of(facts->state);
    record.done = facts->done;
    record.total = facts->total;
    const std::lock_guard lock(mutex_);
    const auto here = running_.find(record.upload.value);
    if (record.stage != Stage::running || here == running_.end()) return;
    record.done = here->second.done;
    record.total = here->second.total;
}

std::vector<Record> Imports::records(data::Transaction& transaction, OrganisationId organisation,
                                     UploadId one, int most) {
    std::vector<Record> all;
    transaction.each(sql::upload_records, {organisation.value, one.value, most},
                     [&](const data::Row& row) { all.push_back(read(row)); });
    for (Record& record : all) {
        read_job(transaction, record);
        record.undoable =
            record.stage == Stage::applied && may_undo(transaction, organisation, record).ok();
    }
    return all;
}

Result<Record> Imports::record(OrganisationId organisation, UploadId upload) {
    auto transaction = database_.read();
    const auto found = records(transaction, organisation, upload, 1);
    if (found.empty() || !upload) return not_found("roster: no such upload");
    return found[0];
}

std::vector<Known> Imports::to_appoint(OrganisationId organisation, UploadId upload) {
    std::vector<Known> found;
    database_.read().each(sql::roster_to_appoint, {organisation.value, upload.value, today()},
                          [&](const data::Row& row) {
                              Known one;
                              one.membership = MembershipId{row.int64(0)};
                              one.family_name = text_of(row, 1);
                              one.given_name = text_of(row, 2);
                              one.patronymic = text_of(row, 3);
                              one.position = text_of(row, 4);
                              if (names_administrator(one.position))
                                  found.push_back(std::move(one));
                          });
    return found;
}

std::vector<Record> Imports::history(OrganisationId organisation, int most) {
    auto transaction = database_.read();
    return records(transaction, organisation, {}, most);
}

Result<> Imports::may_undo(data::Transaction& transaction, OrganisationId organisation,
                           const Record& record) const {
    if (record.stage == Stage::undone)
        return conflict("roster: undone already", KEREGE_TR("This import was undone already."));
    if (record.stage != Stage::applied) return not_found("roster: not applied");
    if (record.applied_at_ms < clock_.now_ms() - kUndoneMsMax)
        return conflict("roster: too old", KEREGE_TR("An import can be undone for 30 days."));
    int64_t later = 0;
    transaction.first(sql::upload_later, {record.upload.value, organisation.value},
                      [&](const data::Row& row) { later = row.int64(0); });
    if (later > 0)
        return conflict("roster: another one since",
                        KEREGE_TR("A later import of the same kind has to be undone first."));
    return success();
}

Result<> Imports::may_undo(data::Transaction& transaction, OrganisationId organisation,
                           UploadId upload) {
    const auto found = records(transaction, organisation, upload, 1);
    if (found.empty() || !upload) return not_found("roster: no such import");
    return may_undo(transaction, organisation, found[0]);
}

Result<Undo> Imports::undo_preview(OrganisationId organisation, UploadId upload) {
    auto transaction = database_.read();
    if (const auto may = may_undo(transaction, organisation, upload); !may) return may.fault();
    return plan_undo(transaction, organisation, upload, today());
}

Result<Undo> Imports::undo(OrganisationId organisation, UploadId upload, PersonId by,
                           std::string_view request_id) {
    auto transaction = database_.write();
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    if (const auto may = may_undo(transaction, organisation, upload); !may) return may.fault();
    Undo undo = plan_undo(transaction, organisation, upload, today());
    const auto own = [&](const Known& one) { return by && one.person == by; };
    if (std::any_of(undo.ends.begin(), undo.ends.end(), own))
        return conflict("roster: one's own", KEREGE_TR("Another administrator ends your access."));
    write_undo(transaction, {organisation, by, request_id, upload}, undo, audit_, addresses_,
               clock_.now_ms(), local_time_);
    int64_t administrators = 0;
    transaction.first(sql::administrators_count, {organisation.value, today()},
                      [&](const data::Row& row) { administrators = row.int64(0); });
    const auto works = [](const Known& one) { return one.profile == "employee"; };
    if (administrators == 0 && std::any_of(undo.ends.begin(), undo.ends.end(), works))
        return conflict("roster: the last administrator",
                        KEREGE_TR("An organisation needs at least one administrator."));
    transaction.execute(sql::upload_undo,
                        {clock_.now_ms(), by.value, organisation.value, upload.value});
    if (!undo.empty()) events_.publish(transaction, organisation, "core.members.changed", {}, "{}");
    const std::string subject = "upload:" + upload.text();
    const std::string detail =
        fmt::format(R"({{"ended":{},"restored":{},"kept":{},"links":{}}})", undo.ends.size(),
                    undo.restores.size(), undo.kept.size(), undo.links.size());
    audit_.append(transaction, {.organisation = organisation,
                                .person = by,
                                .module = {},
                                .action = "roster.undone",
                                .subject = subject,
                                .detail = detail,
                                .request_id = request_id});
    transaction.commit();
    return undo;
}

}  // namespace kerege::directory::roster
