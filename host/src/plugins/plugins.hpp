// The plugin host: loads what the catalogue offers, keeps it alive, and leaves out what fails.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/permissions.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/audit/views.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/modules.hpp"
#include "host/src/files/files.hpp"
#include "host/src/http/router.hpp"
#include "host/src/jobs/runner.hpp"
#include "host/src/mail/outbox.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/plugins/remote/settings.hpp"
#include "host/src/plugins/settings.hpp"
#include "host/src/plugins/slots.hpp"
#include "host/src/view/assets.hpp"
#include "host/src/view/page.hpp"
#include "host/src/view/renderer.hpp"
#include "host/src/view/text_templates.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::plugins {

struct Plugin;
class Deliverer;
class Outbox;

// What the host lends the plugins. All must outlive Plugins.
struct Lent {
    data::Database& database;
    const Clock& clock;
    const LocalTime& local_time;
    IdMaker& ids;
    const Log& log;
    const audit::Audit& audit;
    access::Permissions& permissions;
    directory::Modules& modules;
    http::Router& router;
    view::Translator& translator;
    view::Renderer& renderer;
    view::Assets& assets;
    const view::Pages& pages;
    const WorkerSettings& workers;
    view::TextTemplates& letters;
    const mail::Outbox& mail;
    files::Files& files;
    audit::Views& views;
};

class Plugins {
public:
    explicit Plugins(Lent lent);
    // Stops what is still running. A plugin that never returns ends the process here: its code can
    // neither be interrupted nor be taken away beneath it.
    ~Plugins();

    // For each plugin in order: checks, migrations, library, create, start. What fails is marked in
    // the catalogue and logged, takes back what it registered, and the next one follows. Makes the
    // loaded ones known to directory::Modules. Called once, before the router is sealed. [control]
    void load(Catalogue catalogue);
    // No event and no job begins any more; those under way may take until then. Returns at once.
    // [control]
    void begin_stop(std::chrono::steady_clock::time_point until);
    // The same, waits for them, and takes the plugins down. Returns the
    // modules that are still in a handler after `wait_max`; then nothing was taken down, and the
    // process has to end by std::_Exit(). REQUIRES: the server has stopped. [control]
    static constexpr std::chrono::milliseconds kStopWait{10'000};
    std::vector<std::string> stop(std::chrono::milliseconds wait_max = kStopWait);

    // What is wrong with the worker of a loaded plugin, for the operator; empty: nothing, or it has
    // none. [any]
    std::string trouble(std::string_view id) const;

    const Catalogue& catalogue() const;
    const std::vector<std::unique_ptr<Plugin>>& loaded() const;  // in load order
    std::vector<view::MenuItem> menu() const;                    // of the loaded ones
    Settings& settings();
    const Slots& slots() const;
    Deliverer& deliverer();
    // Where the host's own events go.
    Outbox& outbox();
    jobs::Queue& queue();
    // It knows the jobs of the loaded plugins; the host adds its own.
    jobs::Runner& runner();
    const Lent& lent() const;
    const std::vector<Filler>& fillers(std::string_view slot) const;
    // The loaded plugin that offers "school.calendar/1"; NULL: none does. [any]
    Plugin* provider(std::string_view service) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Applies the migrations of all plugins of the catalogue in order; those that fail are marked.
// Returns the names applied. [control]
std::vector<std::string> migrate_all(data::Database& database, Catalogue& catalogue, bool contract,
                                     int64_t now_ms);

}  // namespace kerege::plugins
