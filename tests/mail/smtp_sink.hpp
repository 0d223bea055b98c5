// A mail server that keeps what it is sent, on a free port of this machine.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "host/src/mail/settings.hpp"

namespace kerege::mail {

// A key and a self-signed certificate for a host name, made by openssl.
struct Certificate {
    Certificate(const std::filesystem::path& folder, const std::string& host_name);
    std::string key_file;
    std::string file;
};

class SmtpSink {
public:
    explicit SmtpSink(Security security = Security::none, const Certificate* certificate = nullptr);
    ~SmtpSink();

    void start();  // on the port it had before
    void stop();
    uint16_t port() const { return port_; }
    // To be told to a recipient instead of yes: "451 later". Empty: yes again.
    void answer(const std::string& recipient, const std::string& reply);
    // Takes letters and hangs up without a word.
    void fall_silent() { silent_ = true; }
    // Says nothing any more to who begins a letter; whether somebody waits so.
    void hang() { hang_ = true; }
    bool hangs() const { return hangs_; }
    // The letters taken, each with its envelope above: "<from> <to> …\n".
    std::vector<std::string> letters();
    // What was given with AUTH PLAIN.
    std::string secret();

private:
    void run();
    void converse(class Dialogue& dialogue);

    Security security_;
    const Certificate* certificate_;
    uint16_t port_ = 0;
    std::atomic<bool> ending_{false};
    std::atomic<bool> silent_{false};
    std::atomic<bool> hang_{false};
    std::atomic<bool> hangs_{false};
    std::thread thread_;
    std::mutex mutex_;
    std::map<std::string, std::string> answers_;
    std::vector<std::string> letters_;
    std::string secret_;
};

}  // namespace kerege::mail
