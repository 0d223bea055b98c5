// What the confined process says of files: good ones, broken ones, and ones made to break it.
#include "host/src/files/looker.hpp"

#include <gtest/gtest.h>
#include <png.h>
#include <sys/mman.h>
#include <turbojpeg.h>
#include <unistd.h>
#include <webp/decode.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "host/src/files/descriptor.hpp"

namespace kerege::files {
namespace {

using namespace std::string_literals;

Descriptor file_of(std::string_view bytes) {
    Descriptor file(memfd_create("content", MFD_CLOEXEC));
    EXPECT_EQ(::write(file.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    return file;
}

// Its left half is red, its right half blue.
std::vector<uint8_t> halves(int width, int height) {
    std::vector<uint8_t> rgb;
    rgb.reserve(static_cast<size_t>(width) * static_cast<size_t>(height) * 3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const bool left = x < width / 2;
            rgb.insert(rgb.end(), {uint8_t(left ? 255 : 0), 0, uint8_t(left ? 0 : 255)});
        }
    return rgb;
}

std::string png(int width, int height) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(width);
    image.height = static_cast<png_uint_32>(height);
    image.format = PNG_FORMAT_RGB;
    image.flags = PNG_IMAGE_FLAG_FAST;
    const auto rgb = halves(width, height);
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    std::string bytes(size, '\0');
    EXPECT_TRUE(png_image_write_to_memory(&image, bytes.data(), &size, 0, rgb.data(), 0, nullptr));
    bytes.resize(size);
    return bytes;
}

std::string jpeg(int width, int height) {
    const auto rgb = halves(width, height);
    unsigned char* out = nullptr;
    unsigned long size = 0;
    tjhandle writer = tjInitCompress();
    EXPECT_EQ(
        tjCompress2(writer, rgb.data(), width, 0, height, TJPF_RGB, &out, &size, TJSAMP_444, 90, 0),
        0);
    std::string bytes(reinterpret_cast<char*>(out), size);
    tjFree(out);
    tjDestroy(writer);
    return bytes;
}

// With EXIF in front: how the camera was held, and a word that must not come out again.
std::string turned(const std::string& jpeg, char orientation) {
    std::string tiff = "II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0"s;
    tiff.push_back(orientation);
    tiff += "\0\0\0\0\0\0\0secret place"s;
    const std::string part = "Exif\0\0"s + tiff;
    const size_t size = part.size() + 2;
    return jpeg.substr(0, 2) + "\xff\xe1" + static_cast<char>(size >> 8) +
           static_cast<char>(size & 255) + part + jpeg.substr(2);
}

class Look : public testing::Test {
protected:
    Look() {
        settings.program = KEREGE_BUILD_DIR "/bin/kerege-content";
        settings.image_pixels_max = 4'000'000;
    }
    std::string type(std::string_view bytes) {
        return looker.type_of(file_of(bytes).get()).value_or("(unknown now)");
    }
    Looker::Picture thumbnail(std::string_view bytes, int side = 96) {
        return looker.thumbnail(file_of(bytes).get(), side);
    }
    // Width, height, and the colour of the first pixel.
    static std::string look(const Looker::Picture& picture) {
        if (picture.outcome == Looker::Outcome::impossible) return "impossible";
        if (picture.outcome == Looker::Outcome::not_now) return "not now";
        if (picture.outcome == Looker::Outcome::late) return "late";
        int width = 0, height = 0;
        uint8_t* rgb = WebPDecodeRGB(reinterpret_cast<const uint8_t*>(picture.webp.data()),
                                     picture.webp.size(), &width, &height);
        if (!rgb) return "no picture";
        const bool red = rgb[0] > 128 && rgb[2] < 128;
        WebPFree(rgb);
        return std::to_string(width) + "x" + std::to_string(height) + (red ? " red" : " blue");
    }

    // In the program's place: lines of a shell.
    void play(const std::string& lines) {
        std::string pattern = "/tmp/kerege-look-XXXXXX";
        ASSERT_TRUE(mkdtemp(pattern.data()));
        folder = pattern;
        settings.program = folder / "program";
        std::ofstream(settings.program) << "#!/bin/sh\n" << lines << '\n';
        std::filesystem::permissions(settings.program, std::filesystem::perms::owner_all);
    }
    void TearDown() override {
        if (!folder.empty()) std::filesystem::remove_all(folder);
    }

    std::filesystem::path folder;
    FileSettings settings;
    Looker looker{settings};
};

TEST_F(Look, TypesAreToldByContent) {
    EXPECT_EQ(type(png(2, 2)), "image/png");
    EXPECT_EQ(type(jpeg(2, 2)), "image/jpeg");
    EXPECT_EQ(type("%PDF-1.4\n"), "application/pdf");
    EXPECT_EQ(type("Сәлем, әлем\n"), "text/plain");
    EXPECT_EQ(type("<!DOCTYPE html><html></html>"), "text/html");
    EXPECT_EQ(type("GIF89a/*"s + std::string(20, '\0') + "*/=1;alert(1)"), "image/gif");
    EXPECT_EQ(type("\x93\x12\xfe\x07\xaa\x55\xc3\x3c\x9d\xe1\x81\x02\x99"),
              "application/octet-stream");
}

TEST_F(Look, PicturesBecomeSmaller) {
    EXPECT_EQ(look(thumbnail(png(400, 200))), "96x48 red");
    EXPECT_EQ(look(thumbnail(jpeg(400, 200))), "96x48 red");
    EXPECT_EQ(look(thumbnail(thumbnail(png(400, 200), 320).webp)), "96x48 red");
    EXPECT_EQ(look(thumbnail(png(10, 20))), "10x20 red") << "never larger";
    EXPECT_EQ(look(thumbnail(png(2000, 1))), "96x1 red");
}

TEST_F(Look, PicturesStandUprightAndSayNothingElse) {
    const std::string plain = jpeg(64, 32);
    EXPECT_EQ(look(thumbnail(turned(plain, 1))), "64x32 red");
    EXPECT_EQ(look(thumbnail(turned(plain, 2))), "64x32 blue");
    EXPECT_EQ(look(thumbnail(turned(plain, 3))), "64x32 blue");
    EXPECT_EQ(look(thumbnail(turned(plain, 4))), "64x32 red");
    EXPECT_EQ(look(thumbnail(turned(plain, 6))), "32x64 red");
    EXPECT_EQ(look(thumbnail(turned(plain, 8))), "32x64 blue");
    EXPECT_EQ(look(thumbnail(turned(plain, 99))), "64x32 red");
    const std::string webp = thumbnail(turned(plain, 6)).webp;
    EXPECT_EQ(webp.find("secret"), std::string::npos);
    EXPECT_EQ(webp.find("Exif"), std::string::npos);
}

TEST_F(Look, WhatIsTooLargeIsSeenBeforeItIsRead) {
    const std::string bomb = png(3000, 2000);  // 6 million pixels, a few kilobytes
    EXPECT_LT(bomb.size(), 200'000u);
    EXPECT_EQ(look(thumbnail(bomb)), "impossible");
    // A head that promises more than there could ever be.
    std::string liar = png(2, 2);
    liar.replace(16, 8, "\x7f\xff\xff\xff\x7f\xff\xff\xff");
    EXPECT_EQ(look(thumbnail(liar)), "impossible");
    std::string wide = jpeg(16, 16);
    const size_t frame = wide.find("\xff\xc0");
    wide.replace(frame + 5, 4, "\xff\xff\xff\xff");
    EXPECT_EQ(look(thumbnail(wide)), "impossible");
}

TEST_F(Look, WhatIsNoPictureOrBrokenIsNone) {
    for (const std::string& bytes :
         {"no picture"s, png(9, 9).substr(0, 50), jpeg(9, 9).substr(0, 30), "\xff\xd8\xff"s,
          "RIFF\x10\0\0\0WEBPVP8 "s, "\x89PNG\r\n\x1a\n"s})
        EXPECT_EQ(look(thumbnail(bytes)), "impossible") << bytes.substr(0, 8);
}

// Every byte wrong once, more or less: nothing but an answer comes of it.
TEST_F(Look, DamageIsAnswered) {
    const std::string good = jpeg(64, 64);
    for (size_t at = 0; at < good.size(); at += good.size() / 20) {
        std::string bad = good;
        bad[at] = static_cast<char>(~bad[at]);
        EXPECT_NE(thumbnail(bad).outcome, Looker::Outcome::not_now) << at;
    }
}

TEST_F(Look, WhoTakesTooLongIsEnded) {
    settings.look_deadline = std::chrono::milliseconds(1);
    const std::string picture = png(1900, 1900);
    EXPECT_EQ(look(thumbnail(picture, 1280)), "late");
}

TEST_F(Look, WhoSaysAllAndDoesNotEndIsEnded) {
    play("exec >&-; exec sleep 20");
    settings.look_deadline = std::chrono::milliseconds(300);
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(look(thumbnail("picture")), "late");
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
}

TEST_F(Look, WhatTheMachineEndsIsNoFaultOfThePicture) {
    play("kill -KILL $$");
    EXPECT_EQ(look(thumbnail("picture")), "late");
    play("kill -SEGV $$");
    EXPECT_EQ(look(thumbnail("picture")), "impossible");
}

TEST_F(Look, NotEverybodyWaitsForAThumbnail) {
    play("exec sleep 20");
    settings.look_deadline = std::chrono::milliseconds(1'500);
    settings.looks_max = 1;
    settings.thumbnails_waiting_max = 1;
    std::vector<std::thread> threads;
    std::atomic<int> busy{0};
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] {
            const auto began = std::chrono::steady_clock::now();
            const auto outcome = thumbnail("picture").outcome;
            const bool soon =
                std::chrono::steady_clock::now() - began < std::chrono::milliseconds(1'000);
            if (soon && outcome == Looker::Outcome::not_now) ++busy;
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(busy, 4) << "one is looked at, one waits";
}

TEST_F(Look, WithoutTheProgramNothingIsSaid) {
    settings.program = "/nowhere/kerege-content";
    EXPECT_EQ(type("text"), "(unknown now)");
    EXPECT_EQ(look(thumbnail(png(2, 2))), "not now");
}

}  // namespace
}  // namespace kerege::files
