#include "host/src/base/address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>

namespace kerege {

std::string address_key(std::string_view address) {
    const std::string text(address.substr(0, address.find('%')));  // without a zone
    in6_addr six{};
    if (::inet_pton(AF_INET6, text.c_str(), &six) != 1) return std::string(address);
    char written[INET6_ADDRSTRLEN] = {};
    if (IN6_IS_ADDR_V4MAPPED(&six)) {
        ::inet_ntop(AF_INET, six.s6_addr + 12, written, sizeof written);
        return written;
    }
    std::fill(six.s6_addr + 8, six.s6_addr + 16, uint8_t{0});
    ::inet_ntop(AF_INET6, &six, written, sizeof written);
    return std::string(written) + "/64";
}

}  // namespace kerege
