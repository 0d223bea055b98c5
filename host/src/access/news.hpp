// News by mail (U4.16): who gets them. Off until somebody turns them on, and on only once the
// mailbox was shown to be theirs, by a link sent there. Off again at any time, in one step.
//
// What was said to it, when and how, is kept (core_news_consent) and in the audit log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/letters.hpp"
#include "host/src/access/scope.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::access {

inline constexpr int64_t kNewsLinkMs = int64_t{3} * 24 * 3600 * 1000;
inline constexpr int64_t kNewsLinksADay = 3;
inline constexpr int kNewsConsentsShown = 50;

// How somebody's news by mail end; words of core_news_consent.way.
namespace news_end {
inline constexpr std::string_view kAccount = "account";     // by themselves, signed in
inline constexpr std::string_view kPage = "page";           // by the page a letter names
inline constexpr std::string_view kOneClick = "one_click";  // by the button of a mail program
inline constexpr std::string_view kAddress = "address_changed";
inline constexpr std::string_view kLeft = "left";  // they belong nowhere any more
inline constexpr std::string_view kConsole = "console";
}  // namespace news_end

struct NewsState {
    std::string address;      // the person's mailbox; empty: none
    bool confirmed = false;   // it was shown to be theirs
    int64_t on_since_ms = 0;  // 0: off
    bool asked = false;       // a link is on its way to it
    bool of_age = true;       // or no learner
};

struct NewsConsent {
    std::string act;  // asked, on, off
    std::string way;
    std::string words;
    std::string locale;
    int64_t at_ms = 0;
};

// What somebody says yes to.
struct NewsYes {
    std::string words;    // as they read them
    std::string network;  // the address it came from
    int own_age = 0;      // from which a learner says so themselves
    std::string request_id;
};

enum class NewsTurned { on, asked };

// What ends somebody's news by mail within a transaction, and all that waits to be sent of them.
// Returns false if they were off. [any]
struct NewsEnd {
    PersonId person;
    std::string_view way;  // of news_end
    PersonId by;           // none: a link, or the host
    std::string_view network = {};
    std::string_view request_id = {};
};
bool end_news(data::Transaction& transaction, const audit::Audit& audit, IdMaker& ids,
              const Clock& clock, const LocalTime& local_time, const NewsEnd& end);
// The mailbox is another one: what is known of the one before is forgotten, too. [any]
void forget_news_mailbox(data::Transaction& transaction, PersonId person);

// What stands in the address of the page that ends them: of this person and this list alone, to be
// made by nobody else. Makes a row for who never had them. REQUIRES: it writes. [any]
std::string news_token(data::Transaction& transaction, PersonId person);

class News {
public:
    // All must outlive this. letters may be null: nobody is written to.
    News(data::Database& database, const audit::Audit& audit, IdMaker& ids, const Clock& clock,
         const LocalTime& local_time, Letters* letters);

    NewsState of(PersonId person, int own_age);  // [request]
    // The newest first, kNewsConsentsShown of them. [request]
    std::vector<NewsConsent> consents_of(PersonId person);

    // The scope's person wants them: on where the mailbox is confirmed, else a link is sent there.
    // Fault: invalid (there is no mailbox), forbidden (a learner who is not of age), too_many
    // links. [request]
    Result<NewsTurned> turn_on(const Scope& scope, const NewsYes& yes);
    // The link. A page that only shows a button asks first: programs that look at mail open links.
    // Fault: not_found (it has run out, was used, or the mailbox is another one). [request]
    bool link_open(std::string_view token);
    Result<> confirm(std::string_view token, std::string_view network,
                     std::string_view request_id = {});
    // Off; also if they were. [request]
    void turn_off(const Scope& scope, std::string_view network, std::string_view request_id = {});

    // Whose page of a letter it is. Fault: not_found. [request]
    Result<PersonId> by_token(std::string_view token);
    // Off without a session: by that page, a mail program's button, or the console. [any]
    void end(PersonId person, std::string_view way, std::string_view network = {},
             std::string_view request_id = {});
    // Of those who belong nowhere any more: a job of the host. [any]
    void end_of_those_who_left();

private:
    std::string today() const { return local_time_.day(clock_.now_ms()); }
    void write_down(data::Transaction& transaction, PersonId person, std::string_view act,
                    std::string_view way, std::string_view words, std::string_view locale,
                    std::string_view network) const;

    data::Database& database_;
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    Letters* const letters_;
};

}  // namespace kerege::access
