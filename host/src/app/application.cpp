#include "host/src/app/application.hpp"

#include <Poco/Exception.h>
#include <Poco/Util/OptionException.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>

#include "host/src/app/command.hpp"
#include "host/src/app/signals.hpp"
#include "host/src/base/yaml.hpp"
#include "host/src/data/database.hpp"
#include "version.hpp"

namespace kerege::app {
namespace {

int complain(const std::string& sentence, int status) {
    fmt::print(stderr, "kerege: {}\n", sentence);
    return status;
}

const Command& command_of(std::vector<std::string>& arguments) {
    if (const Command* command = find_command(arguments)) return *command;
    std::vector<std::string> known;
    for (const Command& command : commands()) known.emplace_back(command.words);
    std::string typed = arguments.front();
    std::string below;
    for (const Command& command : commands()) {
        if (command.words.starts_with(typed + " "))
            below += fmt::format("{}`kerege {}`", below.empty() ? "" : ", ", command.words);
    }
    if (arguments.size() == 1 && !below.empty())
        throw Failure(fmt::format("there are {}", below), kUsage);
    if (arguments.size() > 1) typed += " " + arguments[1];
    const std::string near = yaml::nearest(typed, known);
    throw Failure(fmt::format("there is no command \"{}\"{}", typed,
                              near.empty() ? "; `kerege --help` lists them"
                                           : fmt::format("; did you mean \"{}\"?", near)),
                  kUsage);
}

void check(const Command& command, const Invocation& invocation) {
    for (const auto& [name, value] : invocation.options) {
        const auto& taken = command.options;
        if (name == "config" || std::find(taken.begin(), taken.end(), name) != taken.end())
            continue;
        throw Failure(fmt::format("`kerege {}` takes no --{}", command.words, name), kUsage);
    }
    if (invocation.arguments.size() != command.arguments_count())
        throw Failure(fmt::format("`kerege {}` takes {}, not {} word(s)", command.words,
                                  command.arguments.empty() ? "no word" : command.arguments,
                                  invocation.arguments.size()),
                      kUsage);
}

int dispatch(std::vector<std::string> arguments, std::map<std::string, std::string> given) {
    if (given.contains("version")) {
        fmt::print("kerege {}\n", kVersion);
        return kDone;
    }
    if (arguments.empty()) {
        fmt::print("{}", help_of_all());
        return given.contains("help") ? kDone : kUsage;
    }
    const Command& command = command_of(arguments);
    if (given.contains("help")) {
        fmt::print("{}", help_of(command));
        return kDone;
    }
    Invocation invocation;
    invocation.arguments = std::move(arguments);
    invocation.options = std::move(given);
    check(command, invocation);
    std::optional<std::filesystem::path> file;
    if (invocation.has("config")) file = invocation.option("config");
    invocation.config = unwrap(read_config(file));
    return command.run(invocation);
}

}  // namespace

void Application::defineOptions(Poco::Util::OptionSet& set) {
    Poco::Util::Application::defineOptions(set);
    for (const OptionText& text : kerege::app::options()) {
        Poco::Util::Option option(std::string(text.name), "", std::string(text.text), false);
        if (!text.argument.empty()) option.argument(std::string(text.argument));
        set.addOption(option);
    }
}

void Application::handleOption(const std::string& name, const std::string& value) {
    given_[name] = value;
}

int Application::main(const std::vector<std::string>& arguments) {
    try {
        return dispatch(arguments, given_);
    } catch (const Failure& failure) {
        return complain(failure.what(), failure.status());
    } catch (const data::Unavailable& lost) {
        return complain(fmt::format("the database can't be reached: {}", lost.what()), kFailed);
    } catch (const Poco::Exception& error) {
        return complain(error.displayText(), kFailed);
    } catch (const std::exception& error) {
        return complain(error.what(), kFailed);
    }
}

int run(int argc, char** argv) {
    // What the program writes (the database, above all) is nobody else's to read.
    ::umask(0077);
    block_signals();
    Application application;
    try {
        application.init(argc, argv);
    } catch (const Poco::Util::UnknownOptionException& error) {
        std::vector<std::string> known;
        for (const OptionText& text : options()) known.emplace_back(text.name);
        const std::string near = yaml::nearest(error.message(), known);
        return complain(fmt::format("there is no option --{}{}", error.message(),
                                    near.empty() ? "" : fmt::format("; did you mean --{}?", near)),
                        kUsage);
    } catch (const Poco::Util::OptionException& error) {
        return complain(error.displayText(), kUsage);
    } catch (const Poco::Exception& error) {
        return complain(error.displayText(), kFailed);
    }
    return static_cast<Poco::Util::Application&>(application).run();
}

}  // namespace kerege::app
