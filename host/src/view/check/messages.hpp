// Finds the message ids that templates, sources and manifests use.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kerege::view {

struct UsedMessage {
    std::string where;   // file:line of its first use
    std::string plural;  // empty: used without a number
};

struct UsedMessages {
    std::map<std::string, UsedMessage> by_id;
    std::vector<std::string> problems;  // "file:line: what is wrong"

    void add(const std::string& id, const std::string& where, const std::string& plural = {});
};

// {{_ "message"}} of a template.
void find_in_template(const std::string& file, std::string_view text, UsedMessages& used);
// tr("message"), tr_plural("one", "many", n), KEREGE_TR("message"), in C++. A user's words given to
// invalid() or conflict() without a mark are a problem.
void find_in_source(const std::string& file, std::string_view text, UsedMessages& used);
// name, description, label and purpose of a plugin.yaml.
void find_in_manifest(const std::string& file, std::string_view text, UsedMessages& used);

// All of a folder, with its subfolders. `shown` is how the folder is named in messages.
void find_in_folder(const std::filesystem::path& folder, const std::string& shown,
                    UsedMessages& used);

}  // namespace kerege::view
