// Addresses of the network as limits count them.
#pragma once

#include <string>
#include <string_view>

namespace kerege {

// What stands for whoever is behind an address: an IPv4 address itself, also where it is written as
// IPv6 ("::ffff:192.0.2.1"); of an IPv6 address the network of 64 bits, since every line is given
// at least as much and may send each request from another address of it. A text that is no address
// stays as it is. Pure. [any]
std::string address_key(std::string_view address);

}  // namespace kerege
