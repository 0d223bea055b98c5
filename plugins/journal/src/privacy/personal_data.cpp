#include "src/privacy/personal_data.hpp"

#include <string>

#include "kerege/sdk/tr.hpp"
#include "queries/journal.hpp"
#include "src/http/words.hpp"
#include "src/storage/rows.hpp"

namespace kerege::journal {
namespace {

// As a cell of the journal reads; empty where it was.
std::string cell(const sdk::Call& call, const sdk::Row& row, uint32_t first) {
    const CellValue value = value_at(row, first);
    return value.empty() ? std::string() : value_words(call, value);
}

void give_marks(sdk::Call& call, sdk::Transaction& transaction, MembershipId member,
                sdk::PersonalData& out) {
    out.table("marks", call.tr(KEREGE_TR("Marks and attendance")),
              {{"day", call.tr(KEREGE_TR("Day"))},
               {"subject", call.tr(KEREGE_TR("Subject"))},
               {"topic", call.tr(KEREGE_TR("Topic"))},
               {"mark", call.tr(KEREGE_TR("Mark"))},
               {"attendance", call.tr(KEREGE_TR("Attendance"))},
               {"entered", call.tr(KEREGE_TR("Entered"))}});
    transaction.each(
        queries::own_marks, {call.scope().organisation, member}, [&](const sdk::Row& row) {
            const CellValue value = value_at(row, 3);
            out.row({row.text(0), row.text_or_empty(1), row.text(2), mark_argument(value),
                     attendance_name(call, value.attendance), call.instant(row.int64(5))});
        });
}

void give_history(sdk::Call& call, sdk::Transaction& transaction, MembershipId member,
                  sdk::PersonalData& out) {
    out.table("changes", call.tr(KEREGE_TR("Changes of marks")),
              {{"day", call.tr(KEREGE_TR("Day"))},
               {"subject", call.tr(KEREGE_TR("Subject"))},
               {"before", call.tr(KEREGE_TR("Before"))},
               {"after", call.tr(KEREGE_TR("After"))},
               {"changed", call.tr(KEREGE_TR("Changed"))},
               {"by", call.tr(KEREGE_TR("Who"))}});
    transaction.each(
        queries::own_changes, {call.scope().organisation, member}, [&](const sdk::Row& row) {
            out.row({row.text_or_empty(0), row.text_or_empty(1), cell(call, row, 2),
                     cell(call, row, 4), call.instant(row.int64(6)), row.text_or_empty(7)});
        });
}

void give_entered(sdk::Call& call, sdk::Transaction& transaction, MembershipId member,
                  sdk::PersonalData& out) {
    out.table("entered", call.tr(KEREGE_TR("Entered in journals")),
              {{"subject", call.tr(KEREGE_TR("Subject"))},
               {"count", call.tr(KEREGE_TR("Entries"))},
               {"first", call.tr(KEREGE_TR("First"))},
               {"last", call.tr(KEREGE_TR("Last"))}});
    transaction.each(queries::own_entries, {call.scope().organisation, member},
                     [&](const sdk::Row& row) {
                         out.row({row.text_or_empty(1), row.int64(2), call.instant(row.int64(3)),
                                  call.instant(row.int64(4))});
                     });
}

void give_former(sdk::Call& call, sdk::Transaction& transaction, MembershipId member,
                 sdk::PersonalData& out) {
    out.table("former_marks", call.tr(KEREGE_TR("From the former school")),
              {{"school", call.tr(KEREGE_TR("School"))},
               {"day", call.tr(KEREGE_TR("Day"))},
               {"subject", call.tr(KEREGE_TR("Subject"))},
               {"topic", call.tr(KEREGE_TR("Topic"))},
               {"mark", call.tr(KEREGE_TR("Mark"))},
               {"attendance", call.tr(KEREGE_TR("Attendance"))}});
    const uint32_t name = call.locale() == "ru" ? 1 : call.locale() == "en" ? 2 : 0;
    transaction.each(queries::own_former_marks, {call.scope().organisation, member},
                     [&](const sdk::Row& row) {
                         const CellValue value = value_at(row, 6);
                         out.row({row.text(name), row.text(3), row.text(4), row.text(5),
                                  mark_argument(value), attendance_name(call, value.attendance)});
                     });
}

}  // namespace

Result<> give_out(sdk::Call& call, MembershipId member, sdk::PersonalData& out) {
    auto transaction = call.read();
    give_marks(call, transaction, member, out);
    give_history(call, transaction, member, out);
    give_entered(call, transaction, member, out);
    give_former(call, transaction, member, out);
    return success();
}

Result<> erase(sdk::Call& call, MembershipId member, sdk::Erasure& out) {
    const OrganisationId school = call.scope().organisation;
    auto transaction = call.write();
    // A number that is nobody's, the same for both: a cell and its history stay together.
    const int64_t nobody = call.new_id();
    out.anonymised("journal_entry", "learner_membership_id",
                   transaction.execute(queries::part_entries, {nobody, school, member}));
    out.anonymised("journal_entry_change", "learner_membership_id",
                   transaction.execute(queries::part_changes, {nobody, school, member}));
    out.deleted("journal_former_mark", "learner_membership_id",
                transaction.execute(queries::remove_former_marks, {school, member}));
    out.deleted("journal_former_record", "learner_membership_id",
                transaction.execute(queries::remove_former_records, {school, member}));
    const int64_t nobody_there = call.new_id();
    out.anonymised("journal_former_mark", "former_membership_id",
                   transaction.execute(queries::sever_former_marks, {nobody_there, member}));
    out.anonymised("journal_former_record", "former_membership_id",
                   transaction.execute(queries::sever_former_records, {nobody_there, member}));
    transaction.each(queries::entered_counts, {school, member}, [&](const sdk::Row& row) {
        out.kept("journal_entry", "changed_by", row.int64(0));
        out.kept("journal_entry_change", "changed_by", row.int64(1));
    });
    transaction.commit();
    return success();
}

}  // namespace kerege::journal
