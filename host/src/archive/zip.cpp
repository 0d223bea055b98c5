#include "host/src/archive/zip.hpp"

#include <zip.h>

#include <algorithm>
#include <exception>
#include <stdexcept>

#include "kerege/sdk/tr.hpp"

namespace kerege::archive {
namespace {

constexpr size_t kPieceBytes = size_t{64} * 1024;
constexpr uint64_t kRatioFromBytes = 1024 * 1024;

Fault damaged(std::string log_text) {
    return invalid("zip: " + std::move(log_text),
                   KEREGE_TR("The file is damaged. Save it anew, and upload that."));
}

Fault too_large() {
    return invalid("zip: a bomb, or near it",
                   KEREGE_TR("Unpacked, the file is too large to be read."));
}

// Packed: of what takes nothing in the archive nothing can come.
bool beyond(const Limits& limits, uint64_t unpacked, uint64_t packed) {
    return unpacked > limits.bytes_max ||
           (unpacked > kRatioFromBytes &&
            unpacked / limits.ratio_max > std::max(packed, uint64_t{1}));
}

struct FileCloses {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

// The C library's own words, for the log.
std::string words(zip_t* archive) { return zip_error_strerror(zip_get_error(archive)); }

bool plain_text(std::string_view name) {
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= ' '; });
}

}  // namespace

void Reader::Closes::operator()(zip* archive) const { zip_discard(archive); }

Result<Reader> Reader::open(std::string_view bytes, const Limits& limits) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* archive = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
    const std::string why = archive ? std::string() : zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!archive) {
        if (source) zip_source_free(source);
        return damaged(why);
    }
    Reader reader(archive, limits);
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    if (count < 0 || static_cast<uint64_t>(count) > limits.files_max) return too_large();
    uint64_t all_bytes = 0;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t stat;
        if (zip_stat_index(archive, i, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE) ||
            !(stat.valid & ZIP_STAT_COMP_SIZE)) {
            return damaged("an entry without sizes");
        }
        if (beyond(limits, stat.size, stat.comp_size)) return too_large();
        all_bytes += stat.size;
        if (all_bytes > limits.bytes_max) return too_large();
        if (stat.name && plain_text(stat.name)) reader.names_.emplace_back(stat.name);
    }
    return reader;
}

bool Reader::has(std::string_view name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
}

Result<> Reader::read(std::string_view name, const Take& take) {
    const std::string wanted(name);
    zip_stat_t stat;
    if (zip_stat(archive_.get(), wanted.c_str(), 0, &stat) != 0) {
        return damaged("no file of this name");
    }
    const std::unique_ptr<zip_file_t, FileCloses> file(
        zip_fopen_index(archive_.get(), stat.index, 0));
    if (!file) {
        if (zip_error_code_zip(zip_get_error(archive_.get())) == ZIP_ER_NOPASSWD) {
            return invalid("zip: encrypted",
                           KEREGE_TR("The file has a password. Save it without one."));
        }
        return damaged(words(archive_.get()));
    }
    // What the directory says is no promise: what comes out is counted.
    uint64_t unpacked = 0;
    std::string piece(kPieceBytes, '\0');
    for (;;) {
        const zip_int64_t got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) return damaged("its content does not unpack");
        if (got == 0) return success();
        unpacked += static_cast<uint64_t>(got);
        unpacked_bytes_ += static_cast<uint64_t>(got);
        if (unpacked_bytes_ > limits_.bytes_max || beyond(limits_, unpacked, stat.comp_size)) {
            return too_large();
        }
        Result<> taken = take(std::string_view(piece.data(), static_cast<size_t>(got)));
        if (!taken) return taken;
    }
}

Result<std::string> Reader::content(std::string_view name, size_t bytes_max) {
    std::string all;
    const Result<> done = read(name, [&](std::string_view piece) -> Result<> {
        if (all.size() + piece.size() > bytes_max) return too_large();
        all += piece;
        return success();
    });
    if (!done) return done.fault();
    return all;
}

// What the C library reads a file of pieces through. Nothing may be thrown through it.
struct Writer::Pieces {
    explicit Pieces(Next what) : next(std::move(what)) { zip_error_init(&error); }
    ~Pieces() { zip_error_fini(&error); }
    Pieces(const Pieces&) = delete;

