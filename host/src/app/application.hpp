// The program: takes apart what was typed and runs the command.
#pragma once

#include <Poco/Util/ServerApplication.h>

#include <map>
#include <string>
#include <vector>

namespace kerege::app {

class Application : public Poco::Util::ServerApplication {
protected:
    void defineOptions(Poco::Util::OptionSet& options) override;
    void handleOption(const std::string& name, const std::string& value) override;
    int main(const std::vector<std::string>& arguments) override;

private:
    std::map<std::string, std::string> given_;
};

// Returns the status the process ends with; prints every reason.
int run(int argc, char** argv);

}  // namespace kerege::app
