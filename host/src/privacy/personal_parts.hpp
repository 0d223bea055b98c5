// What a copy holds: the host's tables and the modules'. Internal.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "host/src/plugins/plugins.hpp"
#include "host/src/plugins/privacy.hpp"
#include "host/src/view/translator.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::privacy {

// One module's tables, of one organisation; none: of the person wherever they belong.
struct PersonalPart {
    std::string module;        // "core", or a plugin's id
    std::string title;         // its name for people
    std::string organisation;  // a name, or empty
    bool takes_part = true;    // false: it keeps data and gives none out
    std::vector<plugins::PersonalTable> tables = {};
    std::string missing = {};  // why it could not give them out this time, for the log
};

// A deed of the audit log as people say it: whoever has pages knows the words.
using ActionWords = std::function<std::string(std::string_view locale, std::string_view module,
                                              std::string_view action)>;

// Of whom, and in which language.
struct PersonalWish {
    PersonId person;
    MembershipId membership;  // none: of all
    std::string locale;
    // Without what somebody wrote in confidence: for a parent, who may be whom it is about.
    bool without_messages = false;
};

class PersonalParts {
public:
    // All must outlive this.
    PersonalParts(data::Database& database, plugins::Plugins& plugins,
                  const view::Translator& translator, const Clock& clock,
                  const LocalTime& local_time, const ActionWords& action_words)
        : database_(database),
          plugins_(plugins),
          translator_(translator),
          clock_(clock),
          local_time_(local_time),
          action_words_(action_words) {}

    // The host's first, then each module's for each membership; one that fails is marked as
    // missing. [job]
    std::vector<PersonalPart> of(const PersonalWish& wish);

private:
    PersonalPart host_part(const PersonalWish& wish);
    plugins::PersonalValue shown(std::string_view locale, std::string_view text) const;
    std::string word(std::string_view locale, std::string_view message) const;

    data::Database& database_;
    plugins::Plugins& plugins_;
    const view::Translator& translator_;
    const Clock& clock_;
    const LocalTime& local_time_;
    const ActionWords& action_words_;
};

}  // namespace kerege::privacy
