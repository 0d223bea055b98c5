// The school's subjects: those the roster names, and those the administrator adds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kerege/sdk/result.hpp"
#include "src/domain/ids.hpp"

namespace kerege::school {

inline constexpr size_t kSubjectLettersMax = 80;

// What the use cases need of the database, within one write transaction, all in one organisation.
class SubjectStore {
public:
    virtual ~SubjectStore() = default;
    virtual std::optional<std::string> name_of(SubjectId subject) = 0;
    virtual bool named_by_roster(const std::string& name) = 0;
    // Whether it was ever given to a class: a section that has ended keeps its journal.
    virtual bool was_taught(SubjectId subject) = 0;
    // nullopt: there is one of that name.
    virtual std::optional<SubjectId> add(const std::string& name) = 0;
    virtual void rename(SubjectId subject, const std::string& name) = 0;
    virtual std::optional<SubjectId> find(const std::string& name) = 0;
    virtual void remove(SubjectId subject) = 0;
};

// Fault invalid: no name, a name too long, or one that is there already.
Result<SubjectId> add_subject(SubjectStore& store, std::string_view typed);

// Fault not_found; invalid also when the roster names the subject: the next roster would bring the
// old name back.
Result<> rename_subject(SubjectStore& store, SubjectId subject, std::string_view typed);

// Returns the name it had. Fault not_found; invalid when it was taught or the roster names it.
Result<std::string> remove_subject(SubjectStore& store, SubjectId subject);

}  // namespace kerege::school
