// The plugin's handlers: what plugin.cpp ties to routes, slots and events.
#pragma once

#include <string_view>

#include "kerege/sdk/call.hpp"
#include "kerege/sdk/plugin.hpp"

namespace kerege::portfolio {

Result<> home(sdk::Call& call);
Result<> own_page(sdk::Call& call);
Result<> own_sheet(sdk::Call& call);
Result<> class_page(sdk::Call& call);
Result<> class_table(sdk::Call& call);
Result<> learner_page(sdk::Call& call);
Result<> learner_sheet(sdk::Call& call);
Result<> new_for_class(sdk::Call& call);
Result<> add_for_class(sdk::Call& call);
Result<> new_for_learner(sdk::Call& call);
Result<> add_for_learner(sdk::Call& call);
Result<> entry_page(sdk::Call& call);
Result<> save_entry(sdk::Call& call);
Result<> remove_entry(sdk::Call& call);
Result<> restore_entry(sdk::Call& call);

Result<> dashboard_slot(sdk::Call& call, std::string_view subject);
Result<> learner_slot(sdk::Call& call, std::string_view subject);

Result<> members_changed(sdk::Call& call, const sdk::Event& event);

}  // namespace kerege::portfolio
