// Copies of what is kept about a person: asked for by the person, by a guardian for a young child,
// or by an administrator on a written request; made in the background, fetched by whoever asked,
// gone after some days.
//
// The files lie in a folder of their own, named by the copy's id, and nobody else may read them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/letters.hpp"
#include "host/src/access/scope.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/files/descriptor.hpp"
#include "host/src/plugins/plugins.hpp"
#include "host/src/privacy/personal_parts.hpp"
#include "host/src/privacy/settings.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::privacy {

inline constexpr std::string_view kCopyJob = "personal_data.copy";

enum class CopyState { waiting, ready, failed };

struct Copy {
    int64_t id = 0;
    PersonId person;
    MembershipId membership;  // none: all of the person's
    CopyState state = CopyState::waiting;
    int64_t bytes = 0;
    int64_t asked_at_ms = 0;
    std::optional<int64_t> expires_at_ms;
    std::string person_name;
    std::string by_name;
    PersonId by;
};

class Copies {
public:
    // All must outlive this. `letters` may be NULL: nobody is written to.
    Copies(data::Database& database, const audit::Audit& audit, plugins::Plugins& plugins,
           const view::Renderer& renderer, const view::Translator& translator, IdMaker& ids,
           const Clock& clock, const LocalTime& local_time, const Log& log,
           std::filesystem::path folder, const PrivacySettings& settings, access::Letters* letters,
           ActionWords action_words);

    // Asks for a copy: of all one's own data; of a child's in the guardian's organisation; of a
    // member's in the administrator's, of which the person is told. Fault: not_found; forbidden
    // for a child that is not young; conflict while one is being made. What was made before is
    // replaced. [request]
    Result<> ask_own(const access::Scope& scope, std::string_view locale,
                     std::string_view request_id);
    Result<> ask_for_child(const access::Scope& scope, MembershipId child, std::string_view locale,
                           std::string_view request_id);
    Result<> ask_for_member(const access::Scope& scope, MembershipId member,
                            std::string_view locale, std::string_view request_id);
    // Writes one of a member's, in the organisation, into a file at once: for the host's console,
    // on a written request. The person is told, and the log of the organisation. Fault: not_found;
    // unavailable, and no file, where a module can't give out its part or the file can't be
    // written. [any]
    Result<> write(OrganisationId organisation, MembershipId member, const std::string& locale,
                   const std::filesystem::path& file);
    // Whether a child is of an age for which a guardian asks. [request]
    bool is_young(std::string_view birth_date) const;

    // Those somebody asked for, and those others asked for about them; the newest first.
    // edits_people: the scope's person may core.people.edit. Of others only what was ordered in the
    // scope's organisation, by who may order it there still. [request]
    std::vector<Copy> of(const access::Scope& scope, bool edits_people);
    struct Opened {
        std::string name;
        files::Descriptor file;
    };
    // Only for who asked, as of(). Fault: not_found, also when its days are over. [request]
    Result<Opened> open(const access::Scope& scope, bool edits_people, int64_t id,
                        std::string_view request_id);

    // Makes one that waits; where it is gone meanwhile, nothing. `last`: no further attempt
    // follows. Fault: unavailable. [job]
    Result<> make(int64_t id, bool last);
    // Removes those whose days are over, and files of none. [job]
    void forget_old();

private:
    struct Wanted;
    Result<> ask(const Wanted& wanted, std::string_view request_id);
    bool still_theirs(data::Transaction& transaction, const access::Scope& scope, bool edits_people,
                      const Wanted& wanted) const;
    void tell(data::Transaction& transaction, const Wanted& wanted, int64_t id);
    void write_file(const std::filesystem::path& file, const PersonalWish& wish,
                    const std::string& name, const std::vector<PersonalPart>& parts);
    std::optional<PersonId> person_of(OrganisationId organisation, MembershipId member);
    std::filesystem::path file_of(int64_t id) const;

    data::Database& database_;
    const audit::Audit& audit_;
    plugins::Plugins& plugins_;
    const view::Renderer& renderer_;
    const view::Translator& translator_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    const Log& log_;
    const std::filesystem::path folder_;
    const PrivacySettings settings_;
    access::Letters* letters_;
    const ActionWords action_words_;
};

}  // namespace kerege::privacy
