// What plugins let be found: who may open it, and all of it put anew. What is found by which words,
// directory::Search says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/scope.hpp"
#include "host/src/data/database.hpp"
#include "host/src/jobs/kind.hpp"
#include "kerege/sdk/result.hpp"

struct kerege_call;

namespace kerege::plugins {

struct Plugin;
struct SearchKind;
class Plugins;

// The job that fills what was never filled, or was asked for anew.
inline constexpr const char* kSearchJob = "search.fill";

// Those of the entries that the person may open; none where the plugin fails, which the log says.
// Asks the plugin only about a kind that is to be asked about. [request]
std::vector<int64_t> visible_entries(Plugin& plugin, const SearchKind& kind,
                                     const access::Scope& scope, std::string_view locale,
                                     const std::vector<int64_t>& entries);

// Has the plugin put all its entries of an organisation anew. Fault: nothing was changed. [job]
Result<> rebuild_search(Plugin& plugin, OrganisationId organisation);

// Fills each organisation where a module is on and has not been filled by this version of it. Fault
// unavailable: some could not be filled, or it was broken off. [job]
Result<> fill_search(Plugins& plugins, jobs::Running& running);

// Whether fill_search() has something to do, but for modules that are off. [any]
bool search_unfilled(Plugins& plugins);

// Forgets in the transaction what is filled, so that the next fill_search() does it all. [any]
void forget_search(data::Transaction& transaction);

// While entries of one organisation are put anew, nobody else puts or takes away any of this
// module's there. Internal.
void share_search(kerege_call& call, data::Transaction& transaction);

}  // namespace kerege::plugins
