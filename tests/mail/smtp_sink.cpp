#include "tests/mail/smtp_sink.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DialogSocket.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SecureStreamSocketImpl.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Timespan.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace kerege::mail {

namespace net = Poco::Net;

namespace {

// Poco makes a server's side of a connection only in its own server socket.
class ServerSide : public net::SecureStreamSocketImpl {
public:
    ServerSide(net::StreamSocketImpl* plain, net::Context::Ptr context)
        : SecureStreamSocketImpl(plain, context) {
        acceptSSL();
    }
};

class AsSocket : public net::StreamSocket {
public:
    explicit AsSocket(net::SocketImpl* impl) : StreamSocket(impl) {}
};

std::string after(const std::string& line, const std::string& mark) {
    const size_t at = line.find(mark);
    return at == std::string::npos ? "" : line.substr(at + mark.size());
}

}  // namespace

Certificate::Certificate(const std::filesystem::path& folder, const std::string& host_name)
    : key_file(folder / (host_name + ".key")), file(folder / (host_name + ".pem")) {
    const std::string command =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + host_name +
        " -addext subjectAltName=DNS:" + host_name + " -keyout " + key_file + " -out " + file +
        " 2> /dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("openssl made no certificate");
}

class Dialogue {
public:
    Dialogue(const net::StreamSocket& plain, const Certificate* certificate)
        : plain_(plain), certificate_(certificate), socket_(plain) {}

    void secure() {
        net::Context::Ptr context(new net::Context(net::Context::TLS_SERVER_USE,
                                                   certificate_->key_file, certificate_->file, "",
                                                   net::Context::VERIFY_NONE));
        auto* impl = static_cast<net::StreamSocketImpl*>(plain_.impl());
        socket_ = net::DialogSocket(AsSocket(new ServerSide(impl, context)));
    }
    void say(const std::string& line) { socket_.sendMessage(line); }
    bool hear(std::string& line) {
        line.clear();
        return socket_.receiveMessage(line);
    }

private:
    net::StreamSocket plain_;
    const Certificate* certificate_;
    net::DialogSocket socket_;
};

SmtpSink::SmtpSink(Security security, const Certificate* certificate)
    : security_(security), certificate_(certificate) {
    start();
}

SmtpSink::~SmtpSink() { stop(); }

void SmtpSink::start() {
    ending_ = false;
    auto server = std::make_shared<net::ServerSocket>();
    server->bind(net::SocketAddress("127.0.0.1", port_), true);
    server->listen();
    port_ = server->address().port();
    thread_ = std::thread([this, server] {
        while (!ending_) {
            if (!server->poll(Poco::Timespan(0, 20'000), net::Socket::SELECT_READ)) continue;
            try {
                net::StreamSocket plain = server->acceptConnection();
                plain.setReceiveTimeout(Poco::Timespan(5, 0));
                Dialogue dialogue(plain, certificate_);
                if (security_ == Security::tls) dialogue.secure();
                converse(dialogue);
            } catch (const Poco::Exception&) {  // it has gone, or does not trust us
            }
        }
    });
}

void SmtpSink::stop() {
    ending_ = true;
    if (thread_.joinable()) thread_.join();
}

void SmtpSink::converse(Dialogue& dialogue) {
    dialogue.say("220 sink");
    std::string line, envelope;
    while (dialogue.hear(line)) {
        const std::lock_guard lock(mutex_);
        if (line.starts_with("EHLO")) {
            dialogue.say("250-sink");
            if (security_ == Security::starttls) dialogue.say("250-STARTTLS");
            dialogue.say("250 AUTH PLAIN");
        } else if (line == "STARTTLS") {
            dialogue.say("220 go");
            dialogue.secure();
        } else if (line.starts_with("AUTH PLAIN ")) {
            secret_ = after(line, "AUTH PLAIN ");
            dialogue.say("235 welcome");
        } else if (line.starts_with("MAIL FROM:")) {
            hangs_ = hang_.load();
            while (hangs_ && !ending_) std::this_thread::sleep_for(std::chrono::milliseconds(10));
            envelope = after(line, "MAIL FROM:");
            dialogue.say("250 ok");
        } else if (line.starts_with("RCPT TO:")) {
            envelope += " " + after(line, "RCPT TO:");
            const auto found = answers_.find(after(line, "RCPT TO:"));
            dialogue.say(found == answers_.end() ? "250 ok" : found->second);
        } else if (line == "DATA") {
            dialogue.say("354 go on");
            std::string letter = envelope + "\n";
            while (dialogue.hear(line) && line != ".") letter += line + "\n";
            letters_.push_back(letter);
            if (silent_) return;
            dialogue.say("250 taken");
        } else {
            dialogue.say("250 ok");
            if (line == "QUIT") return;
        }
    }
}

void SmtpSink::answer(const std::string& recipient, const std::string& reply) {
    const std::lock_guard lock(mutex_);
    if (reply.empty())
        answers_.erase("<" + recipient + ">");
    else
        answers_["<" + recipient + ">"] = reply;
}

std::vector<std::string> SmtpSink::letters() {
    const std::lock_guard lock(mutex_);
    return letters_;
}

std::string SmtpSink::secret() {
    const std::lock_guard lock(mutex_);
    return secret_;
}

}  // namespace kerege::mail
