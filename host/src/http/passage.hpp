// One request under way, for the pipeline alone.
#pragma once

#include <chrono>
#include <string>

#include "host/src/http/pipeline.hpp"

namespace kerege::http {

struct Pipeline::Passage {
    explicit Passage(Request& request) : exchange{request, response, {}} {}
    Passage(const Passage&) = delete;
    Passage& operator=(const Passage&) = delete;

    Response response;
    Exchange exchange;
    const Route* route = nullptr;
    std::string reason;           // why it was not served as asked, for the log
    bool plain = false;           // a file or a supervisor's question
    bool paid = false;            // the address has paid for it
    bool new_form_token = false;  // the browser does not have it yet
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
};

}  // namespace kerege::http
