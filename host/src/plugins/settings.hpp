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
    // outlive this. What is not known is read in `open`, or if that is null in a transaction of its
    // own: who has one open must give it, as a second connection may never come free.
    // REQUIRES: `open` acts as the host. Throws data::Unavailable. [any]
    struct Value {
        int64_t integer = 0;
        std::string text;
    };
    using Values = std::shared_ptr<const std::vector<Value>>;
    Values values(const Manifest& module, OrganisationId organisation,
                  data::Transaction* open = nullptr);
    // What is known without asking the database, or null. [any]
    Values known(const Manifest& module, OrganisationId organisation) const;

    // Sets or, with nullopt, takes away the value at one organisation. Fault: not declared, of the
    // other type, unknown organisation. [any]
    Result<> set(const Manifest& module, OrganisationId organisation, std::string_view key,
                 const std::optional<std::string>& value);
    // The same within the caller's transaction; forget() once that is committed.
    Result<> set(data::Transaction& transaction, const Manifest& module,
                 OrganisationId organisation, std::string_view key,
                 const std::optional<std::string>& value);
    void forget();

    // Where the values of a module come from at one organisation, in the manifest's order.
    struct Held {
        std::optional<std::string> own;  // what is set at the organisation itself
        bool own_holds = false;          // and is a value the manifest still takes
        std::string above;               // what holds without it
        OrganisationId above_at;         // where that is set; none: it is the default
    };
    // REQUIRES: the transaction acts as the host. [any]
    static std::vector<Held> held(data::Transaction& transaction, const Manifest& module,
                                  OrganisationId organisation);
    // As set(), if there still stands what was seen: `was`, nullopt nothing. Fault: not declared,
    // no value of its type, or conflict. forget() once it is committed. [any]
    static Result<> change(data::Transaction& transaction, const Manifest& module,
                           OrganisationId organisation, std::string_view key,
                           const std::optional<std::string>& was,
                           const std::optional<std::string>& value);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::plugins
