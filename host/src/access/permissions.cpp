#include "host/src/access/permissions.hpp"

#include <algorithm>

namespace kerege::access {

Result<> Permissions::add(Permission permission) {
    if (permission.key.empty()) return invalid("a permission without a key");
    if (index_.contains(permission.key)) return conflict("permission exists: " + permission.key);
    if (all_.size() >= kPermissionsMax) return invalid("more than 512 permissions");
    for (const auto& name : permission.roles) {
        if (std::ranges::find(kRoles, name) == std::end(kRoles)) {
            return invalid("permission " + permission.key + " names an unknown role: " + name);
        }
    }
    index_.emplace(permission.key, static_cast<int>(all_.size()));
    all_.push_back(std::move(permission));
    return success();
}

void Permissions::remove_module(std::string_view module) {
    const std::string prefix = std::string(module) + '.';
    std::erase_if(all_, [&](const Permission& one) { return one.key.starts_with(prefix); });
    index_.clear();
    for (size_t i = 0; i < all_.size(); ++i) index_.emplace(all_[i].key, static_cast<int>(i));
}

int Permissions::index(std::string_view key) const {
    const auto found = index_.find(key);
    return found == index_.end() ? -1 : found->second;
}

PermissionSet Permissions::of_roles(const std::vector<std::string>& roles, bool at_top) const {
    PermissionSet held;
    for (size_t i = 0; i < all_.size(); ++i) {
        if (all_[i].at_top && !at_top) continue;
        held[i] = std::ranges::any_of(all_[i].roles, [&](const std::string& name) {
            return std::ranges::find(roles, name) != roles.end();
        });
    }
    return held;
}

}  // namespace kerege::access
