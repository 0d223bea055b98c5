// What of the school the search of the site finds: classes and subjects.
#pragma once

#include <string>

#include "kerege/sdk/call.hpp"
#include "src/domain/class_label.hpp"
#include "src/domain/ids.hpp"

namespace kerege::school {

// Each in the open transaction that writes.
void put_class_entry(sdk::Call& call, ClassId id, const ClassLabel& label, int year);
void put_subject_entry(sdk::Call& call, SubjectId id, const std::string& name);
void remove_subject_entry(sdk::Call& call, SubjectId id);
// Every class and subject there is.
Result<> rebuild_search(sdk::Call& call);

// Tells modules that keep something for who teaches what, in the open transaction: sections of the
// class are new, or the subject has another name.
void publish_teaching(sdk::Call& call, ClassId id);
void publish_teaching(sdk::Call& call, SubjectId id);

}  // namespace kerege::school
