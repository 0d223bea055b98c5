// Which modules are on for which organisation: the nearest explicit setting above it decides. Kept
// in memory as bits, so that a request pays nothing.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory {

struct ModuleSetting {
    OrganisationId organisation;
    std::string module;
    std::string state;        // "on", "off", or "inherited" (no row)
    std::string valid_from;   // YYYY-MM-DD or empty
    std::string valid_until;  // last day, or empty

    // Whether it is in force on a day, YYYY-MM-DD.
    bool holds(std::string_view day) const {
        return (valid_from.empty() || valid_from <= day) &&
               (valid_until.empty() || day <= valid_until);
    }
};

class Modules {
public:
    // All must outlive this. `log` may be null: then what goes wrong while it looks for changes is
    // not told.
    Modules(data::Database& database, const audit::Audit& audit, const Clock& clock,
            const LocalTime& local_time, const Log* log = nullptr);
    ~Modules();

    // The modules that were loaded, with those each needs, in load order. A module whose needed
    // module is off is off. `on_by_default` decides where no organisation above says anything.
    struct Known {
        std::string id;
        std::vector<std::string> needs;
        bool on_by_default = true;
    };
    void set_known(std::vector<Known> known);
    int index(std::string_view module) const;  // -1: unknown

    // [any], lock-free after load
    bool on(int module_index, OrganisationId organisation) const;
    bool on(std::string_view module, OrganisationId organisation) const;
    // For somebody of no organisation: on at one without a parent. [any]
    bool on_at_top(int module_index) const;

    // Writes the setting and what it changed into the audit; takes effect here before it returns
    // and on other hosts within a second. Fault: unknown organisation or module, bad dates.
    Result<> set(const ModuleSetting& setting, PersonId by);
    // The same within the caller's transaction; reload() once that is committed.
    Result<> set(data::Transaction& transaction, const ModuleSetting& setting, PersonId by);
    std::vector<ModuleSetting> settings() const;
    // Reads all settings and the tree again (also done when a change is noticed, and at midnight).
    void reload();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::directory
