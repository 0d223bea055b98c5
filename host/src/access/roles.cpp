#include "host/src/access/roles.hpp"

#include <algorithm>

#include "kerege/abi/access.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::access {
namespace {

Permission make(std::string_view key, const char* label,
                std::initializer_list<std::string_view> roles, bool entry) {
    return {std::string(key), label, {roles.begin(), roles.end()}, entry};
}

// What concerns all who use the installation is not for the operator of a part of it.
constexpr std::string_view kAtTop[] = {permission::kMaintenancePlan,
                                       permission::kInstallationManage};

}  // namespace

std::vector<Permission> core_permissions() {
    using namespace role;
    constexpr bool kView = false;
    constexpr bool kEntry = true;
    std::vector<Permission> all = {
        make(permission::kRosterImport, KEREGE_TR("Import lists of staff and learners"),
             {kAdministrator}, kEntry),
        make(permission::kPeopleView, KEREGE_TR("View people of the organisation"),
             {kAdministrator, kDeputy, kTeacher}, kView),
        make(permission::kPeopleExport, KEREGE_TR("Take lists of people along as files"),
             {kAdministrator}, kView),
        make(permission::kOrganisationTakeAlong,
             KEREGE_TR("Take everything of the organisation along"), {kAdministrator}, kView),
        make(permission::kPeopleEdit, KEREGE_TR("Edit data of people"), {kAdministrator}, kEntry),
        make(permission::kCredentialsIssue, KEREGE_TR("Issue logins and temporary passwords"),
             {kAdministrator}, kEntry),
        make(permission::kModulesView, KEREGE_TR("View which modules are on"), {kOperator}, kView),
        make(permission::kModulesSet, KEREGE_TR("Turn modules on and off"), {kOperator}, kEntry),
        make(permission::kSettingsSet, KEREGE_TR("Set what modules leave to choose"),
             {kAdministrator, kOperator}, kEntry),
        make(permission::kMailManage, KEREGE_TR("See which letters wait or could not be sent"),
             {kOperator}, kEntry),
        make(permission::kNewsSend, KEREGE_TR("Write news by mail to those who asked for them"),
             {kAdministrator, kOperator}, kEntry),
        make(permission::kOrganisationView, KEREGE_TR("View organisations"), {kOfficial, kOperator},
             kView),
        make(permission::kOrganisationManage, KEREGE_TR("Add and edit organisations"), {kOperator},
             kEntry),
        make(permission::kOrganisationActivate, KEREGE_TR("Have the organisation begin"),
             {kAdministrator}, kEntry),
        make(permission::kApplicationDecide, KEREGE_TR("Answer those who ask to join"), {kOperator},
             kEntry),
        make(permission::kJobsView, KEREGE_TR("View background jobs"), {kOperator}, kView),
        make(permission::kJobsManage, KEREGE_TR("Retry and cancel background jobs"), {kOperator},
             kEntry),
        make(permission::kMaintenancePlan, KEREGE_TR("Plan maintenance"), {kOperator}, kEntry),
        make(permission::kAuditView, KEREGE_TR("View the log of changes"),
             {kAdministrator, kOperator}, kView),
        make(permission::kProfileRestrict, KEREGE_TR("Restrict and block profiles"), {kOperator},
             kEntry),
        make(permission::kAgreementManage, KEREGE_TR("Write and publish agreements"), {kOperator},
             kEntry),
        make(permission::kSecondFactorTakeOff,
             KEREGE_TR("Take off the second factor of members of several organisations"),
             {kOperator}, kEntry),
        make(permission::kAccountManage, KEREGE_TR("Help people of all schools into accounts"),
             {kOperator}, kEntry),
        make(permission::kOfficialManage,
             KEREGE_TR("End the access of officials, and let them see names"), {kOperator}, kEntry),
        make(permission::kInstallationManage, KEREGE_TR("Look after the installation"), {kOperator},
             kEntry),
        make(permission::kSupportAnswer, KEREGE_TR("Answer messages to support"),
             {kAdministrator, kOperator}, kEntry),
        make(permission::kSupportContact, KEREGE_TR("Say whom people turn to for support"),
             {kOperator}, kEntry),
    };
    for (Permission& one : all) one.at_top = std::ranges::find(kAtTop, one.key) != std::end(kAtTop);
    return all;
}

int32_t profile_number(std::string_view profile) {
    constexpr std::pair<std::string_view, int32_t> kProfiles[] = {
        {"ministry", KEREGE_PROFILE_MINISTRY}, {"region", KEREGE_PROFILE_REGION},
        {"district", KEREGE_PROFILE_DISTRICT}, {"employee", KEREGE_PROFILE_EMPLOYEE},
        {"learner", KEREGE_PROFILE_LEARNER},   {"guardian", KEREGE_PROFILE_GUARDIAN},
        {"operator", KEREGE_PROFILE_OPERATOR},
    };
    for (const auto& [name, number] : kProfiles) {
        if (name == profile) return number;
    }
    return KEREGE_PROFILE_NONE;
}

std::vector<std::string> roles_of(int32_t profile, const std::vector<std::string>& given) {
    using namespace role;
    switch (profile) {
        case KEREGE_PROFILE_OPERATOR:
            return {std::string(kOperator)};
        case KEREGE_PROFILE_MINISTRY:
        case KEREGE_PROFILE_REGION:
        case KEREGE_PROFILE_DISTRICT:
            return {std::string(kOfficial)};
        case KEREGE_PROFILE_LEARNER:
            return {std::string(kLearner)};
        case KEREGE_PROFILE_GUARDIAN:
            return {std::string(kGuardian)};
        case KEREGE_PROFILE_EMPLOYEE:
            break;
        default:
            return {};
    }
    std::vector<std::string> roles;
    for (const auto name : {kAdministrator, kDeputy, kTeacher, kEditor, kStaff}) {
        if (std::ranges::find(given, name) != given.end()) roles.emplace_back(name);
    }
    if (roles.empty()) roles.emplace_back(kStaff);
    return roles;
}

}  // namespace kerege::access
