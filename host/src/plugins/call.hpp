// Crossing the boundary: one request, slot, event or job on its way through a plugin. Internal.
//
// A kerege_call owns all that its plugin makes while it handles: transactions, cursors, models and
// strings. They end with it, so that a plugin that forgets something, or throws, leaves nothing
// open.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "host/src/access/scope.hpp"
#include "host/src/data/database.hpp"
#include "host/src/http/exchange.hpp"
#include "host/src/jobs/kind.hpp"
#include "host/src/plugins/checks.hpp"
#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/privacy.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/view/renderer.hpp"

struct kerege_model {
    kerege_call* call = nullptr;
    kerege::view::Model* model = nullptr;
};

struct kerege_transaction {
    kerege_call* call = nullptr;
    std::optional<kerege::data::Transaction> own;
    // The one to run on: the own one, or that of `above`, a call within which this one runs.
    kerege::data::Transaction* on = nullptr;
    kerege_call* above = nullptr;
    bool writes = false;
    bool open = false;
    bool failed = false;
    int64_t changed = 0;  // rows, by its statements
};

struct kerege_file_draft {
    kerege_call* call = nullptr;
    std::string name = {};
    std::string type = {};
    std::string allowed_types = {};
    kerege::files::Room room = {};                     // what quotas left when it was begun
    std::optional<kerege::files::Draft> draft = {};    // while it is written
    std::optional<kerege::files::Info> prepared = {};  // while it waits to be kept
    // What went wrong with a worker's draft, to be told with the next reply.
    kerege_status failed = KEREGE_OK;
    std::string failed_text = {};
};

struct kerege_cursor {
    kerege_transaction* transaction = nullptr;
    std::unique_ptr<kerege::data::Cursor> cursor;  // none: closed
};

struct kerege_call {
    kerege_call(kerege::plugins::Plugin& its_plugin, const kerege::access::Scope& its_scope,
                std::string_view its_locale);
    kerege_call(const kerege_call&) = delete;
    ~kerege_call();

    static constexpr uint64_t kMark = 0x6b65726567656361;

    uint64_t mark = kMark;
    const std::thread::id thread = std::this_thread::get_id();
    kerege::plugins::Plugin& plugin;
    const kerege::access::Scope& scope;
    std::string_view locale;
    std::string_view request_id;
    kerege::http::Exchange* exchange = nullptr;  // none: an event or a job
    std::string* output = nullptr;               // the response's body, or the slot's
    kerege_call* parent = nullptr;  // of a slot: whose page it stands on; of a service: who asks
    bool slot = false;
    bool reads_only = false;  // a slot, and a service that is asked within one
    int depth = 0;
    int services_deep = 0;          // calls of services within each other that led here
    int nested = 0;                 // a slot or a service runs within this call: it waits meanwhile
    kerege_sink* answer = nullptr;  // of a service: the provider's, for what comes from a worker
    kerege_transaction* joined = nullptr;  // of a call above, where this one has left a mark
    int* statements = nullptr;             // the request's count
    bool published = false;                // an event, in the open transaction
    bool enqueued = false;                 // a job, in the open transaction
    int64_t undone = 0;                    // rows that were changed and not committed
    int jobs_enqueued = 0;
    kerege::jobs::Running* job = nullptr;                    // the one being run
    int letters = 0;                                         // written in this call
    kerege::plugins::PersonalTables* personal = nullptr;     // while a member's data are given out
    std::vector<kerege::plugins::Erased>* erased = nullptr;  // while they are erased
    std::map<std::string, int64_t, std::less<>>* rebuilt = nullptr;  // while entries are put anew
    std::string fault_message = {};
    std::vector<std::string> viewed = {};  // who is shown, as subjects of the audit log
    size_t views_noted = 0;                // of them by this handler, not by slots and services
    // None of its statements runs on after this, and no provider it asks.
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();

    std::list<kerege_transaction> transactions = {};
    kerege_transaction* open = nullptr;
    std::list<kerege_cursor> cursors = {};
    std::list<kerege_file_draft> drafts = {};
    kerege::files::Descriptor read_file = kerege::files::Descriptor();  // the one read last
    int64_t read_file_id = 0;
    std::deque<kerege_model> models = {};
    std::list<kerege::view::Model> roots = {};
    std::list<std::string> kept = {};
    std::vector<kerege::data::Argument> args = {};
    size_t model_bytes = 0;
    // The first thing a function without a status could not accept; told by the next one that has.
    kerege_status misuse = KEREGE_OK;
    std::string misuse_text = {};

