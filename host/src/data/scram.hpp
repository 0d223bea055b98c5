// A password as PostgreSQL keeps it, so that it is never sent to be set, nor written to a log.
#pragma once

#include <string>
#include <string_view>

namespace kerege::data {

// Letters and digits, 256 bits of randomness.
std::string random_secret();

// "SCRAM-SHA-256$4096:…". `password` in ASCII.
std::string scram_verifier(std::string_view password);

}  // namespace kerege::data
