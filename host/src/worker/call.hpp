// One call of the host within a worker: its lane, and what the plugin has open. What the plugin
// holds as kerege_call*, kerege_transaction* and so on are pointers to these. Internal.
#pragma once

#include <unistd.h>

#include <deque>
#include <list>
#include <mutex>
#include <string>
#include <vector>

#include "host/src/http/message.hpp"
#include "host/src/plugins/checks.hpp"
#include "host/src/plugins/remote/context.hpp"
#include "host/src/plugins/remote/lane.hpp"
#include "kerege/abi/view.h"

namespace kerege::worker {

using plugins::refuse;
using plugins::say;
using plugins::str_of;
using plugins::text_of;
using remote::Frame;
using remote::Lane;
using remote::Op;
using remote::Reader;
using remote::Writer;

struct Call;

struct Transaction {
    Call* call = nullptr;
    uint32_t number = 0;
    bool open = true;
};

struct Cursor {
    Transaction* transaction = nullptr;
    uint32_t number = 0;
    bool open = true;
    bool last = false;     // no batch follows
    bool fetched = false;  // the batch that came along was handed out
    kerege_status status = KEREGE_OK;
    std::string error = {};
    Frame frame = {};  // the batch's bytes
    std::vector<kerege_value> values = {};
    uint32_t rows = 0;
    uint32_t columns = 0;
};

struct Draft {
    Call* call;
    uint32_t number;
};

struct Model {
    Call* call;
    uint32_t number;
};

struct Call {
    Call(Lane& its_lane, remote::Context its_context);
    Call(const Call&) = delete;
    Lane& lane;
    const remote::Context context;
    std::list<Transaction> transactions = {};
    std::list<Cursor> cursors = {};
    std::list<Draft> drafts = {};
    std::deque<Model> models = {};
    std::list<std::string> kept = {};
    size_t written = 0;           // bytes of the answer
    http::Response checked = {};  // only to see whether the host will take a header

    kerege_str keep(std::string_view text);
    kerege_call* handle() { return reinterpret_cast<kerege_call*>(this); }
};

// Where plugins' handles lead; NULL for one that can't be used here: ended, or another thread's.
Call* usable(const kerege_call* call) noexcept;
inline Transaction* of(kerege_transaction* handle) {
    return reinterpret_cast<Transaction*>(handle);
}
inline Cursor* of(kerege_cursor* handle) { return reinterpret_cast<Cursor*>(handle); }
inline Model* of(struct kerege_model* handle) { return reinterpret_cast<Model*>(handle); }

// Writes a frame without a reply. It goes with the next question, or when there is much.
template <class F>
void post(Lane& lane, Op op, F&& fill) {
    {
        Writer out(lane.out(), op);
        fill(out);
    }
    constexpr size_t kMuchBytes = 256 * 1024;
    if (lane.out().size() > kMuchBytes && lane.flush() != Lane::Outcome::good) _exit(0);
}

// The host's reply to what was written last. Where the host is gone the process ends.
class Reply {
public:
    Reply(Lane& lane, kerege_sink* error);
    Reply(const Reply&) = delete;

    kerege_status status() const { return status_; }
    Reader& in() { return in_; }
    Frame&& take() { return std::move(frame_); }

private:
    Frame frame_;
    Reader in_{{}};
    kerege_status status_ = KEREGE_INTERNAL;
};

template <class F>
Reply ask(Lane& lane, Op op, kerege_sink* error, F&& fill) {
    {
        Writer out(lane.out(), op);
        fill(out);
    }
    return Reply(lane, error);
}

// Runs a function of the boundary: nothing is thrown into the plugin.
template <class T, class F>
T quietly(T otherwise, F&& work) noexcept {
    try {
        return work();
    } catch (...) {
        return otherwise;
    }
}

// The call this thread handles; NULL: none.
Call*& current_call() noexcept;
// The lane this thread is listened to on: its call's, or the control lane; NULL: none.
Lane*& current_lane() noexcept;
// The lane for what may come from any thread: this thread's own, else the aside lane, locked.
class AnyLane {
public:
    AnyLane();
    Lane& operator*() const { return *lane_; }

private:
    std::unique_lock<std::mutex> lock_;
    Lane* lane_;
};

}  // namespace kerege::worker
