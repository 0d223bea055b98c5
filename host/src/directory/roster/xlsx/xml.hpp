// Reads the XML of strangers' files as it comes, in pieces, without keeping it. No document types,
// and so no entities of a file's own; no tag longer than a megabyte, none nested deeper than 64.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "kerege/sdk/result.hpp"

struct XML_ParserStruct;

namespace kerege::directory::roster::xlsx {

// The attributes of one element, by their names without prefix.
class Attributes {
public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    // Empty if there is none. Lives as long as the call it was given to.
    std::string_view get(std::string_view name) const;

private:
    const char** pairs_;
};

// What a part of a workbook looks for. Names come without their prefixes.
class Parts {
public:
    virtual ~Parts() = default;
    virtual void start(std::string_view name, const Attributes& attributes) = 0;
    virtual void end(std::string_view) {}
    virtual void text(std::string_view) {}
    // Set by any of them: the reading ends with it.
    std::optional<Fault> fault = {};
};

// What is wrong with a workbook that nobody can read.
Fault damaged_workbook(const char* log_text);

class Xml {
public:
    // `parts` must outlive it.
    explicit Xml(Parts& parts);
    // One more piece. Fault: no XML, beyond the limits, or that of `parts`.
    Result<> take(std::string_view piece);
    // Nothing follows. Fault: it is cut off.
    Result<> finish();

    void begin_tag(std::string_view name, const Attributes& attributes);
    void end_tag(std::string_view name);
    void characters(std::string_view text);
    void refuse(const char* log_text);

private:
    struct Frees {
        void operator()(XML_ParserStruct* parser) const;
    };
    Result<> parse(std::string_view piece, bool last);
    void stop_if_faulty();

    Parts& parts_;
    std::unique_ptr<XML_ParserStruct, Frees> parser_;
    int depth_ = 0;
    size_t silent_bytes_ = 0;  // taken since anything was understood
};

}  // namespace kerege::directory::roster::xlsx
