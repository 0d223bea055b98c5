// What the operator makes: organisations, one or many, with their first administrators, and
// accounts.
#include "host/src/applications/creation.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "host/src/applications/applications.hpp"
#include "host/src/directory/logins.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::applications {

Result<Created> Applications::create(const Answerer& who,
                                     const directory::NewOrganisation& organisation,
                                     const Applicant& typed, const std::string& locale) {
    if (who.top && !organisations_.within(organisation.parent, who.top))
        return not_found("create: no such organisation in the tree");
    // What is wrong with either is said at once.
    auto faults = directory::organisation_faults(organisation);
    const auto applicant = checked_applicant(typed);
    if (!applicant) {
        const auto& more = applicant.fault().fields;
        if (more.empty()) return applicant.fault();
        faults.insert(faults.end(), more.begin(), more.end());
    }
    if (!faults.empty()) return invalid_fields(std::move(faults));
    const FirstPassword password = make_first_password(settings_.password_cost);
    try {
        auto transaction = database_.write();
        const auto made = organisations_.create(transaction, organisation, who.person);
        if (!made) return made.fault();
        const auto standing = standings_.set(transaction, *made,
                                             {std::string(directory::status::kPreparation), {}, {}},
                                             who.person, {}, who.request_id);
        if (!standing) return standing.fault();
        const auto there = organisations_.find_by_code(transaction, organisation.code);
        auto first = administrators_.add(transaction, *there, *applicant, locale, password,
                                         who.person, who.request_id);
        if (!first) return first.fault();
        transaction.commit();
        organisations_.forget_counts();
        return Created{*made, *std::move(first)};
    } catch (const data::ConstraintViolation&) {  // somebody took the code at the same time
        return conflict("create: the code is taken",
                        KEREGE_TR("Another organisation has this code."));
    }
}

Result<MadeAccount> Applications::make_account(const Answerer& who,
                                               const access::Newcomer& newcomer) {
    const auto there = organisations_.find(newcomer.organisation);
    if (!there || (who.top && !organisations_.within(there->id, who.top)))
        return not_found("make_account: no such organisation in the tree");
    // Operators are made at the machine.
    if (newcomer.profile == "operator" || !directory::may_hold(there->kind, newcomer.profile))
        return invalid_fields({{"profile", KEREGE_TR("Nobody of this kind belongs there.")}});
    const FirstPassword password = make_first_password(settings_.password_cost);
    auto transaction = database_.write();
    const auto made = access::add_newcomer(transaction, audit_, ids_, clock_, standings_.day(),
                                           newcomer, who.person, who.request_id);
    if (!made) return made.fault();
    // It opens as long as one that goes by letter, and is handed over by the operator.
    const access::LoginLetters login(nullptr, ids_, clock_, local_time_, settings_.letter_days);
    access::LoginLetter given;
    given.person = made->person;
    given.hash = password.hash;
    login.send(transaction, given);
    audit_.append(transaction, {.organisation = there->id,
                                .person = who.person,
                                .module = {},
                                .action = "password.issued",
                                .subject = "person:" + made->person.text(),
                                .detail = {},
                                .request_id = who.request_id});
    transaction.commit();
    return MadeAccount{made->login, password.clear, local_time_.day(login.until_ms())};
}

namespace {

// The organisations in the order of their ids: two files that name the same meet at the first.
Result<std::vector<std::pair<directory::Organisation, size_t>>> places_of(
    directory::Organisations& organisations, OrganisationId top,
    const std::vector<Appointed>& wanted) {
    std::map<std::string_view, size_t> at;
    for (size_t i = 0; i < wanted.size(); ++i) at.emplace(wanted[i].code, i);
    std::vector<std::pair<directory::Organisation, size_t>> places;
    const auto tops = top ? std::vector<OrganisationId>{top} : [&] {
        std::vector<OrganisationId> all;
        for (const auto& one : organisations.tops()) all.push_back(one.id);
        return all;
    }();
    for (const OrganisationId one : tops)
        for (auto& there : organisations.subtree(one))
            if (const auto found = at.find(there.code); found != at.end())
                places.emplace_back(std::move(there), found->second);
    if (places.size() != wanted.size())
        return not_found("appoint_all: no such organisation in the tree");
    std::ranges::sort(places, {}, [](const auto& place) { return place.first.id.value; });
    return places;
}

}  // namespace

Result<AppointedAll> Applications::appoint_all(const Answerer& who,
                                               const std::vector<Appointed>& wanted,
                                               access::Handing handing) {
    AppointedAll done;
    done.logins.resize(wanted.size());
    if (wanted.empty()) return done;
    if (wanted.size() > access::kBatchPeopleMax)
        return invalid("appoint_all: more than a batch holds");
    auto places = places_of(organisations_, who.top, wanted);
    if (!places) return places.fault();
    auto transaction = database_.write();
    std::erase_if(
        *places, [&](const auto& place) { return has_administrator(transaction, place.first.id); });
    std::vector<std::string> bases;
    for (const auto& [organisation, i] : *places)
        bases.push_back(
            directory::login_base(wanted[i].applicant.family_name, wanted[i].applicant.given_name));
    const auto logins = directory::Logins(transaction).give(bases);
    std::vector<access::AppointedMember> members;
    for (const auto& [organisation, i] : *places) {
        const auto made = administrators_.create(transaction, organisation.id, wanted[i].applicant,
                                                 logins[members.size()], wanted[i].locale,
                                                 who.person, who.request_id);
        if (!made) return made.fault();
        members.push_back({organisation.id, made->membership});
        done.logins[i] = made->login;
    }
    done.count = static_cast<int64_t>(members.size());
    if (members.empty()) return done;
    const OrganisationId home = who.top ? who.top : organisations_.tops().front().id;
    done.batch = access::CredentialBatches::ask_for_appointed(
        transaction, queue_, ids_, clock_, {home, who.person, who.request_id}, members, handing);
    transaction.commit();
    return done;
}

Result<std::vector<Appointed>> administrators_of(
    const std::vector<directory::FileOrganisation>& wanted,
    std::vector<directory::LineFault>* faults) {
    std::vector<Appointed> all;
    for (const auto& one : wanted) {
        if (!one.administrator) continue;
        const auto& given = *one.administrator;
        auto checked = checked_applicant({given.family_name, given.given_name, given.patronymic,
                                          given.position, given.email, given.phone});
        if (checked) {
            all.push_back({one.organisation.code, *std::move(checked), given.language});
        } else if (faults) {
            faults->push_back({given.line, one.organisation.code, checked.fault()});
        } else {
            return checked.fault();
        }
    }
    return all;
}

}  // namespace kerege::applications
