#include "host/src/access/sessions.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "host/src/access/roles.hpp"
#include "host/src/access/session_cache.hpp"
#include "host/src/access/tokens.hpp"
#include "host/src/agreements/agreements.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr size_t kTokenBytes = 32;
constexpr size_t kTokenLetters = 43;
constexpr auto kMaintainEvery = std::chrono::seconds(10);
constexpr size_t kSeenPerTransaction = 500;  // so that SQLite's one writer is soon free again

template <class Duration>
int64_t ms(Duration duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

}  // namespace

struct Sessions::Impl {
    Impl(data::Database& database_in, const Permissions& permissions_in, const Clock& clock_in,
         SessionSettings settings_in)
        : database(database_in),
          permissions(permissions_in),
          clock(clock_in),
          settings(std::move(settings_in)),
          local_time(settings.time_zone),
          cache(settings.cached_sessions_max) {}

    std::string today() const { return local_time.day(clock.now_ms()); }
    int64_t expires_at(int64_t created_at_ms, int64_t seen_at_ms) const {
        return std::min(created_at_ms + ms(settings.age_max), seen_at_ms + ms(settings.idle_max));
    }
    std::optional<SessionCache::Entry> load(const std::string& token_hash) const;
    void read_person(const data::Row& row, Session& session, int64_t now_ms) const;
    static void read_agreements(data::Transaction& transaction, Session& session,
                                const std::string& today);
    void only_leaves(Session& session) const;
    void write_seen();
    void run();

    data::Database& database;
    const Permissions& permissions;
    const Clock& clock;
    const SessionSettings settings;
    const LocalTime local_time;
    SessionCache cache;
    std::atomic<uint64_t> from_memory{0};
    std::atomic<uint64_t> from_database{0};

    std::mutex mutex;
    std::condition_variable ended;
    bool ending = false;
    std::thread maintainer;
};

void Sessions::Impl::read_person(const data::Row& row, Session& session, int64_t now_ms) const {
    Scope& scope = session.scope;
    scope.person_name = row.text(7);
    if (!row.text(8).empty()) scope.person_name.append(" ").append(row.text(8));
    session.must_confirm = row.is_null(9);
    scope.locale = row.text(10);
    session.password_temporary = row.int64(11) != 0;
    session.compromised = !row.is_null(18);
    session.second_factor_taken_off = !row.is_null(20);
    session.address_news = !row.is_null(22);
    session.must_change_password = session.password_temporary || session.compromised ||
                                   row.int64_or(12, 0) + ms(settings.password_age_max) <= now_ms;
    scope.profile = profile_number(row.text(13));
    scope.organisation_name = row.text(scope.locale == "ru" ? 15 : scope.locale == "en" ? 16 : 14);
}

// Who is asked to accept something can do nothing else; so a session, which is read again every few
// seconds, learns of a version the moment it is in force.
void Sessions::Impl::read_agreements(data::Transaction& transaction, Session& session,
                                     const std::string& today) {
    session.documents = agreements::anything_published(transaction);
    if (!session.documents) return;
    const Scope& scope = session.scope;
    session.must_accept =
        !agreements::asked(transaction, {scope.person, scope.organisation, scope.membership}, today)
             .empty();
}

// Of a closed organisation nobody is anything any more: its administrators fetch the archive. What
// is one's own is had without agreeing to anything.
void Sessions::Impl::only_leaves(Session& session) const {
    PermissionSet kept;
    if (const int index = permissions.index(permission::kOrganisationTakeAlong); index >= 0)
        kept.set(static_cast<size_t>(index));
    session.scope.permissions &= kept;
    session.must_confirm = false;
    session.must_accept = false;
}

