#include "host/src/files/clamd.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string_view>
#include <vector>

#include "host/src/files/descriptor.hpp"

namespace kerege::files {
namespace {

constexpr std::chrono::milliseconds kLook{200};

// How long one waits.
struct Until {
    std::chrono::steady_clock::time_point deadline;
    const std::atomic<bool>* stopping = nullptr;
};

constexpr size_t kPartBytes = 64 * 1024;
constexpr size_t kReplyBytesMax = 4096;

bool wait_for(int socket, short events, const Until& until) {
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until.deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0 || (until.stopping && *until.stopping)) return false;
        pollfd entry{socket, events, 0};
        if (::poll(&entry, 1, static_cast<int>(std::min(left, kLook).count())) > 0) return true;
    }
}

bool send_all(int socket, std::string_view bytes, const Until& until) {
    while (!bytes.empty()) {
        const ssize_t sent =
            ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            bytes.remove_prefix(static_cast<size_t>(sent));
        } else if (errno != EAGAIN && errno != EINTR) {
            return false;
        } else if (!wait_for(socket, POLLOUT, until)) {
            return false;
        }
    }
    return true;
}

Descriptor connect_to(const std::filesystem::path& path) {
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    // One that hangs has a full queue, which connecting would wait for.
    const timeval wait_max = {2, 0};
    ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &wait_max, sizeof wait_max);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string text = path.string();
    if (!socket || text.size() >= sizeof address.sun_path) return Descriptor();
    std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return Descriptor();
    return socket;
}

// Each part goes with its length in front; one of length 0 is the end.
bool send_file(int socket, int file, const Until& until) {
    std::vector<char> part(kPartBytes);
    off_t at = 0;
    for (;;) {
        const ssize_t got = ::pread(file, part.data(), part.size(), at);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        const uint32_t length = htonl(static_cast<uint32_t>(got));
        if (!send_all(socket, {reinterpret_cast<const char*>(&length), sizeof length}, until))
            return false;
        if (got == 0) return true;
        if (!send_all(socket, {part.data(), static_cast<size_t>(got)}, until)) return false;
        at += got;
    }
}

std::string receive_line(int socket, const Until& until) {
    std::string reply;
    char part[512];
    while (reply.size() < kReplyBytesMax && wait_for(socket, POLLIN, until)) {
        const ssize_t got = ::recv(socket, part, sizeof part, 0);
        if (got <= 0) break;
        reply.append(part, static_cast<size_t>(got));
        if (reply.find('\0') != std::string::npos) break;
    }
    return reply.substr(0, reply.find('\0'));
}

}  // namespace

Scan scan(int file, const FileSettings& settings, const std::atomic<bool>* stopping) {
    const Until until{std::chrono::steady_clock::now() + settings.clamd_deadline, stopping};
    const Descriptor socket = connect_to(settings.clamd_socket);
    if (!socket) return {Verdict::away, "clamd is not there"};
    constexpr std::string_view kCommand{"zINSTREAM\0", 10};
    const bool sent =
        send_all(socket.get(), kCommand, until) && send_file(socket.get(), file, until);
    const std::string reply = receive_line(socket.get(), until);
    if (reply.ends_with(" FOUND")) return {Verdict::infected, reply};
    if (sent && reply.ends_with(": OK")) return {Verdict::clean, reply};
    return {Verdict::unknown, reply.empty() ? "clamd did not answer" : reply};
}

}  // namespace kerege::files
