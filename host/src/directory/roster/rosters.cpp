#include "host/src/directory/roster/rosters.hpp"

#include <fmt/format.h>

#include "host/src/base/text.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/directory/roster/answers.hpp"
#include "host/src/directory/roster/choice.hpp"
#include "host/src/directory/roster/parts.hpp"
#include "host/src/directory/roster/store.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory::roster {
namespace {

namespace sql = queries::directory;

constexpr int kTriesMax = 3;
constexpr int64_t kHourMs = 60 * 60 * 1000;
constexpr int64_t kWaitingMsMax = kWaitingDaysMax * 24 * kHourMs;
constexpr int64_t kUndoMsMax = kUndoDaysMax * 24 * kHourMs;

Kind kind_of(std::string_view word) { return word == "staff" ? Kind::staff : Kind::learners; }

struct Upload {
    Kind kind = Kind::staff;
    std::string file_name;
    std::string content;
    int64_t uploaded_at_ms = 0;
    bool applied = false;
    std::string mapping;
    int64_t part = 0;
};

Fault applied_already() {
    return conflict("roster: applied already", KEREGE_TR("This file was taken over already."));
}

Fault changed_meanwhile() {
    return conflict("roster: another part or other columns",
                    KEREGE_TR("Another part of this file, or other columns, were chosen meanwhile. "
                              "Nothing is saved: look at it once more."));
}

Result<Upload> waiting_upload(data::Transaction& transaction, OrganisationId organisation,
                              UploadId id) {
    Upload upload;
    const bool found =
        transaction.first(sql::upload, {organisation.value, id.value}, [&](const data::Row& row) {
            upload.kind = kind_of(row.text(0));
            upload.file_name = text_of(row, 1);
            upload.content = text_of(row, 2);
            upload.uploaded_at_ms = row.int64(3);
            upload.applied = !row.is_null(4);
            upload.mapping = text_of(row, 5);
            upload.part = row.int64(6);
        });
    if (!found) return not_found("roster: no such upload");
    if (upload.applied) return applied_already();
    if (upload.content.empty()) return no_part_taken();
    return upload;
}

struct Holder {
    bool learners = false;
    std::string bin;
};

Holder holder_of(data::Transaction& transaction, OrganisationId organisation) {
    Holder holder;
    transaction.first(sql::organisation_by_id, {organisation.value}, [&](const data::Row& row) {
        holder = {may_hold(row.text(2), "learner"), text_of(row, 4)};
    });
    return holder;
}

struct Whose {
    OrganisationId organisation;
    Kind kind = Kind::staff;
};

// What waits of a file: of its parts the one that is meant, if that is known.
struct Staged {
    std::optional<size_t> part;
    std::string name;
    std::string content;
    Mapping mapping;
    int64_t rows = 0;
};

Result<Staged> staged_of(data::Transaction reading, const Whose& whose, std::string_view file_name,
                         std::string_view wanted_part, const Contents& contents) {
    const Holder holder = holder_of(reading, whose.organisation);
    if (whose.kind == Kind::learners && !holder.learners)
        return invalid("a roster of learners for an organisation of another kind",
                       KEREGE_TR("Learners belong to schools and training centres: this "
                                 "organisation has none."));
    const auto meant = meant_part(reading, {whose.organisation, holder.bin, wanted_part}, contents);
    if (!meant) return meant.fault();
    Staged staged;
    staged.part = *meant;
    staged.name = name_with_part(file_name, {});
    if (!staged.part) return staged;
    const Part& part = contents.parts[*staged.part];
    // What waits is text, whatever the file was: it is unpacked once, not at each look at it.
    staged.content = csv_of(*part.table);
    if (staged.content.size() > kFileBytesMax) return file_too_large();
    staged.name = name_with_part(file_name, part.name);
    staged.rows = static_cast<int64_t>(part.table->rows.size());
    staged.mapping = remembered(reading, whose.organisation, whose.kind, part.table->heading);
    if (staged.mapping.empty()) staged.mapping = mapping_of(whose.kind, *part.table);
    return staged;
}

std::string audit_detail(Kind kind, const Applied& applied) {
    return fmt::format(R"({{"kind":"{}","new":{},"changed":{},"unchanged":{},"guardians_new":{},)"
                       R"("guardians_changed":{},"accounts":{},"left_out":{},"came_back":{},)"
                       R"("unanswered":{}}})",
                       kind_word(kind), applied.people.fresh, applied.people.changed,
                       applied.people.unchanged, applied.guardians.fresh, applied.guardians.changed,
                       applied.accounts, applied.left_out, applied.came_back, applied.unanswered);
}

void count_questions(const std::vector<Planned>& people, Applied& applied) {
    for (const Planned& one : people) {
        if (one.question == Question::none) continue;
        const bool comes_back = one.about && one.about->ended && one.person;
        if (one.left_out) {
            ++applied.unanswered;
        } else if (comes_back) {
            ++applied.came_back;
        }
    }
}

}  // namespace

