// The plugin's handlers: what plugin.cpp ties to routes and slots.
#pragma once

#include <string_view>

#include "kerege/sdk/call.hpp"

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

Result<> dashboard_slot(sdk::Call& call, std::string_view subject);
Result<> summary_slot(sdk::Call& call, std::string_view subject);

}  // namespace kerege::journal
