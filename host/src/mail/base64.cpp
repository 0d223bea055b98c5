#include "host/src/mail/base64.hpp"

namespace kerege::mail {

std::string base64(std::string_view bytes) {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](size_t at) {
            return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
        };
        const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        out += kDigits[three >> 18];
        out += kDigits[three >> 12 & 63];
        out += i + 1 < bytes.size() ? kDigits[three >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? kDigits[three & 63] : '=';
    }
    return out;
}

}  // namespace kerege::mail