Rosters::Rosters(data::Database& database, const audit::Audit& audit, EventSink& events,
                 AddressWatch& addresses, IdMaker& ids, const Clock& clock,
                 const LocalTime& local_time)
    : database_(database),
      audit_(audit),
      events_(events),
      addresses_(addresses),
      ids_(ids),
      clock_(clock),
      local_time_(local_time) {}

std::string Rosters::today() const { return local_time_.day(clock_.now_ms()); }

Result<UploadId> Rosters::stage(OrganisationId organisation, PersonId by, Kind kind,
                                std::string_view file_name, std::string_view bytes,
                                std::string_view request_id, std::string_view wanted_part) {
    const Result<Contents> contents = read_contents(kind, bytes);
    if (!contents) return contents.fault();
    const auto staged =
        staged_of(database_.read(), {organisation, kind}, file_name, wanted_part, *contents);
    if (!staged) return staged.fault();
    const UploadId id{ids_.next()};
    const bool parted = contents->parts_are != PartsAre::none && staged->part;
    const int64_t number = parted ? static_cast<int64_t>(*staged->part) + 1 : 0;
    auto transaction = database_.write();
    transaction.execute(sql::upload_delete_waiting, {organisation.value, kind_word(kind)});
    transaction.execute(sql::upload_insert,
                        {organisation.value, id.value, kind_word(kind), staged->name,
                         staged->content, staged->rows, by.value, clock_.now_ms(),
                         staged->mapping.text(), parts_word(contents->parts_are), number});
    keep_parts(transaction, organisation, id, kind, *contents, staged->part);
    note(transaction, {organisation, by, request_id, id}, "roster.uploaded",
         fmt::format(R"({{"kind":"{}","rows":{}}})", kind_word(kind), staged->rows));
    transaction.commit();
    return id;
}

std::vector<WaitingUpload> Rosters::waiting(OrganisationId organisation) {
    std::vector<WaitingUpload> all;
    auto transaction = database_.read();
    transaction.each(sql::upload_list_waiting, {organisation.value}, [&](const data::Row& row) {
        all.push_back({UploadId{row.int64(0)}, kind_of(row.text(1)), text_of(row, 2), row.int64(3),
                       row.int64(4) != 0});
    });
    return all;
}

Result<Preview> Rosters::preview(OrganisationId organisation, UploadId id) {
    auto transaction = database_.read();
    Result<Upload> upload = waiting_upload(transaction, organisation, id);
    if (!upload) return upload.fault();
    Result<Checked> checked = check_stored(upload->kind, upload->content, upload->mapping, today());
    if (!checked) return checked.fault();
    Preview preview;
    preview.upload = id;
    preview.file_name = upload->file_name;
    preview.uploaded_at_ms = upload->uploaded_at_ms;
    preview.checked = std::move(*checked);
    const std::vector<Known> known = known_people(transaction, organisation, today());
    preview.plan = make_plan(preview.checked, known, {.new_addresses = true});
    preview.answers = kept_answers(organisation, id);
    return preview;
}

Answers Rosters::kept_answers(OrganisationId organisation, UploadId upload) {
    Answers kept;
    database_.read().first(sql::upload_answers_kept, {organisation.value, upload.value},
                           [&](const data::Row& row) { kept = read_answers(row.text(0)); });
    kept.accept_faulty = kept.new_addresses = false;  // a job that failed had them
    return kept;
}

void Rosters::keep_answers(OrganisationId organisation, UploadId upload, Answers answers) {
    answers.accept_faulty = answers.new_addresses = false;
    auto transaction = database_.write();
    transaction.execute(sql::upload_answers_keep,
                        {write_answers(answers), organisation.value, upload.value});
    transaction.commit();
}

// A file as it was read: which part of it, by which columns, and what stands there.
struct Rosters::Readable {
    Checked checked;
    std::string mapping;
    int64_t part = 0;
};

