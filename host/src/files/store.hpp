// Content by its SHA-256: <folder>/ab/cdef…, written under another name, synced, then renamed. What
// is there twice lies there once. Whose it is, and whether anybody's, is not known here.
//
// Throws StoreFailed where the disk does not do its part. [any]
#pragma once

#include <openssl/evp.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

#include "host/src/files/descriptor.hpp"

namespace kerege::files {

// The disk is full, the folder can't be written to, content is missing.
class StoreFailed : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Store;

// Content that is being written. Without Store::keep() it is gone when this ends; after a crash,
// when it is old.
class Draft {
public:
    Draft(Draft&&) noexcept = default;
    ~Draft();

    void write(std::string_view bytes);
    int64_t bytes() const { return bytes_; }
    // To look at what was written so far, from its beginning.
    int descriptor() const { return file_.get(); }

private:
    friend class Store;
    explicit Draft(std::filesystem::path path);

    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::filesystem::path path_;
    Descriptor file_;
    std::unique_ptr<EVP_MD_CTX, Free> digest_;
    int64_t bytes_ = 0;
};

class Store {
public:
    // free_bytes_min: so much of the disk is left to others.
    Store(std::filesystem::path folder, int64_t free_bytes_min);

    Draft draft();
    // Makes it last and returns its SHA-256, 64 letters. From now on it stays at least as long as
    // collect() lets garbage be.
    std::string keep(Draft& draft);

    // Content to read.
    Descriptor open(std::string_view sha256) const;
    // Something made of it, which goes when it goes: "320". Empty descriptor: not made yet.
    Descriptor open_derived(std::string_view sha256, std::string_view what) const;
    void put_derived(std::string_view sha256, std::string_view what, std::string_view bytes);

    // Of the contents from one to another by their names, those that belong to somebody.
    using Kept = std::function<std::set<std::string, std::less<>>(std::string_view first,
                                                                  std::string_view last)>;
    // Removes what is older than `age_s` and belongs to nobody, and drafts left behind, while
    // `go_on` says so. Returns how many were removed.
    int collect(int64_t now_s, int64_t age_s, const Kept& kept, const std::function<bool()>& go_on);

private:
    std::filesystem::path path_of(std::string_view sha256) const;
    std::filesystem::path draft_path();
    void require_space() const;
    int collect_folder(const std::filesystem::path& folder, int64_t before_s, const Kept& kept,
                       const std::function<bool()>& go_on);
    int collect_drafts(int64_t before_s);
    bool remove_garbage(const std::filesystem::path& path, int64_t before_s) const;

    const std::filesystem::path folder_;
    const int64_t free_bytes_min_;
    std::atomic<uint64_t> drafts_{0};
};

}  // namespace kerege::files
