// Members as commands name them.
#pragma once

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"

namespace kerege::app {

// Whose --login it is in the organisation, as what by --profile. Throws Failure: nobody, or as
// several things.
MembershipId membership_of(Console& console, const Invocation& invocation,
                           OrganisationId organisation);

// The value, or Failure: a fault's fields come first, they say which option is meant.
template <class T>
T unwrap_field(Result<T> result) {
    if (!result.ok() && !result.fault().fields.empty()) {
        const FieldFault& wrong = result.fault().fields.front();
        throw Failure(std::string(wrong.field).append(": ").append(wrong.message));
    }
    if (!result.ok() && !result.fault().user_message.empty())
        throw Failure(result.fault().user_message);
    return unwrap(std::move(result));
}

}  // namespace kerege::app
