#include "host/src/app/house.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "host/src/access/roles.hpp"
#include "host/src/app/application_letters.hpp"
#include "host/src/app/command.hpp"
#include "host/src/app/doctor.hpp"
#include "host/src/app/housekeeping.hpp"
#include "host/src/app/metrics.hpp"
#include "host/src/plugins/events.hpp"
#include "host/src/plugins/outbox.hpp"
#include "host/src/plugins/search.hpp"

namespace kerege::app {
namespace {

// How long a handler may go on once the client's connection is cut.
constexpr std::chrono::milliseconds kCutOffWait{1'000};
// When the time is over before somebody was waited for.
constexpr std::chrono::milliseconds kLastWait{500};
// Of one person: some letters of a name each, and then a pause.
constexpr http::Rate kSearchRate{.per_second = 2, .burst = 60};
// A school's people share an address: ten in an hour that can't sign in are many even so.
constexpr http::Rate kVisitorRate{.per_second = 10.0 / 3600, .burst = 10};

template <class T>
void require(const Result<T>& result) {
    if (!result.ok()) throw std::runtime_error(result.fault().log_text);
}

}  // namespace

House::House(const Config& config, plugins::Catalogue catalogue)
    : console_(config, config.node),
      renderer_(translator_),
      letters_(translator_),
      pages_(renderer_, translator_, assets_, site_),
      modules_(console_.database, console_.audit, console_.clock, console_.local_time,
               &console_.log),
      mail_(console_.database, console_.clock, console_.log, config.mail),
      mail_outbox_(console_.ids, console_.clock, console_.local_time, [this] { mail_.expect(); }),
      files_(console_.database, console_.ids, console_.clock, console_.log,
             file_settings(config, console_.folders)),
      views_(console_.database, console_.audit, console_.clock),
      plugins_({console_.database, console_.clock, console_.local_time, console_.ids, console_.log,
                console_.audit, permissions_, modules_, router_, translator_, renderer_, assets_,
                pages_, console_.config.workers, letters_, mail_outbox_, files_, views_}),
      sessions_(console_.database, permissions_, console_.clock, config.sessions),
      account_letters_(letters_, mail_outbox_, config.public_url, config.mail.configured()),
      address_keeper_(console_.audit, console_.ids, console_.clock, console_.local_time,
                      &account_letters_),
      accounts_(console_.database, sessions_, console_.audit, console_.ids, console_.clock,
                console_.local_time, config.accounts, &account_letters_),
      batches_(accounts_, plugins_.queue()),
      people_(console_.database, console_.audit, console_.clock, console_.local_time,
              address_keeper_),
      endings_(console_.database, console_.audit, plugins_.outbox(), console_.ids, console_.clock,
               console_.local_time),
      transfers_(console_.database, console_.audit, plugins_.outbox(), endings_, console_.ids,
                 console_.clock, console_.local_time),
      officials_(console_.database, console_.clock, console_.local_time),
      names_grants_(console_.database, console_.audit, console_.ids, console_.clock,
                    console_.local_time),
      restrictions_(console_.database, sessions_, console_.audit, console_.ids, console_.clock,
                    console_.local_time, &account_letters_),
      joinings_(console_.database, sessions_, console_.audit, plugins_.outbox(), console_.ids,
                console_.clock, console_.local_time, config.accounts),
      news_(console_.database, console_.audit, console_.ids, console_.clock, console_.local_time,
            &account_letters_),
      newsletters_({console_.database, console_.audit, console_.ids, console_.clock,
                    console_.local_time, plugins_.queue(), mail_outbox_, letters_,
                    config.public_url}),
      registrations_(console_.database, sessions_, console_.audit, plugins_.outbox(), console_.ids,
                     console_.clock, console_.local_time, &account_letters_,
                     config.privacy.erase_after_months),
      rosters_(console_.database, console_.audit, plugins_.outbox(), address_keeper_, console_.ids,
               console_.clock, console_.local_time),
      imports_(console_.database, rosters_, plugins_.queue(), console_.audit, plugins_.outbox(),
               address_keeper_, console_.clock, console_.local_time),
      by_hand_(console_.database, console_.audit, plugins_.outbox(), address_keeper_, endings_,
               console_.ids, console_.clock, console_.local_time),
      search_(console_.database, console_.clock, console_.local_time),
      search_rate_(kSearchRate),
      visitor_rate_(kVisitorRate),
      agreements_(console_.database, console_.audit, console_.ids, console_.clock,
                  console_.local_time, config.offer_notice_hours),
      applications_(console_.database, console_.audit, console_.ids, console_.clock,
                    console_.local_time, console_.organisations, console_.standings,
                    plugins_.queue(), account_letters_, config.joining),
      maintenance_(console_.database, console_.audit, console_.ids, console_.clock,
                   console_.local_time, config.maintenance_hours),
      deletions_(console_.database, console_.audit, plugins_.outbox(), endings_, console_.ids,
                 console_.clock, console_.local_time, config.privacy, &account_letters_),
      copies_(console_.database, console_.audit, plugins_, renderer_, translator_, console_.ids,
              console_.clock, console_.local_time, console_.log, config.data_folder / "copies",
              config.privacy, &account_letters_,
              [this](std::string_view locale, std::string_view module, std::string_view action) {
                  return kerege::pages::deed_words(translator_, locale, module, action);
              }),
      eraser_(console_.database, console_.audit, plugins_, deletions_, files_, console_.ids,
              console_.clock, console_.local_time, console_.log),
      archives_({console_.database, plugins_.catalogue(), translator_, files_, console_.clock,
                 console_.local_time, console_.log},
                console_.organisations, console_.audit, plugins_.queue(), console_.ids,
                config.data_folder / "archives", config.privacy.archive_days),
      closings_(console_.database, deletions_, archives_, console_.clock, console_.local_time,
                console_.log, config.privacy, &account_letters_),
      open_data_({console_.database, console_.organisations, console_.standings, console_.audit,
                  translator_, console_.ids, console_.clock, console_.local_time, console_.log},
                 config.data_folder / "open_data", config.open_data),
      support_(console_.database, console_.audit, console_.ids, console_.clock, plugins_.queue(),
               &account_letters_),
      page_parts_{console_.database,
                  console_.clock,
                  console_.local_time,
                  console_.ids,
                  console_.audit,
                  views_,
                  permissions_,
                  sessions_,
                  accounts_,
                  batches_,
                  modules_,
                  console_.organisations,
                  console_.standings,
                  people_,
                  endings_,
                  transfers_,
                  officials_,
                  names_grants_,
                  restrictions_,
                  joinings_,
                  news_,
                  newsletters_,
                  registrations_,
                  rosters_,
                  imports_,
                  by_hand_,
                  search_,
                  search_rate_,
                  visitor_rate_,
                  agreements_,
                  applications_,
                  plugins_,
                  mail_,
                  account_letters_,
                  [this] {
                      return examine(console_, plugins_.catalogue(), {false, mail_.trouble()});
                  },
                  maintenance_,
                  deletions_,
                  copies_,
                  archives_,
                  closings_,
                  open_data_,
                  files_,
                  support_,
                  pages_,
                  help_,
                  config.public_url,
                  config.public_url.starts_with("https:")},
      scanning_(files_, console_.log) {
    const auto migrated =
        migrate_host(console_.database, console_.folders, false, console_.clock.now_ms());
    require(migrated);
    for (const auto& name : *migrated)
        console_.log.write(LogLevel::info, "data", "migration applied: " + name);
    read_files();
    for (auto& permission : access::core_permissions())
        require(permissions_.add(std::move(permission)));
    kerege::pages::register_pages(router_, page_parts_);
    plugins_.load(std::move(catalogue));
    plugins_.runner().set(config.jobs);
    add_housekeeping(page_parts_, eraser_, console_.log,
                     {config.support_keep_days, config.support_unanswered_days});
    plugins_.runner().add(application_letters(applications_, letters_, console_.clock, config.mail,
                                              config.public_url));
    plugins_.runner().add(
        visitor_letters(support_, letters_, console_.clock, config.mail, config.public_url));
    fill_search();
    begin_open_data();
    collect_menu();
    collect_help();
    router_.seal([&](std::string_view key) { return permissions_.index(key); },
                 [&](std::string_view id) { return modules_.index(id); });
    make_pipeline(config);
}

void House::make_pipeline(const Config& config) {
    pipeline_ = std::make_unique<http::Pipeline>(
        http::PipelineParts{router_, pages_, assets_, console_.clock, console_.log,
                            [this](std::string_view token) { return sessions_.find(token); },
                            [this](int module, OrganisationId organisation) {
                                return modules_.on(module, organisation);
                            },
                            [this] { return console_.database.alive(); },
                            [this](std::string_view token) { return sessions_.known(token); },
                            [this](int module) { return modules_.on_at_top(module); },
                            [this] { return metrics(); }},
        config.pipeline);
}

House::~House() { stop(); }

void House::read_files() {
    const auto& share = console_.folders.share;
    for (const auto& missing : translator_.add_domain("core", share / "locales"))
        console_.log.write(LogLevel::warning, "view", "translations are missing: " + missing);
    require(renderer_.add_domain("core", share / "templates"));
    require(letters_.add_domain("core", share / "templates/mail"));
    require(assets_.add_folder("/assets", share / "assets"));
}

// After the first start with a module, or with another version of it.
void House::fill_search() {
    if (!plugins::search_unfilled(plugins_)) return;
    auto transaction = console_.database.write();
    plugins_.queue().add(transaction,
                         {.module = {}, .organisation = {}, .kind = plugins::kSearchJob});
    transaction.commit();
}

// After the first start with it switched on.
void House::begin_open_data() {
    if (!open_data_.due()) return;
    auto transaction = console_.database.write();
    plugins_.queue().add(transaction,
                         {.module = {}, .organisation = {}, .kind = open_data::kSnapshotJob});
    transaction.commit();
}

void House::collect_menu() {
    site_.open_data = console_.config.open_data.on();
    site_.name = console_.config.site_name;
    site_.public_url = console_.config.public_url;
    site_.today = [this] { return console_.local_time.day(console_.clock.now_ms()); };
    site_.announcement = [this](std::string_view locale) {
        const auto one = maintenance_.announced();
        return one ? kerege::pages::maintenance_words(translator_, console_.local_time, *one,
                                                      console_.clock.now_ms(), locale)
                   : std::string();
    };
    site_.menu = kerege::pages::core_menu();
    for (auto& item : plugins_.menu()) site_.menu.push_back(std::move(item));
    site_.shows = [this](const access::Scope& scope, const view::MenuItem& item) {
        if (!item.module.empty() && !modules_.on(item.module, scope.organisation)) return false;
        if (item.permission.empty()) return true;
        const int index = permissions_.index(item.permission);
        return index >= 0 && scope.permissions.test(static_cast<size_t>(index));
    };
}

// A module whose help is faulty is a module without help: it works all the same.
void House::collect_help() {
    require(help_.add_folder("", console_.folders.share / "help"));
    for (const auto& entry : plugins_.catalogue().entries()) {
        const auto folder = entry.manifest.folder / "help";
        std::error_code error;
        if (entry.state != plugins::State::loaded || !std::filesystem::is_directory(folder, error))
            continue;
        if (const auto added = help_.add_folder(entry.id, folder); !added)
            console_.log.write(LogLevel::warning, entry.id,
                               "help is left out: " + added.fault().log_text);
    }
    site_.help = [this](const access::Session* session, std::string_view path) -> std::string {
        if (path.starts_with("/help")) return {};
        const view::HelpTopic* topic = help_.of_page(path);
        if (!topic) return "/help";
        const bool on = topic->module.empty() ||
                        (session && modules_.on(topic->module, session->scope.organisation));
        return on ? "/help/" + topic->code : "/help";
    };
}

void House::start() {
    server_ = std::make_unique<http::Server>(
        console_.config.server,
        [this](http::Request& request) { return pipeline_->handle(request); },
        [this](const http::Refused& refused) { return pipeline_->refused(refused); });
    server_->start();
    plugins_.deliverer().start();
    plugins_.runner().start();
    mail_.start();
    scanning_.start();
}

std::string House::metrics() {
    return metrics_text({pipeline_->traffic(), *server_, console_.database, sessions_, plugins_,
                         started_at_s_, console_.local_time.day(console_.clock.now_ms())});
}

uint16_t House::port() const { return server_->port(); }

// All are told at once, so that all have the same time: what is handled last has not waited for the
// others. The service's TimeoutStopSec is longer than all of this.
bool House::stop() {
    const auto deadline = std::chrono::steady_clock::now() + console_.config.drain;
    const auto left = [&] {
        return std::max(kLastWait, std::chrono::duration_cast<std::chrono::milliseconds>(
                                       deadline - std::chrono::steady_clock::now()));
    };
    if (server_) server_->stop_accepting();
    plugins_.begin_stop(deadline);
    mail_.begin_stop(deadline);
    scanning_.begin_stop();
    bool whole = true;
    if (server_) {
        whole = server_->drain(left());
        if (!whole && !server_->drain(kCutOffWait)) end_at_once("requests are still being handled");
        server_.reset();
    }
    const bool mail_ended = mail_.stop(left());
    scanning_.stop();
    const auto busy = plugins_.stop(left());
    if (!busy.empty())
        end_at_once(fmt::format("still handling an event or a job: {}", fmt::join(busy, ", ")));
    if (!mail_ended) end_at_once("still sending a letter");
    return whole;
}

// Some plugin never returns from its handler. Taking the house apart beneath it would end in
// whatever it touches next; what it had open in the database is rolled back with the process.
void House::end_at_once(const std::string& reason) const {
    console_.log.write(LogLevel::error, "app", "ending at once: " + reason);
    std::fflush(nullptr);
    std::_Exit(kFailed);
}

}  // namespace kerege::app
