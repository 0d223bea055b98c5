// Strong ids: a LearnerId is not a LessonId, and neither is a bare integer.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace kerege {

template <class Tag>
struct Id {
    int64_t value = 0;

    constexpr auto operator<=>(const Id&) const = default;
    explicit constexpr operator bool() const { return value != 0; }
    std::string text() const { return std::to_string(value); }

    // Reads a positive decimal of at most 19 digits; anything else is nullopt.
    static std::optional<Id> parse(std::string_view text) {
        int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size() || number <= 0) return {};
        return Id{number};
    }
};

using PersonId = Id<struct PersonTag>;
using MembershipId = Id<struct MembershipTag>;
using OrganisationId = Id<struct OrganisationTag>;

}  // namespace kerege

template <class Tag>
struct std::hash<kerege::Id<Tag>> {
    size_t operator()(kerege::Id<Tag> id) const noexcept { return std::hash<int64_t>()(id.value); }
};
