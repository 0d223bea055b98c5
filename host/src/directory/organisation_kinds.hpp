// What kinds of organisations there are: where each may stand in the tree, and who may belong to
// it. The table is the rule; nothing else decides by a kind's name. Pure, from any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace kerege::directory {

struct OrganisationKind {
    std::string_view code;
    std::string_view label;                      // a message id
    std::span<const std::string_view> beneath;   // right beneath which kinds; any may be a top
    std::span<const std::string_view> profiles;  // of its members; an operator may be anywhere
    bool joins;                                  // may ask to join by itself
};

std::span<const OrganisationKind> organisation_kinds();
// Null for a word that is no kind. The table lives for ever.
const OrganisationKind* find_kind(std::string_view code);
// parent: empty for a top.
bool may_stand_beneath(std::string_view kind, std::string_view parent);
// Those that may stand right beneath one, in the order of the table.
std::vector<const OrganisationKind*> kinds_beneath(std::string_view parent);
bool may_hold(std::string_view kind, std::string_view profile);

}  // namespace kerege::directory
