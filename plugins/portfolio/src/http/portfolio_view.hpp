// The sheet of a portfolio: the school's and the family's are the same.
#pragma once

#include "kerege/sdk/call.hpp"
#include "src/storage/class_store.hpp"
#include "src/storage/entry_store.hpp"

namespace kerege::portfolio {

// back: the page it was opened from.
Result<> show_sheet(sdk::Call& call, sdk::Transaction& transaction, LearnerId learner,
                    const PersonName& name, const std::string& back);

}  // namespace kerege::portfolio
