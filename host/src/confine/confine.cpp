#include "host/src/confine/confine.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <vector>

namespace kerege {
namespace {

// What a program needs to compute, allocate, start threads and talk over sockets it has already.
// Those that need a look at their arguments are in limit_calls().
const int kAllowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(shutdown),
    SCMP_SYS(close),
    SCMP_SYS(lseek),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(statx),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),

    SCMP_SYS(pipe2),
    SCMP_SYS(eventfd2),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(membarrier),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_getparam),
    SCMP_SYS(sched_getscheduler),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getppid),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrusage),
    SCMP_SYS(times),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(arch_prctl),
};

void must(int result, const char* what) {
    if (result < 0) throw std::system_error(-result, std::generic_category(), what);
}

class Filter {
public:
    explicit Filter(uint32_t otherwise) : filter_(seccomp_init(otherwise), seccomp_release) {
        if (!filter_) must(-ENOMEM, "seccomp");
    }
    template <class... Conditions>
    void add(uint32_t action, int call, Conditions... conditions) {
        const int added =
            seccomp_rule_add(filter_.get(), action, call, sizeof...(conditions), conditions...);
        // One that this processor does not have is no hole.
        if (added != -EDOM && added != -EEXIST) must(added, "seccomp");
    }
    // For threads that run already, too: a library may have started some.
    void load() {
        must(seccomp_attr_set(filter_.get(), SCMP_FLTATR_CTL_TSYNC, 1), "seccomp");
        must(seccomp_attr_set(filter_.get(), SCMP_FLTATR_CTL_NNP, 0), "seccomp");  // done
        must(seccomp_load(filter_.get()), "seccomp");
    }

private:
    std::unique_ptr<void, void (*)(scmp_filter_ctx)> filter_;
};

void limit_calls() {
    Filter filter(SCMP_ACT_ERRNO(EPERM));
    for (const int call : kAllowed) filter.add(SCMP_ACT_ALLOW, call);
    // Opening is left to Landlock, or to forbid_opening().
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(open));
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(openat));
    // Shared memory counts in no limit of a process.
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(mmap), SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED, 0));
    // A descriptor can be made to send signals to its owner, who may be anybody: these can't.
    for (const int command : {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL})
        filter.add(SCMP_ACT_ALLOW, SCMP_SYS(fcntl),
                   SCMP_A1(SCMP_CMP_EQ, static_cast<scmp_datum_t>(command)));
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, F_SETFL),
               SCMP_A2(SCMP_CMP_MASKED_EQ, O_ASYNC, 0));
    // To narrow this further, when the library is open.
    for (const int call : {SCMP_SYS(landlock_create_ruleset), SCMP_SYS(landlock_add_rule),
                           SCMP_SYS(landlock_restrict_self), SCMP_SYS(seccomp)})
        filter.add(SCMP_ACT_ALLOW, call);
    // Threads, no processes. clone3 hides its flags in memory: the C library then takes clone.
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(clone),
               SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    filter.add(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
    // Signals to itself, as abort() sends them; its limits to be read.
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(tgkill),
               SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())));
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), SCMP_A2(SCMP_CMP_EQ, 0));
    filter.load();
}

// Where Landlock is not in force: the library is open, and nothing else will be.
void forbid_opening() {
    Filter filter(SCMP_ACT_ALLOW);
    for (const int call : {SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(stat), SCMP_SYS(lstat),
                           SCMP_SYS(readlink), SCMP_SYS(readlinkat)})
        filter.add(SCMP_ACT_ERRNO(EACCES), call);
    filter.load();
}

long landlock_version() {
    return syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

// All rights of the first version; later ones are added where the kernel knows them.
constexpr uint64_t kFirstRights = (1u << 13) - 1;

uint64_t rights_of(long version) {
    uint64_t rights = kFirstRights;
    if (version >= 2) rights |= 1u << 13;  // refer
    if (version >= 3) rights |= 1u << 14;  // truncate
    if (version >= 5) rights |= 1u << 15;  // ioctl of devices
    return rights;
}

// The kernel's own form of a set of rules, with what later versions added to it: Debian 12's
// headers know the first members only.
struct Rules {
    uint64_t files = 0;
    uint64_t network = 0;  // since version 4
    uint64_t scoped = 0;   // since version 6
};
constexpr uint64_t kNetworkRights = 3;  // to bind, to connect
constexpr uint64_t kScopes = 3;         // abstract sockets, signals

// Only these may be read from now on. Each call narrows what the one before it left. Returns 0, or
// the error why it is not so.
int only_read(const std::vector<std::filesystem::path>& paths) {
    const long version = landlock_version();
    if (version < 1) return version < 0 ? errno : ENOSYS;
    Rules handled;
    handled.files = rights_of(version);
    if (version >= 4) handled.network = kNetworkRights;
    if (version >= 6) handled.scoped = kScopes;
    const size_t known = version >= 6 ? 3 : version >= 4 ? 2 : 1;
    const long rules = syscall(SYS_landlock_create_ruleset, &handled, known * sizeof(uint64_t), 0);
    if (rules < 0) return errno;
    for (const auto& path : paths) {
        const int place = open(path.c_str(), O_PATH | O_CLOEXEC);
        if (place < 0) continue;
        landlock_path_beneath_attr beneath{};
        beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
        if (std::filesystem::is_directory(path))
            beneath.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
        beneath.parent_fd = place;
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
        close(place);
    }
    const long done = syscall(SYS_landlock_restrict_self, rules, 0);
    const int error = done == 0 ? 0 : errno;
    close(static_cast<int>(rules));
    return error;
}

constexpr int kNice = 5;

bool files_fenced = false;

void limit(__rlimit_resource what, rlim_t most) {
    const rlimit limit = {most, most};
    setrlimit(what, &limit);
}

}  // namespace

std::string confine(const std::filesystem::path& folder, size_t memory_bytes_max,
                    int descriptors_max) {
    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : -errno, "no new privileges");
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // Who shows pages comes first where the processor is short.
    setpriority(PRIO_PROCESS, 0, kNice);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, static_cast<rlim_t>(descriptors_max));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    // A net below the host's own watch: threads' stacks count here, though they are hardly used.
    limit(RLIMIT_DATA, 2 * memory_bytes_max + (rlim_t{512} << 20));
#endif
    const int error = only_read(
        {folder, "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"});
    files_fenced = error == 0;
    limit_calls();
    return fmt::format("no network, programs or processes (seccomp); {}; {} MiB of memory",
                       files_fenced ? std::string("its own folder, to read (Landlock)")
                                    : fmt::format("no files, after its start (no Landlock: {})",
                                                  std::strerror(error)),
                       memory_bytes_max >> 20);
}

void confine_files(const std::filesystem::path& folder) {
    if (!files_fenced || only_read({folder}) != 0) forbid_opening();
}

}  // namespace kerege
