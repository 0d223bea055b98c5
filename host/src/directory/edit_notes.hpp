// What the audit log is told of people whose data were changed: which fields, never what they hold,
// for the log is kept longer than the data. A person is one wherever they belong, so a change of
// what is theirs is told in each of their organisations; elsewhere without saying who changed it
// and where, for that is where else the person belongs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"

namespace kerege::directory {

class EditNotes {
public:
    // audit must outlive this. today: as an ISO day. upload: the roster they came with, or empty.
    EditNotes(const audit::Audit& audit, OrganisationId organisation, PersonId by,
              std::string_view request_id, std::string today, std::string upload = {})
        : audit_(audit),
          organisation_(organisation),
          by_(by),
          request_id_(request_id),
          today_(std::move(today)),
          upload_(std::move(upload)) {}

    // Nothing is written yet. No fields: no entry.
    void add(MembershipId membership, PersonId person, const std::vector<std::string>& fields);
    // Writes an entry for each that was added, with two statements for all of them.
    void flush(data::Transaction& transaction);

private:
    struct Note {
        OrganisationId organisation;
        std::string subject;
        std::string detail;
        bool elsewhere;  // in an organisation that did not make the change
    };
    struct Shared {
        PersonId person;
        std::string fields;
    };
    void add_elsewhere(data::Transaction& transaction);

    const audit::Audit& audit_;
    const OrganisationId organisation_;
    const PersonId by_;
    const std::string request_id_;
    const std::string today_;
    const std::string upload_;
    std::vector<Note> notes_;
    std::vector<Shared> shared_;  // whose own data changed
};

}  // namespace kerege::directory
