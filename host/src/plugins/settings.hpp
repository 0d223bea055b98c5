// Settings of modules per organisation: the nearest one set above it, else the manifest's default.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "host/src/plugins/manifest.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::plugins {

class Settings {
public:
    // Both must outlive this.
    Settings(data::Database& database, const Clock& clock);
    ~Settings();

    // The declared settings of a module with their values for an organisation, in the manifest's
    // order. Kept for a few seconds: another host's change is seen after that. `module` must
    // outlive this. Throws data::Unavailable. [any]
    struct Value {
        int64_t integer = 0;
        std::string text;
    };
    std::shared_ptr<const std::vector<Value>> values(const Manifest& module,
                                                     OrganisationId organisation);

    // Sets or, with nullopt, takes away the value at one organisation. Fault: not declared, of the
    // other type, unknown organisation. [any]
    Result<> set(const Manifest& module, OrganisationId organisation, std::string_view key,
                 const std::optional<std::string>& value);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::plugins
