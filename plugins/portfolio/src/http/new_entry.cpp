// A new entry: of one learner, or the same of several of a class, such as a team.
#include <set>

#include "kerege/sdk/audit_detail.hpp"
#include "kerege/sdk/tr.hpp"
#include "src/http/entry_form.hpp"
#include "src/http/pages.hpp"
#include "src/http/words.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/entry_store.hpp"

namespace kerege::portfolio {
namespace {

// Whose entry it is to be.
struct Target {
    std::string page;                   // of the learner or the class
    std::string name;                   // theirs
    std::vector<LearnerLine> learners;  // to choose from
    bool chosen_by_hand = false;        // else it is the only one
};

Result<Target> class_target(sdk::Call& call, sdk::Transaction& transaction) {
    const auto id = call.path_id<ClassId>("class");
    if (!id) return not_found("class id");
    ClassStore store(transaction, call.scope().organisation);
    const auto label = store.label_for(viewer_of(call), *id);
    if (!label) return not_found("class " + id->text());
    return Target{"/portfolio/classes/" + id->text(), *label, store.learners(*id, call.today()),
                  true};
}

Result<Target> learner_target(sdk::Call& call, sdk::Transaction& transaction) {
    const auto id = call.path_id<LearnerId>("learner");
    if (!id) return not_found("learner id");
    ClassStore store(transaction, call.scope().organisation);
    const auto name = store.learner_for(viewer_of(call), *id, call.today());
    if (!name) return not_found("learner " + id->text());
    return Target{"/portfolio/learners/" + id->text(), name->full(), {{*id, *name, 0, 0}}, false};
}

using FindTarget = Result<Target> (*)(sdk::Call&, sdk::Transaction&);

// The learners the form names; of one of somebody else nothing is entered.
Result<std::set<LearnerId>> chosen_of(const sdk::Call& call, const Target& target) {
    std::set<LearnerId> chosen;
    if (!target.chosen_by_hand) {
        chosen.insert(target.learners.front().id);
        return chosen;
    }
    std::string stranger;
    call.each_field([&](std::string_view name, std::string_view value) {
        if (name != "learner") return;
        for (const LearnerLine& learner : target.learners) {
            if (learner.id.text() != value) continue;
            chosen.insert(learner.id);
            return;
        }
        stranger = "learner outside the class";
    });
    if (!stranger.empty()) return not_found(stranger);
    return chosen;
}

Result<> show(sdk::Call& call, const Target& target, const std::set<LearnerId>& chosen,
              const std::vector<FieldFault>& faults) {
    sdk::Model page = call.model();
    page.add("crumb").set("label", call.tr(KEREGE_TR("Achievements"))).set("href", "/portfolio");
    page.add("crumb").set("label", target.name).set("href", target.page);
    page.set("title", call.tr(KEREGE_TR("New entry"))).set("name", target.name);
    page.set("action", target.page + "/new").set("back", target.page);
    const auto once = BatchId::parse(call.field("once"));
    page.set("once", once ? once->value : call.new_id());
    if (target.chosen_by_hand) {
        sdk::Model list = page.add("choose");
        for (const LearnerLine& learner : target.learners) {
            sdk::Model line = list.add("learner");
            line.set("id", learner.id).set("name", learner.name.short_form());
            line.show_if(chosen.contains(learner.id), "chosen");
        }
        for (const FieldFault& fault : faults)
            if (fault.field == "learner") list.add("problem").set("words", call.tr(fault.message));
    }
    show_fields(call, page, typed_in(call), faults);
    return call.page("new", page);
}

Result<> show_new(sdk::Call& call, FindTarget find) {
    auto transaction = call.read();
    const Result<Target> target = find(call, transaction);
    if (!target) return target.fault();
    return show(call, *target, {}, {});
}

Result<> add(sdk::Call& call, FindTarget find) {
    auto transaction = call.write();
    const Result<Target> target = find(call, transaction);
    if (!target) return target.fault();
    const Result<std::set<LearnerId>> chosen = chosen_of(call, *target);
    if (!chosen) return chosen.fault();
    const Result<Entry> entry = check_entry(typed_in(call), call.today());
    auto faults = entry ? std::vector<FieldFault>() : entry.fault().fields;
    if (chosen->empty()) faults.push_back({"learner", KEREGE_TR("Choose at least one learner.")});
    if (!faults.empty()) {
        call.status(422);
        return show(call, *target, *chosen, faults);
    }
    const BatchId batch = BatchId::parse(call.field("once")).value_or(BatchId{call.new_id()});
    const sdk::Scope scope = call.scope();
    EntryStore store(transaction, scope.organisation, call.locale());
    for (const LearnerId learner : *chosen) {
        if (!store.add(EntryId{call.new_id()}, learner, batch, *entry,
                       {scope.membership, call.now_ms()}))
            continue;
        call.audit(KEREGE_TR("portfolio.entry.added"), "learner:" + learner.text(),
                   sdk::name_detail(entry->title));
    }
    transaction.commit();
    return call.redirect(target->page,
                         call.tr_plural(KEREGE_TR("The entry of {count} learner is saved."),
                                        KEREGE_TR("The entries of {count} learners are saved."),
                                        static_cast<int64_t>(chosen->size())));
}

}  // namespace

Result<> new_for_class(sdk::Call& call) { return show_new(call, class_target); }
Result<> add_for_class(sdk::Call& call) { return add(call, class_target); }
Result<> new_for_learner(sdk::Call& call) { return show_new(call, learner_target); }
Result<> add_for_learner(sdk::Call& call) { return add(call, learner_target); }

}  // namespace kerege::portfolio
