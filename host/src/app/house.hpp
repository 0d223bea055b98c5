// The whole house: everything `kerege serve` is made of, put together in one place.
#pragma once

#include <ctime>
#include <memory>

#include "host/src/access/address_keeper.hpp"
#include "host/src/access/credential_batches.hpp"
#include "host/src/access/news.hpp"
#include "host/src/access/permissions.hpp"
#include "host/src/access/restrictions.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/app/account_letters.hpp"
#include "host/src/app/console.hpp"
#include "host/src/applications/applications.hpp"
#include "host/src/audit/views.hpp"
#include "host/src/directory/endings.hpp"
#include "host/src/directory/modules.hpp"
#include "host/src/directory/people.hpp"
#include "host/src/directory/roster/by_hand.hpp"
#include "host/src/directory/roster/imports.hpp"
#include "host/src/directory/search.hpp"
#include "host/src/directory/transfers.hpp"
#include "host/src/files/scanning.hpp"
#include "host/src/http/pipeline.hpp"
#include "host/src/http/rate.hpp"
#include "host/src/http/router.hpp"
#include "host/src/http/server.hpp"
#include "host/src/leaving/archives.hpp"
#include "host/src/mail/outbox.hpp"
#include "host/src/mail/sender.hpp"
#include "host/src/news/newsletters.hpp"
#include "host/src/open_data/snapshots.hpp"
#include "host/src/pages/pages.hpp"
#include "host/src/plugins/plugins.hpp"
#include "host/src/privacy/closings.hpp"
#include "host/src/privacy/copies.hpp"
#include "host/src/privacy/deletions.hpp"
#include "host/src/privacy/eraser.hpp"
#include "host/src/view/assets.hpp"
#include "host/src/view/help.hpp"
#include "host/src/view/page.hpp"
#include "host/src/view/renderer.hpp"
#include "host/src/view/text_templates.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::app {

// Members stand in the order in which they need each other.
class House {
public:
    // Opens everything and loads the plugins of the catalogue, up to a sealed router; listens only
    // after start(). Throws std::runtime_error with a sentence for the operator.
    House(const Config& config, plugins::Catalogue catalogue);
    ~House();

    // Serves requests, delivers events and runs jobs. Throws if the address is taken.
    void start();
    uint16_t port() const;  // REQUIRES: started
    // Lets requests, events and jobs under way end, then the plugins. Returns false if some had to
    // be cut off. Does not return but ends the process, with status 1 and a line in the log, if a
    // handler runs on even then.
    bool stop();

    Console& console() { return console_; }
    directory::AddressWatch& addresses() { return address_keeper_; }
    privacy::Copies& copies() { return copies_; }
    const plugins::Plugins& plugins() const { return plugins_; }

private:
    void read_files();
    void fill_search();
    void begin_open_data();
    void collect_menu();
    void collect_help();
    void make_pipeline(const Config& config);
    std::string metrics();
    [[noreturn]] void end_at_once(const std::string& reason) const;

    const int64_t started_at_s_ = std::time(nullptr);
    Console console_;
    access::Permissions permissions_;
    view::Translator translator_;
    view::Renderer renderer_;
    view::TextTemplates letters_;
    view::Assets assets_;
    view::Site site_;
    view::Pages pages_;
    view::Help help_;
    directory::Modules modules_;
    http::Router router_;
    mail::Sender mail_;
    mail::Outbox mail_outbox_;
    files::Files files_;
    audit::Views views_;
    plugins::Plugins plugins_;
    access::Sessions sessions_;
    AccountLetters account_letters_;
    access::AddressKeeper address_keeper_;
    access::Accounts accounts_;
    access::CredentialBatches batches_;
    directory::People people_;
    directory::Endings endings_;
    directory::Transfers transfers_;
    directory::Officials officials_;
    directory::NamesGrants names_grants_;
    access::Restrictions restrictions_;
    access::Joinings joinings_;
    access::News news_;
    news::Newsletters newsletters_;
    access::Registrations registrations_;
    directory::roster::Rosters rosters_;
    directory::roster::Imports imports_;
    directory::roster::ByHand by_hand_;
    directory::Search search_;
    http::RateLimiter search_rate_;
    http::RateLimiter visitor_rate_;
    agreements::Agreements agreements_;
    applications::Applications applications_;
    maintenance::Maintenance maintenance_;
    privacy::Deletions deletions_;
    privacy::Copies copies_;
    privacy::Eraser eraser_;
    leaving::Archives archives_;
    privacy::Closings closings_;
    open_data::Snapshots open_data_;
    support::Support support_;
    kerege::pages::House page_parts_;
    std::unique_ptr<http::Pipeline> pipeline_;
    std::unique_ptr<http::Server> server_;
    files::Scanning scanning_;
};

}  // namespace kerege::app
