#include "host/src/app/command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "kerege/sdk/text.hpp"

namespace kerege::app {
namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const size_t end = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

}  // namespace

std::string Invocation::option(const std::string& name, const std::string& fallback) const {
    const auto found = options.find(name);
    return found == options.end() ? fallback : found->second;
}

std::string Invocation::needed(const std::string& name) const {
    const auto found = options.find(name);
    if (found == options.end() || found->second.empty())
        throw Failure(fmt::format("--{} is missing", name), kUsage);
    return found->second;
}

std::string words_of(const Fault& fault) {
    std::string words;
    for (const FieldFault& wrong : fault.fields)
        words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", wrong.field, wrong.message);
    if (words.empty()) words = fault.log_text.empty() ? fault.user_message : fault.log_text;
    return sdk::with_values(std::move(words), fault.values);
}

size_t Command::arguments_count() const { return words_of(arguments).size(); }

const Command* find_command(std::vector<std::string>& arguments) {
    for (const Command& command : commands()) {
        const auto words = words_of(command.words);
        if (words.size() > arguments.size() ||
            !std::equal(words.begin(), words.end(), arguments.begin()))
            continue;
        arguments.erase(arguments.begin(),
                        arguments.begin() + static_cast<std::ptrdiff_t>(words.size()));
        return &command;
    }
    return nullptr;
}

std::string help_of_all() {
    std::string text = "Usage: kerege COMMAND [OPTIONS]\n\n";
    for (const Command& command : commands()) {
        const std::string left = fmt::format("{} {}", command.words, command.arguments);
        text += fmt::format("  {:<30} {}\n", left, command.text);
    }
    return text + "\n  kerege COMMAND --help says more. Every command takes --config FILE.\n";
}

std::string help_of(const Command& command) {
    std::string text =
        fmt::format("Usage: kerege {}{}{} [OPTIONS]\n\n  {}\n\n", command.words,
                    command.arguments.empty() ? "" : " ", command.arguments, command.text);
    for (const OptionText& option : options()) {
        const auto& taken = command.options;
        const bool known = std::find(taken.begin(), taken.end(), option.name) != taken.end();
        if (!known && option.name != "config") continue;
        const std::string left = fmt::format("--{} {}", option.name, option.argument);
        text += fmt::format("  {:<24} {}\n", left, option.text);
    }
    return text;
}

}  // namespace kerege::app
