// What of the journal the search of the site finds: the journals of sections.
#pragma once

#include <span>
#include <string_view>

#include "kerege/sdk/call.hpp"
#include "kerege/sdk/search.hpp"

namespace kerege::journal {

Result<> rebuild_search(sdk::Call& call);
// Who may open a journal, its page decides.
Result<> search_visible(sdk::Call& call, std::string_view kind, std::span<sdk::SearchAsked> asked);
// The school has sections that are new, or called otherwise.
Result<> teaching_changed(sdk::Call& call, const sdk::Event& event);

}  // namespace kerege::journal
