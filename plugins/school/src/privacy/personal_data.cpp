#include "src/privacy/personal_data.hpp"

#include <string>

#include "kerege/sdk/tr.hpp"
#include "queries/school.hpp"

namespace kerege::school {
namespace {

// Year, grade and letter in three columns from `first`.
std::string class_at(const sdk::Row& row, uint32_t first) {
    return std::to_string(row.int64(first + 1)).append(row.text(first + 2));
}

void give_classes(sdk::Call& call, sdk::Transaction& transaction, MembershipId member,
                  sdk::PersonalData& out) {
    out.table("classes", call.tr(KEREGE_TR("Classes attended")),
              {{"year", call.tr(KEREGE_TR("School year"))},
               {"class", call.tr(KEREGE_TR("Class"))},
               {"from", call.tr(KEREGE_TR("From"))},
               {"until", call.tr(KEREGE_TR("Until"))}});
    transaction.each(
        queries::own_classes, {call.scope().organisation, member}, [&](const sdk::Row& row) {
            out.row({row.int64(0), class_at(row, 0), row.text(3), row.text_or_empty(4)});
        });
}

void give_teaching(sdk::Call& call, sdk::Transaction& transaction, MembershipId member,
                   sdk::PersonalData& out) {
    const OrganisationId school = call.scope().organisation;
    out.table("teaching", call.tr(KEREGE_TR("Teaching")),
              {{"year", call.tr(KEREGE_TR("School year"))},
               {"class", call.tr(KEREGE_TR("Class"))},
               {"subject", call.tr(KEREGE_TR("Subject"))},
               {"until", call.tr(KEREGE_TR("Until"))}});
    transaction.each(queries::own_teaching, {school, member}, [&](const sdk::Row& row) {
        out.row({row.int64(0), class_at(row, 0), row.text(3), row.text_or_empty(4)});
    });
    out.table(
        "homerooms", call.tr(KEREGE_TR("Homeroom teacher of")),
        {{"year", call.tr(KEREGE_TR("School year"))}, {"class", call.tr(KEREGE_TR("Class"))}});
    transaction.each(queries::own_homerooms, {school, member}, [&](const sdk::Row& row) {
        out.row({row.int64(0), class_at(row, 0)});
    });
}

}  // namespace

Result<> give_out(sdk::Call& call, MembershipId member, sdk::PersonalData& out) {
    auto transaction = call.read();
    give_classes(call, transaction, member, out);
    give_teaching(call, transaction, member, out);
    return success();
}

Result<> erase(sdk::Call& call, MembershipId member, sdk::Erasure& out) {
    const OrganisationId school = call.scope().organisation;
    auto transaction = call.write();
    out.anonymised("school_enrolment", "learner_membership_id",
                   transaction.execute(queries::part_enrolments,
                                       {call.new_id(), call.today(), school, member}));
    out.deleted("school_gap", "learner_membership_id",
                transaction.execute(queries::remove_gaps, {school, member}));
    out.deleted("school_class", "homeroom_membership_id",
                transaction.execute(queries::part_homerooms, {school, member}));
    transaction.each(queries::taught_count, {school, member}, [&](const sdk::Row& row) {
        out.kept("school_section", "teacher_membership_id", row.int64(0));
    });
    transaction.commit();
    return success();
}

}  // namespace kerege::school
