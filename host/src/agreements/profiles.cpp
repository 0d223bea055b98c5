#include "host/src/agreements/profiles.hpp"

#include <algorithm>
#include <set>

#include "host/src/base/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::agreements {
namespace {

constexpr std::string_view kProfiles[] = {"ministry", "region",   "district", "employee",
                                          "learner",  "guardian", "operator"};

}  // namespace

void check_profiles(const std::vector<std::string>& profiles, std::string_view kind,
                    std::vector<FieldFault>& faults) {
    const bool all_known =
        std::all_of(profiles.begin(), profiles.end(), [](const std::string& one) {
            return std::find(std::begin(kProfiles), std::end(kProfiles), one) !=
                   std::end(kProfiles);
        });
    const bool each_once =
        std::set<std::string>(profiles.begin(), profiles.end()).size() == profiles.size();
    if (!all_known || !each_once || (!profiles.empty() && kind != kind::kBinding))
        faults.push_back(
            {"profiles", KEREGE_TR("Only a document each person accepts names people.")});
}

std::string joined(const std::vector<std::string>& profiles) {
    std::string text;
    for (const std::string& one : profiles) text += (text.empty() ? "" : ",") + one;
    return text;
}

std::vector<std::string> profiles_in(const data::Row& row, size_t column,
                                     const Document& document) {
    if (row.is_null(column)) return document.profiles;
    return text::split(row.text(column), ",");
}

}  // namespace kerege::agreements
