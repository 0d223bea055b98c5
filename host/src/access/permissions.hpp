// What each role may do, gathered from the host and the plugins' manifests, sealed after loading.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/scope.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::access {

// Roles: operator, official, administrator, deputy (who looks after the teaching and sees all of
// it), teacher, editor, staff (any other employee), learner, guardian. Homeroom teacher is not a
// role but a fact of the `school` module, found by look-up.
inline constexpr std::string_view kRoles[] = {"operator", "official", "administrator",
                                              "deputy",   "teacher",  "editor",
                                              "staff",    "learner",  "guardian"};

struct Permission {
    std::string key;                 // "journal.mark.enter"
    std::string label;               // a message id
    std::vector<std::string> roles;  // that hold it
    bool entry = false;              // a right to enter; otherwise a right to view
    bool at_top = false;  // of the installation: held only in an organisation beneath no other
};

class Permissions {
public:
    // Fault: key known already, unknown role, or more than kPermissionsMax.
    Result<> add(Permission permission);
    void remove_module(std::string_view module);  // keys "<module>.…"
    // -1 for an unknown key.
    int index(std::string_view key) const;
    // at_top: the organisation in which the roles are held stands beneath no other.
    PermissionSet of_roles(const std::vector<std::string>& roles, bool at_top = true) const;
    const std::vector<Permission>& all() const { return all_; }

private:
    std::vector<Permission> all_;
    std::map<std::string, int, std::less<>> index_;
};

}  // namespace kerege::access
