// Help: short texts, each for a task, in the three languages, and which page each belongs to.
//
// A folder has topics.yaml, a list of {topic, permission, pages} in the order in which they are
// shown, and for each topic and language a file <language>/<topic>.txt. Its first line is "#
// Title"; the rest is written as agreements::blocks_of reads it. The host has such a folder, and a
// module may have one.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/result.hpp"

namespace kerege::view {

struct HelpText {
    std::string title;
    std::string body;
};

struct HelpTopic {
    std::string module;              // empty: the host's own
    std::string code;                // of a module: begins with its id and a dot
    std::string permission;          // whose work it is about; empty: everybody's
    std::vector<std::string> pages;  // patterns of paths; "*" stands for one part
    std::map<std::string, HelpText, std::less<>> texts;  // by locale: all three are there

    const HelpText& text(std::string_view locale) const;  // of an unknown one the Kazakh
};

class Help {
public:
    // Adds the topics of a folder, of the host with an empty module. Fault: file, line and what is
    // wrong; then nothing of the folder was added. [control], before requests are served
    Result<> add_folder(const std::string& module, const std::filesystem::path& folder);

    const std::vector<HelpTopic>& topics() const { return topics_; }  // [any]
    const HelpTopic* find(std::string_view code) const;               // or null [any]
    // The topic whose pattern fits the path best: the most parts, and those of words before "*". A
    // pattern fits what lies beneath it too. Null where none does. [any]
    const HelpTopic* of_page(std::string_view path) const;

private:
    std::vector<HelpTopic> topics_;
};

}  // namespace kerege::view
