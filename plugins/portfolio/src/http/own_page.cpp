// One's own portfolio; parents see those of their children.
#include "kerege/sdk/tr.hpp"
#include "src/http/pages.hpp"
#include "src/http/portfolio_view.hpp"
#include "src/http/words.hpp"

namespace kerege::portfolio {
namespace {

std::string path_of(LearnerId learner) { return "/portfolio/own?learner=" + learner.text(); }

// The one asked for, else the first. Null: the address names somebody else's child.
const OwnLearner* chosen_of(const sdk::Call& call, const std::vector<OwnLearner>& learners) {
    if (call.query_value("learner").empty()) return &learners.front();
    const auto wanted = LearnerId::parse(call.query_value("learner"));
    for (const OwnLearner& learner : learners)
        if (wanted && learner.id == *wanted) return &learner;
    return nullptr;
}

}  // namespace

Result<> own_page(sdk::Call& call) {
    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Achievements")));
    auto transaction = call.read();
    const OrganisationId organisation = call.scope().organisation;
    ClassStore classes(transaction, organisation);
    const auto learners = classes.own_learners(call.scope().membership, call.today());
    if (learners.empty()) {
        page.add("no_learners");
        return call.page("own", page);
    }
    const OwnLearner* learner = chosen_of(call, learners);
    if (!learner) return not_found("learner of this person");
    if (learners.size() > 1) {
        sdk::Model tabs = page.add("children");
        for (const OwnLearner& child : learners) {
            sdk::Model tab = tabs.add("child").set("name", child.name.given);
            tab.set("href", path_of(child.id)).show_if(child.id == learner->id, "current");
        }
    }
    sdk::Model own = page.add("own").set("name", learner->name.full());
    if (const auto in_class = classes.class_of(learner->id))
        own.add("in_class").set("label", in_class->label);
    own.set("sheet", "/portfolio/own/sheet?learner=" + learner->id.text());
    show_portfolio(call, own,
                   arrange(EntryStore(transaction, organisation, call.locale()).of(learner->id)),
                   false);
    return call.page("own", page);
}

Result<> own_sheet(sdk::Call& call) {
    auto transaction = call.read();
    ClassStore classes(transaction, call.scope().organisation);
    const auto learners = classes.own_learners(call.scope().membership, call.today());
    const OwnLearner* learner = learners.empty() ? nullptr : chosen_of(call, learners);
    if (!learner) return not_found("learner of this person");
    return show_sheet(call, transaction, learner->id, learner->name, path_of(learner->id));
}

Result<> show_sheet(sdk::Call& call, sdk::Transaction& transaction, LearnerId learner,
                    const PersonName& name, const std::string& back) {
    const OrganisationId organisation = call.scope().organisation;
    ClassStore classes(transaction, organisation);
    sdk::Model page = call.model();
    page.set("title", call.tr(KEREGE_TR("Portfolio of a learner"))).set("name", name.full());
    page.set("organisation", classes.school_name().in(call.locale())).set("back", back);
    page.set("today", call.day(call.today()));
    if (const auto in_class = classes.class_of(learner))
        page.add("in_class").set("label", in_class->label);
    show_portfolio(call, page,
                   arrange(EntryStore(transaction, organisation, call.locale()).of(learner)),
                   false);
    return call.page("sheet", page);
}

}  // namespace kerege::portfolio
