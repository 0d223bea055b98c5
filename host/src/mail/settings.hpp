// How letters leave the house: the section `mail` of the configuration.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace kerege::mail {

enum class Security { none, starttls, tls };

struct MailSettings {
    std::string host;  // empty: letters are kept and not sent
    uint16_t port = 587;
    Security security = Security::starttls;
    std::string ca_file;  // empty: the system's certificates
    std::string user;     // empty: the server asks for none
    std::string password;
    std::string from;       // an address
    std::string from_name;  // what stands beside it
    std::chrono::milliseconds deadline{30'000};
    int person_letters_per_day_max = 20;
    int module_letters_per_hour_max = 10'000;
    int keep_days = 30;

    bool configured() const { return !host.empty(); }
};

}  // namespace kerege::mail