std::optional<SessionCache::Entry> Sessions::Impl::load(const std::string& token_hash) const {
    const int64_t now_ms = clock.now_ms();
    auto session = std::make_shared<Session>();
    SessionCache::Entry entry;
    std::vector<std::string> given;
    bool second_factor = false;
    bool blocked = false;
    bool at_top = false;
    std::string profile;
    auto transaction = database.read();
    transaction.each(queries::access::session_load, {now_ms, token_hash, local_time.day(now_ms)},
                     [&](const data::Row& row) {
                         if (!row.is_null(17)) given.emplace_back(row.text(17));
                         if (session->scope.signed_in()) return;
                         session->scope.person = PersonId{row.int64(0)};
                         session->scope.organisation = OrganisationId{row.int64(1)};
                         session->scope.membership = MembershipId{row.int64(2)};
                         session->token_hash = token_hash;
                         session->csrf_secret = row.text(3);
                         entry.created_at_ms = row.int64(4);
                         entry.seen_at_ms = row.int64(5);
                         entry.expires_at_ms = row.int64(6);
                         read_person(row, *session, now_ms);
                         profile = row.text(13);
                         second_factor = !row.is_null(19);
                         blocked = row.text_or(21, {}) == "blocked";
                         session->restricted = !row.is_null(21);
                         at_top = row.is_null(23);
                     });
    // Blocking ends all sessions; one that was being begun meanwhile opens nothing either.
    if (!session->scope.signed_in() || blocked) return {};
    const std::string day = local_time.day(now_ms);
    const auto door = directory::door_of(transaction, session->scope.organisation, profile, day,
                                         settings.closed_days);
    if (!door.open) return {};
    session->suspended = door.only_looks;
    session->leaving_until = door.leaving_until;
    read_agreements(transaction, *session, day);
    transaction.commit();
    session->scope.roles = roles_of(session->scope.profile, given);
    session->scope.permissions = permissions.of_roles(session->scope.roles, at_top);
    const auto asked_of = [&](const std::string& role) {
        return std::ranges::find(settings.second_factor_of, role) !=
               settings.second_factor_of.end();
    };
    session->must_set_up_second_factor =
        !second_factor && std::ranges::any_of(session->scope.roles, asked_of);
    if (session->leaving()) only_leaves(*session);
    entry.session = std::move(session);
    entry.loaded_at_ms = now_ms;
    return entry;
}

void Sessions::Impl::write_seen() {
    const auto seen = cache.take_seen();
    for (size_t begin = 0; begin < seen.size(); begin += kSeenPerTransaction) {
        const size_t end = std::min(begin + kSeenPerTransaction, seen.size());
        auto transaction = database.write();
        for (size_t i = begin; i < end; ++i) {
            transaction.execute(
                queries::access::session_seen,
                {seen[i].seen_at_ms, expires_at(seen[i].created_at_ms, seen[i].seen_at_ms),
                 seen[i].token_hash});
        }
        transaction.commit();
    }
}

void Sessions::Impl::run() {
    std::unique_lock lock(mutex);
    while (!ended.wait_for(lock, kMaintainEvery, [&] { return ending; })) {
        lock.unlock();
        try {
            write_seen();
        } catch (const std::exception&) {
            // Uses not written down cost a session a minute of its idle time; requests that need
            // the database report what is wrong with it.
        }
        lock.lock();
    }
}

Sessions::Sessions(data::Database& database, const Permissions& permissions, const Clock& clock,
                   SessionSettings settings)
    : impl_(std::make_unique<Impl>(database, permissions, clock, std::move(settings))) {
    impl_->maintainer = std::thread([impl = impl_.get()] { impl->run(); });
}

Sessions::~Sessions() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->ending = true;
    }
    impl_->ended.notify_all();
    impl_->maintainer.join();
    try {
        impl_->write_seen();
    } catch (const std::exception&) {
        // As above.
    }
}

std::string Sessions::begin(PersonId person, OrganisationId organisation, MembershipId membership) {
    auto transaction = impl_->database.write();
    std::string token = begin(transaction, person, organisation, membership);
    transaction.commit();
    return token;
}

std::string Sessions::begin(data::Transaction& transaction, PersonId person,
                            OrganisationId organisation, MembershipId membership,
                            std::string_view device) {
    std::string token = base64url(random_bytes(kTokenBytes));
    const int64_t now_ms = impl_->clock.now_ms();
    transaction.execute(
        queries::access::session_begin,
        {sha256_hex(token), person.value, organisation.value, membership.value,
         hex(random_bytes(kTokenBytes)), device, now_ms, impl_->expires_at(now_ms, now_ms)});
    return token;
}

