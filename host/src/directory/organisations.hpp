// The tree of organisations: ministry, regions, districts, schools, and what else hangs on it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory {

inline constexpr size_t kCodeBytesMax = 64;
inline constexpr size_t kOrganisationNameLettersMax = 300;

struct Organisation {
    OrganisationId id;
    OrganisationId parent;  // none: the top of a tree
    std::string kind;       // see organisation_kinds.hpp
    std::string code;       // a-z, 0-9, hyphen and dot; unique in the installation
    std::string bin;        // or empty
    std::string name_kk;
    std::string name_ru;
    std::string name_en;
    std::string address_kk, address_ru;  // or empty

    // Of what can be changed: see NewOrganisation::revision.
    std::string revision() const;

    // In the language of the page.
    const std::string& name(std::string_view locale) const {
        return locale == "ru" ? name_ru : locale == "en" ? name_en : name_kk;
    }
};

struct NewOrganisation {
    OrganisationId parent;
    std::string kind;
    std::string code;
    std::string bin;
    std::string name_kk;
    std::string name_ru;  // empty: as in Kazakh
    std::string name_en;  // empty: as in Kazakh
    std::string address_kk = {}, address_ru = {};
    // Of the state a change is based on; empty: whatever stands there now.
    std::string revision = {};
};

// What is wrong with the fields themselves, apart from the tree and other codes.
std::vector<FieldFault> organisation_faults(const NewOrganisation& given);
// Names without stray spaces, the missing ones as in Kazakh.
NewOrganisation tidied(const NewOrganisation& given);
// "\"bin\",\"name_ru\"": the fields that differ, as JSON; empty: none does.
std::string changed_fields(const Organisation& before, const NewOrganisation& after);

// What officials see of an organisation and everything beneath it. A person is counted once per
// profile and organisation; accounts once per person and organisation.
struct Counts {
    Organisation organisation;
    int64_t schools = 0;
    int64_t learners = 0;
    int64_t employees = 0;
    int64_t guardians = 0;
    int64_t accounts_used = 0;
    int64_t accounts_never_used = 0;
};

struct RecentCounts {
    std::vector<Counts> rows;
    int64_t at_ms = 0;  // when they were counted
};

class CountsCache;

class Organisations {
public:
    // All must outlive this.
    Organisations(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                  const Clock& clock);
    ~Organisations();

    // Fault: invalid (kind, code, BIN, names; a kind that can't stand below its parent's), conflict
    // (the code is taken), not_found (parent). by: none for the command line. [any]
    Result<OrganisationId> create(const NewOrganisation& organisation, PersonId by);
    // Within the caller's transaction.
    Result<OrganisationId> create(data::Transaction& transaction,
                                  const NewOrganisation& organisation, PersonId by);

    // Writes names, BIN and addresses; what is as it was is not written. Fault: invalid fields,
    // not_found, conflict (another revision stands there by now). [any]
    Result<> change(OrganisationId id, const NewOrganisation& organisation, PersonId by);
    // Within the caller's transaction.
    Result<> change(data::Transaction& transaction, OrganisationId id,
                    const NewOrganisation& organisation, PersonId by);

    // [any]
    std::optional<Organisation> find(OrganisationId id);
    std::optional<Organisation> find_by_code(std::string_view code);
    std::optional<Organisation> find_by_code(data::Transaction& transaction, std::string_view code);
    // Direct children, by name in the Kazakh order.
    std::vector<Organisation> children(OrganisationId parent);
    // The organisation and all beneath it, nearer ones first, then by name.
    std::vector<Organisation> subtree(OrganisationId top);
    // Those without a parent.
    std::vector<Organisation> tops();
    // Whether `inner` is `outer` or lies beneath it.
    bool within(OrganisationId inner, OrganisationId outer);

    // The organisation itself first, then its direct children by name; each with its whole subtree.
    // One statement. today: YYYY-MM-DD. Empty for an unknown organisation.
    std::vector<Counts> counts(OrganisationId organisation, std::string_view today);
    // The same as it was lately, where counting takes its time: see counts_cache.hpp. [any]
    std::shared_ptr<const RecentCounts> recent_counts(OrganisationId organisation,
                                                      std::string_view today);
    // What was created within a caller's transaction is committed: it is counted anew. [any]
    void forget_counts();

private:
    void note(data::Transaction& transaction, OrganisationId id, std::string_view action,
              std::string_view detail, PersonId by);

    data::Database& database_;
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    std::unique_ptr<CountsCache> recent_;
};

}  // namespace kerege::directory
