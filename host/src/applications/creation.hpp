// The first administrators of a file of organisations. Each gets a letter once the organisations
// are there: a letter that went out can't be taken back. Or whoever sent the file gets their slips,
// as where there is no mail server. Their passwords are made by a job, for a
// country's schools are thousands.
#pragma once

#include <string>
#include <vector>

#include "host/src/access/credential_batches.hpp"
#include "host/src/applications/form.hpp"
#include "host/src/directory/organisation_file.hpp"

namespace kerege::applications {

struct Appointed {
    std::string code;  // of the organisation
    Applicant applicant;
    std::string locale;
};

// What became of them.
struct AppointedAll {
    std::vector<std::string> logins;  // in their order; empty where there is an administrator
    int64_t count = 0;                // of those who get a letter, or a slip
    access::BatchId batch;            // of the letters or slips; none if nobody gets one
};

// Those the file names, each looked at. Fault: of the first that is wrong; where all of them are
// asked for they are told there instead. Pure, from any thread.
Result<std::vector<Appointed>> administrators_of(
    const std::vector<directory::FileOrganisation>& wanted,
    std::vector<directory::LineFault>* faults = nullptr);

}  // namespace kerege::applications