bool Sessions::known(std::string_view token) const {
    if (token.size() != kTokenLetters) return false;
    return impl_->cache.knows(sha256_hex(token), impl_->clock.now_ms());
}

std::optional<Session> Sessions::find(std::string_view token) {
    if (token.size() != kTokenLetters) return {};
    const std::string token_hash = sha256_hex(token);
    const int64_t now_ms = impl_->clock.now_ms();
    const int64_t loaded_after_ms = now_ms - ms(impl_->settings.cache_max);
    const int64_t seen_before_ms = now_ms - ms(impl_->settings.seen_every);
    if (const auto cached =
            impl_->cache.find(token_hash, now_ms, loaded_after_ms, seen_before_ms)) {
        impl_->from_memory.fetch_add(1, std::memory_order_relaxed);
        return *cached;
    }
    impl_->from_database.fetch_add(1, std::memory_order_relaxed);

    const auto generation = impl_->cache.generation();
    auto entry = impl_->load(token_hash);
    if (!entry) {
        // It has ended elsewhere. What was never known must not disturb the look-ups of others.
        if (impl_->cache.knows(token_hash, now_ms)) impl_->cache.forget(token_hash);
        return {};
    }
    Session session = *entry->session;
    impl_->cache.put(token_hash, std::move(*entry), generation);
    // Notes the use, which the look-up above could not.
    impl_->cache.find(token_hash, now_ms, loaded_after_ms, seen_before_ms);
    return session;
}

int64_t Sessions::password_age_days() const {
    return std::chrono::duration_cast<std::chrono::hours>(impl_->settings.password_age_max)
               .count() /
           24;
}

Sessions::LookUps Sessions::look_ups() const { return {impl_->from_memory, impl_->from_database}; }

Result<OrganisationId> Sessions::switch_membership(data::Transaction& transaction,
                                                   const Session& session,
                                                   MembershipId membership) {
    int64_t organisation = 0;
    std::string profile;
    transaction.first(queries::access::session_membership,
                      {membership.value, session.scope.person.value, impl_->today()},
                      [&](const data::Row& row) {
                          organisation = row.int64(0);
                          profile = row.text(1);
                      });
    if (organisation == 0) return not_found("no such membership of this person");
    if (!door(transaction, OrganisationId{organisation}, profile).open)
        return not_found("the organisation lets nobody of this profile in");
    const auto changed = transaction.execute(
        queries::access::session_switch,
        {organisation, membership.value, session.token_hash, session.scope.person.value});
    if (changed == 0) return not_found("the session has ended");
    return OrganisationId{organisation};
}

directory::Door Sessions::door(data::Transaction& transaction, OrganisationId organisation,
                               std::string_view profile) const {
    return directory::door_of(transaction, organisation, profile, impl_->today(),
                              impl_->settings.closed_days);
}

Sessions::Activity Sessions::activity(int64_t since_ms) {
    Activity activity;
    auto transaction = impl_->database.read();
    transaction.first(queries::access::session_activity, {since_ms, impl_->clock.now_ms()},
                      [&](const data::Row& row) {
                          activity = {row.int64(0), row.int64(1)};
                      });
    return activity;
}

void Sessions::end(const Session& session) {
    auto transaction = impl_->database.write();
    transaction.execute(queries::access::session_end, {session.token_hash});
    transaction.commit();
    impl_->cache.forget(session.token_hash);
}

void Sessions::end_all(PersonId person) {
    auto transaction = impl_->database.write();
    transaction.execute(queries::access::session_end_all, {person.value});
    transaction.commit();
    impl_->cache.forget(person);
}

void Sessions::forget(PersonId person) { impl_->cache.forget(person); }
void Sessions::forget_all() { impl_->cache.forget_all(); }
void Sessions::maintain() { impl_->write_seen(); }

void Sessions::delete_expired() {
    auto transaction = impl_->database.write();
    transaction.execute(queries::access::session_delete_expired, {impl_->clock.now_ms()});
    transaction.execute(queries::access::ticket_delete_expired, {impl_->clock.now_ms()});
    transaction.execute(queries::access::join_codes_forget, {impl_->clock.now_ms()});
    transaction.commit();
}

}  // namespace kerege::access
