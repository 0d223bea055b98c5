#include "host/src/files/store.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace kerege::files {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDrafts = "drafts";
constexpr size_t kShaLetters = 64;
constexpr size_t kFolderLetters = 2;
constexpr size_t kAskedAtOnce = 500;

[[noreturn]] void fail(const fs::path& path, const char* what) {
    throw StoreFailed(fmt::format("{}: {}: {}", path.string(), what, std::strerror(errno)));
}

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw StoreFailed(fmt::format("{}: {}", folder.string(), error.message()));
}

// A rename lasts only once the folder it happened in is synced.
void sync_folder(const fs::path& folder) {
    const Descriptor place(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!place || ::fsync(place.get()) != 0) fail(folder, "sync");
}

// Who takes content up and who removes it, in whatever process, take turns.
class Turn {
public:
    Turn(const fs::path& folder, int kind)
        : file_(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (!file_) fail(folder, "lock");
        while (::flock(file_.get(), kind) != 0) {
            if (errno != EINTR) fail(folder, "lock");
        }
    }

private:
    Descriptor file_;  // the lock ends with it
};

bool older(const fs::path& path, int64_t before_s) {
    struct stat facts {};
    return ::lstat(path.c_str(), &facts) == 0 && facts.st_mtime < before_s;
}

bool letters_of_a_sha(std::string_view text) {
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Draft::Draft(fs::path path)
    : path_(std::move(path)),
      file_(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)),
      digest_(EVP_MD_CTX_new()) {
    if (!file_) fail(path_, "create");
    if (!digest_ || EVP_DigestInit_ex(digest_.get(), EVP_sha256(), nullptr) != 1)
        throw StoreFailed("SHA-256 can't be computed");
}

Draft::~Draft() {
    if (file_) ::unlink(path_.c_str());
}

void Draft::write(std::string_view bytes) {
    EVP_DigestUpdate(digest_.get(), bytes.data(), bytes.size());
    while (!bytes.empty()) {
        const ssize_t wrote = ::write(file_.get(), bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) fail(path_, "write");
        bytes.remove_prefix(static_cast<size_t>(wrote));
        bytes_ += wrote;
    }
}

Store::Store(fs::path folder, int64_t free_bytes_min)
    : folder_(std::move(folder)), free_bytes_min_(free_bytes_min) {}

fs::path Store::path_of(std::string_view sha256) const {
    if (sha256.size() != kShaLetters || !letters_of_a_sha(sha256))
        throw StoreFailed("not the name of content");
    return folder_ / sha256.substr(0, kFolderLetters) / sha256.substr(kFolderLetters);
}

// Different for every host and command on the same folder.
fs::path Store::draft_path() {
    make_folder(folder_ / kDrafts);
    return folder_ / kDrafts /
           fmt::format("{}-{}-{:x}", ::getpid(), ++drafts_,
                       std::chrono::steady_clock::now().time_since_epoch().count());
}

void Store::require_space() const {
    struct statvfs disk {};
    if (::statvfs(folder_.c_str(), &disk) != 0) fail(folder_, "statvfs");
    const auto free = static_cast<int64_t>(disk.f_bavail) * static_cast<int64_t>(disk.f_frsize);
    if (free < free_bytes_min_)
        throw StoreFailed(fmt::format("{}: {} bytes are free, less than files: free_bytes_min",
                                      folder_.string(), free));
}

Draft Store::draft() {
    const fs::path path = draft_path();
    require_space();
    return Draft(path);
}

std::string Store::keep(Draft& draft) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(draft.digest_.get(), digest.data(), &size);
    std::string sha256;
    for (unsigned i = 0; i < size; ++i) sha256 += fmt::format("{:02x}", digest[i]);
    const fs::path path = path_of(sha256);
    const bool fresh = !fs::exists(path.parent_path());
    make_folder(path.parent_path());
    if (::fsync(draft.file_.get()) != 0) fail(draft.path_, "sync");
    {
        // Also over the same content, which is as young again as this.
        const Turn turn(folder_, LOCK_SH);
        if (::rename(draft.path_.c_str(), path.c_str()) != 0) fail(path, "rename");
    }
    draft.file_.reset();
    sync_folder(path.parent_path());
    if (fresh) sync_folder(folder_);
    return sha256;
}

Descriptor Store::open(std::string_view sha256) const {
    const fs::path path = path_of(sha256);
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file) fail(path, "open");
    return file;
}

Descriptor Store::open_derived(std::string_view sha256, std::string_view what) const {
    fs::path path = path_of(sha256);
    path += fmt::format(".{}", what);
    return Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
}

// Not synced: it can be made again.
void Store::put_derived(std::string_view sha256, std::string_view what, std::string_view bytes) {
    fs::path path = path_of(sha256);
    path += fmt::format(".{}", what);
    Draft made = draft();
    made.write(bytes);
    if (::rename(made.path_.c_str(), path.c_str()) != 0) fail(path, "rename");
    made.file_.reset();
}

int Store::collect(int64_t now_s, int64_t age_s, const Kept& kept,
                   const std::function<bool()>& go_on) {
    std::error_code error;
    if (!fs::exists(folder_, error)) return 0;
    int removed = collect_drafts(now_s - age_s);
    for (const auto& item : fs::directory_iterator(folder_, error)) {
        const std::string name = item.path().filename().string();
        if (!go_on()) break;
        if (name.size() == kFolderLetters && letters_of_a_sha(name))
            removed += collect_folder(item.path(), now_s - age_s, kept, go_on);
    }
    return removed;
}

int Store::collect_drafts(int64_t before_s) {
    std::error_code error;
    std::vector<fs::path> drafts;
    for (const auto& item : fs::directory_iterator(folder_ / kDrafts, error))
        if (older(item.path(), before_s)) drafts.push_back(item.path());
    int removed = 0;
    for (const auto& path : drafts) removed += ::unlink(path.c_str()) == 0 ? 1 : 0;
    return removed;
}

// Asked about in sets, and without the turn: whoever stores the same meanwhile makes it young, and
// that is looked at again before it is removed.
int Store::collect_folder(const fs::path& folder, int64_t before_s, const Kept& kept,
                          const std::function<bool()>& go_on) {
    const std::string prefix = folder.filename().string();
    std::vector<std::string> contents, derived;
    std::error_code error;
    for (const auto& item : fs::directory_iterator(folder, error)) {
        if (!older(item.path(), before_s)) continue;
        const std::string name = item.path().filename().string();
        (name.find('.') == std::string::npos ? contents : derived).push_back(name);
    }
    std::sort(contents.begin(), contents.end());
    int removed = 0;
    for (size_t at = 0; at < contents.size() && go_on(); at += kAskedAtOnce) {
        const size_t end = std::min(at + kAskedAtOnce, contents.size());
        const auto mine = kept(prefix + contents[at], prefix + contents[end - 1]);
        for (size_t i = at; i < end; ++i)
            if (!mine.contains(prefix + contents[i]))
                removed += remove_garbage(folder / contents[i], before_s) ? 1 : 0;
    }
    for (const auto& name : derived)
        if (!fs::exists(folder / name.substr(0, name.find('.')), error))
            removed += remove_garbage(folder / name, before_s) ? 1 : 0;
    return removed;
}

// One at a time, so that nobody who stores something waits long.
bool Store::remove_garbage(const fs::path& path, int64_t before_s) const {
    const Turn turn(folder_, LOCK_EX);
    return older(path, before_s) && ::unlink(path.c_str()) == 0;
}

}  // namespace kerege::files
