#include "host/src/pages/message_words.hpp"

#include <utility>

#include "host/src/access/roles.hpp"
#include "host/src/base/text_values.hpp"
#include "kerege/abi/access.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

constexpr Words kKindWords[] = {
    {"question", KEREGE_TR("A question")},
    {"fault", KEREGE_TR("Something does not work")},
    {"content", KEREGE_TR("A complaint about what somebody wrote")},
    {"sign_in", KEREGE_TR("I can't sign in")},
};

constexpr Words kRoleWords[] = {
    {access::role::kOperator, KEREGE_TR("Operator")},
    {access::role::kOfficial, KEREGE_TR("Official")},
    {access::role::kAdministrator, KEREGE_TR("Administrator")},
    {access::role::kDeputy, KEREGE_TR("Deputy head")},
    {access::role::kTeacher, KEREGE_TR("Teacher")},
    {access::role::kEditor, KEREGE_TR("Editor")},
    {access::role::kStaff, KEREGE_TR("Other staff")},
    {access::role::kLearner, KEREGE_TR("Learner")},
    {access::role::kGuardian, KEREGE_TR("Parent")},
};

std::string_view of(const Words* begin, const Words* end, std::string_view code) {
    for (const Words* one = begin; one != end; ++one)
        if (one->first == code) return one->second;
    return {};
}

}  // namespace

std::string message_kind_words(const House& house, const http::Exchange& exchange,
                               std::string_view kind) {
    return tr(house, exchange, of(std::begin(kKindWords), std::end(kKindWords), kind));
}

void add_context(const House& house, const http::Exchange& exchange, const std::string& page,
                 const std::string& role, const std::string& browser, const std::string& request_id,
                 Model& place) {
    Model* along = nullptr;
    const auto fact = [&](std::string_view label, const std::string& value) {
        if (value.empty()) return;
        if (!along) along = &place.add("along");
        along->add("fact").set("label", tr(house, exchange, label)).set("value", value);
    };
    fact(KEREGE_TR("Page"), page);
    fact(KEREGE_TR("Role"),
         tr(house, exchange, of(std::begin(kRoleWords), std::end(kRoleWords), role)));
    fact(KEREGE_TR("Browser"), browser);
    fact(KEREGE_TR("Number of the fault"), request_id);
}

void add_contact(House& house, const http::Exchange& exchange, Model& place) {
    const auto contact = house.support.contact(exchange.scope().organisation);
    const std::string& hours = exchange.locale == "ru"   ? contact.hours_ru
                               : exchange.locale == "en" ? contact.hours_en
                                                         : contact.hours_kk;
    if (contact.email.empty() && contact.phone.empty() && hours.empty()) return;
    Model& item = place.add("contact");
    if (!contact.email.empty()) item.add("mail").set("email", contact.email);
    if (!contact.phone.empty()) item.add("call").set("phone", text::show_phone(contact.phone));
    if (!hours.empty()) item.add("when").set("hours", hours);
}

support::Desk desk_of(const House& house, const http::Exchange& exchange) {
    const access::Scope& scope = exchange.scope();
    const bool above = may(house, exchange, access::permission::kSupportContact);
    return {above ? support::Desk::Of::above : support::Desk::Of::school, scope.organisation,
            scope.person};
}

}  // namespace kerege::pages
