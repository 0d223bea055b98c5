// The certificate of an erasure as a sheet to file (PDF, A4).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kerege::pages {

// All in the reader's words.
struct CertificateSheet {
    struct Part {
        std::string module;
        std::vector<std::string> lines;
    };
    std::string title;
    std::vector<std::pair<std::string, std::string>> facts;  // label, value
    std::vector<Part> parts;
    std::string state;  // whether it is as it was written
    std::string hash_label;
    std::string hash;
};

// Throws std::runtime_error.
std::string certificate_pdf(const CertificateSheet& sheet, std::string_view locale);

}  // namespace kerege::pages
