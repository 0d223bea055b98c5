// Agreements: documents with versions in three languages, and who accepted which of them. A version
// is drafted, published and in force from a day on; what is published never changes, and neither
// does an acceptance: the database refuses it. docs/decisions says why.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::agreements {

inline constexpr size_t kCodeBytesMax = 64;
inline constexpr size_t kTitleLettersMax = 200;
inline constexpr size_t kTextBytesMax = 256 * 1024;  // in each language
inline constexpr int kOfferNoticeHours = 72;         // P2.3: whole ones, before it can be in force
inline constexpr int kDaysAheadMax = 366;            // that a version or an end lies ahead
inline constexpr int kMajority = 18;                 // until then a parent may accept for a child

// What a document is for.
namespace kind {
inline constexpr std::string_view kBinding = "binding";            // each person accepts it
inline constexpr std::string_view kOrganisation = "organisation";  // an administrator, for all
inline constexpr std::string_view kOffer = "offer";                // accepted by ordering
}  // namespace kind

struct Texts {
    std::string kk, ru, en;
    const std::string& in(std::string_view locale) const {
        return locale == "ru" ? ru : locale == "en" ? en : kk;
    }
    auto operator<=>(const Texts&) const = default;
};

struct VersionLine {
    int64_t number = 0;  // 1, 2, 3 …
    Texts title;
    int64_t published_at_ms = 0;
    std::string in_force_from;          // YYYY-MM-DD
    std::vector<std::string> profiles;  // of people a binding one binds; empty: everybody
    int own_age = 0;         // from which a learner accepts it, until then a parent; 0: at any age
    bool withdrawn = false;  // before it was in force
};

struct Version : VersionLine {
    Texts text;
    Texts checksum;  // SHA-256 of the text in that language
};

struct Document {
    int64_t id = 0;
    OrganisationId owner;  // it holds there and beneath
    std::string code;
    std::string kind;
    std::vector<std::string> profiles;  // as it was added; each version has its own
    bool has_draft = false;
    Texts title;                        // of the newest version, or of the draft
    std::vector<VersionLine> versions;  // published ones, the newest first
    // No version up to that number holds from that day on; empty: it goes on.
    std::string ended_from;
    int64_t ended_after = 0;

    const VersionLine* find(int64_t number) const;
    // The newest that was not taken back; or null.
    const VersionLine* newest() const;
    // The one that holds on a day, and the newest if that is still to come; or null.
    const VersionLine* in_force(std::string_view today) const;
    const VersionLine* coming(std::string_view today) const;
    // The first day without it, if nothing newer was published since; or empty.
    std::string_view end() const;
};

struct NewDocument {
    OrganisationId owner;
    std::string code;  // a-z, 0-9 and hyphen
    std::string kind;
    std::vector<std::string> profiles;
};

// The next version while it is written. revision: what the draft is based on; to be given back.
struct Draft {
    int64_t revision = 0;
    Texts title;
    Texts text;
    std::vector<std::string> profiles = {};  // as of the version it becomes
    int own_age = 0;
    bool by_file = false;  // as a file brought it: another file may take its place
};

// As it is kept: lines end with LF, nothing behind their last word, titles without stray spaces.
void tidy(Draft& draft);

// Who does it, for the audit log. person: none for the command line.
struct Doer {
    PersonId person;
    std::string request_id;
};

struct Member {
    PersonId person;
    OrganisationId organisation;
    MembershipId membership;
};

// A document a member is asked to accept.
struct Asked {
    int64_t agreement = 0;
    std::string code;
    int64_t number = 0;
    Texts title;
    OrganisationId party;  // for which organisation; none: for the person
    int64_t published_at_ms = 0;
    bool parent_may = false;   // a learner who is not of age for it
    bool parent_must = false;  // and can't accept it alone

    // "code/number", as a form ticks it.
    std::string name() const { return code + "/" + std::to_string(number); }
};

// How a member accepts, or somebody for them.
struct How {
    std::string way;  // first_sign_in, sign_in, paper or guardian
    std::string locale;
    std::string address;         // of the network
    std::string signed_on = {};  // of a paper, YYYY-MM-DD
    Doer doer = {};
};

struct Accepted {
    std::string code;
    int64_t number = 0;
    Texts title;
    int64_t at_ms = 0;
    std::string way;
    std::string locale;
    std::string address;
    std::string signed_on;  // or empty
    Texts party;            // the organisation's name; empty: for the person
    PersonId by;
    std::string by_name;
};

// Of an organisation and what is beneath: people, or schools for the document of an organisation.
struct Count {
    OrganisationId organisation;
    Texts name;
    int64_t bound = 0;
    int64_t accepted = 0;
};

