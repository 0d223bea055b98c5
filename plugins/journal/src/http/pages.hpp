// The plugin's handlers: what plugin.cpp ties to routes and slots.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/call.hpp"
#include "src/domain/ids.hpp"
#include "src/domain/marks.hpp"

namespace kerege::journal {

Result<> home(sdk::Call& call);
Result<> section_page(sdk::Call& call);
Result<> save_cell_form(sdk::Call& call);
Result<> lesson_list(sdk::Call& call);
Result<> add_lessons_form(sdk::Call& call);
Result<> lesson_page(sdk::Call& call);
Result<> save_lesson_form(sdk::Call& call);
Result<> delete_lesson_form(sdk::Call& call);
Result<> class_page(sdk::Call& call);
Result<> marks_page(sdk::Call& call);
Result<> own_former_page(sdk::Call& call);
Result<> learner_former_page(sdk::Call& call);

Result<> dashboard_slot(sdk::Call& call, std::string_view subject);
Result<> summary_slot(sdk::Call& call, std::string_view subject);
Result<> learner_slot(sdk::Call& call, std::string_view subject);

Result<> members_changed(sdk::Call& call, const sdk::Event& event);

// "subject" {name, day…, average, absences}: a learner's marks by subject, or "no_marks".
void show_subjects(const sdk::Call& call, sdk::Model& page, const std::vector<LearnerMark>& marks);
// "former" {href}, where the learner brought a record along.
void offer_former(sdk::Transaction& transaction, OrganisationId organisation, LearnerId learner,
                  sdk::Model& page);

}  // namespace kerege::journal
