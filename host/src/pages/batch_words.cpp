#include "host/src/pages/batch_words.hpp"

#include "host/src/access/tokens.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr size_t kOnceBytes = 16;

}  // namespace

std::string_view label_of_profile(std::string_view profile) {
    if (profile == "employee") return KEREGE_TR("Staff");
    return profile == "learner" ? KEREGE_TR("Learners") : KEREGE_TR("Parents");
}

std::string name_of(const House& house, const http::Exchange& exchange, const SlipGroup& group) {
    if (group.profile.empty()) return {};
    const std::string kind = tr(house, exchange, label_of_profile(group.profile));
    return group.class_label.empty() ? kind : group.class_label + " · " + kind;
}

std::string form_once() { return access::base64url(access::random_bytes(kOnceBytes)); }

std::string path_of(access::BatchId batch) { return "/credentials/batches/" + batch.text(); }

std::string progress_words(const House& house, const http::Exchange& exchange,
                           const access::Batch& batch) {
    return view::fill(tr(house, exchange, KEREGE_TR("{done} of {total} people")),
                      {{"done", std::to_string(batch.made + batch.left_out)},
                       {"total", std::to_string(batch.total)}});
}

void add_progress(const House& house, const http::Exchange& exchange, const access::Batch& batch,
                  Model& model) {
    const int64_t done = batch.made + batch.left_out;
    model.add(done == 0 ? "begins" : "making")
        .set("done", done)
        .set("total", batch.total)
        .set("text", progress_words(house, exchange, batch));
}

int64_t without_password(House& house, const http::Exchange& exchange, const SlipGroup& group) {
    if (group.profile.empty()) return 0;
    directory::PeopleFilter filter;
    filter.profile = group.profile;
    filter.class_label = group.class_label;
    filter.account = "without_password";
    return house.people.list(exchange.scope().organisation, filter).total;
}

std::string left_words(const House& house, const http::Exchange& exchange, int64_t left) {
    return tr_plural(house, exchange, KEREGE_TR("{count} person of this group still has no slip."),
                     KEREGE_TR("{count} people of this group still have no slip."), left);
}

}  // namespace kerege::pages
