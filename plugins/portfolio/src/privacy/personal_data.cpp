#include "src/privacy/personal_data.hpp"

#include "kerege/sdk/tr.hpp"
#include "queries/portfolio.hpp"
#include "src/http/words.hpp"
#include "src/storage/entry_store.hpp"

namespace kerege::portfolio {
namespace {

void give_entries(sdk::Call& call, sdk::Transaction& transaction, MembershipId member,
                  sdk::PersonalData& out) {
    out.table("entries", call.tr(KEREGE_TR("Achievements and additional education")),
              {{"kind", call.tr(KEREGE_TR("Kind"))},
               {"level", call.tr(KEREGE_TR("Level"))},
               {"title", call.tr(KEREGE_TR("Title"))},
               {"result", call.tr(KEREGE_TR("Result"))},
               {"from", call.tr(KEREGE_TR("From"))},
               {"until", call.tr(KEREGE_TR("Until"))},
               {"where", call.tr(KEREGE_TR("Where"))},
               {"note", call.tr(KEREGE_TR("Note"))},
               {"school", call.tr(KEREGE_TR("From the former school"))},
               {"removed", call.tr(KEREGE_TR("Removed"))}});
    EntryStore store(transaction, call.scope().organisation, call.locale());
    for (const Record& record : store.of(LearnerId{member.value})) {
        const Entry& entry = record.entry;
        out.row({name_of(call, entry.kind), level_words(call, entry), entry.title, entry.result,
                 entry.begins_on, entry.ends_on, entry.place, entry.note, record.former_school,
                 record.removed ? call.tr(KEREGE_TR("yes")) : std::string_view()});
    }
}

void give_history(sdk::Call& call, sdk::Transaction& transaction, MembershipId member,
                  sdk::PersonalData& out) {
    out.table("changes", call.tr(KEREGE_TR("Changes of achievements")),
              {{"title", call.tr(KEREGE_TR("Title"))},
               {"deed", call.tr(KEREGE_TR("What was done"))},
               {"at", call.tr(KEREGE_TR("When"))},
               {"by", call.tr(KEREGE_TR("Who"))}});
    transaction.each(queries::own_changes, {call.scope().organisation, member},
                     [&](const sdk::Row& row) {
                         out.row({row.text(0), deed_name(call, row.text(1)),
                                  call.instant(row.int64(2)), row.text_or_empty(3)});
                     });
}

void give_entered(sdk::Call& call, sdk::Transaction& transaction, MembershipId member,
                  sdk::PersonalData& out) {
    out.table("entered", call.tr(KEREGE_TR("Entered in portfolios")),
              {{"count", call.tr(KEREGE_TR("Entries"))},
               {"first", call.tr(KEREGE_TR("First"))},
               {"last", call.tr(KEREGE_TR("Last"))}});
    transaction.each(
        queries::entered_counts, {call.scope().organisation, member}, [&](const sdk::Row& row) {
            if (row.int64(0) == 0) return;
            out.row({row.int64(0), call.instant(row.int64(1)), call.instant(row.int64(2))});
        });
}

}  // namespace

Result<> give_out(sdk::Call& call, MembershipId member, sdk::PersonalData& out) {
    auto transaction = call.read();
    give_entries(call, transaction, member, out);
    give_history(call, transaction, member, out);
    give_entered(call, transaction, member, out);
    return success();
}

Result<> erase(sdk::Call& call, MembershipId member, sdk::Erasure& out) {
    const OrganisationId school = call.scope().organisation;
    auto transaction = call.write();
    out.deleted("portfolio_entry", "learner_membership_id",
                transaction.execute(queries::remove_entries, {school, member}));
    out.deleted("portfolio_change", "learner_membership_id",
                transaction.execute(queries::remove_changes, {school, member}));
    out.deleted("portfolio_former_school", "learner_membership_id",
                transaction.execute(queries::remove_schools, {school, member}));
    const int64_t nobody = call.new_id();
    out.anonymised("portfolio_entry", "former_membership_id",
                   transaction.execute(queries::sever_entries, {nobody, member}));
    out.anonymised("portfolio_former_school", "former_membership_id",
                   transaction.execute(queries::sever_schools, {nobody, member}));
    transaction.each(queries::entered_counts, {school, member}, [&](const sdk::Row& row) {
        out.kept("portfolio_change", "changed_by", row.int64(0));
    });
    transaction.commit();
    return success();
}

}  // namespace kerege::portfolio
