#include "host/src/mail/reasons.hpp"

#include <array>
#include <utility>

#include "kerege/sdk/tr.hpp"

namespace kerege::mail {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWords = {{
    {reason::kTooOld, KEREGE_TR("Given up: after five days it tells no news")},
    {reason::kNoAddress, KEREGE_TR("The person has no address any more")},
    {reason::kBadAddress, KEREGE_TR("The person's address can't be written to")},
    {reason::kPersonRate, KEREGE_TR("The person has had enough letters today")},
    {reason::kModuleRate, KEREGE_TR("The module has sent enough letters this hour")},
    {reason::kServerLost, KEREGE_TR("The mail server broke off")},
    {reason::kInDoubt, KEREGE_TR("The mail server did not answer: it may have been delivered")},
}};

}  // namespace

std::string_view reason_words(std::string_view reason) {
    for (const auto& [id, words] : kWords) {
        if (id == reason) return words;
    }
    return {};
}

}  // namespace kerege::mail
