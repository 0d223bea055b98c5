// A learner's portfolio for the school: its page, and a sheet to print.
#include "src/http/portfolio_view.hpp"

#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"

namespace kerege::portfolio {
namespace {

// What was removed, for those who may put it back.
void show_removed(const sdk::Call& call, sdk::Model& page, const std::vector<Record>& removed) {
    if (removed.empty()) return;
    sdk::Model list = page.add("removed");
    for (const Record& record : removed) {
        sdk::Model line = list.add("record");
        show_record(call, line, record);
    }
}

struct LearnerFound {
    LearnerId learner;
    PersonName name;
};

// The learner of the address, as far as this person answers for them.
Result<LearnerFound> learner_of(sdk::Call& call, ClassStore& classes) {
    const auto learner = call.path_id<LearnerId>("learner");
    if (!learner) return not_found("learner id");
    const auto name = classes.learner_for(viewer_of(call), *learner, call.today());
    if (!name) return not_found("learner " + learner->text());
    call.note_view(MembershipId{learner->value});
    return LearnerFound{*learner, *name};
}

}  // namespace

Result<> learner_page(sdk::Call& call) {
    auto transaction = call.read();
    const OrganisationId organisation = call.scope().organisation;
    ClassStore classes(transaction, organisation);
    const Result<LearnerFound> found = learner_of(call, classes);
    if (!found) return found.fault();

    const bool enters = call.permitted(kEnter);
    sdk::Model page = call.model();
    page.add("crumb").set("label", call.tr(KEREGE_TR("Achievements"))).set("href", "/portfolio");
    if (const auto in_class = classes.class_of(found->learner)) {
        page.add("in_class").set("label", in_class->label);
        page.add("crumb")
            .set("label", in_class->label)
            .set("href", "/portfolio/classes/" + in_class->id.text());
    }
    page.set("title", found->name.full()).set("name", found->name.full());
    const std::string path = "/portfolio/learners/" + found->learner.text();
    page.set("sheet", path + "/sheet");
    if (enters) page.add("enters").set("href", path + "/new");
    const Portfolio portfolio =
        arrange(EntryStore(transaction, organisation, call.locale()).of(found->learner));
    show_portfolio(call, page, portfolio, enters);
    if (enters) show_removed(call, page, portfolio.removed);
    return call.page("portfolio", page);
}

Result<> learner_sheet(sdk::Call& call) {
    auto transaction = call.read();
    ClassStore classes(transaction, call.scope().organisation);
    const Result<LearnerFound> found = learner_of(call, classes);
    if (!found) return found.fault();
    return show_sheet(call, transaction, found->learner, found->name,
                      "/portfolio/learners/" + found->learner.text());
}

}  // namespace kerege::portfolio
