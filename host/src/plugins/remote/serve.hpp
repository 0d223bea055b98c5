// What the host does for a plugin in a worker: the same function tables as for one in the process,
// called with what came over the lane. Internal.
#pragma once

#include <string>
#include <vector>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/remote/lane.hpp"

namespace kerege::remote {

// What was registered at the first start, to be asked for again after a worker was replaced.
struct Registered {
    struct Item {
        Op op;
        std::string payload;
        int32_t number = 0;
    };
    std::vector<Item> items;
    size_t replayed = 0;
};

// What one call has open at the host, by the numbers its worker knows.
struct Served {
    plugins::Plugin& plugin;
    kerege_call* call = nullptr;                  // none: start, or the aside lane
    kerege_registration* registration = nullptr;  // the first start
    Registered* registered = nullptr;             // every start
    std::vector<kerege_transaction*> transactions = {};
    std::vector<kerege_cursor*> cursors = {};
    std::vector<kerege_model*> models = {};
    std::vector<kerege_file_draft*> drafts = {};
    // What the host would not take although the worker let it through.
    kerege_status refused = KEREGE_OK;
    int log_lines_left = 1000;
};

// Carries out what the worker asked; writes the reply, if it is one that has one. false: no such
// operation here, or its payload can't be read.
bool serve(Served& served, const Frame& frame, std::string& out);

// The parts of serve(). Each returns false for what is not its own.
bool serve_start(Served& served, const Frame& frame, Reader& in, std::string& out);
bool serve_data(Served& served, Op op, Reader& in, std::string& out);
bool serve_answer(Served& served, Op op, Reader& in);
bool serve_view(Served& served, Op op, Reader& in, std::string& out);
bool serve_files(Served& served, Op op, Reader& in, std::string& out);
bool serve_services(Served& served, Op op, Reader& in, std::string& out);
bool serve_mail(Served& served, Op op, Reader& in, std::string& out);
bool serve_privacy(Served& served, Op op, Reader& in, std::string& out);
bool serve_search(Served& served, Op op, Reader& in, std::string& out);
bool serve_words(Served& served, Op op, Reader& in, std::string& out);
bool serve_jobs(Served& served, Op op, Reader& in, std::string& out);

// A reply's beginning.
inline Writer& reply(Writer& out, kerege_status status, std::string_view error = {}) {
    return out.i32(status).text(error);
}

template <class T>
T* at(const std::vector<T*>& all, uint32_t number) {
    return number < all.size() ? all[number] : nullptr;
}

}  // namespace kerege::remote
