#include "host/src/access/permissions.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "host/src/access/roles.hpp"

namespace kerege::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Permissions of_core() {
    Permissions permissions;
    for (auto& one : core_permissions()) EXPECT_TRUE(permissions.add(one));
    return permissions;
}

TEST(Permissions, RefuseWhatIsWrong) {
    Permissions permissions;
    EXPECT_TRUE(permissions.add({"journal.view", "View", {"teacher"}}));
    EXPECT_EQ(permissions.add({"journal.view", "View", {"teacher"}}).fault().kind,
              FaultKind::conflict);
    EXPECT_EQ(permissions.add({"journal.edit", "Edit", {"headmaster"}}).fault().kind,
              FaultKind::invalid);
    EXPECT_EQ(permissions.add({"", "Nothing", {}}).fault().kind, FaultKind::invalid);
    EXPECT_EQ(permissions.all().size(), 1u);
    EXPECT_EQ(permissions.index("journal.edit"), -1);
}

TEST(Permissions, AreAtMost512) {
    Permissions permissions;
    for (size_t i = 0; i < kPermissionsMax; ++i) {
        ASSERT_TRUE(permissions.add({"a." + std::to_string(i), "", {}}));
    }
    EXPECT_FALSE(permissions.add({"b.one", "", {}}));
}

TEST(Permissions, OfAModuleGoWithIt) {
    auto permissions = of_core();
    ASSERT_TRUE(permissions.add({"journal.view", "", {"teacher"}}));
    ASSERT_TRUE(permissions.add({"journalist.view", "", {"editor"}}));
    permissions.remove_module("journal");
    EXPECT_EQ(permissions.index("journal.view"), -1);
    const int index = permissions.index("journalist.view");
    ASSERT_GE(index, 0);
    EXPECT_EQ(permissions.all()[static_cast<size_t>(index)].key, "journalist.view");
    EXPECT_TRUE(permissions.of_roles({"editor"})[static_cast<size_t>(index)]);
}

// Who holds what, line by line, so that a change to it is seen in review.
TEST(Permissions, OfTheHost) {
    struct Line {
        std::string_view key;
        std::vector<std::string> holders;
    };
    const Line table[] = {
        {permission::kSupportAnswer, {"operator", "administrator"}},
        {permission::kSupportContact, {"operator"}},
        {permission::kRosterImport, {"administrator"}},
        {permission::kPeopleExport, {"administrator"}},
        {permission::kOrganisationTakeAlong, {"administrator"}},
        {permission::kPeopleView, {"administrator", "deputy", "teacher"}},
        {permission::kPeopleEdit, {"administrator"}},
        {permission::kCredentialsIssue, {"administrator"}},
        {permission::kModulesView, {"operator"}},
        {permission::kModulesSet, {"operator"}},
        {permission::kOrganisationView, {"operator", "official"}},
        {permission::kOrganisationManage, {"operator"}},
        {permission::kOrganisationActivate, {"administrator"}},
        {permission::kApplicationDecide, {"operator"}},
        {permission::kMaintenancePlan, {"operator"}},
        {permission::kSettingsSet, {"operator", "administrator"}},
        {permission::kMailManage, {"operator"}},
        {permission::kNewsSend, {"operator", "administrator"}},
        {permission::kJobsView, {"operator"}},
        {permission::kJobsManage, {"operator"}},
        {permission::kAuditView, {"operator", "administrator"}},
        {permission::kAgreementManage, {"operator"}},
        {permission::kSecondFactorTakeOff, {"operator"}},
        {permission::kAccountManage, {"operator"}},
        {permission::kOfficialManage, {"operator"}},
        {permission::kInstallationManage, {"operator"}},
        {permission::kProfileRestrict, {"operator"}},
    };
    const auto permissions = of_core();
    EXPECT_EQ(permissions.all().size(), std::size(table));
    for (const auto& line : table) {
        const int index = permissions.index(line.key);
        ASSERT_GE(index, 0) << line.key;
        std::vector<std::string> holders;
        for (const auto name : kRoles) {
            if (permissions.of_roles({std::string(name)})[static_cast<size_t>(index)]) {
                holders.emplace_back(name);
            }
        }
        EXPECT_EQ(holders, line.holders) << line.key;
    }
    EXPECT_TRUE(permissions.of_roles({}).none());
}

// What concerns the whole installation is not for the operator of a part of it.
TEST(Permissions, OfTheInstallationAreHeldAtTheTop) {
    const auto permissions = of_core();
    const auto beneath = permissions.of_roles({"operator"}, false);
    const auto holds = [&](std::string_view key) {
        return beneath[static_cast<size_t>(permissions.index(key))];
    };
    EXPECT_FALSE(holds(permission::kInstallationManage));
    EXPECT_FALSE(holds(permission::kMaintenancePlan));
    EXPECT_TRUE(holds(permission::kOrganisationManage));
    EXPECT_TRUE(holds(permission::kJobsManage));
    EXPECT_EQ((permissions.of_roles({"operator"}) ^ beneath).count(), 2u);
}

// U1.6: six profiles; one person holds several, in several organisations.
TEST(Roles, FollowTheProfile) {
    EXPECT_THAT(roles_of(KEREGE_PROFILE_OPERATOR, {}), ElementsAre("operator"));
    for (const auto official :
         {KEREGE_PROFILE_MINISTRY, KEREGE_PROFILE_REGION, KEREGE_PROFILE_DISTRICT})
        EXPECT_THAT(roles_of(official, {"operator"}), ElementsAre("official"));
    EXPECT_THAT(roles_of(KEREGE_PROFILE_EMPLOYEE, {"teacher", "administrator"}),
                ElementsAre("administrator", "teacher"));
    EXPECT_THAT(roles_of(KEREGE_PROFILE_EMPLOYEE, {"teacher", "deputy"}),
                ElementsAre("deputy", "teacher"));
    EXPECT_THAT(roles_of(KEREGE_PROFILE_EMPLOYEE, {}), ElementsAre("staff"));
    EXPECT_THAT(roles_of(KEREGE_PROFILE_EMPLOYEE, {"operator"}), ElementsAre("staff"));
    EXPECT_THAT(roles_of(KEREGE_PROFILE_LEARNER, {"administrator"}), ElementsAre("learner"));
    EXPECT_THAT(roles_of(KEREGE_PROFILE_GUARDIAN, {}), ElementsAre("guardian"));
    EXPECT_THAT(roles_of(KEREGE_PROFILE_NONE, {"administrator"}), IsEmpty());
    std::set<int32_t> profiles;
    for (const char* name : {"ministry", "region", "district", "employee", "learner", "guardian"})
        profiles.insert(profile_number(name));
    EXPECT_EQ(profiles.size(), 6u);
    EXPECT_FALSE(profiles.contains(KEREGE_PROFILE_NONE));
    EXPECT_EQ(profile_number("guardian"), KEREGE_PROFILE_GUARDIAN);
    EXPECT_EQ(profile_number("headmaster"), KEREGE_PROFILE_NONE);
}

}  // namespace
}  // namespace kerege::access
