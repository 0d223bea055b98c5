// An operator ends the access of another one: in one transaction with the letters by which the
// other, and all further operators, hear of it.
#pragma once

#include <string_view>
#include <vector>

#include "host/src/access/letters.hpp"
#include "host/src/access/scope.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/endings.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::access {

class OperatorEnds {
public:
    // All must outlive this.
    OperatorEnds(data::Database& database, directory::Endings& endings, Letters& letters,
                 const Clock& clock, const LocalTime& local_time)
        : database_(database),
          endings_(endings),
          letters_(letters),
          clock_(clock),
          local_time_(local_time) {}

    // first_day and note as of directory::EndWish. Returns whose sessions are to be read again.
    // Fault: as of Endings::end(). REQUIRES: the membership is an operator's of the scope's tree,
    // and the scope's person has shown that it is they. [request]
    Result<std::vector<PersonId>> end(const Scope& scope, OrganisationId organisation,
                                      MembershipId membership, std::string_view first_day,
                                      std::string_view note, std::string_view request_id);

private:
    void tell(data::Transaction& transaction, const Scope& scope, OrganisationId organisation,
              MembershipId membership, PersonId person, const std::string& day);

    data::Database& database_;
    directory::Endings& endings_;
    Letters& letters_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::access
