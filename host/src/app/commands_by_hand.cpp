// person add, person class, person add-parent, person remove-parent
#include <fmt/format.h>

#include "host/src/access/address_keeper.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/app/members.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/roster/by_hand.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/plugins/outbox.hpp"
#include "queries/app.hpp"

namespace kerege::app {
namespace {

namespace roster = directory::roster;

// The events reach the modules by the host that runs.
struct ByHandDesk {
    explicit ByHandDesk(Console& console)
        : letters(console),
          catalogue(plugins::Catalogue::read(console.folders.plugins)),
          outbox(catalogue, console.ids, console.clock),
          addresses(console.audit, console.ids, console.clock, console.local_time,
                    &letters.letters),
          endings(console.database, console.audit, outbox, console.ids, console.clock,
                  console.local_time),
          by_hand(console.database, console.audit, outbox, addresses, endings, console.ids,
                  console.clock, console.local_time) {}

    LetterDesk letters;
    plugins::Catalogue catalogue;
    plugins::Outbox outbox;
    access::AddressKeeper addresses;
    directory::Endings endings;
    roster::ByHand by_hand;
};

// As what of several somebody is there, the newest one; none: nobody.
MembershipId member(Console& console, OrganisationId organisation, const std::string& login,
                    std::string_view profile) {
    MembershipId found;
    auto transaction = console.database.read();
    transaction.each(queries::app::membership_of_login, {login, organisation.value, profile},
                     [&](const data::Row& row) { found = MembershipId{row.int64(0)}; });
    return found;
}

MembershipId needed_member(Console& console, OrganisationId organisation, const std::string& login,
                           std::string_view profile) {
    const MembershipId found = member(console, organisation, login, profile);
    if (!found) throw Failure(fmt::format("\"{}\" is no {} there", login, profile));
    return found;
}

roster::NewPerson typed(const Invocation& invocation) {
    roster::NewPerson one;
    one.profile = invocation.needed("profile");
    const auto names = text::split(invocation.needed("name"), " ");
    one.data.family_name = names.empty() ? std::string() : names[0];
    one.data.given_name = names.size() > 1 ? names[1] : std::string();
    for (size_t at = 2; at < names.size(); ++at)
        one.data.patronymic += (at > 2 ? " " : "") + names[at];
    one.data.birth_date = invocation.option("born");
    one.data.sex = invocation.option("sex");
    one.data.phone = invocation.option("phone");
    one.data.email = invocation.option("email");
    one.data.position = invocation.option("position");
    one.class_label = invocation.option("class");
    one.kinship = invocation.option("kinship");
    return one;
}

// --twins=new: whoever is alike is somebody else.
void say_of_twins(ByHandDesk& desk, OrganisationId organisation, const std::string& twins,
                  roster::NewPerson& one) {
    if (twins.empty()) return;
    if (twins != "new") throw Failure("--twins of one person is new", kUsage);
    for (;;) {
        const auto alike = desk.by_hand.alike(organisation, one);
        if (alike.empty()) return;
        for (const auto& known : alike) one.others.push_back(known.membership);
    }
}

}  // namespace

int person_add(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    ByHandDesk desk(console);
    roster::NewPerson one = typed(invocation);
    std::vector<MembershipId> children;
    for (const std::string& login : text::split(invocation.option("children"), ","))
        children.push_back(needed_member(console, organisation.id, login, "learner"));
    if (one.profile == "guardian" && children.empty())
        throw Failure("a parent belongs to learners: give --children", kUsage);
    if (!children.empty()) one.learner = children.front();
    say_of_twins(desk, organisation.id, invocation.option("twins"), one);
    const MembershipId made = unwrap_field(desk.by_hand.add({organisation.id, {}}, one));
    for (size_t at = 1; at < children.size(); ++at)
        (void)unwrap_field(
            desk.by_hand.add_guardian({organisation.id, {}}, children[at], made, one.kinship));
    std::string login;
    console.database.read().first(queries::app::login_of_membership,
                                  {organisation.id.value, made.value},
                                  [&](const data::Row& row) { login = row.text(0); });
    fmt::print("{} belongs to {} as a {}; give a password by account reset-password\n", login,
               organisation.code, one.profile);
    return kDone;
}

int person_class(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId learner =
        needed_member(console, organisation.id, invocation.needed("login"), "learner");
    ByHandDesk desk(console);
    const Result<> placed =
        desk.by_hand.place({organisation.id, {}}, learner, invocation.arguments.front());
    if (!placed) throw Failure(words_of(placed.fault()));
    fmt::print("{} is in class {} from today on\n", invocation.needed("login"),
               invocation.arguments.front());
    return kDone;
}

int person_add_parent(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId learner =
        needed_member(console, organisation.id, invocation.needed("login"), "learner");
    const std::string guardian = invocation.needed("guardian");
    MembershipId adult = member(console, organisation.id, guardian, "guardian");
    if (!adult) adult = needed_member(console, organisation.id, guardian, "employee");
    ByHandDesk desk(console);
    (void)unwrap_field(desk.by_hand.add_guardian({organisation.id, {}}, learner, adult,
                                                 invocation.option("kinship")));
    fmt::print("{} is a parent of {}\n", guardian, invocation.needed("login"));
    return kDone;
}

int person_remove_parent(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId learner =
        needed_member(console, organisation.id, invocation.needed("login"), "learner");
    const MembershipId guardian =
        needed_member(console, organisation.id, invocation.needed("guardian"), "guardian");
    ByHandDesk desk(console);
    (void)unwrap_field(desk.by_hand.remove_guardian({organisation.id, {}}, learner, guardian,
                                                    !invocation.has("keep-parents")));
    fmt::print("{} is a parent of {} no more\n", invocation.needed("guardian"),
               invocation.needed("login"));
    return kDone;
}

}  // namespace kerege::app
