#include "host/src/access/operator_ends.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "host/src/base/text_values.hpp"
#include "queries/access.hpp"

namespace kerege::access {

Result<std::vector<PersonId>> OperatorEnds::end(const Scope& scope, OrganisationId organisation,
                                                MembershipId membership, std::string_view first_day,
                                                std::string_view note,
                                                std::string_view request_id) {
    directory::EndWish wish{"service_ended", std::string(first_day), std::string(note)};
    wish.of_operator = true;
    const bool before = endings_.of(organisation, membership).has_value();
    auto transaction = database_.write();
    auto ended =
        endings_.end(transaction, organisation, membership, wish, scope.person, request_id);
    if (!ended) return ended;
    const std::string day = text::read_day(first_day).day;
    if (!before)
        tell(transaction, scope, organisation, membership, ended->front(),
             day.empty() ? local_time_.day(clock_.now_ms()) : day);
    transaction.commit();
    return ended;
}

void OperatorEnds::tell(data::Transaction& transaction, const Scope& scope,
                        OrganisationId organisation, MembershipId membership, PersonId person,
                        const std::string& day) {
    const std::string key = fmt::format("operator_ended.{}.{}", membership.value, clock_.now_ms());
    std::optional<std::string> locale;
    transaction.first(queries::access::person_reached, {person.value},
                      [&](const data::Row& row) { locale = row.text(0); });
    std::vector<AccountLetter> written;
    if (locale)
        written.push_back({organisation,
                           membership,
                           person,
                           *locale,
                           "operator_ended",
                           key,
                           {{"by", scope.person_name}, {"day", day}}});
    transaction.each(queries::access::operators_besides,
                     {organisation.value, person.value, local_time_.day(clock_.now_ms())},
                     [&](const data::Row& row) {
                         written.push_back({OrganisationId{row.int64(0)},
                                            MembershipId{row.int64(1)},
                                            PersonId{row.int64(2)},
                                            std::string(row.text(3)),
                                            "other_operator_ended",
                                            key,
                                            {{"by", scope.person_name}, {"day", day}}});
                     });
    for (const AccountLetter& letter : written) letters_.write(transaction, letter);
}

}  // namespace kerege::access
