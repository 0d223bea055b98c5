// What the operator says of files: the key `files` of the configuration.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace kerege::files {

struct FileSettings {
    using Milliseconds = std::chrono::milliseconds;

    std::filesystem::path folder = "data/files";
    // The confined program that looks into files, beside the host's own.
    std::filesystem::path program;
    int64_t file_bytes_max = int64_t{256} << 20;         // of one file
    int64_t organisation_bytes_max = int64_t{10} << 30;  // of one organisation
    int64_t plugin_bytes_max = int64_t{5} << 30;         // of one plugin there
    int64_t free_bytes_min = int64_t{1} << 30;           // of the disk, left to others
    int64_t image_pixels_max = 40'000'000;
    Milliseconds look_deadline{10'000};  // of one look into a file
    int looks_max = 2;                   // at the same time
    // Requests that wait for a thumbnail to be made; a picture as small as this stands in for the
    // thumbnails of the others.
    int thumbnails_waiting_max = 8;
    int64_t stand_in_bytes_max = int64_t{2} << 20;
    // How long a thumbnail that took too long is not tried again.
    std::chrono::seconds late_pause{600};
    // How old something must be that nobody refers to before it is removed.
    std::chrono::hours garbage_age{24};
    // The socket of clamd; empty: files are not scanned.
    std::filesystem::path clamd_socket = {};
    Milliseconds clamd_deadline{60'000};
};

}  // namespace kerege::files
