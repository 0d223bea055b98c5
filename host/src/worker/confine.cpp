#include "host/src/worker/confine.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>
#include <vector>

namespace kerege::worker {
namespace {

// What a program needs to compute, allocate, start threads and talk over sockets it has already.
// Opening files is left to Landlock.
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
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(fcntl),
    SCMP_SYS(dup),
    SCMP_SYS(pipe2),
    SCMP_SYS(eventfd2),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(mmap),
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

void limit_calls() {
    const std::unique_ptr<void, void (*)(scmp_filter_ctx)> filter(
        seccomp_init(SCMP_ACT_ERRNO(EPERM)), seccomp_release);
    if (!filter) must(-ENOMEM, "seccomp");
    for (const int call : kAllowed) {
        // One that this processor does not have is no hole.
        const int added = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
        if (added != -EDOM && added != -EEXIST) must(added, "seccomp");
    }
    // Threads, no processes. clone3 hides its flags in memory: the C library then takes clone.
    must(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                          SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)),
         "seccomp");
    must(seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0), "seccomp");
    // Signals to itself, as abort() sends them; its limits to be read.
    must(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                          SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid()))),
         "seccomp");
    must(seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1,
                          SCMP_A2(SCMP_CMP_EQ, 0)),
         "seccomp");
    must(seccomp_load(filter.get()), "seccomp");
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

// Only these may be read from now on. Each call narrows what the one before it left.
bool only_read(const std::vector<std::filesystem::path>& paths) {
    const long version = landlock_version();
    if (version < 1) return false;
    landlock_ruleset_attr handled{};
    handled.handled_access_fs = rights_of(version);
    const long rules = syscall(SYS_landlock_create_ruleset, &handled, sizeof(handled), 0);
    if (rules < 0) return false;
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
    close(static_cast<int>(rules));
    return done == 0;
}

void limit(__rlimit_resource what, rlim_t most) {
    const rlimit limit = {most, most};
    setrlimit(what, &limit);
}

}  // namespace

std::string confine(const std::filesystem::path& folder, size_t memory_bytes_max) {
    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : -errno, "no new privileges");
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    // A net below the host's own watch: threads' stacks count here, though they are hardly used.
    limit(RLIMIT_DATA, 2 * memory_bytes_max + (rlim_t{512} << 20));
#endif
    const bool files = only_read(
        {folder, "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"});
    limit_calls();
    return fmt::format("no network, programs or processes (seccomp); {}; {} MiB of memory",
                       files ? "its own folder, to read (Landlock)"
                             : "files are not fenced off, this kernel has no Landlock",
                       memory_bytes_max >> 20);
}

void confine_files(const std::filesystem::path& folder) { (void)only_read({folder}); }

}  // namespace kerege::worker
