// A plugin that loads well and then does, by the last part of the address, what no plugin should.
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "kerege/abi/access.h"
#include "kerege/abi/db.h"
#include "kerege/abi/http.h"
#include "kerege/abi/i18n.h"
#include "kerege/abi/log.h"
#include "kerege/abi/view.h"

namespace {

kerege_str str(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view(kerege_str text) { return {text.data, text.size}; }

kerege_host* host = nullptr;
const kerege_access_v1* access_table = nullptr;
const kerege_db_v1* db = nullptr;
const kerege_http_v1* http = nullptr;
const kerege_i18n_v1* i18n = nullptr;
const kerege_log_v1* log_table = nullptr;
const kerege_view_v1* views = nullptr;
int32_t add_note = -1;
int self_object = 0;

kerege_status answer(kerege_call* call, std::string_view text) {
    return http->write(call, str(text));
}

// Whatever comes back must be a status, and the process must go on.
std::string codes;
void note(kerege_status status) { codes += std::to_string(status) + " "; }

kerege_status oversized(kerege_call* call) {
    codes.clear();
    static const char byte = 'x';
    const kerege_str huge = {&byte, uint64_t{1} << 40};
    const kerege_str nowhere = {nullptr, 7};
    note(http->write(call, huge));
    note(http->write(call, nowhere));
    note(http->set_header(call, huge, nowhere));
    note(http->redirect(call, huge, nowhere));
    kerege_model* model = views->model(call);
    views->set_text(model, huge, nowhere);
    note(views->render_page(call, nowhere, model, nullptr));
    kerege_transaction* transaction = nullptr;
    note(db->begin(call, KEREGE_DB_READ, &transaction, nullptr));
    kerege_value value{};
    value.type = KEREGE_DB_TEXT;
    value.as.text = huge;
    note(db->execute(transaction, 0, &value, 1, nullptr, nullptr));
    note(db->execute(transaction, 0, nullptr, 4'000'000'000u, nullptr, nullptr));
    note(db->rollback(transaction));
    return answer(call, codes);
}

kerege_status lying_sizes(kerege_call* call) {
    codes.clear();
    kerege_sink sink{};
    sink.size = 4;
    sink.write = [](void*, kerege_str) { std::abort(); };
    note(i18n->format_day(call, str("2026-11-02"), KEREGE_DAY_FULL, &sink));
    note(i18n->today(call, &sink));
    kerege_transaction* transaction = nullptr;
    note(db->begin(call, 99, &transaction, &sink));
    kerege_route route{};
    route.size = 3;
    note(http->add_route(nullptr, &route, &sink));
    return answer(call, codes);
}

kerege_status not_utf8(kerege_call* call) {
    codes.clear();
    const kerege_str bad = str("\xff\xfe\x80");
    note(http->redirect(call, str("/wild"), bad));
    note(http->set_fault_message(call, bad));
    note(access_table->audit(call, bad, bad, bad, nullptr));
    kerege_model* model = views->model(call);
    views->set_text(model, str("text"), bad);
    note(views->render_page(call, str("page"), model, nullptr));
    return answer(call, codes);
}

kerege_status twice(kerege_call* call) {
    codes.clear();
    kerege_transaction* transaction = nullptr;
    note(db->begin(call, KEREGE_DB_WRITE, &transaction, nullptr));
    kerege_transaction* second = nullptr;
    note(db->begin(call, KEREGE_DB_WRITE, &second, nullptr));
    note(db->commit(transaction, nullptr));
    note(db->commit(transaction, nullptr));
    note(db->rollback(transaction));
    note(db->execute(transaction, 0, nullptr, 0, nullptr, nullptr));
    return answer(call, codes);
}

kerege_status wrong_thread(kerege_call* call) {
    codes.clear();
    std::thread other([&] {
        kerege_transaction* transaction = nullptr;
        note(http->write(call, str("from elsewhere")));
        note(db->begin(call, KEREGE_DB_READ, &transaction, nullptr));
        note(http->set_status(call, 201));
    });
    other.join();
    return answer(call, codes);
}

kerege_status allocate(kerege_call* call) {
    // Touched, so that it counts; with pauses, as something that grows does.
    for (int i = 0; i < 4096; ++i) {
        auto* bytes = static_cast<char*>(std::malloc(size_t{4} << 20));
        if (!bytes) std::abort();
        std::memset(bytes, i, size_t{4} << 20);
        if (i % 8 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return answer(call, "there was room");
}

kerege_status hold_the_lock(kerege_call* call) {
    kerege_transaction* transaction = nullptr;
    const kerege_status begun = db->begin(call, KEREGE_DB_WRITE, &transaction, nullptr);
    if (begun != KEREGE_OK) return begun;
    for (std::atomic<bool> for_ever{true}; for_ever;) {
    }
    return KEREGE_OK;
}

// Says what it got away with.
kerege_status escape(kerege_call* call) {
    std::string got;
    const auto tried = [&](const char* what, bool worked) {
        if (worked) got += std::string(what) + " ";
    };
    tried("read", open("/etc/passwd", O_RDONLY) >= 0);
    tried("list", opendir("/") != nullptr);
    tried("home", open("/proc/self/environ", O_RDONLY) >= 0);
    tried("write", open("/tmp/kerege-wild", O_CREAT | O_WRONLY, 0600) >= 0);
    tried("socket", socket(AF_INET, SOCK_STREAM, 0) >= 0);
    tried("local-socket", socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
    tried("fork", [] {
        const pid_t child = fork();
        if (child == 0) _exit(0);
        return child > 0;
    }());
    char program[] = "/bin/true";
    char* words[] = {program, nullptr};
    pid_t child = 0;
    tried("spawn", posix_spawn(&child, program, nullptr, nullptr, words, nullptr) == 0);
    tried("signal", kill(getppid(), 0) == 0);
    tried("trace", ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0);
    tried("memory-of-others", memfd_create("x", 0) >= 0);
    return answer(call, "got: " + got);
}

// Never silent, never done.
kerege_status chatter(kerege_call* call, bool with_lock) {
    kerege_transaction* transaction = nullptr;
    if (with_lock) {
        const kerege_status begun = db->begin(call, KEREGE_DB_WRITE, &transaction, nullptr);
        if (begun != KEREGE_OK) return begun;
    }
    for (std::atomic<bool> for_ever{true}; for_ever;) (void)db->now_ms(host);
    return KEREGE_OK;
}

// A descriptor sends its owner a signal when something can be read: its owner is who one says.
kerege_status signal_by_descriptor(kerege_call* call) {
    int ends[2];
    if (pipe(ends) != 0) return answer(call, "hello");
    (void)fcntl(ends[0], F_SETOWN, getppid());
    (void)fcntl(ends[0], F_SETSIG, SIGKILL);
    (void)fcntl(ends[0], F_SETFL, O_ASYNC | O_NONBLOCK);
    (void)!write(ends[1], "x", 1);
    return answer(call, "hello");
}

// What of the host's it has open: sockets that are not a pair of two local ends.
kerege_status look_around(kerege_call* call) {
    std::string got;
    for (int number = 3; number < 1000; ++number) {
        sockaddr_storage address{};
        socklen_t size = sizeof(address);
        const bool socket = getsockname(number, reinterpret_cast<sockaddr*>(&address), &size) == 0;
        if (fcntl(number, F_GETFD) >= 0 && socket && address.ss_family != AF_UNIX)
            got += std::to_string(number) + " ";
    }
    return answer(call, "got: " + got);
}

// Writes into every socket it finds: what its host listens on.
kerege_status nonsense(kerege_call*) {
    const std::string garbage(4096, '\xff');
    for (int number = 3; number < 200; ++number)
        (void)send(number, garbage.data(), garbage.size(), MSG_NOSIGNAL);
    std::this_thread::sleep_for(std::chrono::seconds(30));
    return KEREGE_OK;
}

kerege_status handle(void*, kerege_call* call, int32_t, kerege_sink*) {
    const std::string_view what = view(http->path_value(call, str("what")));
    if (what == "hello") return answer(call, "hello");
    if (what == "throw") throw std::runtime_error("thrown");
    if (what == "abort") std::abort();
    if (what == "segfault") raise(SIGSEGV);
    if (what == "exit") std::exit(3);
    if (what == "loop") {
        for (std::atomic<bool> for_ever{true}; for_ever;) {
        }
    }
    if (what == "lock") return hold_the_lock(call);
    if (what == "thread") {
        std::thread([] { std::this_thread::sleep_for(std::chrono::hours(1)); }).detach();
        return answer(call, "hello");
    }
    if (what == "oversized") return oversized(call);
    if (what == "sizes") return lying_sizes(call);
    if (what == "utf8") return not_utf8(call);
    if (what == "twice") return twice(call);
    if (what == "elsewhere") return wrong_thread(call);
    if (what == "allocate") return allocate(call);
    if (what == "escape") return escape(call);
    if (what == "chatter") return chatter(call, false);
    if (what == "chatterlock") return chatter(call, true);
    if (what == "signal") return signal_by_descriptor(call);
    if (what == "around") return look_around(call);
    if (what == "mute") return close(2) == 0 ? answer(call, "hello") : KEREGE_INTERNAL;
    if (what == "shared") {
        const bool worked = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                                 -1, 0) != MAP_FAILED;
        return answer(call, worked ? "got: shared memory" : "got: ");
    }
    if (what == "helper") {
        std::thread([&] {
            log_table->write(host, call, KEREGE_LOG_INFO, str("from a helper"));
        }).join();
        return answer(call, "hello");
    }
    if (what == "nonsense") return nonsense(call);
    return KEREGE_NOT_FOUND;
}

template <class Table>
bool ask(const kerege_host_api* api, const char* name, const Table*& table, uint32_t size) {
    table = static_cast<const Table*>(api->get_interface(host, str(name), size));
    return table != nullptr;
}

kerege_status create(const kerege_host_api* api, kerege_host* given, void** out_self,
                     kerege_sink*) {
    host = given;
    *out_self = &self_object;
    const bool all = ask(api, KEREGE_ACCESS_INTERFACE, access_table, KEREGE_ACCESS_V1_SIZE) &&
                     ask(api, KEREGE_DB_INTERFACE, db, KEREGE_DB_V1_SIZE) &&
                     ask(api, KEREGE_HTTP_INTERFACE, http, KEREGE_HTTP_V1_SIZE) &&
                     ask(api, KEREGE_I18N_INTERFACE, i18n, KEREGE_I18N_V1_SIZE) &&
                     ask(api, KEREGE_LOG_INTERFACE, log_table, KEREGE_LOG_V1_SIZE) &&
                     ask(api, KEREGE_VIEW_INTERFACE, views, KEREGE_VIEW_V1_SIZE);
    return all ? KEREGE_OK : KEREGE_UNSUPPORTED;
}

kerege_status start(void*, kerege_registration* registration, kerege_sink* error) {
    // [any]: also here.
    if (db->now_ms(host) <= 0) return KEREGE_INTERNAL;
    kerege_route route{};
    route.size = sizeof(route);
    route.method = KEREGE_METHOD_GET;
    route.pattern = str("/wild/{what}");
    kerege_status status = http->add_route(registration, &route, error);
    route.method = KEREGE_METHOD_POST;
    route.route_id = 1;
    if (status == KEREGE_OK) status = http->add_route(registration, &route, error);
    if (status != KEREGE_OK) return status;
    return db->add_statement(
        registration, str("add"),
        str("insert into wild_note (organisation_id, id, text) values ($1, $2, $3)"), str(""),
        &add_note, error);
}

void nothing(void*) {}

const void* get_extension(void*, kerege_str name) {
    static const kerege_plugin_http_v1 handlers = {sizeof(handlers), 0, handle};
    return view(name) == KEREGE_PLUGIN_HTTP_EXTENSION ? &handlers : nullptr;
}

const kerege_plugin table = {sizeof(kerege_plugin),
                             KEREGE_ABI_MAJOR,
                             {"wild", 4},
                             {"1.0.0", 5},
                             create,
                             start,
                             nothing,
                             nothing,
                             nothing,
                             get_extension};

}  // namespace

extern "C" KEREGE_EXPORT const kerege_plugin* kerege_plugin_entry_v1(void) { return &table; }
