#include "host/src/directory/organisation_kinds.hpp"

#include <algorithm>

#include "kerege/sdk/tr.hpp"

namespace kerege::directory {
namespace {

using Words = std::string_view;

constexpr Words kMinistry = "ministry", kRegion = "region", kDistrict = "district",
                kSchool = "school", kStateBody = "state_body", kSelfGovernment = "self_government",
                kTrainingCentre = "training_centre", kCourseProvider = "course_provider";
constexpr Words kEmployee = "employee", kLearner = "learner", kGuardian = "guardian";

constexpr Words kAboveRegion[] = {kMinistry};
constexpr Words kAboveDistrict[] = {kMinistry, kRegion};
constexpr Words kAboveSchool[] = {kMinistry, kRegion, kDistrict, kStateBody};
constexpr Words kAboveBody[] = {kMinistry, kRegion,    kDistrict,
                                kSchool,   kStateBody, kSelfGovernment};
constexpr Words kAboveCentre[] = {kMinistry, kRegion, kDistrict, kStateBody, kSelfGovernment};

constexpr Words kOfMinistry[] = {kMinistry, kEmployee};
constexpr Words kOfRegion[] = {kRegion, kEmployee};
constexpr Words kOfDistrict[] = {kDistrict, kEmployee};
constexpr Words kOfSchool[] = {kEmployee, kLearner, kGuardian};
// Who serves there is an official of the level at which the body stands.
constexpr Words kOfBody[] = {kMinistry, kRegion, kDistrict, kEmployee};
constexpr Words kOfCentre[] = {kEmployee, kLearner};

constexpr OrganisationKind kKinds[] = {
    {kMinistry, KEREGE_TR("Ministry"), {}, kOfMinistry, false},
    {kRegion, KEREGE_TR("Regional department"), kAboveRegion, kOfRegion, false},
    {kDistrict, KEREGE_TR("District department"), kAboveDistrict, kOfDistrict, false},
    {kSchool, KEREGE_TR("School"), kAboveSchool, kOfSchool, true},
    {kStateBody, KEREGE_TR("Other state body"), kAboveBody, kOfBody, false},
    {kSelfGovernment, KEREGE_TR("Local self-government"), kAboveBody, kOfBody, false},
    {kTrainingCentre, KEREGE_TR("Training centre"), kAboveCentre, kOfCentre, true},
    {kCourseProvider, KEREGE_TR("Course provider"), kAboveCentre, kOfCentre, true},
};

bool among(std::span<const Words> words, Words word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::span<const OrganisationKind> organisation_kinds() { return kKinds; }

const OrganisationKind* find_kind(std::string_view code) {
    for (const OrganisationKind& kind : kKinds)
        if (kind.code == code) return &kind;
    return nullptr;
}

bool may_stand_beneath(std::string_view kind, std::string_view parent) {
    const OrganisationKind* found = find_kind(kind);
    return found && (parent.empty() || among(found->beneath, parent));
}

std::vector<const OrganisationKind*> kinds_beneath(std::string_view parent) {
    std::vector<const OrganisationKind*> kinds;
    for (const OrganisationKind& kind : kKinds)
        if (among(kind.beneath, parent)) kinds.push_back(&kind);
    return kinds;
}

bool may_hold(std::string_view kind, std::string_view profile) {
    const OrganisationKind* found = find_kind(kind);
    return found && (profile == "operator" || among(found->profiles, profile));
}

}  // namespace kerege::directory
