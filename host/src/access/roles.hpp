// The roles by name, which of them a membership carries, and the host's own permissions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/permissions.hpp"

namespace kerege::access {

namespace role {
inline constexpr std::string_view kOperator = "operator";
inline constexpr std::string_view kOfficial = "official";
inline constexpr std::string_view kAdministrator = "administrator";
inline constexpr std::string_view kDeputy = "deputy";
inline constexpr std::string_view kTeacher = "teacher";
inline constexpr std::string_view kEditor = "editor";
inline constexpr std::string_view kStaff = "staff";
inline constexpr std::string_view kLearner = "learner";
inline constexpr std::string_view kGuardian = "guardian";
}  // namespace role

namespace permission {
inline constexpr std::string_view kRosterImport = "core.roster.import";
inline constexpr std::string_view kPeopleExport = "core.people.export";
inline constexpr std::string_view kOrganisationTakeAlong = "core.organisation.take_along";
inline constexpr std::string_view kPeopleView = "core.people.view";
inline constexpr std::string_view kPeopleEdit = "core.people.edit";
inline constexpr std::string_view kCredentialsIssue = "core.credentials.issue";
inline constexpr std::string_view kModulesView = "core.modules.view";
inline constexpr std::string_view kModulesSet = "core.modules.set";
inline constexpr std::string_view kSettingsSet = "core.settings.set";
inline constexpr std::string_view kMailManage = "core.mail.manage";
inline constexpr std::string_view kNewsSend = "core.news.send";
inline constexpr std::string_view kOrganisationView = "core.organisation.view";
inline constexpr std::string_view kOrganisationManage = "core.organisation.manage";
inline constexpr std::string_view kOrganisationActivate = "core.organisation.activate";
inline constexpr std::string_view kApplicationDecide = "core.application.decide";
inline constexpr std::string_view kJobsView = "core.jobs.view";
inline constexpr std::string_view kJobsManage = "core.jobs.manage";
inline constexpr std::string_view kMaintenancePlan = "core.maintenance.plan";
inline constexpr std::string_view kAuditView = "core.audit.view";
inline constexpr std::string_view kAgreementManage = "core.agreement.manage";
inline constexpr std::string_view kSecondFactorTakeOff = "core.second_factor.take_off";
inline constexpr std::string_view kAccountManage = "core.account.manage";
inline constexpr std::string_view kOfficialManage = "core.official.manage";
inline constexpr std::string_view kInstallationManage = "core.installation.manage";
inline constexpr std::string_view kProfileRestrict = "core.profile.restrict";
inline constexpr std::string_view kSupportAnswer = "core.support.answer";
inline constexpr std::string_view kSupportContact = "core.support.contact";
}  // namespace permission

// What the host itself lets roles do; added to Permissions before any plugin's.
std::vector<Permission> core_permissions();

// KEREGE_PROFILE_… of core_membership.profile; NONE for a word that is no profile.
int32_t profile_number(std::string_view profile);

// The roles a membership carries. The profile alone decides for everybody but employees, whose
// roles are given by their organisation; an employee given none is `staff`. Roles that don't fit
// the profile count for nothing, so that a stray row can't make an administrator of a learner.
std::vector<std::string> roles_of(int32_t profile, const std::vector<std::string>& given);

}  // namespace kerege::access