    // A string the plugin may hold until its handler returns.
    kerege_str keep(std::string text);
    void blame(kerege_status status, std::string text) noexcept;
    void close_cursors(const kerege_transaction* transaction) noexcept;
    void roll_back() noexcept;
    // The open transaction has ended.
    void forget() noexcept;
    // Commits what runs in a transaction of a call above: it lasts with that one. Throws.
    void keep_joined();
    // Ends what this call, a service, has done in a transaction of a call above: it stays there, or
    // is undone.
    kerege_status settle(kerege_status status) noexcept;
    // The nearest call above with a transaction open; NULL: none.
    kerege_call* open_above() const noexcept;
    void log(kerege::LogLevel level, std::string_view message) const noexcept;
};

namespace kerege::plugins {

// Whether a handle can be used here: not NULL, not ended, on the handler's thread. [any]
bool usable(const kerege_call* call) noexcept;

// How many transactions the calls above have open. [any]
int held(const kerege_call& call) noexcept;

// Whether this call, or one that waits for it, has a transaction open that writes: on SQLite it has
// the one lock of writers. [any]
bool writes_open(const kerege_call& call) noexcept;

// The statement's principal while the host itself does something in a plugin's transaction.
class AsHost {
public:
    AsHost(data::Transaction& transaction, const Plugin& plugin)
        : transaction_(transaction), plugin_(plugin) {
        transaction_.act_as(nullptr);
    }
    ~AsHost() { transaction_.act_as(&plugin_.principal); }
    AsHost(const AsHost&) = delete;

private:
    data::Transaction& transaction_;
    const Plugin& plugin_;
};

// Whether the call itself has a transaction open that writes and has not failed.
inline bool may_write(const kerege_call& call) noexcept {
    return call.open && call.open->writes && !call.open->failed;
}

// Runs `work` as the host in the transaction that `holder` has open, and returns what it returns.
// What it throws spoils the transaction, as one of the plugin's own statements would.
template <class F>
auto as_host(kerege_call& holder, F&& work) {
    kerege_transaction& transaction = *holder.open;
    transaction.failed = true;  // until it has gone well
    const AsHost principal(*transaction.on, holder.plugin);
    auto result = work(*transaction.on);
    transaction.failed = false;
    return result;
}

// Undoes what a call did in the transaction of one above since the last mark, so that a statement
// that failed there does not spoil that one's.
void give_back(kerege_call& above) noexcept;

// Runs a function of the boundary: nothing is thrown across, what is thrown becomes a status.
kerege_status status_of_exception(std::string& reason) noexcept;
template <class F>
kerege_status guarded(kerege_sink* error, F&& work) noexcept {
    try {
        return work();
    } catch (...) {
        std::string reason;
        const kerege_status status = status_of_exception(reason);
        return refuse(error, status, reason);
    }
}

// Answers one request with a plugin's handler. [request]
Result<> handle_request(Plugin& plugin, http::Exchange& exchange, int32_t route_id);
// What a plugin puts into a slot; `parent` may be NULL (a page of the host). [request]
Result<std::string> fill_slot(Plugin& plugin, http::Exchange& exchange, kerege_call* parent,
                              std::string_view slot, std::string_view subject);
// Asks a provider, within the call of who asks. KEREGE_OK: the answer is whole, and UTF-8.
// [request] [job]
kerege_status serve_call(Plugin& provider, kerege_call& parent, kerege_str service,
                         kerege_str method, kerege_str request, AnswerSink& answer,
                         std::string& reason);
// [job]
struct HeardEvent {
    int64_t id;
    OrganisationId organisation;
    std::string_view topic, subject, payload;
};
Result<> handle_event(Plugin& plugin, const HeardEvent& event);
Result<> run_job(Plugin& plugin, jobs::Running& running);
// Runs a function of the plugin's in a call that was made for it. Fault: the plugin's. [any]
Result<> run_across(kerege_call& call, const std::function<kerege_status(kerege_sink*)>& work);
// The same in a transaction that the host holds: what the plugin writes in its own joins it.
// `before` and `after`, which may be empty, run as the host; what they throw undoes all. [job]
struct JoinedWork {
    std::function<void(data::Transaction&)> before = {};
    std::function<kerege_status(kerege_call&, kerege_sink*)> within = {};
    std::function<void(data::Transaction&)> after = {};
};
Result<> run_joined(Plugin& plugin, const access::Scope& scope, const JoinedWork& work);

}  // namespace kerege::plugins
