#include "host/src/data/postgres_session.hpp"

#include <Poco/Exception.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

namespace kerege::data {
namespace {

std::string quoted(std::string_view value) {
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

}  // namespace

std::string connection_string(const DatabaseSettings& settings) {
    char* reason = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(settings.target.c_str(), &reason), PQconninfoFree);
    if (!options) {
        const std::string text = reason ? reason : "out of memory";
        PQfreemem(reason);
        throw std::invalid_argument(text);
    }
    const auto wait_s = std::max<int64_t>(2, settings.wait_max.count() / 1000);
    // A server that vanished without a word is noticed within some twenty seconds.
    std::map<std::string, std::string> parts = {
        {"application_name", "kerege"}, {"connect_timeout", std::to_string(wait_s)},
        {"keepalives_idle", "10"},      {"keepalives_interval", "3"},
        {"keepalives_count", "3"},      {"tcp_user_timeout", "20000"}};
    for (const PQconninfoOption* option = options.get(); option->keyword; ++option) {
        if (option->val) parts[option->keyword] = option->val;
    }
    parts["client_encoding"] = "UTF8";
    if (!settings.user.empty()) parts["user"] = settings.user;
    if (!settings.password.empty()) parts["password"] = settings.password;
    std::string joined;
    for (const auto& [keyword, value] : parts) {
        joined += fmt::format("{}={} ", keyword, quoted(value));
    }
    return joined;
}

PostgresSession::PostgresSession(const DatabaseSettings& settings) {
    try {
        session_.connect(connection_string(settings));
    } catch (const Poco::Exception& failure) {
        const std::string text = failure.displayText();
        close();
        throw Unavailable(text);
    }
}

PostgresSession::~PostgresSession() { close(); }

// Poco finishes a session that is well and leaks one that died, or that never came up.
void PostgresSession::close() noexcept {
    PGconn* connection = session_;
    if (connection && PQstatus(connection) != CONNECTION_OK) PQfinish(connection);
}

}  // namespace kerege::data