    static zip_int64_t call(void* self, void* data, zip_uint64_t bytes, zip_source_cmd_t command) {
        Pieces& pieces = *static_cast<Pieces*>(self);
        switch (command) {
            case ZIP_SOURCE_OPEN:
            case ZIP_SOURCE_CLOSE:
            case ZIP_SOURCE_FREE:
                return 0;
            case ZIP_SOURCE_READ:
                return pieces.read(static_cast<char*>(data), bytes);
            case ZIP_SOURCE_STAT:
                zip_stat_init(static_cast<zip_stat_t*>(data));
                return sizeof(zip_stat_t);
            case ZIP_SOURCE_ERROR:
                return zip_error_to_data(&pieces.error, data, bytes);
            case ZIP_SOURCE_SUPPORTS:
                return ZIP_SOURCE_SUPPORTS_READABLE;
            default:
                zip_error_set(&pieces.error, ZIP_ER_OPNOTSUPP, 0);
                return -1;
        }
    }

    zip_int64_t read(char* out, size_t bytes) {
        try {
            while (!ended && at == piece.size()) {
                piece = next();
                at = 0;
                ended = piece.empty();
            }
        } catch (...) {
            thrown = std::current_exception();
            zip_error_set(&error, ZIP_ER_READ, 0);
            return -1;
        }
        const size_t count = std::min(bytes, piece.size() - at);
        std::copy_n(piece.data() + at, count, out);
        at += count;
        return static_cast<zip_int64_t>(count);
    }

    Next next;
    std::string piece = {};
    size_t at = 0;
    bool ended = false;
    std::exception_ptr thrown = {};
    zip_error_t error = {};
};

Writer::Writer(int64_t at_s) : at_s_(at_s) {
    zip_error_t error;
    zip_error_init(&error);
    source_ = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (source_) archive_ = zip_open_from_source(source_, ZIP_CREATE | ZIP_TRUNCATE, &error);
    const std::string why = archive_ ? std::string() : zip_error_strerror(&error);
    zip_error_fini(&error);
    if (!archive_) {
        if (source_) zip_source_free(source_);
        throw std::runtime_error("zip: " + why);
    }
    zip_source_keep(source_);  // zip_close() would free it with what was written
}

Writer::Writer(const std::filesystem::path& file, int64_t at_s) : at_s_(at_s) {
    int code = 0;
    archive_ = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (archive_) return;
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string why = zip_error_strerror(&error);
    zip_error_fini(&error);
    throw std::runtime_error("zip: " + why);
}

Writer::~Writer() {
    if (archive_) zip_discard(archive_);
    if (source_) zip_source_free(source_);
}

void Writer::add_source(const std::string& name, zip_source* source) {
    if (!source) throw std::runtime_error("zip: " + words(archive_));
    const zip_int64_t index = zip_file_add(archive_, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        throw std::runtime_error("zip: " + words(archive_));
    }
    zip_file_set_mtime(archive_, static_cast<zip_uint64_t>(index), static_cast<time_t>(at_s_), 0);
}

void Writer::add(const std::string& name, std::string content) {
    const std::string& kept = contents_.emplace_back(std::move(content));
    add_source(name, zip_source_buffer(archive_, kept.data(), kept.size(), 0));
}

void Writer::add_pieces(const std::string& name, Next next) {
    Pieces& pieces = *pieces_.emplace_back(std::make_unique<Pieces>(std::move(next)));
    add_source(name, zip_source_function(archive_, &Pieces::call, &pieces));
}

std::string Writer::finish() {
    if (zip_close(archive_) != 0) {
        for (const auto& pieces : pieces_) {
            if (pieces->thrown) std::rethrow_exception(pieces->thrown);
        }
        throw std::runtime_error("zip: " + words(archive_));
    }
    archive_ = nullptr;
    return source_ ? read_back() : std::string();
}

std::string Writer::read_back() {
    if (zip_source_open(source_) != 0) throw std::runtime_error("zip: can't be read back");
    std::string all;
    std::string piece(kPieceBytes, '\0');
    zip_int64_t got = 0;
    while ((got = zip_source_read(source_, piece.data(), piece.size())) > 0) {
        all.append(piece, 0, static_cast<size_t>(got));
    }
    zip_source_close(source_);
    if (got < 0) throw std::runtime_error("zip: can't be read back");
    return all;
}

}  // namespace kerege::archive
