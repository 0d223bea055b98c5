// Keeps loans of members; gives them out, erases them, and breaks the rules where it is told to.
#include <cstdlib>
#include <string>

#include "kerege/sdk/plugin.hpp"

namespace {

using namespace kerege;

constexpr sdk::Statement kAll[] = {
    {"lend",
     "insert into register_loan (organisation_id, id, reader_membership_id, title) "
     "values ($1, $2, $3, $4)",
     ""},
    {"loans",
     "select id, title from register_loan where organisation_id = $1 and "
     "reader_membership_id = $2 order by id",
     ""},
    {"remove", "delete from register_loan where organisation_id = $1 and reader_membership_id = $2",
     ""},
};

Result<> lend(sdk::Call& call) {
    auto transaction = call.write();
    const auto member = call.path_id<MembershipId>("member");
    transaction.execute(kAll[0],
                        {call.scope().organisation, call.new_id(), *member, call.field("title")});
    transaction.commit();
    return call.body("text/plain", "lent");
}

Result<> give_out(sdk::Call& call, MembershipId member, sdk::PersonalData& out) {
    out.table("loans", "Loans", {{"number", "Number"}, {"title", "Title"}});
    int64_t number = 0;
    std::string failure;
    call.read().each(kAll[1], {call.scope().organisation, member}, [&](const sdk::Row& row) {
        const std::string_view title = row.text(1);
        if (title == "column") out.row({1});
        if (title == "blob") out.row({1, sdk::Blob{"x"}});
        if (title == "name") out.table("Loans!", "Loans", {{"number", "Number"}});
        if (title == "twice") out.table("loans", "Loans", {{"number", "Number"}});
        if (title == "refuse") failure = title;
        if (title == "crash") std::abort();
        out.row({++number, title});
    });
    if (!failure.empty()) return unavailable("the cellar is locked");
    out.table("language", "Language", {{"locale", "Locale"}});
    out.row({call.locale()});
    return success();
}

Result<> erase(sdk::Call& call, MembershipId member, sdk::Erasure& out) {
    const OrganisationId organisation = call.scope().organisation;
    std::string how;
    call.read().each(kAll[1], {organisation, member},
                     [&](const sdk::Row& row) { how = row.text(1); });
    auto transaction = call.write();
    const int64_t removed = transaction.execute(kAll[2], {organisation, member});
    transaction.commit();
    if (how == "refuse") return unavailable("the cellar is locked");
    if (how == "crash") std::abort();
    if (how == "undeclared") out.deleted("register_loan", "title", removed);
    if (how == "negative") out.deleted("register_loan", "reader_membership_id", -1);
    out.deleted("register_loan", "reader_membership_id", removed);
    return success();
}

void start(sdk::Registration& plugin) {
    plugin.statements(kAll);
    plugin.post_public("/register/{member}", lend);
    plugin.on_export(give_out);
    plugin.on_erase(erase);
}

}  // namespace

KEREGE_PLUGIN("register", "1.0.0", start)
