// The program as a process of its own, in a folder of its own.
#pragma once

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace kerege::test {

using testing::HasSubstr;

inline constexpr const char* kProgram = KEREGE_BUILD_DIR "/bin/kerege";

struct Outcome {
    int status = -1;
    std::string text;  // both streams
};

// A process of the program with its output in a file.
class Program {
public:
    Program(const std::filesystem::path& output, std::vector<std::string> words) : output_(output) {
        words.insert(words.begin(), kProgram);
        std::vector<char*> arguments;
        for (auto& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        process_ = fork();
        if (process_ == 0) {
            const int file = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
            dup2(file, STDOUT_FILENO);
            dup2(file, STDERR_FILENO);
            execv(kProgram, arguments.data());
            _exit(127);
        }
    }
    ~Program() {
        if (!ended_) {
            kill(process_, SIGKILL);
            waitpid(process_, nullptr, 0);
        }
    }
    Program(const Program&) = delete;

    void send(int number) const { kill(process_, number); }
    bool alive() const {
        return kill(process_, 0) == 0 && waitpid(process_, nullptr, WNOHANG) == 0;
    }
    std::string text() const {
        std::ifstream in(output_);
        std::ostringstream text;
        text << in.rdbuf();
        return text.str();
    }
    bool says(const std::string& words) const {
        for (int i = 0; i < 1500; ++i) {
            if (text().find(words) != std::string::npos) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return false;
    }
    // -1: ended by a signal.
    int wait() {
        int status = 0;
        waitpid(process_, &status, 0);
        ended_ = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    std::filesystem::path output_;
    pid_t process_ = -1;
    bool ended_ = false;
};

class ProgramTest : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "kerege-program-XXXXXX";
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
        write("kerege.yaml", "server: {port: 0}\ndata_folder: data\n");
        write("organisations.yaml",
              "organisations:\n"
              "  - {code: kz, kind: ministry, name: {kk: Министрлік, ru: Министерство}}\n"
              "  - {code: akm, kind: region, parent: kz, name: {kk: Ақмола, ru: Акмола}}\n"
              "  - {code: s5, kind: school, parent: akm, name: {kk: Мектеп, ru: Школа}}\n");
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
    }
    std::string file(const std::string& name) const { return (folder_ / name).string(); }
    std::vector<std::string> with_config(std::vector<std::string> words) const {
        words.insert(words.end(), {"--config", file("kerege.yaml")});
        return words;
    }
    Outcome run_plain(std::vector<std::string> words) const {
        Program program(folder_ / "output", std::move(words));
        const int status = program.wait();
        return {status, program.text()};
    }
    Outcome run(std::vector<std::string> words) const { return run_plain(with_config(words)); }

    // Of a host that says its address. 0: it does not.
    static uint16_t port_of(const Program& host) {
        constexpr std::string_view kAddress = "kerege serves at http://127.0.0.1:";
        if (!host.says(std::string(kAddress))) return 0;
        const std::string text = host.text();
        return static_cast<uint16_t>(
            std::atoi(text.c_str() + text.find(kAddress) + kAddress.size()));
    }

    std::filesystem::path folder_;
};

}  // namespace kerege::test
