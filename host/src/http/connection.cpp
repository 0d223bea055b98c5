#include "host/src/http/connection.hpp"

#include <unistd.h>

#include <algorithm>
#include <ctime>

#include "host/src/http/forms.hpp"
#include "host/src/http/response_writer.hpp"
#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int64_t kFilePartBytes = 256 * 1024;
// Half a megabit a second: a telephone on its worst day.
constexpr int64_t kSlowestBytesPerMs = 64;

// The next request of a page often comes at once: its connection is waited for so long before it is
// parked, which costs two changes of threads.
constexpr milliseconds kLinger{10};

// Bytes of a body taken from what all bodies together may have, as they arrive: a client that
// announces much and sends nothing takes nothing from others.
class Share {
public:
    Share(std::atomic<size_t>& total, size_t bytes_max) : total_(total), bytes_max_(bytes_max) {}
    ~Share() { total_ -= taken_; }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    bool take(size_t bytes) {
        if ((total_ += bytes) > bytes_max_) {
            total_ -= bytes;
            return false;
        }
        taken_ += bytes;
        return true;
    }

private:
    std::atomic<size_t>& total_;
    size_t bytes_max_;
    size_t taken_ = 0;
};

class Counted {
public:
    explicit Counted(std::atomic<int>& count) : count_(count) { ++count_; }
    ~Counted() { --count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    std::atomic<int>& count_;
};

Method method_of(std::string_view text) {
    if (text == "GET") return Method::get;
    if (text == "POST") return Method::post;
    if (text == "HEAD") return Method::head;
    return Method::other;
}

// A bijection of 64 bits (SplitMix64): counted numbers become ids that cannot be guessed at a
// glance and yet never meet.
uint64_t scatter(uint64_t number) {
    number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9U;
    number = (number ^ (number >> 27)) * 0x94D049BB133111EBU;
    return number ^ (number >> 31);
}

std::string_view content_type_of(const Head& head) {
    for (const auto& [name, value] : head.headers) {
        if (name == "content-type") return value;
    }
    return {};
}

Refusal refusal_of(Wire::Got got, bool in_body) {
    if (got == Wire::Got::late) return {408, in_body ? "body too slow" : "head too slow"};
    if (got == Wire::Got::refused) return {503, "too many bodies at once"};
    return {400, in_body ? "body cut off" : "head cut off"};
}

}  // namespace

Connection::Connection(ServerState& state, int descriptor, std::string peer, int requests)
    : state_(state), wire_(descriptor), peer_(std::move(peer)), requests_(requests) {}

Connection::Outcome Connection::serve() {
    do {
        ++requests_;
        if (serve_one() == Next::end) return Outcome::ended;
    } while (next_is_here());
    return Outcome::waits;
}

// Where others wait for the thread, this connection queues behind them.
bool Connection::next_is_here() {
    if (!wire_.buffered().empty()) return true;
    if (state_.others_wait && state_.others_wait()) return false;
    return wire_.readable_within(kLinger);
}

Connection::Next Connection::serve_one() {
    const Counted counted(state_.under_way);
    Share share(state_.bodies_bytes, state_.settings.bodies_bytes_max);
    Head head;
    Request request;
    Refusal refusal = read_head(head);
    if (refusal.status == 400 && refusal.why.empty()) return Next::end;  // nobody spoke
    const bool head_read = !refusal;
    if (head_read && head.has_body()) {
        const std::string type = media_type(content_type_of(head));
        const auto grow = [&](size_t bytes) { return share.take(bytes); };
        const size_t bytes_max = type == "multipart/form-data" ? state_.settings.upload_bytes_max
                                                               : state_.settings.body_bytes_max;
        if (head.content_length > static_cast<int64_t>(bytes_max)) {
            refusal = {413, "body too long"};
        } else if (head.expects_continue &&
                   !wire_.write("HTTP/1.1 100 Continue\r\n\r\n", {},
                                steady_clock::now() + state_.settings.write_deadline)) {
            return Next::end;
        } else if (head.chunked) {
            ChunkReader reader(wire_, bytes_max,
                               steady_clock::now() + state_.settings.body_deadline);
            refusal = reader.read(request.body, grow);
        } else {
            refusal = read_body(head, request.body, grow);
        }
    }
    // From here on the connection's next byte is known to be the next request's first, or it ends.
    const bool whole = !refusal;
    fill_request(head, request);
    if (whole) {
        refusal = parse_target(head.target, request);
        if (!refusal && request.method == Method::post && !read_form(request)) {
            refusal = {400, "form"};
        }
    }
    const Response response = answer(request, refusal);
    const bool keep = whole && head.keep_alive && !state_.stopping &&
                      requests_ < state_.settings.keep_alive_requests_max;
    const Next next = write(response, head, keep);
    if (!whole) wire_.close_gently();
    return next;
}