struct RecentCounts {
    std::vector<Count> rows;
    int64_t at_ms = 0;  // when they were counted
};
class CountsCache;

// Whether anything was ever published: without it nobody is asked anything. [any]
bool anything_published(data::Transaction& transaction);
// What is in force for a member on a day and not accepted yet, in the order of the documents.
std::vector<Asked> asked(data::Transaction& transaction, const Member& member,
                         std::string_view today);

// All functions throw data::Unavailable; all are [any].
class Agreements {
public:
    // All must outlive this.
    Agreements(data::Database& database, const audit::Audit& audit, IdMaker& ids,
               const Clock& clock, const LocalTime& local_time,
               int offer_notice_hours = kOfferNoticeHours);
    ~Agreements();

    std::string today() const { return local_time_.day(clock_.now_ms()); }
    // Whether there is anything to read, as it was some seconds ago; false where the database is
    // away.
    bool lately_published() noexcept;
    std::vector<Document> documents();  // by code
    std::optional<Document> find(std::string_view code);
    std::optional<Version> version(const Document& document, int64_t number);

    // Fault: invalid (code, kind, profiles), conflict (the code is taken).
    Result<int64_t> create(const NewDocument& document, const Doer& doer);
    // The draft; where there is none a copy of the newest version, to begin with.
    Draft draft(const Document& document);
    // May be incomplete. Returns the new revision. Fault: invalid fields (too long, "profiles",
    // "own_age"), conflict (somebody else has saved or published since).
    Result<int64_t> save_draft(const Document& document, const Draft& draft, const Doer& doer);
    // The first day from which what is published now can be in force.
    std::string earliest_day(const Document& document) const;
    // Makes the draft of that revision the next version. Returns its number. Fault: invalid (a
    // title or text that is missing; the field "in_force_from"), conflict (as above).
    Result<int64_t> publish(const Document& document, int64_t revision, std::string_view from,
                            const Doer& doer);

    // Nothing published is lost; what was wrong is taken back or ended, and both are kept.
    // Takes back a version that is still to come. Fault: not_found; conflict if it is in force.
    Result<> withdraw(const Document& document, int64_t number, const Doer& doer);
    // The first day on which it can be over.
    std::string earliest_end(const Document& document) const;
    // No version published so far holds from that day on; what was said last counts. Fault: invalid
    // field "ended_from", conflict (there is no version).
    Result<> end(const Document& document, std::string_view from, const Doer& doer);
    // Calls off an end that is still to come. Fault: conflict (the day has come).
    Result<> keep(const Document& document, const Doer& doer);

    std::vector<Asked> asked(const Member& member);
    // Takes what was ticked, by name. In a member's own way all that is asked must be among it, but
    // for what a parent must accept, and nothing is written otherwise. On paper or by a guardian it
    // may be less; only the person's own documents count, for a guardian those of a child who is
    // not of age for them, and each tick must fit. What is accepted already counts as done. Fault:
    // invalid (also the field "signed_on": before the text was published), conflict (it is not
    // asked any more).
    Result<> accept(const Member& member, const std::vector<std::string>& ticked, const How& how);
    // organisation none: anywhere.
    std::vector<Accepted> accepted(PersonId person, OrganisationId organisation = {});
    // What an organisation may know of it: of documents asked there, without network addresses.
    std::vector<Accepted> accepted_here(const Member& member);
    // The member of an organisation today. Fault: not_found.
    Result<Member> member(OrganisationId organisation, MembershipId membership);
    bool is_guardian(const Member& guardian, MembershipId learner);

    // The organisation itself first, then those right below it. Of many people as they were some
    // minutes ago.
    std::shared_ptr<const RecentCounts> counts(const Document& document, int64_t number,
                                               OrganisationId organisation);

private:
    Result<std::vector<Asked>> taken_for(data::Transaction& transaction, const Member& member,
                                         const std::vector<Asked>& found,
                                         const std::vector<std::string>& ticked,
                                         const How& how) const;
    std::vector<Count> count(const Document& document, int64_t number, OrganisationId organisation);
    // The first day that a change with notice can hold.
    std::string noticed_day(const Document& document) const;
    std::string day_in(int64_t days) const;
    void note(data::Transaction& transaction, OrganisationId organisation, const Doer& doer,
              std::string_view action, std::string_view subject, std::string_view detail) const;

    data::Database& database_;
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    const int offer_notice_hours_;
    std::atomic<bool> published_{false};  // once so, always so
    std::atomic<int64_t> looked_at_ms_{0};
    std::unique_ptr<CountsCache> recent_;
};

}  // namespace kerege::agreements
