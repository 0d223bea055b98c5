// The plugin's handlers: what plugin.cpp ties to routes and events.
#pragma once

#include <string_view>

#include "kerege/sdk/call.hpp"
#include "src/domain/ids.hpp"

namespace kerege::school {

Result<> class_list(sdk::Call& call);
Result<> class_page(sdk::Call& call);
// The class's page with a sentence above; empty: none. REQUIRES: no open transaction.
Result<> show_class(sdk::Call& call, ClassId id, std::string_view problem);
Result<> save_homeroom(sdk::Call& call);
Result<> add_sections(sdk::Call& call);
Result<> save_section_teacher(sdk::Call& call);
Result<> end_section(sdk::Call& call);

Result<> subject_list(sdk::Call& call);
Result<> save_subject(sdk::Call& call);
Result<> subject_page(sdk::Call& call);
Result<> save_subject_name(sdk::Call& call);
Result<> remove_subject(sdk::Call& call);

Result<> teacher_list(sdk::Call& call);
Result<> teacher_page(sdk::Call& call);
Result<> save_teaching(sdk::Call& call);

Result<> roster_applied(sdk::Call& call, const sdk::Event& event);
Result<> members_changed(sdk::Call& call, const sdk::Event& event);

// The permission of everything that changes the school's set-up.
inline constexpr std::string_view kManage = "school.structure.manage";

}  // namespace kerege::school
