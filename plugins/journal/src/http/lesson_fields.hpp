// The form of a lesson, from its fields to what the domain compares.
//
// A learner's fields carry the learner's id: mark.7, attendance.7, seen.7 (what the page had shown,
// as "revision;mark;attendance"), and in a conflict conflict.7 and take.7. The topic's are topic,
// seen_topic, conflict_topic and take_topic.
#pragma once

#include <string>

#include "kerege/sdk/call.hpp"
#include "src/domain/lesson_form.hpp"

namespace kerege::journal {

// Fault invalid: fields that no page of ours sends.
Result<SubmittedForm> read_form(const sdk::Call& call);

std::string seen_text(const Cell& cell);

}  // namespace kerege::journal