Refusal Connection::read_head(Head& head) {
    const HeadLimits& limits = state_.settings.head;
    const auto deadline = steady_clock::now() + state_.settings.header_deadline;
    size_t searched = 0;
    while (true) {
        // One empty line in front is forgiven: old clients send it after a body.
        if (searched == 0 && wire_.buffered().starts_with("\r\n")) wire_.consume(2);
        const auto text = wire_.buffered();
        const size_t end = text.find("\r\n\r\n", searched);
        if (end != std::string_view::npos && end + 4 <= limits.bytes_max) {
            const Refusal refusal = parse_head(text.substr(0, end + 4), limits, head);
            wire_.consume(end + 4);
            return refusal;
        }
        if (end != std::string_view::npos || text.size() > limits.bytes_max) {
            const bool line_ended = text.find("\r\n") <= limits.target_bytes_max;
            return line_ended ? Refusal{431, "head too long"} : Refusal{414, "target too long"};
        }
        searched = text.size() < 3 ? 0 : text.size() - 3;
        const bool silent = text.empty();
        const auto got = wire_.fill(deadline);
        if (got == Wire::Got::data) continue;
        // A connection that ends between two requests is no fault.
        if (silent && got == Wire::Got::closed) return {400, {}};
        return refusal_of(got, false);
    }
}

Refusal Connection::read_body(const Head& head, std::string& body, const Wire::Grow& grow) {
    const auto deadline = steady_clock::now() + state_.settings.body_deadline;
    const auto got = wire_.read(body, static_cast<size_t>(head.content_length), deadline, grow);
    return got == Wire::Got::data ? Refusal{} : refusal_of(got, true);
}

void Connection::fill_request(Head& head, Request& request) {
    request.id = next_id();
    request.method = method_of(head.method);
    request.headers = std::move(head.headers);
    request.client_address = state_.gate.client_of(peer_, request.header("x-forwarded-for"));
}

Response Connection::answer(Request& request, const Refusal& refusal) {
    if (refusal) return refused(refusal.status, refusal.why, request);
    try {
        return state_.on_request(request);
    } catch (const std::exception& error) {
        return refused(500, error.what(), request);
    } catch (...) {
        return refused(500, "an exception of an unknown type", request);
    }
}

Response Connection::refused(int status, std::string_view why, const Request& request) const {
    if (state_.on_refused) {
        return state_.on_refused({status, why, request.id, request.client_address});
    }
    Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body.append(reason_of(status)).append(" (").append(request.id).append(")\n");
    return response;
}

Connection::Next Connection::write(const Response& response, const Head& head, bool keep) {
    auto persistence = keep ? Persistence::keep_alive : Persistence::close;
    if (keep && head.minor_version == 0) persistence = Persistence::keep_alive_told;
    write_head(response, date(), persistence, out_);
    const bool body = head.method != "HEAD" && has_content(response.status);
    const auto deadline = steady_clock::now() + state_.settings.write_deadline;
    if (body && response.file.descriptor) {
        if (!write_file(response.file, deadline)) return Next::end;
        return keep ? Next::more : Next::end;
    }
    if (!wire_.write(out_, body ? response.content() : std::string_view(), deadline)) {
        return Next::end;
    }
    return keep ? Next::more : Next::end;
}

// In parts, so that it takes no memory; a long one has longer. A file that has become shorter ends
// the connection, since its length was said already.
bool Connection::write_file(const FileBody& file, Deadline deadline) {
    deadline += milliseconds(file.bytes / kSlowestBytesPerMs);
    std::string part;
    int64_t sent = 0;
    do {
        const int64_t left = std::min(file.bytes - sent, kFilePartBytes);
        part.resize(static_cast<size_t>(left));
        const ssize_t got = ::pread(*file.descriptor, part.data(), part.size(), file.offset + sent);
        if (got != static_cast<ssize_t>(left)) return false;
        if (!wire_.write(out_, part, deadline)) return false;
        out_.clear();  // the head has gone
        sent += left;
    } while (sent < file.bytes);
    return true;
}

std::string Connection::next_id() {
    constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    uint64_t number = scatter(state_.id_seed + ++state_.requests);
    std::string id(16, '0');
    for (size_t i = 0; i < 13; ++i, number >>= 5) id[i] = kDigits[number & 31];
    uint64_t rest = state_.id_seed >> 49;
    for (size_t i = 13; i < 16; ++i, rest >>= 5) id[i] = kDigits[rest & 31];
    return id;
}

std::string_view Connection::date() {
    const std::time_t now = std::time(nullptr);
    if (now != date_second_) {
        std::tm parts{};
        ::gmtime_r(&now, &parts);
        char text[40];
        date_.assign(text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts));
        date_second_ = now;
    }
    return date_;
}

}  // namespace kerege::http
