// Letters as an operator sees them: what waits, what could not be sent and why. What a letter says
// is nobody's business here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::mail {

inline constexpr int kLettersListed = 100;

struct LetterLine {
    int64_t id = 0;
    OrganisationId organisation;
    std::string organisation_code;
    std::string name_kk, name_ru, name_en;  // of the organisation
    std::string module;
    std::string template_name;
    std::string state;    // "waiting" or "failed"
    std::string address;  // masked
    int64_t attempts = 0;
    int64_t next_at_ms = 0;
    int64_t created_at_ms = 0;
    std::string reason;  // the host's, one of reasons.hpp; or empty
    std::string error;   // in the words of the server, or of a host before this one; or empty
};

struct LetterCounts {
    int64_t waiting = 0;
    int64_t failed = 0;
    int64_t sent = 0;  // of those that are still kept
};

// Of an organisation and all beneath it; without one, of all. [any]
LetterCounts count_letters(data::Database& database, std::optional<OrganisationId> top);
// Those that failed, then those that wait, the newest first; at most kLettersListed.
std::vector<LetterLine> list_letters(data::Database& database, std::optional<OrganisationId> top);
// What failed is tried again at once: one letter, or all of them. Returns how many.
int64_t retry_letters(data::Transaction& transaction, std::optional<OrganisationId> top,
                      std::optional<int64_t> id, int64_t now_ms);

}  // namespace kerege::mail
