#include "host/src/pages/slips.hpp"

#include "host/src/pages/qr.hpp"

namespace kerege::pages {

std::string sign_in_address(const House& house, const http::Exchange& exchange) {
    if (!house.public_url.empty()) return house.public_url + "/sign-in";
    return std::string(house.secure_cookies ? "https://" : "http://")
        .append(exchange.request.header("host"))
        .append("/sign-in");
}

void add_slips(const House& house, const http::Exchange& exchange, const std::vector<Slip>& slips,
               Model& model) {
    const std::string address = sign_in_address(house, exchange);
    const QrCode qr = qr_code(address);
    model.set("qr_size", qr.size).set("qr_path", svg_path(qr));
    for (const Slip& slip : slips) {
        model.add("slip")
            .set("name", slip.name)
            .set("place", slip.place)
            .set("address", address)
            .set("login", slip.login)
            .set("password", slip.password);
        model.add("line").set("name", slip.name).set("login", slip.login);
    }
}

}  // namespace kerege::pages