Result<Rosters::Readable> Rosters::checked(OrganisationId organisation, UploadId id,
                                           const Answers& answers) {
    Readable readable;
    {
        auto transaction = database_.read();
        const Result<Upload> upload = waiting_upload(transaction, organisation, id);
        if (!upload) return upload.fault();
        Result<Checked> checked =
            check_stored(upload->kind, upload->content, upload->mapping, today());
        if (!checked) return checked.fault();
        readable = {*std::move(checked), upload->mapping, upload->part};
    }
    if (readable.checked.rows_faulty > 0 && !answers.accept_faulty) {
        return conflict(
            "roster: faulty rows",
            KEREGE_TR("Some rows have faults. Mend the file, or agree to leave them out."));
    }
    return readable;
}

Result<> Rosters::may_apply(OrganisationId organisation, UploadId upload, const Answers& answers) {
    const auto readable = checked(organisation, upload, answers);
    if (!readable) return readable.fault();
    return success();
}

Result<Applied> Rosters::apply(OrganisationId organisation, UploadId id, PersonId by,
                               const Answers& answers, std::string_view request_id,
                               const Follow& follow) {
    const auto readable = checked(organisation, id, answers);
    if (!readable) return readable.fault();
    for (int attempt = 1;; ++attempt) {
        try {
            return apply_once({organisation, by, request_id, id}, *readable, answers, follow);
        } catch (const data::ConstraintViolation&) {
            // Another school's import may have taken a login between the look and the insert.
            if (attempt == kTriesMax) throw;
        } catch (const BrokenOff&) {
            return unavailable("roster: broken off");
        }
    }
}

Result<Applied> Rosters::apply_once(const Takeover& takeover, const Readable& readable,
                                    const Answers& answers, const Follow& follow) {
    const auto& [organisation, by, request_id, id] = takeover;
    const Checked& checked = readable.checked;
    auto transaction = database_.write();
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    const int64_t now_ms = clock_.now_ms();
    if (transaction.execute(sql::upload_apply, {now_ms, by.value, organisation.value, id.value,
                                                readable.mapping, readable.part}) == 0) {
        const auto upload = waiting_upload(transaction, organisation, id);
        return upload ? changed_meanwhile() : upload.fault();
    }
    const std::vector<Known> known = known_people(transaction, organisation, today());
    Plan plan = make_plan(checked, known, answers);
    Writer writer(transaction, takeover, audit_, addresses_, ids_, now_ms, local_time_);
    Applied applied;
    applied.people = plan.people_tally;
    applied.guardians = plan.guardians_tally;
    applied.left_out = checked.rows_faulty;
    count_questions(plan.people, applied);
    count_questions(plan.guardians, applied);
    applied.to_appoint = static_cast<int>(plan.to_appoint().size());
    applied.addresses_kept = plan.addresses_kept();
    if (!plan.changes_nothing()) {
        writer.write(plan, follow);
        events_.publish(transaction, organisation, "core.roster.applied", {},
                        fmt::format(R"({{"upload":"{}"}})", id.value));
    }
    applied.accounts = writer.accounts();
    transaction.execute(sql::roster_parts_delete, {organisation.value, id.value});
    transaction.execute(sql::upload_counts,
                        {applied.people.fresh + applied.guardians.fresh,
                         applied.people.changed + applied.guardians.changed,
                         applied.left_out + applied.unanswered, organisation.value, id.value});
    note(transaction, takeover, "roster.applied", audit_detail(checked.kind, applied));
    transaction.commit();
    return applied;
}

void Rosters::note(data::Transaction& transaction, const Takeover& takeover,
                   std::string_view action, const std::string& detail) const {
    const std::string subject = "upload:" + takeover.upload.text();
    audit_.append(transaction, {.organisation = takeover.organisation,
                                .person = takeover.by,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = detail,
                                .request_id = takeover.request_id});
}

Result<> Rosters::discard(OrganisationId organisation, UploadId upload, PersonId by,
                          std::string_view request_id) {
    auto transaction = database_.write();
    if (transaction.execute(sql::upload_delete, {organisation.value, upload.value}) == 0) {
        return not_found("roster: no such upload");
    }
    note(transaction, {organisation, by, request_id, upload}, "roster.discarded", {});
    transaction.commit();
    return success();
}

void Rosters::forget_old() {
    const int64_t now_ms = clock_.now_ms();
    auto transaction = database_.write();
    transaction.execute(sql::upload_delete_old, {now_ms - kWaitingMsMax});
    transaction.execute(sql::roster_changes_forget, {now_ms - kUndoMsMax});
    transaction.commit();
}

}  // namespace kerege::directory::roster
