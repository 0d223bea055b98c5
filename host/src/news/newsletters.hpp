// Newsletters: written by an operator, or by the administrator of a school, to those of the
// organisation and beneath it who asked for news by mail (U4.16; access/news.hpp).
//
// A job puts the letters into the outbox, from which they leave as all letters do, in turns and
// within its limits. Each reader gets the words in their own language; where there are none, in
// Kazakh, else Russian, else English.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/scope.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/jobs/queue.hpp"
#include "host/src/mail/outbox.hpp"
#include "host/src/view/text_templates.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::news {

using NewsletterId = Id<struct NewsletterTag>;

inline constexpr std::string_view kJob = "news.write";
// As the outbox knows them: their turns and limits are their own, so that no other letter waits.
inline constexpr std::string_view kModule = "core.news";
inline constexpr size_t kSubjectLettersMax = 150;
inline constexpr size_t kTextLettersMax = 10'000;
inline constexpr int kShownMost = 100;

struct Words {
    std::string subject;
    std::string text;
    bool empty() const { return subject.empty() && text.empty(); }
};

struct Draft {
    Words kk, ru, en;
    int64_t revision = 0;  // what it is based on; to be given back
};

struct Newsletter {
    NewsletterId id;
    OrganisationId organisation;
    std::string organisation_code;
    std::string name_kk, name_ru, name_en;  // of the organisation
    std::string state;                      // draft, sending, sent, cancelled
    Draft draft;
    std::string by_name;  // who sent it, or saved it last; empty: the host's console
    int64_t changed_at_ms = 0, begun_at_ms = 0, ended_at_ms = 0;
    int64_t readers = 0;  // when it began
    int64_t written = 0;  // letters, without those taken back
    int64_t waiting = 0;  // letters that have not left yet
    bool broken_off = false;

    // In which language a reader of that one gets it.
    std::string_view locale_for(std::string_view locale) const;
    const Words& words_in(std::string_view locale) const;
    // The first that there is: for lists.
    const std::string& subject(std::string_view locale) const;
};

// Who does it. person: none for the host's console.
struct Doer {
    PersonId person;
    std::string request_id;
};

// What newsletters work with. All must outlive who holds it.
struct Parts {
    data::Database& database;
    const audit::Audit& audit;
    IdMaker& ids;
    const Clock& clock;
    const LocalTime& local_time;
    jobs::Queue& queue;
    const mail::Outbox& outbox;
    const view::TextTemplates& templates;
    std::string address;  // of the site, for links
};

// All functions but run() are [any]; `organisation` is whose newsletters they are.
class Newsletters {
public:
    explicit Newsletters(Parts parts) : parts_(std::move(parts)) {}

    // The newest first, kShownMost of them; organisation none: of all.
    std::vector<Newsletter> list(OrganisationId organisation);
    // Fault: not_found.
    Result<Newsletter> find(OrganisationId organisation, NewsletterId id);
    // How many it reaches today.
    int64_t readers(OrganisationId organisation);

    // Fault: invalid fields "subject_kk" … "text_en": one of the two without the other, too long,
    // or nothing in any language.
    Result<NewsletterId> add(OrganisationId organisation, const Draft& draft, const Doer& doer);
    // Faults as above; conflict: somebody else has saved, or it is sent.
    Result<> save(OrganisationId organisation, NewsletterId id, const Draft& draft,
                  const Doer& doer);
    Result<> remove(OrganisationId organisation, NewsletterId id, const Doer& doer);

    // The letter as a reader of that language gets it; link: empty where it is only looked at.
    view::TextTemplates::Text letter(const Newsletter& newsletter, std::string_view locale,
                                     std::string_view link) const;
    // One to the scope's person alone, in each language there is. Fault: not_found, invalid (they
    // have no address).
    Result<> test(const access::Scope& scope, NewsletterId id);
    // To all readers, as it was looked at. Sent twice it is begun once. Fault: not_found; conflict
    // (another revision); invalid (nobody would get it).
    Result<> send(OrganisationId organisation, NewsletterId id, int64_t revision, const Doer& doer);
    // Nothing more is written, and what has not left is taken back. Fault: not_found; conflict:
    // everything has left.
    Result<> cancel(OrganisationId organisation, NewsletterId id, const Doer& doer);
    // The job. [job]
    Result<> run(jobs::Running& running);

private:
    struct Reader;
    std::vector<Newsletter> read(OrganisationId organisation, NewsletterId id);
    std::vector<Reader> next_readers(OrganisationId organisation, int64_t after);
    // Returns false if it is not to go on here.
    bool write_some(const Newsletter& newsletter, int64_t after,
                    const std::vector<Reader>& readers);
    void write_to(data::Transaction& transaction, const Newsletter& newsletter,
                  const Reader& reader, std::string_view key);
    void note(data::Transaction& transaction, OrganisationId organisation, NewsletterId id,
              std::string_view action, const Doer& doer) const;
    std::string today() const { return parts_.local_time.day(parts_.clock.now_ms()); }

    const Parts parts_;
};

}  // namespace kerege::news
